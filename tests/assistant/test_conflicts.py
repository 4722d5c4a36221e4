"""Two passages that disagree about what is asked stop a draft; those that only look alike do not."""

from dataclasses import replace

import pytest

from assistant.conflicts import find_conflict
from ingest.lexical import stems
from policies.words.documents import Passage
from policies.words.drafts import Sentence, Support
from tests.contracts.evidence_at_hand import cite, evidence, paragraph, row

ASKED = frozenset(stems("What time does the front office open on school days?", "en"))
OURS = paragraph("The front office opens at 7:30 a.m. on school days.", 1, title="Handbook")
THEIRS = paragraph("The front office opens at 8:00 a.m. on school days.", 2, title="Flyer")


def conflict(own: Passage, *others: Passage, asked: frozenset[str] = ASKED, language: str = "en") -> tuple[str, str] | None:
    sentence = Sentence(own.text, Support.VERBATIM, (cite(own),))
    found = find_conflict([sentence], evidence(own, *others), asked, language)
    return (found[0].title, found[1].title) if found else None


def test_two_documents_with_different_times_for_the_same_thing_are_a_conflict() -> None:
    assert conflict(OURS, THEIRS) == ("Handbook", "Flyer")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Lunch for students costs $3.10 each day.", "Lunch for students costs $3.25 each day."),
        ("The library card fee is due on September 4.", "The library card fee is due on September 11."),
        ("Call the front office at (217) 555-0110 on school days.", "Call the front office at (217) 555-0199 on school days."),
    ],
    ids=["amount", "date", "phone"],
)
def test_amounts_dates_and_phones_can_disagree_too(ours: str, theirs: str) -> None:
    asked = frozenset(stems(ours, "en"))
    assert conflict(paragraph(ours, 1, title="A"), paragraph(theirs, 2, title="B"), asked=asked) == ("A", "B")


@pytest.mark.parametrize(
    "other",
    [
        replace(THEIRS, text="The front office opens at 7:30 a.m. on school days.", end=THEIRS.start + 51),
        replace(THEIRS, text="The gym opens at 8:00 a.m. for the band."),
        replace(THEIRS, text="The front office opens early on school days."),
        replace(THEIRS, document_id=OURS.document_id),
        replace(THEIRS, schools=("qfhs",)),
        replace(THEIRS, school_year="2025-2026"),
        replace(THEIRS, section=("Late start days",)),
        replace(THEIRS, language="es"),
    ],
    ids=["same time", "other thing", "no time", "same document", "other school", "other year", "special day", "other language"],
)
def test_what_cannot_disagree_is_no_conflict(other: Passage) -> None:
    assert conflict(replace(OURS, schools=("whitcomb",), school_year="2026-2027"), other) is None


def test_a_date_without_its_year_agrees_with_the_same_date() -> None:
    ours = paragraph("The library card fee is due on September 4, 2026.", 1, title="A")
    theirs = paragraph("The library card fee is due on September 4.", 2, title="B")
    assert conflict(ours, theirs, asked=frozenset(stems(ours.text, "en"))) is None


def test_rows_of_two_tables_can_disagree() -> None:
    ours = row({"School": "Whitcomb Elementary", "First bell": "8:10 a.m."}, 1, title="A")
    theirs = row({"School": "Whitcomb Elementary", "First bell": "8:20 a.m."}, 2, title="B")
    sentence = Sentence(ours.readable, Support.VERBATIM, (cite(ours),))
    asked = frozenset(stems("When is the first bell at Whitcomb Elementary?", "en"))
    assert find_conflict([sentence], evidence(ours, theirs), asked, "en") == (ours, theirs)


def test_without_sentences_or_evidence_there_is_no_conflict() -> None:
    assert find_conflict([], evidence(OURS, THEIRS), ASKED, "en") is None
    assert find_conflict([Sentence(OURS.text, Support.VERBATIM, (cite(OURS),))], [], ASKED, "en") is None


def test_a_row_disagrees_with_a_sentence_although_its_headers_are_other_words() -> None:
    """A Spanish question on two English sources: the headers "Event", "Date" and "Place" tell nothing of the subject."""
    ours = paragraph("The Whitcomb winter concert is on Thursday, December 17, 2026, at 6:30 p.m. in the gym.", 1, title="News")
    cells = {"Event": "Whitcomb winter concert", "School": "Whitcomb", "Date": "Tuesday, December 15, 2026", "Place": "Whitcomb gym"}
    asked = frozenset(stems("¿Cuándo es el concierto de invierno de Whitcomb?", "es"))
    assert conflict(ours, row(cells, 2, title="Music events"), asked=asked, language="es") == ("News", "Music events")
    elsewhere = {**cells, "Event": "Ferry Landing spring sing", "School": "Ferry Landing"}
    assert conflict(ours, row(elsewhere, 2, title="Music events"), asked=asked, language="es") is None
