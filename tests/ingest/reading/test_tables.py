"""Headings, tables and pages come out as a person would read them, in every format."""

from typing import Any

import pytest
from openpyxl.styles import Font
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.reading.hours import (
    BODY,
    EXPECTED,
    HEAD,
    as_aligned_pdf,
    as_csv,
    as_docx,
    as_html,
    as_markdown,
    as_rule_lines_pdf,
    as_ruled_pdf,
    as_striped_pdf,
    as_tabbed_pdf,
    as_text,
    as_xlsx,
    sheet_file,
    word_file,
    word_table,
)
from tests.ingest.reading.limits import headings, read, rows, table_rows
from tests.ingest.reading.paper import BOLD_HEAD, GRID, drawn, table, text, typeset


@pytest.mark.parametrize(
    ("data", "file_name"),
    [
        (as_docx(), "hours.docx"),
        (as_xlsx(), "hours.xlsx"),
        (as_csv(), "hours.csv"),
        (as_markdown(), "hours.md"),
        (as_html(), "hours.html"),
        (as_text(), "hours.txt"),
        (as_ruled_pdf(), "ruled.pdf"),
        (as_striped_pdf(), "striped.pdf"),
        (as_rule_lines_pdf(), "rule_lines.pdf"),
        (as_aligned_pdf(), "aligned.pdf"),
        (as_tabbed_pdf(), "tabbed.pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_row_of_a_table_has_its_cells_under_their_headers(data: bytes, file_name: str) -> None:
    document = read(data, file_name)
    assert rows(document) == EXPECTED
    assert all(block.page == (1 if file_name.endswith(".pdf") else None) for block in document.blocks)
    assert " | ".join(HEAD) in document.text
    assert not any(block.text == " | ".join(HEAD) for block in document.blocks)


@pytest.mark.parametrize(
    ("data", "file_name"),
    [
        (as_docx(), "a.docx"),
        (as_xlsx(), "a.xlsx"),
        (as_markdown(), "a.md"),
        (as_html(), "a.html"),
        (as_ruled_pdf(), "a.pdf"),
        (as_aligned_pdf(), "b.pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_nearest_heading_or_title_row_is_the_caption(data: bytes, file_name: str) -> None:
    document = read(data, file_name)
    assert headings(document) == ["School hours", "School hours > Regular day"]
    assert {block.caption for block in table_rows(document)} == {"Regular day"}
    assert {block.section for block in table_rows(document)} == {("School hours", "Regular day")}


def test_a_pdf_table_that_runs_over_pages_keeps_its_headers_and_each_row_its_page() -> None:
    body = [[f"Route {number}", f"{6 + number % 3}:{number % 60:02d} a.m.", f"Stop {number}"] for number in range(1, 91)]
    document = read(typeset([text("Bus routes", "Title"), table([["Route", "Leaves", "Stop"], *body], GRID, repeatRows=1)]), "bus.pdf")
    found = table_rows(document)
    assert [[cell.text for cell in row.cells] for row in found] == body
    assert all([cell.header for cell in row.cells] == ["Route", "Leaves", "Stop"] for row in found)
    assert document.n_pages == 3
    pages = [row.page for row in found]
    assert pages[0] == 1
    assert pages[-1] == 3
    assert pages == sorted(pages, key=lambda page: page or 0)


def test_a_pdf_table_without_repeated_headers_carries_them_to_the_next_page() -> None:
    body = [[f"Fee {number}", f"${number}.00"] for number in range(1, 61)]
    document = read(typeset([table([["Fee", "Amount"], *body], GRID, BOLD_HEAD)]), "fees.pdf")
    found = table_rows(document)
    assert len(found) == 60
    assert found[-1].page == 2
    assert [(cell.header, cell.text) for cell in found[-1].cells] == [("Fee", "Fee 60"), ("Amount", "$60.00")]


def test_a_header_in_two_storeys_names_both() -> None:
    data = [
        ["Meal", "Elementary", "", "High school", ""],
        ["", "Student", "Adult", "Student", "Adult"],
        ["Lunch", "$3.10", "$4.75", "$3.40", "$4.90"],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("SPAN", (0, 0), (0, 1))]
    expected = [
        [
            ("Meal", "Lunch"),
            ("Elementary Student", "$3.10"),
            ("Elementary Adult", "$4.75"),
            ("High school Student", "$3.40"),
            ("High school Adult", "$4.90"),
        ]
    ]
    bold = ("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold")
    assert rows(read(typeset([table(data, GRID, bold, *spans)]), "meals.pdf")) == expected
    page = (
        "<html><body><h1>Meals</h1><table><thead><tr><th rowspan=2>Meal</th><th colspan=2>Elementary</th><th colspan=2>High school</th></tr>"  # noqa: E501
        "<tr><th>Student</th><th>Adult</th><th>Student</th><th>Adult</th></tr></thead>"
        "<tr><td>Lunch</td><td>$3.10</td><td>$4.75</td><td>$3.40</td><td>$4.90</td></tr></table></body></html>"
    )
    assert rows(read(page.encode(), "meals.html")) == expected


def test_a_cell_that_reaches_over_rows_belongs_to_each_of_them() -> None:
    data = [["Grade", "Vaccine", "Doses"], ["Kindergarten", "DTaP", "4"], ["", "Polio", "4"], ["Grade 6", "Tdap", "1"]]
    spans = ("SPAN", (0, 1), (0, 2))
    expected = [["Kindergarten", "DTaP", "4"], ["Kindergarten", "Polio", "4"], ["Grade 6", "Tdap", "1"]]
    document = read(typeset([table(data, GRID, BOLD_HEAD, spans)]), "shots.pdf")
    assert [[cell.text for cell in row.cells] for row in table_rows(document)] == expected

    def build(word: Any) -> None:
        made = word_table(word, data)
        made.cell(1, 0).merge(made.cell(2, 0))

    document = read(word_file(build), "shots.docx")
    assert [[cell.text for cell in row.cells] for row in table_rows(document)] == expected


def test_a_pdf_cell_of_several_lines_is_one_cell() -> None:
    long_words = "Late arrivals sign in at the front office before they go to class, with a note from a parent."
    data = [
        ["Code", "Meaning"],
        ["T", text(long_words)],
        ["AU", text("Absent and not excused by a parent or a doctor within three school days.")],
    ]
    document = read(typeset([table(data, GRID, colWidths=[60, 160])]), "codes.pdf")
    assert rows(document)[0] == [("Code", "T"), ("Meaning", long_words)]
    document = read(
        typeset([text("Codes", "Heading1"), table(data, ("VALIGN", (0, 0), (-1, -1), "TOP"), colWidths=[60, 160])]), "codes.pdf"
    )
    assert rows(document)[0] == [("Code", "T"), ("Meaning", long_words)]
    assert len(rows(document)) == 2


def test_a_full_width_row_names_the_group_of_the_rows_below() -> None:
    page = (
        "<html><body><h1>Fees</h1><table><tr><th>Fee</th><th>Amount</th></tr><tr><td colspan=2>High school</td></tr>"
        "<tr><td>Parking</td><td>$50</td></tr><tr><td colspan=2>Middle school</td></tr><tr><td>Locker</td><td>$5</td></tr></table></body></html>"  # noqa: E501
    )
    found = table_rows(read(page.encode(), "fees.html"))
    assert [(row.section, row.text) for row in found] == [
        (("Fees",), "High school"),
        (("Fees", "High school"), "Parking | $50"),
        (("Fees",), "Middle school"),
        (("Fees", "Middle school"), "Locker | $5"),
    ]


def test_a_table_without_headers_has_none_invented() -> None:
    page = "<html><body><h1>Call</h1><table><tr><td>Front office</td><td>555-0110</td></tr><tr><td>Bus garage</td><td>555-0142</td></tr></table></body></html>"  # noqa: E501
    assert rows(read(page.encode(), "call.html")) == [[("", "Front office"), ("", "555-0110")], [("", "Bus garage"), ("", "555-0142")]]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    data = as_ruled_pdf()
    turned = data.replace(b"/Rotate 0", b"/Rotate 0 ")  # same page, other bytes: the control
    assert rows(read(turned, "a.pdf")) == EXPECTED

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(612, 0)
        canvas.rotate(90)
        y = 500
        canvas.setFont("Helvetica", 11)
        for row in [HEAD, *BODY]:
            for x, words in zip((72, 250, 380, 520), row, strict=True):
                canvas.drawString(x, y, words)
            y -= 20

    assert rows(read(drawn(draw), "turned.pdf")) == EXPECTED


def test_a_sheet_shows_its_numbers_as_formatted_and_parts_its_tables() -> None:
    def build(book: Any) -> None:
        import datetime as dt

        sheet = book.active
        sheet.title = "Fees"
        sheet.append(["Required fees 2026-2027"])
        sheet.append(["Fee", "Amount", "Due", "Share"])
        sheet.append(["Registration", 65, dt.date(2026, 9, 18), 0.5])
        sheet.append([])
        sheet.append(["Bell", "Begins"])
        sheet.append(["First", dt.time(7, 55)])
        sheet["A2"].font = Font(bold=True)
        sheet["B3"].number_format = '"$"#,##0.00'
        sheet["C3"].number_format = "mmmm d, yyyy"
        sheet["D3"].number_format = "0%"
        sheet["B6"].number_format = "h:mm AM/PM"
        second = book.create_sheet("Sports")
        second.append(["Sport", "Amount"])
        second.append(["Tennis", 40])

    document = read(sheet_file(build), "fees.xlsx")
    assert rows(document) == [
        [("Fee", "Registration"), ("Amount", "$65.00"), ("Due", "September 18, 2026"), ("Share", "50%")],
        [("Bell", "First"), ("Begins", "7:55 AM")],
        [("Sport", "Tennis"), ("Amount", "40")],
    ]
    found = table_rows(document)
    assert found[0].section == ("Fees", "Required fees 2026-2027")
    assert found[0].caption == "Required fees 2026-2027"
    assert found[2].section == ("Sports",)
