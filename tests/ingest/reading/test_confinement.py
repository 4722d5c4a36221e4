"""What the reading process cannot do, tried inside a process that is confined in the same way."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from ingest.reading.blocks import ReadLimits
from ingest.reading.reader import ReadingPool, read_document, read_with_report
from policies.errors import Unreadable
from tests.ingest.reading.hours import EXPECTED, as_docx, as_html, as_markdown, as_ruled_pdf, as_xlsx
from tests.ingest.reading.limits import LIMITS, rows

ROOT = str(Path(__file__).resolve().parents[3])


def confined(code: str, before: str = "pass", seconds: float = 5, megabytes: int = 512) -> subprocess.CompletedProcess[str]:
    """Run code after `confine`; `before` runs first. Prints go to stdout."""
    script = (
        f"import sys; sys.path.insert(0, {ROOT!r})\n{before}\n"
        "from ingest.reading.blocks import ReadLimits\nfrom ingest.reading.confinement import confine\n"
        f"print(confine(ReadLimits(1, 1, 1, {seconds}, {megabytes}))['network'], flush=True)\n{code}"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)


def test_a_connection_cannot_be_opened() -> None:
    code = "import socket\nmade = socket.create_connection(('127.0.0.1', 9), 1)"
    result = confined(code)
    assert result.returncode != 0
    assert "ConnectionRefusedError" not in result.stderr, "the loopback of the machine was reached"
    assert "PermissionError" in result.stderr or "Network is unreachable" in result.stderr


def test_a_connection_cannot_be_opened_where_only_the_filter_of_calls_holds() -> None:
    before = "import ingest.reading.confinement as c\nc._leave_network = lambda libc: False"
    result = confined("import socket\nsocket.socket()", before)
    assert result.stdout.strip() == "seccomp"
    assert "PermissionError" in result.stderr


def test_a_connection_cannot_be_opened_where_only_python_can_refuse_it() -> None:
    before = "import ingest.reading.confinement as c\nc._leave_network = lambda libc: False\nc._filter_calls = lambda libc, may: False"
    result = confined("import socket\nsocket.create_connection(('127.0.0.1', 9), 1)", before)
    assert result.stdout.strip() == "python"
    assert "PermissionError" in result.stderr


def test_a_program_cannot_be_started() -> None:
    result = confined("import os\nos.execv('/bin/echo', ['echo', 'started'])")
    assert "started" not in result.stdout
    assert "PermissionError" in result.stderr


def test_nothing_can_be_written_to_a_file() -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = confined(f"with open({folder!r} + '/canary', 'w') as f:\n    f.write('x' * 10)")
        assert result.returncode != 0
        assert "File too large" in result.stderr
        assert all(not found.stat().st_size for found in Path(folder).iterdir())


def test_memory_beyond_the_limit_is_refused() -> None:
    assert "MemoryError" in confined("x = bytearray(900_000_000)").stderr
    assert confined("x = bytearray(100_000_000)").returncode == 0


def test_a_loop_that_never_ends_is_ended_by_the_kernel() -> None:
    result = confined("import signal\nwhile True: pass", seconds=0.5)
    assert result.returncode == -14  # SIGALRM


def test_a_child_sees_none_of_the_servers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_SECRET_CANARY", "heron")
    with ReadingPool() as pool:
        pool.read(as_markdown(), "a.md", LIMITS)
        server = pool._server  # pyright: ignore[reportPrivateUsage]
        assert server is not None
        environment = Path(f"/proc/{server.pid}/environ").read_bytes()
    assert b"heron" not in environment
    assert b"HOME=/" in environment


def test_the_report_says_what_confines_the_child() -> None:
    _, report = read_with_report(as_markdown(), "hours.md", LIMITS)
    assert report["network"] in ("namespace", "seccomp", "python")
    assert report["ms"] > 0


def test_a_pool_reads_the_same_as_a_fresh_process() -> None:
    files = [(as_docx(), "a.docx"), (as_ruled_pdf(), "a.pdf"), (as_xlsx(), "a.xlsx"), (as_html(), "a.html"), (as_markdown(), "a.md")]
    with ReadingPool() as pool:
        for data, name in files:
            assert pool.read(data, name, LIMITS) == read_document(data, name, LIMITS)
        _, report = pool.read_with_report(*files[0], LIMITS)
        assert report["network"] in ("namespace", "seccomp", "python")


def test_a_pool_survives_bad_files_slow_files_and_the_death_of_its_server() -> None:
    slow = "\n\n".join(f"| {'a | ' * 200}" for _ in range(3000)).encode()
    with ReadingPool() as pool:
        with pytest.raises(Unreadable, match=r"document\.damaged"):
            pool.read(b"%PDF-1.7 nothing", "a.pdf", LIMITS)
        with pytest.raises(Unreadable, match=r"document\.timed_out"):
            pool.read(slow, "a.md", ReadLimits(25_000_000, 400, 50_000_000, 0.02, 1000))
        assert rows(pool.read(as_docx(), "a.docx", LIMITS)) == EXPECTED
        server = pool._server  # pyright: ignore[reportPrivateUsage]
        assert server is not None
        server.kill()
        server.wait()
        assert rows(pool.read(as_docx(), "a.docx", LIMITS)) == EXPECTED


def test_a_pool_may_be_used_from_several_threads() -> None:
    found: list[list[list[tuple[str, str]]]] = []
    with ReadingPool() as pool:

        def work() -> None:
            found.extend(rows(pool.read(as_docx(), "a.docx", LIMITS)) for _ in range(5))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [EXPECTED] * 20


def test_a_pool_leaves_no_process_and_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = {child.pid for child in psutil.Process(os.getpid()).children(recursive=True)}  # a pool of another test may still be open
    with ReadingPool() as pool:
        pool.read(as_docx(), "a.docx", LIMITS)
    assert not {child.pid for child in psutil.Process(os.getpid()).children(recursive=True)} - before
    assert list(tmp_path.iterdir()) == []
