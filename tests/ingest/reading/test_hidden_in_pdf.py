"""What a PDF page hides reaches no block and becomes a note; what it shows stays."""

import io
from collections.abc import Callable

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.reading.limits import FACT, MARK, MORE, SECRET, check_hidden, read, words
from tests.ingest.reading.paper import drawn


def pdf(hide: Callable[[Canvas], None]) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, FACT)
        canvas.saveState()
        hide(canvas)
        canvas.restoreState()
        canvas.setFont("Helvetica", 11)
        canvas.setFillColor(colors.black)
        canvas.drawString(72, 600, MORE)

    return drawn(draw)


def without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(72, 650)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def white_ink(canvas: Canvas) -> None:
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 650, SECRET)


def ink_of_the_box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.2, 0.3, 0.5)
    canvas.rect(60, 640, 400, 30, stroke=0, fill=1)
    canvas.drawString(72, 650, SECRET)


def covered(canvas: Canvas) -> None:
    canvas.drawString(72, 650, SECRET)
    canvas.setFillColor(colors.lightblue)
    canvas.rect(60, 640, 400, 30, stroke=0, fill=1)


def outside(canvas: Canvas) -> None:
    canvas.drawString(-2000, 650, SECRET)


def tiny_type(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.8)
    canvas.drawString(72, 650, SECRET)


def scaled_to_nothing(canvas: Canvas) -> None:
    canvas.translate(72, 650)
    canvas.scale(0.05, 0.05)
    canvas.drawString(0, 0, SECRET)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(72, 650, SECRET)


def clipped_away(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 10, 10)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(72, 650, SECRET)


def under_other_text(canvas: Canvas) -> None:
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 700, SECRET)


def white_over_a_picture_of_lines(canvas: Canvas) -> None:
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 650, SECRET)
    canvas.setStrokeColor(colors.black)
    canvas.line(60, 646, 500, 646)


@pytest.mark.parametrize(
    "hide",
    [
        without_ink,
        white_ink,
        ink_of_the_box,
        covered,
        outside,
        tiny_type,
        scaled_to_nothing,
        transparent,
        clipped_away,
        under_other_text,
        white_over_a_picture_of_lines,
    ],
    ids=lambda hide: hide.__name__,
)
def test_what_a_pdf_page_hides_is_noted_and_not_read(hide: Callable[[Canvas], None]) -> None:
    check_hidden(pdf(hide), "meals.pdf")


def test_text_on_a_hidden_layer_of_a_pdf_is_noted_and_not_read() -> None:
    content = f"BT /F1 11 Tf 72 700 Td ({FACT}) Tj ET /OC /L BDC BT /F1 11 Tf 72 650 Td ({SECRET}) Tj ET EMC BT /F1 11 Tf 72 600 Td ({MORE}) Tj ET"  # noqa: E501
    parts = [
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >> >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> /Properties << /L 6 0 R >> >> >>",  # noqa: E501
        "<< /Type /OCG /Name (Layer) >>",
    ]
    check_hidden(assembled(parts), "meals.pdf")
    check_shown = assembled([parts[0].replace("/OFF [6 0 R] ", ""), *parts[1:]])
    assert SECRET in words(read(check_shown, "meals.pdf"))


def assembled(parts: list[str]) -> bytes:
    """A PDF from its objects."""
    data = b"%PDF-1.7\n"
    places: list[int] = []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    start = len(data)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        data
        + f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()  # noqa: E501
    )


def test_a_file_attached_to_a_pdf_is_noted_and_not_opened() -> None:
    document = PdfDocument(pdf(lambda canvas: None))
    document.new_attachment("orders.txt").set_data(SECRET.encode())
    buffer = io.BytesIO()
    document.save(buffer)
    found = read(buffer.getvalue(), "meals.pdf")
    assert [(note.code, note.excerpt) for note in found.notes] == [("attachment", "orders.txt")]
    assert MARK not in found.text


def test_light_grey_and_white_on_dark_in_a_pdf_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.6, 0.6, 0.6)
        canvas.drawString(72, 650, "Small grey print")
        canvas.setFillColor(colors.darkblue)
        canvas.rect(60, 620, 400, 20, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(72, 625, "White on blue")

    document = read(pdf(draw), "meals.pdf")
    assert "Small grey print" in words(document)
    assert "White on blue" in words(document)
    assert document.notes == ()


def mapped(shown: str, stored: dict[int, str], encoding: str = "/WinAnsiEncoding") -> bytes:
    """A PDF with a second font whose map tells other letters than it draws."""
    lines = "".join(f"<{code:02X}> <{text.encode('utf-16-be').hex()}>\n" for code, text in stored.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(stored)} beginbfchar\n{lines}endbfchar endcmap end end"
    )
    content = f"BT /F1 11 Tf 72 700 Td ({FACT}) Tj ET BT /F2 11 Tf 72 650 Td ({shown}) Tj ET BT /F1 11 Tf 72 600 Td ({MORE}) Tj ET"
    fonts = "/Font << /F1 3 0 R /F2 6 0 R >>"
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << {fonts} >> >>",
            f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} /ToUnicode 7 0 R >>",
            f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        ]
    )


def test_letters_that_are_stored_other_than_drawn_are_noted_and_not_read() -> None:
    shown, stored = "Send the form in by Friday or call us", "Heron seven pays xx all fees for you!"
    codes = {ord(letter): other for letter, other in zip(shown, stored, strict=True)}
    told = "".join(codes[ord(letter)] for letter in shown)
    data = mapped(shown, codes)
    document = read(data, "meals.pdf")
    assert FACT in words(document)
    assert MORE in words(document)
    assert told not in words(document)
    assert any(note.code == "hidden_text" and "letters drawn" in note.detail for note in document.notes)


def test_a_sentence_stored_for_one_letter_is_noted_and_not_read() -> None:
    check_hidden(mapped("A", {ord("A"): SECRET}), "meals.pdf")


def test_other_words_stored_for_drawn_ones_are_noted_and_not_read() -> None:
    marked = f"/Span << /ActualText ({SECRET}) >> BDC BT /F1 11 Tf 72 650 Td (Ask us) Tj ET EMC"
    content = f"BT /F1 11 Tf 72 700 Td ({FACT}) Tj ET {marked} BT /F1 11 Tf 72 600 Td ({MORE}) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    check_hidden(assembled(parts), "meals.pdf")


def test_a_true_map_is_believed() -> None:
    shown = "Send the form in by Friday or call us"
    document = read(mapped(shown, {ord(letter): letter for letter in shown}), "meals.pdf")
    assert shown in words(document)
    assert document.notes == ()
