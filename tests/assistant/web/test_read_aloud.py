"""How a quoted table row is read to a family: the row's own words, as a sentence."""

from assistant.drafting.rows import whole_row
from policies.words.documents import Passage, PassageKind, TableCell

PASSAGE = Passage("p", "r", "d", 0, PassageKind.TABLE_ROW, "a row", None, (), 0, 5, "Hours", "hours.md", "en", (), None)


def row(*cells: tuple[str, str]) -> list[TableCell]:
    return [TableCell(header, text, 0, 0) for header, text in cells]


def test_a_row_of_times_is_read_as_a_sentence_without_a_heading_before_it() -> None:
    cells = row(
        ("What", "Dismissal"), ("Regular day", "2:45 p.m."), ("Early-release Wednesday", "11:30 a.m."), ("Two-hour late start", "2:45 p.m.")
    )
    assert whole_row(cells, PASSAGE).lower() == (
        "dismissal: regular day 2:45 p.m.; early-release wednesday 11:30 a.m.; two-hour late start 2:45 p.m."
    )


def test_nothing_of_a_long_row_is_left_out_and_a_heading_that_turns_the_meaning_is_read() -> None:
    said = whole_row(row(("Item", "Snacks"), *((f"Day {n}", f"{n}:00") for n in range(1, 9)), ("Not allowed", "nuts in any form")), PASSAGE)
    assert all(f"{n}:00" in said for n in range(1, 9))
    assert "ot allowed: nuts in any form" in said


def test_columns_that_stand_beside_one_another_keep_their_headings() -> None:
    said = whole_row(row(("Allowed", "Sneakers"), ("Not allowed", "Sandals")), PASSAGE)
    assert said == "Allowed: Sneakers; Not allowed: Sandals."
