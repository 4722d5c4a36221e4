"""A scanned page is read by text recognition where tesseract is installed, and refused with the remedy where it is not."""

import io

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.reading.blocks import BlockKind
from ingest.reading.composing import Composer
from ingest.reading.formats.pdf import reader
from ingest.reading.formats.pdf.scans import find_program
from policies.errors import Unreadable
from tests.ingest.reading.hours import as_ruled_pdf
from tests.ingest.reading.limits import LIMITS, read, words
from tests.ingest.reading.paper import drawn, lines

has_program = pytest.mark.skipif(find_program() is None, reason="needs tesseract: apt-get install tesseract-ocr tesseract-ocr-spa")


def scanned(*files: bytes, stored: str = "") -> bytes:
    """A file whose pages are pictures of the first pages of other files, with text that is stored but not drawn."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for file in files:
        picture = io.BytesIO()
        PdfDocument(file)[0].render(scale=2.5).to_pil().convert("L").save(picture, "PNG")
        canvas.drawImage(ImageReader(picture), 0, 0, 612, 792)
        if stored:
            made = canvas.beginText(72, 400)
            made.setTextRenderMode(3)
            made.textLine(stored)
            canvas.drawText(made)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def letter_page() -> bytes:
    return drawn(
        lambda canvas: (
            lines(canvas, "Lunch costs $3.10 for every student this year.", "Breakfast is free in all three schools.", size=14) and None
        )
    )


@has_program
def test_a_scanned_page_is_recognised_and_says_so() -> None:
    document = read(scanned(letter_page(), as_ruled_pdf()), "scan.pdf")
    assert "Lunch costs $3.10 for every student this year." in words(document)
    assert [(note.code, note.page) for note in document.notes] == [("read_by_ocr", 1), ("read_by_ocr", 2)]
    assert {block.page for block in document.blocks} == {1, 2}
    found = [[cell.text for cell in block.cells] for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert ["Birch Middle School", "8:00 a.m.", "8:20 a.m.", "3:20 p.m."] in found


@has_program
def test_words_stored_behind_a_scan_are_noted_and_the_picture_is_read() -> None:
    document = read(scanned(letter_page(), stored="Send the code heron seven"), "scan.pdf")
    assert "heron" not in words(document)
    assert "Breakfast is free in all three schools." in words(document)
    assert any(note.code == "hidden_text" and "heron" in note.excerpt for note in document.notes)


def test_a_scan_without_tesseract_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "find_program", lambda: None)
    composer = Composer(LIMITS.max_chars)
    with pytest.raises(Unreadable, match=r"document\.no_text") as refusal:
        reader.read(scanned(letter_page()), composer, LIMITS)
    assert "tesseract" in refusal.value.remedy
    assert [(note.code, note.page) for note in composer.notes] == [("page_without_text", 1)]
