"""Read a document in a process of its own, with limits on memory, time, files and network; the server survives whatever it holds."""

import contextlib
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.file_types import FileType, decide_type
from ingest.reading.problems import problem
from ingest.reading.wire import decode_reply, encode_job

_CHILD = "ingest.reading.child"
# The child finds our code and the installed libraries, and skips everything else that a start of Python looks for.
_PATHS = os.pathsep.join(
    [str(Path(__file__).resolve().parents[2]), *(path for path in sys.path if path.endswith(("site-packages", "dist-packages")))]
)
_GRACE_SECONDS = 1.0  # the child's own alarm comes first; then the server kills it


def read_document(data: bytes, file_name: str, limits: ReadLimits) -> ReadDocument:
    """Read one document in a fresh process. `file_name` only chooses the format; it is never used as a path.

    Raises: TooLarge (document.too_large, .too_many_pages, .too_long), Unreadable (the codes of `problems`).
    """
    document, _ = read_with_report(data, file_name, limits)
    return document


def read_with_report(data: bytes, file_name: str, limits: ReadLimits) -> tuple[ReadDocument, dict[str, Any]]:
    """The same, with what the child says of itself: `network` and `calls` (what confines it), `ms` (its own time, milliseconds)."""
    file_type = _admit(data, file_name, limits)
    ours, theirs = socket.socketpair()
    with _scratch() as scratch, ours:
        with theirs:
            child = _start([], scratch, stdin=theirs.fileno(), stdout=theirs.fileno())
        try:
            reply = _converse(ours, encode_job(file_type.value, limits), data, limits)
        finally:
            _end(child)
    return _judge(reply, file_type, limits)


def draw_page(data: bytes, page: int, limits: ReadLimits, quotes: Sequence[str] = ()) -> bytes | None:
    """One page of a PDF as a PNG, drawn in a confined process of its own; None when there is no such page or it cannot be drawn.

    `quotes` are marked where they stand on the page; one that does not stand there word for word is not.

    Range: `page` counts from 1.
    """
    if not data.startswith(b"%PDF") or not 1 <= page <= limits.max_pages or len(data) > limits.max_bytes:
        return None
    ours, theirs = socket.socketpair()
    with _scratch() as scratch, ours:
        with theirs:
            child = _start(["--page", str(page)], scratch, stdin=theirs.fileno(), stdout=theirs.fileno())
        try:
            image = _converse(ours, encode_job(FileType.PDF.value, limits, quotes), data, limits)
        finally:
            _end(child)
    return image if image and image.startswith(b"\x89PNG") else None


class ReadingPool:
    """Reads many documents: libraries are loaded once, each document still has a process of its own with the same limits.

    Use as a context; `read` may be called from several threads. Raises what `read_document` raises.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def read(self, data: bytes, file_name: str, limits: ReadLimits) -> ReadDocument:
        """Read one document."""
        document, _ = self.read_with_report(data, file_name, limits)
        return document

    def read_with_report(self, data: bytes, file_name: str, limits: ReadLimits) -> tuple[ReadDocument, dict[str, Any]]:
        """The same, with the child's report."""
        file_type = _admit(data, file_name, limits)
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                pid = self._hand_over(theirs)
            reply = _converse(ours, encode_job(file_type.value, limits), data, limits)
            if reply is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        return _judge(reply, file_type, limits)

    def _hand_over(self, job: socket.socket) -> int:
        """Give the serving process one socket; the pid of the process that will read. A server that died is started again once."""
        with self._lock:
            for _ in range(2):
                if self._control is None:
                    self._open()
                control = self._control
                assert control is not None
                try:
                    socket.send_fds(control, [b"job"], [job.fileno()])
                    answer = control.recv(8)
                except OSError:
                    answer = b""
                if len(answer) == 8:
                    return int.from_bytes(answer, "little")
                self._close()
        raise problem("document.too_complex")

    def _open(self) -> None:
        scratch = self._closing.enter_context(_scratch())
        ours, theirs = socket.socketpair()
        with theirs:
            self._server = _start(["--serve", str(theirs.fileno())], scratch, pass_fds=(theirs.fileno(),))
        ours.settimeout(60)
        self._control = ours

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._server is not None:
            _end(self._server)
            self._server = None
        self._closing.close()


def _admit(data: bytes, file_name: str, limits: ReadLimits) -> FileType:
    """Checks that need no parser."""
    if len(data) > limits.max_bytes:
        raise problem("document.too_large")
    return decide_type(data, file_name)


@contextlib.contextmanager
def _scratch():
    """An empty folder for the child to stand in; always deleted."""
    folder = tempfile.mkdtemp(prefix="countersign-reading-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(
    arguments: list[str], scratch: str, stdin: int | None = None, stdout: int | None = None, pass_fds: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    """A child with an environment that holds nothing of the server's."""
    environment = {
        "PYTHONPATH": _PATHS,
        "PATH": "/usr/bin:/bin",
        "HOME": scratch,
        "TMPDIR": scratch,
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    trace = os.environ.get("COUNTERSIGN_READING_TRACE")
    if trace:
        environment["COUNTERSIGN_READING_TRACE"] = trace
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-S", "-s", "-P", "-m", _CHILD, *arguments],
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        stdout=subprocess.DEVNULL if stdout is None else stdout,
        stderr=None if trace else subprocess.DEVNULL,
        cwd=scratch,
        env=environment,
        pass_fds=pass_fds,
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """The child and all it started are gone afterwards."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(timeout=0.5)
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _converse(ours: socket.socket, line: bytes, data: bytes, limits: ReadLimits) -> bytes | None:
    """Send the job, collect the reply. None: the time was over, told by the clock, since the child's own alarm ends it without a word."""
    alarm = time.monotonic() + limits.seconds
    deadline = alarm + _GRACE_SECONDS
    cap = 40 * limits.max_chars + 4_000_000  # bytes; blocks, cells and notes included
    ours.setblocking(False)
    outgoing = [memoryview(line), memoryview(data)]
    reply: list[bytes] = []
    n_bytes = 0
    with selectors.DefaultSelector() as selector:
        selector.register(ours, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            for _, events in selector.select(left):
                try:
                    if events & selectors.EVENT_WRITE:
                        outgoing[0] = outgoing[0][ours.send(outgoing[0]) :]
                        while outgoing and not outgoing[0]:
                            outgoing.pop(0)
                        if not outgoing:
                            ours.shutdown(socket.SHUT_WR)
                            selector.modify(ours, selectors.EVENT_READ)
                    if events & selectors.EVENT_READ:
                        piece = ours.recv(1 << 20)
                        if not piece:
                            return b"".join(reply) or (None if time.monotonic() >= alarm - 0.05 else b"")
                        reply.append(piece)
                        n_bytes += len(piece)
                        if n_bytes > cap:
                            return b""
                except BlockingIOError:
                    continue
                except OSError:
                    return b"" if time.monotonic() < alarm - 0.05 else None


def _judge(reply: bytes | None, file_type: FileType, limits: ReadLimits) -> tuple[ReadDocument, dict[str, Any]]:
    """What a reply means. None: the time was over; empty: the child died before it could say why (memory, or a crash of a library)."""
    if reply is None:
        raise problem("document.timed_out")
    if not reply:
        raise problem("document.too_complex")
    return decode_reply(reply, file_type.value, limits)
