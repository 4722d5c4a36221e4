"""The school is asked back, with choices, where it decides the answer and nobody said which."""

from dataclasses import replace

import pytest

from assistant.asking_back import ask_for_school, schools_of_rows
from policies.words.documents import Evidence, Passage, PassageKind, TableCell
from policies.words.drafts import Citation, Sentence, Support
from tests.assistant.test_understanding import DISTRICT, understood

NAMES = ("Odessa Whitcomb Elementary School", "Ferry Landing Middle School", "Quillan Ferry High School")
EVERYONE = ["whitcomb", "landing", "qfhs"]


def row(name: str, time: str, caption: str = "Regular day") -> Passage:
    text = f"{name} | {time}"
    cells = (TableCell("School", name, 0, len(name)), TableCell("First bell", time, len(name) + 3, len(text)))
    return Passage(
        id=f"{name}-{caption}", revision_id="r", document_id="d", ordinal=0, kind=PassageKind.TABLE_ROW, text=text, page=None, section=(),
        start=0, end=len(text), title="Hours", file_name="hours.md", language="en", schools=(), school_year=None, caption=caption,
        cells=cells,
    )  # fmt: skip


ROWS = [row(name, time) for name, time in zip(NAMES, ("7:55 a.m.", "8:20 a.m.", "8:35 a.m."), strict=True)]
EVIDENCE = [Evidence(one, 1, 1, 1) for one in ROWS]


def said(*rows: Passage) -> list[Sentence]:
    return [
        Sentence(
            one.text,
            Support.VERBATIM,
            (Citation(one.document_id, one.revision_id, one.id, one.title, one.file_name, None, "", one.text, 0, len(one.text)),),
        )
        for one in rows
    ]


def test_one_schools_row_of_a_table_for_all_is_no_answer_to_a_question_that_names_none() -> None:
    asked = understood("What time does school start?")
    assert schools_of_rows(asked, said(ROWS[0]), EVIDENCE, DISTRICT) == EVERYONE
    assert schools_of_rows(asked, said(*ROWS), EVIDENCE, DISTRICT) == []


@pytest.mark.parametrize("text", ["What time does Whitcomb start?", "when does my 2nd grader start"])
def test_a_question_that_names_its_school_or_its_only_grade_is_not_asked_back(text: str) -> None:
    assert schools_of_rows(understood(text), said(ROWS[0]), EVIDENCE, DISTRICT) == []


def test_a_reply_that_says_more_than_rows_of_schools_is_not_asked_back() -> None:
    plain = replace(ROWS[0], id="plain", cells=(), kind=PassageKind.PARAGRAPH)
    asked = understood("What time does school start?")
    assert schools_of_rows(asked, said(ROWS[0], plain), [*EVIDENCE, Evidence(plain, 1, 1, 1)], DISTRICT) == []


def test_rows_of_another_table_are_no_choice() -> None:
    other = row(NAMES[1], "9:20 a.m.", "Two-hour late start")
    asked = understood("What time does school start?")
    assert schools_of_rows(asked, said(ROWS[0]), [EVIDENCE[0], Evidence(other, 1, 1, 1)], DISTRICT) == []


def test_the_choices_are_data_that_a_page_can_show_as_one_click_each() -> None:
    found = ask_for_school(EVERYONE, DISTRICT)
    assert found is not None
    assert [(one.id, one.name) for one in found.choices] == list(zip(EVERYONE, NAMES, strict=True))
    assert ask_for_school(["whitcomb"], DISTRICT) is None
