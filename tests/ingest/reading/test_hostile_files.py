"""The hostile files of `bench/reading/hostile`: one clear refusal or a sound reading, and what a person cannot see is a finding."""

import time
from collections.abc import Iterator

import pytest

from bench.reading.hostile import office_files, office_hiding, page_files, pdf_files
from bench.reading.hostile.pdf_files import MARKER, TRUTH
from bench.reading.hostile.run import LIMITS, text_of
from ingest.reading.reader import ReadingPool
from policies.errors import BadInput

HIDING = {
    **pdf_files.hiding(),
    **{f"word_{name}": data for name, data in office_hiding.word_files().items()},
    **{f"sheet_{name}": data for name, data in office_hiding.workbooks().items()},
    **{f"slide_{name}": data for name, data in office_hiding.presentations().items()},
    **page_files.hiding(),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool() as pool:
        yield pool


@pytest.mark.parametrize("name", HIDING)
def test_what_a_person_cannot_see_is_a_finding_and_never_text(name: str, pool: ReadingPool) -> None:
    document = pool.read(HIDING[name], name, LIMITS)
    said = text_of(document)
    assert MARKER not in said
    assert MARKER not in document.text
    assert TRUTH in said
    assert document.notes, "the owner is told"


QUICK = (pdf_files.broken, office_files.broken, page_files.broken, page_files.encodings)
SLOW = frozenset(
    {
        "content_of_300_megabytes.pdf",
        "words_of_60_megabytes.pdf",
        "picture_of_a_billion_dots.pdf",
        "one_string_a_hundred_thousand_times.xlsx",
        "hundred_thousand_parts.docx",
        "lists_in_lists.md",
        "brackets.md",
        "stars.md",
        "table_of_bars.md",
        "one_line.txt",
        "rows_without_end.csv",
    }
)


def _try(pool: ReadingPool, name: str, data: bytes) -> str:
    began = time.perf_counter()
    refusal: BadInput | None = None
    said = ""
    try:
        said = text_of(pool.read(data, name, LIMITS))
    except BadInput as error:
        refusal = error
    assert time.perf_counter() - began < 32
    assert MARKER not in said
    if refusal is None:
        return "read"
    told = f"{refusal.detail} {refusal.remedy}"
    assert refusal.code.startswith("document.")
    assert refusal.detail.endswith(".")
    assert refusal.remedy.endswith(".")
    assert MARKER not in told
    assert TRUTH[:20] not in told
    return refusal.code


def test_a_broken_file_ends_in_one_sentence_with_a_remedy(pool: ReadingPool) -> None:
    outcomes = {name: _try(pool, name, data) for files in QUICK for name, data in files().items() if name not in SLOW}
    assert outcomes["needs_a_password.pdf"] == outcomes["sealed_with_a_password.docx"] == "document.encrypted"
    assert outcomes["a_billion_laughs.docx"] == outcomes["asks_for_a_file.docx"] == "document.active_content"
    assert outcomes["two_main_parts.docx"] == "document.unsafe_archive"
    assert outcomes["a_program_inside.docx"] == "document.macro"
    assert outcomes["page_tree_in_a_ring.pdf"] == outcomes["half_of_it.docx"] == "document.damaged"
    assert outcomes["the_last_cell.xlsx"] == outcomes["elements_in_elements.docx"] == "document.too_complex"
    assert outcomes["noise.txt"] == outcomes["utf32.txt"] == "document.wrong_type"
    assert outcomes["runs_a_script.pdf"] == outcomes["tables_in_tables.docx"] == outcomes["windows.csv"] == "read"


@pytest.mark.drill
def test_a_file_that_grows_without_end_is_stopped(pool: ReadingPool) -> None:
    files = {name: data for made in QUICK for name, data in made().items() if name in SLOW}
    assert set(files) == SLOW
    for name, data in files.items():
        _try(pool, name, data)


def test_text_saved_by_a_windows_program_is_read_and_the_owner_is_told(pool: ReadingPool) -> None:
    document = pool.read("artículo;precio\ncafetería;2,50\nniños;3,00\n".encode("cp1252"), "precios.csv", LIMITS)
    assert [[(cell.header, cell.text) for cell in block.cells] for block in document.blocks] == [
        [("artículo", "cafetería"), ("precio", "2,50")],
        [("artículo", "niños"), ("precio", "3,00")],
    ]
    assert [note.code for note in document.notes] == ["encoding_assumed"]
    with pytest.raises(BadInput, match="not_utf8"):
        pool.read("artículo;precio\n".encode() + b"caf\xe9;2\n", "mixed.csv", LIMITS)
