"""Which reader a file gets: its first bytes and the ending of its name must agree."""

import io
import re
from enum import StrEnum

from ingest.reading.problems import problem


class FileType(StrEnum):
    """The formats that can be read; the value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    CSV = "text/csv"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"


ENDINGS: dict[str, FileType] = {
    ".pdf": FileType.PDF,
    ".docx": FileType.DOCX,
    ".xlsx": FileType.XLSX,
    ".pptx": FileType.PPTX,
    ".csv": FileType.CSV,
    ".tsv": FileType.CSV,
    ".html": FileType.HTML,
    ".htm": FileType.HTML,
    ".xhtml": FileType.HTML,
    ".md": FileType.MARKDOWN,
    ".markdown": FileType.MARKDOWN,
    ".txt": FileType.PLAIN,
    ".text": FileType.PLAIN,
}
_MACRO_ENDINGS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm"})
_PACKAGES = frozenset({FileType.DOCX, FileType.XLSX, FileType.PPTX})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# First bytes of files that are never text. Source: the file(1) magic database.
_BINARY = (
    _OLE,
    b"PK",
    b"%PDF-",
    b"\x7fELF",
    b"MZ",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"BM6",
)
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_ANY_TAG = re.compile(rb"<[a-zA-Z!/]")


def ending_of(file_name: str) -> str:
    """The ending of a name as a person gave it, in lower case; both kinds of slashes end a folder.

    Raises: Unreadable document.bad_name.
    """
    name = file_name.strip()
    if not name or (any(ord(sign) < 32 or ord(sign) == 127 for sign in name) and not re.search(r"\.[A-Za-z0-9]{1,8}$", name)):
        raise problem("document.bad_name")
    stem, dot, ending = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def decide_type(data: bytes, file_name: str) -> FileType:
    """The type of a file.

    Raises: Unreadable document.empty, .bad_name, .unsupported_type, .macro, .wrong_type, .encrypted.
    """
    ending = ending_of(file_name)
    if ending in _MACRO_ENDINGS:
        raise problem("document.macro")
    file_type = ENDINGS.get(ending)
    if file_type is None:
        raise problem("document.unsupported_type")
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in file_name):
        raise problem("document.bad_name")
    if not data:
        raise problem("document.empty")
    if file_type is FileType.PDF:
        _expect_pdf(data)
    elif file_type in _PACKAGES:
        _expect_package(data)
    else:
        _expect_text(data, file_type)
    return file_type


def _expect_pdf(data: bytes) -> None:
    import zipfile

    if not data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        raise problem("document.wrong_type")
    if zipfile.is_zipfile(io.BytesIO(data)):  # two files in one: a person and a scanner would each see another one
        raise problem("document.wrong_type")


def _expect_package(data: bytes) -> None:
    if data.startswith(_OLE):
        raise problem("document.encrypted" if _ENCRYPTED_STREAM in data else "document.unsupported_type")
    if not data.startswith(_ZIP):
        raise problem("document.wrong_type")
    if b"%PDF-" in data[:1024]:
        raise problem("document.wrong_type")


def _expect_text(data: bytes, file_type: FileType) -> None:
    head = data[:1024]
    if data.startswith(_BINARY):
        raise problem("document.wrong_type")
    if b"%PDF-" in head and file_type is FileType.HTML:
        raise problem("document.wrong_type")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if b"\x00" in data:
        raise problem("document.wrong_type")
    is_page = _HTML_START.match(data[:8192].removeprefix(b"\xef\xbb\xbf")) is not None
    if is_page and file_type is not FileType.HTML:
        raise problem("document.wrong_type")
    if file_type is FileType.HTML and not is_page and not _ANY_TAG.search(data[:200_000]):
        raise problem("document.wrong_type")
