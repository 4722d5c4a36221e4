"""A row answers when it is the asked one of its numbered or lettered kind, and not when it is another."""

import pytest

from assistant.conditions import key_fit
from policies.words.documents import Passage, PassageKind, TableCell


def row(header: str, key: str, caption: str = "") -> Passage:
    """A table row whose first cell is the key."""
    return Passage(
        id="p1", revision_id="r1", document_id="d1", ordinal=0, kind=PassageKind.TABLE_ROW, text=key, page=None, section=("Hours",),
        start=0, end=len(key), title="Hours", file_name="hours.xlsx", language="en", schools=(), school_year=None, caption=caption,
        cells=(TableCell(header, key, 0, len(key)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "header", "key", "fit"),
    [
        ("when does 1st period begin", "What", "Period 1", 1),
        ("when does first period begin", "What", "Period 5", -1),
        ("what time is period 4 over", "What", "Period 4", 1),
        ("when do report cards come out for 2nd quarter", "Quarter", "Second", 1),
        ("when do report cards come out for 2nd quarter", "Quarter", "Fourth", -1),
        ("whos the counselor for last names that start with M", "Role", "Counselor, last names L to Z", 1),
        ("whos the counselor for last names that start with M", "Role", "Counselor, last names A to K", -1),
        ("¿quién atiende los apellidos que empiezan con la letra B?", "Puesto", "Consejera, apellidos A a K", 1),
        ("when does school start", "What", "Period 1", 0),
        ("is there school on the 2nd of May", "Quarter", "Second", 0),
    ],
)
def test_a_numbered_or_lettered_row_fits_the_question_or_not(question: str, header: str, key: str, fit: int) -> None:
    assert key_fit(question, row(header, key)) == fit
