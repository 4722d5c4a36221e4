"""What Word documents, workbooks and slides hide reaches no block and becomes a note; what they show stays."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.ingest.reading.limits import FACT, MORE, SECRET, check_hidden, read, words


def word_file(change: Callable[[Any], None]) -> bytes:
    document = Document()
    document.add_heading("Meals", 1)
    document.add_paragraph(FACT)
    change(document)
    document.add_paragraph(MORE)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def vanish(document: Any) -> None:
    document.add_paragraph().add_run(SECRET).font.hidden = True


def white(document: Any) -> None:
    document.add_paragraph().add_run(SECRET).font.color.rgb = RGBColor(255, 255, 255)


def tiny(document: Any) -> None:
    document.add_paragraph().add_run(SECRET).font.size = Pt(1)


def vanish_by_style(document: Any) -> None:
    style = document.styles.add_style("Quiet", 2)
    style.font.hidden = True
    document.add_paragraph().add_run(SECRET, style="Quiet")


def white_in_a_table(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("Meal", "Price", "Lunch", "$3.10")):
        table.cell(at // 2, at % 2).text = text
    table.cell(1, 1).paragraphs[0].add_run(SECRET).font.color.rgb = RGBColor(254, 255, 255)


def deleted(document: Any) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document.add_paragraph()._p.append(
        parse_xml(f'<w:del {space} w:id="1" w:author="a"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>')
    )


@pytest.mark.parametrize("change", [vanish, white, tiny, vanish_by_style, white_in_a_table, deleted], ids=lambda change: change.__name__)
def test_what_a_word_document_hides_is_noted_and_not_read(change: Callable[[Any], None]) -> None:
    check_hidden(word_file(change), "meals.docx")


def test_review_comments_headers_and_footers_of_a_word_document_are_noted_and_not_read() -> None:
    def comment(document: Any) -> None:
        document.add_comment(document.paragraphs[1].runs, text=SECRET, author="a", initials="a")

    def header(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = SECRET

    check_hidden(word_file(comment), "meals.docx", "comment")
    check_hidden(word_file(header), "meals.docx", "header_footer")


def test_white_letters_on_a_dark_cell_and_inserted_words_of_a_word_document_are_read() -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def change(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 1).text = "x"
        cell = table.cell(0, 0)
        cell.paragraphs[0].add_run("White on blue").font.color.rgb = RGBColor(255, 255, 255)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {space} w:val="clear" w:fill="1F3864"/>'))
        document.add_paragraph()._p.append(parse_xml(f'<w:ins {space} w:id="1" w:author="a"><w:r><w:t>Inserted words</w:t></w:r></w:ins>'))

    document = read(word_file(change), "meals.docx")
    assert "White on blue" in words(document)
    assert "Inserted words" in words(document)


def sheet_file(change: Callable[[Any, Any], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Meals"
    sheet.append(["Meal", "Price", "Rule"])
    sheet.append(["Lunch", 3.1, FACT])
    sheet.append(["Breakfast", 0, MORE])
    change(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hidden_sheet(book: Any, sheet: Any) -> None:
    book.create_sheet("Old").append([SECRET, 1])
    book["Old"].sheet_state = "hidden"


def very_hidden_sheet(book: Any, sheet: Any) -> None:
    hidden_sheet(book, sheet)
    book["Old"].sheet_state = "veryHidden"


def hidden_row(book: Any, sheet: Any) -> None:
    sheet.append([SECRET, 1, "x"])
    sheet.row_dimensions[4].hidden = True


def hidden_column(book: Any, sheet: Any) -> None:
    sheet["D2"] = SECRET
    sheet.column_dimensions["D"].hidden = True


def white_cell(book: Any, sheet: Any) -> None:
    sheet["D2"] = SECRET
    sheet["D2"].font = Font(color="FFFFFFFF")


def empty_format(book: Any, sheet: Any) -> None:
    sheet["D2"] = SECRET
    sheet["D2"].number_format = ";;;"


@pytest.mark.parametrize(
    "change", [hidden_sheet, very_hidden_sheet, hidden_row, hidden_column, white_cell, empty_format], ids=lambda change: change.__name__
)
def test_what_a_workbook_hides_is_noted_and_not_read(change: Callable[[Any, Any], None]) -> None:
    check_hidden(sheet_file(change), "meals.xlsx")


def test_comments_of_a_workbook_are_noted_and_not_read() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet["A2"].comment = Comment(SECRET, "a")

    check_hidden(sheet_file(change), "meals.xlsx", "comment")


SLIDE = (
    '<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>'
    '<p:sp><p:nvSpPr><p:cNvPr id="1" name="t"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Meals</a:t></a:r></a:p></p:txBody></p:sp>'  # noqa: E501
    "{shapes}</p:spTree></p:cSld></p:sld>"
)
SHAPE = '<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="s" {more}/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="5000000" cy="400000"/></a:xfrm></p:spPr><p:txBody><a:p><a:r>{look}<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'  # noqa: E501


def slides(*shapes: str) -> bytes:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{packages}/content-types"><Override PartName="/ppt/presentation.xml" ContentType="{main}"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{kinds}/officeDocument" Target="ppt/presentation.xml"/></Relationships>',  # noqa: E501
        )
        made.writestr(
            "ppt/presentation.xml",
            f'<p:presentation xmlns:p="p" xmlns:r="{kinds}"><p:sldIdLst><p:sldId id="256" r:id="r2"/></p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/></p:presentation>',  # noqa: E501
        )
        made.writestr(
            "ppt/_rels/presentation.xml.rels",
            f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r2" Type="{kinds}/slide" Target="slides/slide1.xml"/></Relationships>',  # noqa: E501
        )
        made.writestr("ppt/slides/slide1.xml", SLIDE.format(shapes="".join(shapes)))
    return buffer.getvalue()  # fmt: skip


def shape(text: str, y: int, number: int, x: int = 100_000, more: str = "", look: str = "") -> str:
    return SHAPE.format(text=text, y=y, number=number, x=x, more=more, look=look)


@pytest.mark.parametrize(
    "hidden",
    [
        shape(SECRET, 2_000_000, 3, more='hidden="1"'),
        shape(SECRET, 2_000_000, 3, x=-6_000_000),
        shape(SECRET, 2_000_000, 3, look='<a:rPr sz="100"/>'),
        shape(SECRET, 2_000_000, 3, look='<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'),
    ],
    ids=["hidden shape", "beside the slide", "tiny", "white"],
)
def test_what_a_slide_hides_is_noted_and_not_read(hidden: str) -> None:
    data = slides(shape(MORE, 3_000_000, 4), hidden, shape(FACT, 1_000_000, 2))
    check_hidden(data, "meals.pptx")
    document = read(data, "meals.pptx")
    assert [block.text for block in document.blocks] == ["Meals", FACT, MORE]
    assert {block.page for block in document.blocks} == {1}
    assert document.n_pages == 1
