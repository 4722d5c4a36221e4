"""Messages out of mail and table files, and tables out again."""

import csv
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import importing
from assistant.exports import write_csv, write_json
from assistant.importing import Message, read_messages
from policies.errors import BadInput, CountersignError, TooLarge


def put(tmp_path: Path, name: str, data: bytes | str) -> Path:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def mail(text: str, subject: str = "Lunch", html: str | None = None, date: str = "Tue, 01 Sep 2026 09:30:00 -0500") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, "parent@example.org", date
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    message.add_attachment(b"%PDF-1.7 attached", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def test_a_mail_gives_subject_text_and_moment_and_no_attachment_nor_header(tmp_path: Path) -> None:
    (found,) = read_messages(put(tmp_path, "one.eml", mail("¿Cuánto cuesta el almuerzo?\n", "Comida ñ", "<p>other</p>")))
    assert found.text == "Comida ñ\n¿Cuánto cuesta el almuerzo?"
    assert found.received_at is not None
    assert found.received_at.isoformat() == "2026-09-01T09:30:00-05:00"
    assert "PDF" not in found.text
    assert "parent@" not in found.text


def test_a_mail_with_html_alone_gives_its_text(tmp_path: Path) -> None:
    data = b"Subject: Bus\nContent-Type: text/html; charset=utf-8\n\n<p>When does <b>bus 4</b> come?</p><p>Thanks</p>"
    (found,) = read_messages(put(tmp_path, "one.EML", data))
    assert found.text.split() == ["Bus", "When", "does", "bus", "4", "come?", "Thanks"]
    assert found.received_at is None


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 01 Sep 2026 09:30:00 -0000"])
def test_a_mail_without_a_usable_date_has_no_moment(tmp_path: Path, date: str) -> None:
    data = f"Subject: Bus\nDate: {date}\n\nWhen?".encode()
    assert read_messages(put(tmp_path, "one.eml", data))[0].received_at is None


def test_a_mailbox_gives_every_message(tmp_path: Path) -> None:
    data = b"".join(b"From x@example.org Tue Sep  1 09:00:00 2026\n" + mail(f"Question {n}?", f"S{n}") + b"\n\n" for n in range(3))
    found = read_messages(put(tmp_path, "box.mbox", data))
    assert [message.text for message in found] == [f"S{n}\nQuestion {n}?" for n in range(3)]
    assert len({message.key for message in found}) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Content-Type: multipart/alternative\n\nno boundary",
        b"Content-Type: text/plain; charset=nonsense\n\nHello",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: text/plain; charset=utf-8\n\n\xff\xfe",
        b"Subject: =?utf-8?b?!!!?=\n\nHello",
        b"Subject: " + b"x" * 5000 + b"\n\nHello",
        b"Date: =?x\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n--a--",
    ],
)
def test_a_broken_mail_gives_a_message_or_nothing_but_no_fault(tmp_path: Path, data: bytes) -> None:
    assert len(read_messages(put(tmp_path, "one.eml", data))) <= 1


HEADERS = st.sampled_from(
    [
        b"Subject: ",
        b"Date: ",
        b"Content-Type: ",
        b"Content-Type: multipart/mixed; boundary=",
        b"Content-Transfer-Encoding: ",
        b"From: ",
        b"--b",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.tuples(HEADERS, st.binary(max_size=30)), max_size=8), body=st.binary(max_size=60))
def test_no_mail_whatever_its_bytes_is_a_fault(tmp_path: Path, lines: list[tuple[bytes, bytes]], body: bytes) -> None:
    data = b"\n".join(head + rest.replace(b"\n", b" ") for head, rest in lines) + b"\n\n" + body
    for name in ("one.eml", "box.mbox"):
        for message in read_messages(put(tmp_path, name, data)):
            assert isinstance(message.text, str)


def test_a_table_gives_a_message_for_each_row(tmp_path: Path) -> None:
    rows = '\ufeffquestion,language,school,school_year,note\n"Lunch, how much?\nThanks",en,whitcomb,2026-2027,x\n¿Autobús?,es,,,\n'
    first, second = read_messages(put(tmp_path, "in.csv", rows))
    assert (first.text, first.language, first.school, first.school_year) == ("Lunch, how much?\nThanks", "en", "whitcomb", "2026-2027")
    assert (second.text, second.language, second.school) == ("¿Autobús?", "es", None)


def test_lines_of_json_give_a_message_each_and_line_separators_inside_a_message_stay(tmp_path: Path) -> None:
    rows = [{"question": "When?\u2028Thanks\x85", "lang": "en"}, {"text": "¿Cuándo?", "language": "es"}]
    data = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\r\n"
    first, second = read_messages(put(tmp_path, "in.jsonl", data))
    assert (first.text, first.language) == ("When?\u2028Thanks\x85", "en")
    assert (second.text, second.language) == ("¿Cuándo?", "es")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("in.txt", "Hello", "import.format"),
        ("in", "Hello", "import.format"),
        ("in.csv", b"question\n\xff\xfe", "import.not_text"),
        ("in.jsonl", b"\xff\xfe", "import.not_text"),
        ("in.csv", "", "import.columns"),
        ("in.csv", "message,language\nHello,en\n", "import.columns"),
        ("in.csv", 'question\n"' + "x" * 140_000 + '"\n', "import.row"),
        ("in.jsonl", '{"question": "Hi"}\n{broken', "import.line"),
        ("in.jsonl", "[1]", "import.line"),
        ("in.jsonl", '{"message": "Hi"}', "import.line"),
        ("in.jsonl", "[" * 100_000, "import.line"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes | str, code: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_messages(put(tmp_path, name, data))
    assert raised.value.code == code
    assert raised.value.remedy


def test_the_line_that_is_wrong_is_named_and_its_words_are_not(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        read_messages(put(tmp_path, "in.jsonl", '{"question": "Hi"}\n\n{"question": secretword'))
    assert "Line 3" in raised.value.detail
    assert "secretword" not in f"{raised.value.detail}{raised.value}{raised.value.remedy}"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        read_messages(tmp_path / "nothing.eml")
    assert raised.value.code == "import.unreadable"


@pytest.mark.parametrize(("limit", "code"), [("MAX_BYTES", "import.too_large"), ("MAX_MESSAGES", "import.too_many")])
def test_too_much_at_once_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, code: str) -> None:
    monkeypatch.setattr(importing, limit, 3)
    with pytest.raises(TooLarge) as raised:
        read_messages(put(tmp_path, "in.csv", "question\n" + "Hi?\n" * 4))
    assert raised.value.code == code


def test_the_same_file_gives_the_same_keys_and_another_file_others(tmp_path: Path) -> None:
    one, again, other = (
        put(tmp_path, name, f"question\n{text}\n{text}\n") for name, text in (("a.csv", "Hi?"), ("b.csv", "Hi?"), ("c.csv", "Ho?"))
    )
    keys = [[message.key for message in read_messages(file)] for file in (one, again, other)]
    assert keys[0] == keys[1]
    assert not set(keys[0]) & set(keys[2])
    assert len(set(keys[0])) == 2


def test_a_message_never_shows_its_text() -> None:
    assert "secret" not in repr(Message("secret", "key-1")) + str(Message("secret", "key-1"))


FORMULAS = ["=1+1", "+1", "-1+cmd|'/c calc'!A0", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_table_never_holds_a_formula(tmp_path: Path, text: str) -> None:
    file = tmp_path / "out.csv"
    write_csv(file, [{"topic": text, "inner": {"group": text}, "n": -1, "share": -0.5}])
    with file.open(encoding="utf-8", newline="") as source:
        (row,) = csv.DictReader(source)
    assert row == {"topic": f"'{text}", "inner.group": f"'{text}", "n": "-1", "share": "-0.5"}


def test_tables_keep_every_column_and_json_keeps_every_value(tmp_path: Path) -> None:
    rows = [{"a": 1, "b": {"c": "ñ", "d": {"e": None}}}, {"a": 2, "z": 'x,\n"y"'}]
    write_csv(tmp_path / "out.csv", rows)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as source:
        found = list(csv.DictReader(source))
    assert found == [{"a": "1", "b.c": "ñ", "b.d.e": "", "z": ""}, {"a": "2", "b.c": "", "b.d.e": "", "z": 'x,\n"y"'}]
    write_json(tmp_path / "out.json", rows)
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == rows
    write_csv(tmp_path / "none.csv", [])
    assert (tmp_path / "none.csv").read_text().strip() == ""
    assert issubclass(BadInput, CountersignError)
