"""Documents as districts make them: what a person reads there is what is read, and nothing else stands in a row or a heading."""

from collections.abc import Iterator

import pytest

from bench.reading.lifelike import office, printed
from bench.reading.run import found_in
from bench.reading.scores import Found, row_keys
from ingest.reading.blocks import BlockKind
from ingest.reading.reader import ReadingPool
from tests.assistant.web.browsing import CHROMIUM, needs_chromium
from tests.ingest.reading.limits import LIMITS, rows

OFFICE = office.files()
PAGES = list(printed.pages())


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool() as pool:
        yield pool


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Found]]:
    assert CHROMIUM is not None
    made = printed.print_pages(CHROMIUM, tmp_path_factory.mktemp("pages"))
    return {name: (data, found) for name, data, found in made}


def _compare(expected: Found, found: Found) -> None:
    assert row_keys(found.rows) == row_keys(expected.rows)
    assert found.headings == expected.headings
    assert [text for text in expected.texts if text not in found.texts] == []


@pytest.mark.parametrize("name", OFFICE)
def test_an_office_file_gives_its_rows_headings_and_texts(name: str, pool: ReadingPool) -> None:
    data, expected = OFFICE[name]
    _compare(expected, found_in(pool.read(data, name, LIMITS)))


@needs_chromium
@pytest.mark.parametrize("name", PAGES)
def test_a_page_printed_by_a_browser_gives_its_rows_headings_and_texts(
    name: str, pool: ReadingPool, prints: dict[str, tuple[bytes, Found]]
) -> None:
    data, expected = prints[name]
    _compare(expected, found_in(pool.read(data, "printed.pdf", LIMITS)))


@needs_chromium
def test_schedules_side_by_side_keep_the_title_of_their_own_day(pool: ReadingPool, prints: dict[str, tuple[bytes, Found]]) -> None:
    for name in ("schedules side by side, ruled", "schedules side by side, bare"):
        document = pool.read(prints[name][0], "printed.pdf", LIMITS)
        captions = {block.caption: block.cells[0].text for block in document.blocks if block.kind is BlockKind.TABLE_ROW}
        assert captions == {"Regular Day (Mon, Tue, Thu)": "Lunch A", "Early Release Wednesday": "Dismissal"}


@needs_chromium
def test_a_table_over_three_pages_keeps_its_pages_and_says_its_headers_once(
    pool: ReadingPool, prints: dict[str, tuple[bytes, Found]]
) -> None:
    document = pool.read(prints["a table over three pages"][0], "printed.pdf", LIMITS)
    pages = [block.page or 0 for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2, 3}
    assert not any(text == "Office" for row in rows(document) for _, text in row)
    assert {note.code for note in document.notes} == {"page_furniture"}


def test_a_section_ends_where_its_part_of_the_page_ends(pool: ReadingPool) -> None:
    document = pool.read(OFFICE["lunch.html"][0], "lunch.html", LIMITS)
    sections = {block.text: block.section for block in document.blocks}
    assert sections["Yes. Please avoid nuts."] == ("Nutrition Services", "Can my child bring lunch?")
    assert sections["Phone | 555-0170"] == ("Nutrition Services",)
    assert not any(word in document.text for word in ("Home", "Apply", "Privacy"))
