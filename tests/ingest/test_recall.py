"""Which citations hold in a successor: the cited words at their place, and nothing else."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.passages import RevisionFacts, make_passages, split_sentences
from ingest.reading.composing import Composer
from ingest.reading.formats import markdown
from ingest.recall import differences, new_words, still_says
from policies.words.documents import Passage, PassageKind
from tests.contracts.evidence_at_hand import paragraph, row
from tests.ingest.registry import policy

DAY = dt.date(2026, 9, 1)
HOURS = paragraph("School starts at 8:10 a.m. The office opens at 7:30 a.m. Doors open at 7:45.", 1, section=("Hours",))
START = "School starts at 8:10 a.m."
BELL = row({"School": "Whitcomb", "First bell": "8:10", "Dismissal": "3:00"}, 2)


def passages(text: str, revision: str = "rev_2") -> list[Passage]:
    """The passages of a Markdown document, as the product makes them."""
    read = markdown.read(text.encode(), Composer(100_000), None)  # type: ignore[arg-type]
    return list(make_passages(read, RevisionFacts(revision, "doc_1", "Title", "page.md", "en", (), None), policy().district))


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({}, True),
        ({"text": f"New first words. {HOURS.text} And after."}, True),
        ({"text": HOURS.text.replace(" ", "\n  ", 2)}, False),  # a line break ends a sentence
        ({"text": HOURS.text.replace("7:30", "7:00")}, True),
        ({"text": HOURS.text.replace("8:10", "8:15")}, False),
        ({"text": HOURS.text.replace("School starts", "School never starts")}, False),
        ({"section": ("Hours on early release days",)}, False),
        ({"section": ("  HOURS ",)}, True),
        ({"schools": ("whitcomb",)}, False),
        ({"school_year": "2027-2028"}, False),
        ({"language": "es"}, False),
        ({"page": 7, "title": "Another title"}, True),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_quote_holds_where_its_sentence_stands_at_its_place(change: dict[str, object], holds: bool) -> None:
    assert still_says(HOURS, START, [replace(HOURS, **change)]) is holds  # type: ignore[arg-type]


def test_part_of_a_sentence_is_held_by_the_whole_sentence() -> None:
    assert still_says(HOURS, "8:10 a.m.", [HOURS])
    assert not still_says(HOURS, "8:10 a.m.", [replace(HOURS, text="The office opens at 8:10 a.m. School starts at 8:40 a.m.")])


@pytest.mark.parametrize(
    ("quote", "cells", "holds"),
    [
        ("8:10", {"School": "Whitcomb", "First bell": "8:10", "Dismissal": "3:15"}, True),
        ("8:10", {"School": "Whitcomb", "First bell": "8:20", "Dismissal": "3:00"}, False),
        ("8:10", {"School": "Landing", "First bell": "8:10", "Dismissal": "3:00"}, False),
        ("8:10", {"School": "Whitcomb", "Tardy bell": "8:10", "Dismissal": "3:00"}, False),
        (BELL.text, {"School": "Whitcomb", "First bell": "8:10", "Dismissal": "3:15"}, False),
        (BELL.text, {"School": "Whitcomb", "First bell": "8:10", "Dismissal": "3:00", "Bus": "14"}, True),
    ],
)
def test_a_cell_holds_under_its_header_in_the_row_of_the_same_thing(quote: str, cells: dict[str, str], holds: bool) -> None:
    assert still_says(BELL, quote, [row(cells, 3)]) is holds


def test_a_row_of_another_table_does_not_hold_it() -> None:
    assert not still_says(BELL, BELL.text, [replace(BELL, caption="Early release")])


def test_the_new_words_are_those_most_like_the_old_ones() -> None:
    changed = replace(HOURS, text=HOURS.text.replace("8:10", "8:15"), page=3, revision_id="rev_9")
    other = paragraph("Lunch costs $2.75.", 4)
    found = new_words(HOURS, [other, changed])
    assert found is not None
    assert (found.text, found.page, found.revision_id) == (changed.text, 3, "rev_9")
    assert new_words(HOURS, [other]) is None


@dataclass(frozen=True)
class Edit:
    """A change of one sentence, or a sentence put in or taken away."""

    kind: str
    section: int
    sentence: int
    number: int


EDITS = st.lists(
    st.builds(Edit, st.sampled_from(["change", "insert", "delete", "heading"]), st.integers(0, 3), st.integers(0, 4), st.integers(10, 99)),
    max_size=4,
)
THINGS = ("locker", "yearbook", "parking permit", "field trip", "planner")


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_after_random_edits_exactly_the_changed_sentences_no_longer_hold(edits: list[Edit]) -> None:
    sections = [[f"A {thing} of section {s} costs ${s}{n}.00 for the year." for n, thing in enumerate(THINGS)] for s in range(4)]
    rows = [[f"Stop {s}{n}", f"{6 + n}:{s}5", f"Route {n}"] for s in range(4) for n in range(2)]
    headings = [f"Section {s}" for s in range(4)]

    def written(heads: list[str], texts: list[list[str]], table: list[list[str]]) -> str:
        parts = [f"# {head}\n\n{' '.join(lines)}\n" for head, lines in zip(heads, texts, strict=True)]
        body = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
        return "\n".join(parts) + f"\n# Stops\n\n| Stop | Time | Route |\n|---|---|---|\n{body}\n"

    before = passages(written(headings, sections, rows), "rev_1")
    new_heads, new_sections, new_rows = headings[:], [lines[:] for lines in sections], [cells[:] for cells in rows]
    for edit in edits:
        lines = new_sections[edit.section]
        if edit.kind == "heading":
            new_heads[edit.section] = f"Section {edit.section}, version {edit.number}"
        elif edit.kind == "insert":
            lines.insert(min(edit.sentence, len(lines)), f"Note {edit.number} was added.")
        elif edit.kind == "delete" and len(lines) > 1:
            del lines[min(edit.sentence, len(lines) - 1)]
        elif edit.kind == "change":
            new_rows[edit.section * 2][1] = f"9:{edit.number % 60:02d}"
            lines[min(edit.sentence, len(lines) - 1)] = f"A changed line {edit.number} costs nothing."
    after = passages(written(new_heads, new_sections, new_rows))
    for old in before:
        if old.kind is PassageKind.TABLE_ROW:
            cells = [cell.text for cell in old.cells]
            assert still_says(old, old.text, after) is (cells in new_rows), cells
            continue
        for a, b in split_sentences(old.text):
            sentence = old.text[a:b]
            at = headings.index(old.section[-1])
            expected = new_heads[at] == headings[at] and sentence in new_sections[at]
            assert still_says(old, sentence, after) is expected, sentence


def test_the_differences_of_two_revisions_are_what_changed_what_came_and_what_went() -> None:
    before = passages(
        "# Meals\n\nLunch costs $3.10.\n\n# Bus\n\nThe bus leaves at seven in the morning.\n\n# Old\n\nPayphones take quarters.\n", "rev_1"
    )
    after = passages(
        "# Meals\n\nLunch costs $3.10.\n\n# Bus\n\nThe bus leaves at eight in the morning.\n\n# New\n\nZip lines open in spring.\n"
    )
    told = [(d.old.text if d.old else None, d.new.text if d.new else None) for d in differences(before, after)]
    assert told == [
        ("The bus leaves at seven in the morning.", "The bus leaves at eight in the morning."),
        (None, "Zip lines open in spring."),
        ("Payphones take quarters.", None),
    ]
    assert differences(before, before) == []
