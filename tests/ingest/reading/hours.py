"""One table of school hours in every format that can be read."""

import csv
import io
from typing import Any

from docx import Document
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.reading.paper import BOLD_HEAD, GRID, drawn, table, text, typeset

HEAD = ["School", "Doors open", "First bell", "Dismissal"]
BODY = [
    ["Alder Elementary", "7:40 a.m.", "7:55 a.m.", "2:45 p.m."],
    ["Birch Middle School", "8:00 a.m.", "8:20 a.m.", "3:20 p.m."],
    ["Cedar High School", "7:45 a.m.", "8:35 a.m.", "3:35 p.m."],
]
EXPECTED = [list(zip(HEAD, row, strict=True)) for row in BODY]


def word_file(build: Any) -> bytes:
    document = Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet_file(build: Any) -> bytes:
    book = Workbook()
    build(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def word_table(document: Any, table_rows: list[list[str]]) -> Any:
    made = document.add_table(rows=len(table_rows), cols=len(table_rows[0]))
    for at, row in enumerate(table_rows):
        for column, words in enumerate(row):
            made.cell(at, column).text = words
    return made


def as_docx() -> bytes:
    def build(document: Any) -> None:
        document.add_heading("School hours", 1)
        document.add_heading("Regular day", 2)
        word_table(document, [HEAD, *BODY])

    return word_file(build)


def as_xlsx() -> bytes:
    def build(book: Any) -> None:
        sheet = book.active
        sheet.title = "School hours"
        sheet.append(["Regular day"])
        sheet.append(HEAD)
        for row in BODY:
            sheet.append(row)

    return sheet_file(build)


def as_csv() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([HEAD, *BODY])
    return buffer.getvalue().encode()


def as_markdown() -> bytes:
    made = ["# School hours", "", "## Regular day", "", f"| {' | '.join(HEAD)} |", "|---|---|---|---|"]
    return "\n".join([*made, *(f"| {' | '.join(row)} |" for row in BODY)]).encode()


def as_html() -> bytes:
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    body = "".join("<tr>" + "".join(f"<td>{words}</td>" for words in row) + "</tr>" for row in BODY)
    return (
        f"<!doctype html><html><body><h1>School hours</h1><h2>Regular day</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></body></html>"
    ).encode()


def as_text() -> bytes:
    made = [f"{row[0]:<24}{row[1]:<14}{row[2]:<14}{row[3]}" for row in [HEAD, *BODY]]
    return "\n".join(["SCHOOL HOURS", "", *made]).encode()


def as_ruled_pdf() -> bytes:
    return typeset([text("School hours", "Title"), text("Regular day", "Heading2"), table([HEAD, *BODY], GRID, BOLD_HEAD)])


def as_striped_pdf() -> bytes:
    stripes = ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.lightgrey])
    head = ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)
    return typeset([text("School hours", "Title"), text("Regular day", "Heading2"), table([HEAD, *BODY], head, stripes, BOLD_HEAD)])


def as_rule_lines_pdf() -> bytes:
    lines = ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)
    return typeset([text("School hours", "Title"), text("Regular day", "Heading2"), table([HEAD, *BODY], lines)])


def as_aligned_pdf() -> bytes:
    return typeset([text("School hours", "Title"), text("Regular day", "Heading2"), table([HEAD, *BODY])])


def as_tabbed_pdf() -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 720, "School hours")
        y = 690.0
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, y, "These are the hours of our schools on a regular day.")
        for row in [HEAD, *BODY]:
            y -= 18
            for x, words in zip((72, 220, 320, 420), row, strict=True):
                canvas.drawString(x, y, words)

    return drawn(draw)
