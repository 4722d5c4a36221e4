"""Messages out of mail and table files. Raw text: it goes to the redactor and nowhere else.

A message's key is a hash of where it stands (file content and place), not of its words.
"""

import csv
import datetime as dt
import email
import email.policy
import email.utils
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from policies.errors import BadInput, TooLarge

MAX_BYTES = 50_000_000
MAX_MESSAGES = 20_000
_FROM_LINE = re.compile(rb"^From .*\r?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came. `text` is raw."""

    text: str
    key: str
    language: str | None = None
    school: str | None = None
    school_year: str | None = None
    received_at: dt.datetime | None = None

    def __repr__(self) -> str:
        """Never the text."""
        return f"Message({self.key})"


def read_messages(file: Path) -> list[Message]:
    """Every message of a .eml, .mbox, .csv or .jsonl file. Raises: BadInput import.*; TooLarge import.too_large, import.too_many."""
    _reader(file.suffix)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise TooLarge("import.too_large", "The file is larger than 50 MB.", "Split it.")
        data = file.read_bytes()
    except OSError as error:
        raise BadInput("import.unreadable", f"The file cannot be read ({type(error).__name__}).", "Check its name and rights.") from None
    return messages_in(data, file.suffix)


def _reader(suffix: str) -> Callable[[bytes, str], Iterator[Message]]:
    readers = {".eml": _mails, ".mbox": _mails, ".csv": _rows, ".jsonl": _json_lines}
    reader = readers.get(suffix.lower())
    if reader is None:
        raise BadInput("import.format", "This kind of file is not imported.", f"Use one of: {', '.join(readers)}.")
    return reader


def messages_in(data: bytes, suffix: str, most: int | None = None) -> list[Message]:
    """Every message of a file's bytes; `suffix` says which kind of file. Raises: BadInput import.*; TooLarge import.too_many."""
    reader = _reader(suffix)
    most = MAX_MESSAGES if most is None else most
    digest = hashlib.sha256(data).hexdigest()[:24]
    messages: list[Message] = []
    for number, message in enumerate(reader(data, suffix.lower()), start=1):
        if number > most:
            raise TooLarge("import.too_many", f"The file holds more than {most} messages.", "Split it.")
        key = f"import-{digest}-{number}"
        messages.append(Message(message.text, key, message.language, message.school, message.school_year, message.received_at))
    return messages


def _mails(data: bytes, suffix: str) -> Iterator[Message]:
    parts = [data] if suffix == ".eml" else [part for part in _FROM_LINE.split(data) if part.strip()]
    for part in parts:
        mail = email.message_from_bytes(part, policy=email.policy.default)
        body = mail.get_body(preferencelist=("plain", "html"))
        if body is None:
            continue
        try:
            text = str(body.get_content())
        except (LookupError, ValueError):
            text = ""
        if body.get_content_type() == "text/html":
            from bs4 import BeautifulSoup

            text = BeautifulSoup(text, "html.parser").get_text("\n")
        subject = str(mail.get("Subject", "")).strip()
        yield Message(text=f"{subject}\n{text}".strip() if subject else text.strip(), key="", received_at=_moment(mail))


def _moment(mail: EmailMessage) -> dt.datetime | None:
    try:
        value = email.utils.parsedate_to_datetime(str(mail.get("Date", "")))
    except (TypeError, ValueError):
        return None
    return value if value.tzinfo else None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("import.not_text", "The file is not UTF-8 text.", "Save it as UTF-8.") from None


def _rows(data: bytes, _suffix: str) -> Iterator[Message]:
    rows = csv.DictReader(io.StringIO(_decoded(data), newline=""))
    if not {"question", "text"} & set(rows.fieldnames or ()):
        raise BadInput("import.columns", "The file has no column named question.", "Name the column with the messages `question`.")
    try:
        for row in rows:
            yield _message(dict(row))
    except csv.Error:
        raise BadInput("import.row", f"The table cannot be read near line {rows.line_num}.", "Check its quotes and commas.") from None


def _json_lines(data: bytes, _suffix: str) -> Iterator[Message]:
    for number, line in enumerate(_decoded(data).split("\n"), start=1):  # splitlines would cut at U+2028 inside a message
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or not {"question", "text"} & set(cast("dict[str, Any]", row)):
            raise BadInput("import.line", f"Line {number} is not a JSON object with a question.", 'Write {"question": "…"} on each line.')
        yield _message(cast("dict[str, Any]", row))


def _message(row: dict[str, Any]) -> Message:
    def field(name: str) -> str | None:
        value = row.get(name)
        return str(value) if value else None

    return Message(field("question") or field("text") or "", "", field("language") or field("lang"), field("school"), field("school_year"))
