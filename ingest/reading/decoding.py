"""Bytes to text: UTF-8 or UTF-16 with a mark; a web page may declare an older encoding. Nothing is guessed."""

import codecs
import re

from ingest.reading.problems import problem

_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_OLDER = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii", "utf-8"})  # what American web editors have written


def decode(data: bytes, is_web_page: bool = False) -> str:
    """The text of a file, line ends as `\\n`, without a byte-order mark.

    Raises: Unreadable document.not_utf8 (neither UTF-8 nor marked), document.wrong_type (NUL inside).
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = _plain(data, is_web_page)
    except UnicodeDecodeError:
        raise problem("document.not_utf8") from None
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
