"""Bytes to text: UTF-8 or UTF-16 with a mark; a web page may declare an older encoding.

Without a declaration only one is recognised: Windows-1252, in which Excel and Notepad save, and only when every byte outside ASCII is a
letter or sign of English or Spanish. The owner is told. Anything else is refused.
"""

import codecs
import re

from ingest.reading.composing import Composer
from ingest.reading.problems import problem

_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_OLDER = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii", "utf-8"})  # what American web editors have written

# What Windows programs write besides ASCII in an English or Spanish document.
_WINDOWS_SIGNS = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡“”‘’–—•…°ªº§©®™½¼¾¢€«»\u00a0·".encode("cp1252"))


def is_windows_text(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 can only be Windows-1252: the few signs of it that people type, among much more plain text."""
    odd = data.translate(None, bytes(range(128)))
    return bool(odd) and len(odd) < 0.2 * len(data) and set(odd) <= _WINDOWS_SIGNS and not any(0 <= byte < 9 for byte in data)


def decode(data: bytes, is_web_page: bool = False, composer: Composer | None = None) -> str:
    """The text of a file, line ends as `\\n`, without a byte-order mark. With `composer`, Windows-1252 is recognised and noted.

    Raises: Unreadable document.not_utf8 (neither UTF-8 nor marked), document.wrong_type (NUL inside).
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = _plain(data, is_web_page)
    except UnicodeDecodeError:
        if composer is None or not is_windows_text(data):
            raise problem("document.not_utf8") from None
        text = data.decode("cp1252")
        composer.note("encoding_assumed", "The file is not in UTF-8; it was read as Windows-1252. Check its accents and quotation marks.")
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise problem("document.wrong_type")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(data: bytes, is_web_page: bool) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _META_CHARSET.search(data[:4096]) if is_web_page else None
        if declared is None:
            raise
    try:
        name = codecs.lookup(declared.group(1).decode("ascii")).name
    except LookupError:
        raise problem("document.not_utf8") from None
    if name not in _OLDER or name == "utf-8":
        raise problem("document.not_utf8")
    return data.decode("cp1252" if name == "iso8859-1" else name, errors="strict" if name != "cp1252" else "replace")
