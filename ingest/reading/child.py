"""The reading process: `python -m ingest.reading.child` reads one document; with `--serve FD` it forks one process a document.

One: limits and bytes over stdin, the reply over stdout. Serving: a control socket (its number is FD) brings one socket a document;
the serving process itself never sees a document, it only forks, so that libraries are loaded once.
"""

import importlib
import os
import socket
import sys
import time
from typing import Any, Protocol, cast

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.composing import Composer
from ingest.reading.confinement import confine, quiet_libraries
from ingest.reading.file_types import FileType
from ingest.reading.formats.pdf.scans import find_program
from ingest.reading.wire import decode_job, decode_quotes, encode_reply
from policies.errors import BadInput

_READERS: dict[FileType, str] = {
    FileType.PDF: "ingest.reading.formats.pdf.reader",
    FileType.DOCX: "ingest.reading.formats.docx",
    FileType.XLSX: "ingest.reading.formats.xlsx",
    FileType.PPTX: "ingest.reading.formats.pptx",
    FileType.CSV: "ingest.reading.formats.delimited",
    FileType.HTML: "ingest.reading.formats.html",
    FileType.MARKDOWN: "ingest.reading.formats.markdown",
    FileType.PLAIN: "ingest.reading.formats.plain",
}


class _Format(Protocol):
    """A module in `formats/`."""

    def read(self, data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument: ...


def _format(file_type: FileType) -> _Format:
    return cast("_Format", importlib.import_module(_READERS[file_type]))


def _read_all(source: int) -> tuple[bytes, bytes]:
    """The job line and the bytes after it."""
    pieces: list[bytes] = []
    while piece := os.read(source, 1 << 20):
        pieces.append(piece)
    line, _, data = b"".join(pieces).partition(b"\n")
    return line, data


def _write_all(sink: int, reply: bytes) -> None:
    view = memoryview(reply)
    while view:
        view = view[os.write(sink, view) :]


def _serve_document(source: int, sink: int) -> None:
    """Read one document from `source`, reply to `sink`. The limits hold before a parser sees a byte."""
    began = time.perf_counter()
    line, data = _read_all(source)
    media_type, limits = decode_job(line)
    report: dict[str, Any] = {}
    try:
        module = _format(FileType(media_type))
        report = confine(limits, may_start_programs=media_type == FileType.PDF and find_program() is not None)
        outcome: ReadDocument | str = module.read(data, Composer(limits.max_chars), limits)
    except BadInput as error:
        outcome = error.code
    except (MemoryError, RecursionError):
        outcome = "document.too_complex"
    except Exception:
        if os.environ.get("COUNTERSIGN_READING_TRACE"):
            raise
        outcome = "document.damaged"
    report["ms"] = round((time.perf_counter() - began) * 1000, 1)
    _write_all(sink, encode_reply(outcome, report))


def _draw_page(page: int, source: int, sink: int) -> None:
    """Draw one page of a PDF from `source`, its PNG to `sink`; nothing when it cannot be drawn. The limits hold before the parser."""
    line, data = _read_all(source)
    _media_type, limits = decode_job(line)
    drawing = importlib.import_module("ingest.reading.formats.pdf.page_image")
    confine(limits)
    try:
        image = cast("bytes", drawing.draw(data, page, decode_quotes(line)))
    except Exception:
        if os.environ.get("COUNTERSIGN_READING_TRACE"):
            raise
        image = b""
    _write_all(sink, image)


def _serve(control: socket.socket) -> None:
    """Fork one process for each socket that arrives; ends when the server closes its side."""
    for file_type in FileType:
        prepare = getattr(_format(file_type), "prepare", None)
        if prepare is not None:
            prepare()
    while True:
        line, fds, _, _ = socket.recv_fds(control, 16, 1)
        if not line:
            return
        job = fds[0]
        pid = os.fork()
        if pid == 0:
            control.close()
            status = 1
            try:
                _serve_document(job, job)
                status = 0
            finally:
                os._exit(status)
        os.close(job)
        control.sendall(pid.to_bytes(8, "little"))
        _reap()


def _reap() -> None:
    """Collect finished children, so that none stays as a zombie."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    quiet_libraries()
    if sys.argv[1:2] == ["--serve"]:
        _serve(socket.socket(fileno=int(sys.argv[2])))
    elif sys.argv[1:2] == ["--page"]:
        _draw_page(int(sys.argv[2]), 0, 1)
    else:
        _serve_document(0, 1)
