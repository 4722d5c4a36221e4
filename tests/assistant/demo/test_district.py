"""The fictional district hangs together: what is listed exists, dates agree, and every gold word stands in its document."""

import datetime as dt
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.demo.make_documents import DOCUMENTS, document_bytes, read_sources
from policies.policy import load_policy
from policies.words.documents import Audience
from policies.words.people import Role
from policies.words.questions import Outcome

DISTRICT = DOCUMENTS.parent
TODAY = dt.date(2026, 11, 22)
POLICY = load_policy(DISTRICT / "policy.yaml")
PEOPLE: list[dict[str, Any]] = yaml.safe_load((DISTRICT / "people.yaml").read_text(encoding="utf-8"))
LISTED: list[dict[str, Any]] = yaml.safe_load((DISTRICT / "documents.yaml").read_text(encoding="utf-8"))
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in (DISTRICT / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
BY_FILE = {entry["file"]: entry for entry in LISTED}


def is_in_force(entry: dict[str, Any]) -> bool:
    return entry["state"] == "approved" and entry["effective_from"] <= TODAY <= entry["expires_on"]


def is_for_families(entry: dict[str, Any]) -> bool:
    return is_in_force(entry) and entry["audience"] == "families"


@cache
def text_of(file_name: str) -> str:
    """Every word of a document, read with the plainest library of its format, runs of white space as one space."""
    path = DOCUMENTS / file_name
    read = {".md": _plain, ".html": _html, ".docx": _docx, ".xlsx": _xlsx, ".pdf": _pdf}[path.suffix]
    return " ".join(read(path).split())


def _plain(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _html(path: Path) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" ")


def _docx(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def _xlsx(path: Path) -> str:
    from openpyxl import load_workbook

    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join(f"${cell.value:,.2f}" if "$" in cell.number_format else str(cell.value) for cell in cells)


def _pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    text = "\n".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    document.close()
    return text


def test_the_policy_names_what_the_demonstration_needs() -> None:
    assert {school.level for school in POLICY.district.schools} == {"elementary", "middle", "high"}
    assert len(POLICY.district.offices) >= 12
    assert [year.name for year in POLICY.district.school_years][:2] == ["2025-2026", "2026-2027"]
    assert POLICY.district.school_year_on(TODAY) == "2026-2027"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_outcome_without_a_draft_has_a_holding_reply(language: Any) -> None:
    words = POLICY.replies[language]
    assert set(words.holding) == set(Outcome) - {Outcome.DRAFTED, Outcome.PENDING}
    for text in (words.closing, *words.holding.values()):
        assert "(217) 555-0100" in text.format(office="District Office", phone="(217) 555-0100")
    assert "911" in words.holding[Outcome.ESCALATED_SAFETY]
    assert "988" in words.holding[Outcome.ESCALATED_SAFETY]
    assert "{school_year}" in words.year_note


def test_every_topic_of_a_document_kind_has_an_office() -> None:
    topics = {rules.topic for rules in POLICY.documents.kinds.values()}
    assert topics <= set(POLICY.district.topic_offices)


def test_there_is_a_person_for_every_role() -> None:
    roles = Counter(role for person in PEOPLE for role in person["roles"])
    assert set(roles) == {role.value for role in Role}
    assert roles["reviewer"] >= 2
    assert roles["owner"] >= 2
    assert any("reviewer" in person["roles"] and "es" in person["languages"] for person in PEOPLE)
    assert len({person["username"] for person in PEOPLE}) == len(PEOPLE)


def test_every_listed_document_exists_and_every_document_is_listed() -> None:
    assert sorted(BY_FILE) == sorted(path.name for path in DOCUMENTS.iterdir())
    assert len(BY_FILE) == len(LISTED)


def test_making_the_documents_again_gives_the_same_bytes() -> None:
    made = {source.file_name: document_bytes(source) for source in read_sources()}
    assert sorted(made) == sorted(BY_FILE)
    assert [name for name, data in made.items() if data != (DOCUMENTS / name).read_bytes()] == []


def test_the_documents_are_as_many_and_as_mixed_as_the_issue_asks() -> None:
    formats = Counter(Path(name).suffix for name in BY_FILE)
    assert len(LISTED) >= 34
    assert set(formats) == {".md", ".html", ".docx", ".xlsx", ".pdf"}
    assert min(formats.values()) >= 5
    assert sum(is_for_families(entry) for entry in LISTED) >= 25
    assert sum(entry["language"] == "es" and is_in_force(entry) for entry in LISTED) >= 4
    states = Counter(entry["state"] for entry in LISTED)
    assert all(states[state] >= n for state, n in {"pending": 2, "expired": 2, "revoked": 2, "superseded": 2, "rejected": 1}.items())
    assert any(entry["audience"] == "staff" and is_in_force(entry) for entry in LISTED)
    assert any(entry["state"] == "approved" and entry["effective_from"] > TODAY for entry in LISTED)


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry["file"])
def test_a_documents_state_fits_its_dates_people_and_scope(entry: dict[str, Any]) -> None:
    owners = {person["username"] for person in PEOPLE if "owner" in person["roles"]}
    uploaders = owners | {person["username"] for person in PEOPLE if "admin" in person["roles"]}
    assert entry["kind"] in POLICY.documents.kinds
    assert entry["owner"] in owners
    assert entry["uploader"] in uploaders - {entry["owner"]}
    assert set(entry["schools"]) <= {school.id for school in POLICY.district.schools}
    assert entry["audience"] in set(Audience)
    assert entry["language"] in ("en", "es")
    assert entry["school_year"] in {None} | {year.name for year in POLICY.district.school_years}
    if entry["state"] in ("pending", "rejected"):
        assert entry["effective_from"] is entry["expires_on"] is None
    else:
        assert entry["effective_from"] < entry["expires_on"]
    if entry["state"] == "expired":
        assert entry["expires_on"] < TODAY
    if entry["state"] == "approved":
        assert entry["expires_on"] > TODAY
    assert (entry["reason"] is not None) == (entry["state"] in ("revoked", "rejected", "superseded"))


def test_a_superseded_document_is_named_by_the_one_that_replaces_it() -> None:
    replaced = {entry["replaces"] for entry in LISTED if entry["replaces"]}
    assert replaced == {entry["file"] for entry in LISTED if entry["state"] == "superseded"}
    assert all(is_in_force(entry) for entry in LISTED if entry["replaces"])


def test_the_pair_in_force_that_contradicts_really_does() -> None:
    assert is_for_families(BY_FILE["whitcomb-november-newsletter.md"])
    assert is_for_families(BY_FILE["music-events-2026-2027.xlsx"])
    assert "winter concert is on Thursday, December 17, 2026, at 6:30 p.m." in text_of("whitcomb-november-newsletter.md")
    assert "Whitcomb winter concert Whitcomb Tuesday, December 15, 2026 6:00 p.m." in text_of("music-events-2026-2027.xlsx")


MONTHS = {dt.date(2026, n, 1).strftime("%B"): n for n in range(1, 13)}
MESES = {
    **{"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6},
    **{"julio": 7, "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12},
}
DIAS = {"lunes": 0, "martes": 1, "miércoles": 2, "jueves": 3, "viernes": 4, "sábado": 5, "domingo": 6}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ENGLISH_DATE = re.compile(rf"\b([A-Z]\w+day), ({'|'.join(MONTHS)}) (\d+), (20\d\d)")
SPANISH_DATE = re.compile(rf"\b({'|'.join(DIAS)}) (\d+) de ({'|'.join(MESES)}) de (20\d\d)")


def test_every_date_falls_on_the_weekday_that_is_printed_beside_it() -> None:
    english = [date for name in BY_FILE for date in ENGLISH_DATE.findall(text_of(name))]
    spanish = [date for name in BY_FILE for date in SPANISH_DATE.findall(text_of(name))]
    assert len(english) >= 100
    assert len(spanish) >= 15
    printed = [(weekday, dt.date(int(year), MONTHS[month], int(day))) for weekday, month, day, year in english]
    printed += [(WEEKDAYS[DIAS[dia]], dt.date(int(year), MESES[mes], int(day))) for dia, day, mes, year in spanish]
    assert [(weekday, day) for weekday, day in printed if day.strftime("%A") != weekday] == []


@pytest.mark.parametrize("file_name", sorted(BY_FILE))
def test_only_reserved_numbers_and_hosts_are_printed(file_name: str) -> None:
    text = text_of(file_name)
    assert all(number.startswith("555-01") for number in re.findall(r"\b\d{3}-\d{4}\b", text))
    hosts = re.findall(r"@([\w.]+\w)|\b((?:\w+\.)+(?:com|org|net|gov|edu|us|example))\b", text)
    assert all(host.endswith("quillanferry.example") for pair in hosts for host in pair if host)


def test_every_office_number_of_the_directory_is_in_the_policy() -> None:
    offices = POLICY.district.offices
    known = {o.phone for o in offices} | {s.phone for s in POLICY.district.schools} | set(POLICY.district.public_phones)
    for file_name in BY_FILE:
        assert set(re.findall(r"\(217\) 555-01\d\d", text_of(file_name))) <= known, file_name


def test_the_questions_are_as_many_and_as_mixed_as_the_issue_asks() -> None:
    assert len(QUESTIONS) >= 72
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert sum("drafted" in question["expected"] for question in QUESTIONS) >= 45
    assert sum(question["language"] == "es" for question in QUESTIONS) >= 18
    assert sum(bool(question["personal"]) for question in QUESTIONS) >= len(QUESTIONS) // 3
    first = {question["expected"][0] for question in QUESTIONS}
    assert first == {outcome.value for outcome in Outcome} - {"failed_check", "pending", "abstained_held_back"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_questions_gold_stands_in_a_document_that_is_in_force(question: dict[str, Any]) -> None:
    assert set(question["expected"]) <= set(Outcome)
    assert question["school"] in {None} | {school.id for school in POLICY.district.schools}
    assert (question["gold_file"] is not None) == bool(question["gold_words"])
    assert all(words in question["question"] for words in question["personal"])
    for file_name in filter(None, [question["gold_file"], *question["other_files"]]):
        entry = BY_FILE[file_name]
        assert is_for_families(entry), file_name
        assert not entry["schools"] or question["school"] in {None, *entry["schools"]}, file_name
    for words in question["gold_words"]:
        assert words in text_of(question["gold_file"]), words
    for file_name in question["other_files"]:
        if BY_FILE[file_name]["language"] == BY_FILE[question["gold_file"]]["language"]:
            assert any(words in text_of(file_name) for words in question["gold_words"]), file_name


def test_what_must_not_be_said_stands_only_in_documents_that_are_not_in_force() -> None:
    forbidden = [words for question in QUESTIONS for words in question.get("must_not_say", [])]
    assert len(forbidden) >= 8
    for words in forbidden:
        found = [entry for entry in LISTED if words in text_of(entry["file"])]
        assert found, words
        assert not any(is_for_families(entry) for entry in found), words


def test_no_personal_detail_of_a_question_stands_in_a_document() -> None:
    for question in QUESTIONS:
        for words in question["personal"]:
            assert all(words not in text_of(file_name) for file_name in BY_FILE), words
