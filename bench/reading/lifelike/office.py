"""Word files, workbooks, delimited files and saved pages as offices make them."""

from io import BytesIO
from typing import Any

from bench.reading.lifelike.printed import Rows, under
from bench.reading.scores import Found


def _saved(made: Any) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def handbook() -> tuple[bytes, Found]:
    """A Word file: merged headers, a table in a cell, rows that are titles, boxes of text side by side, a bold line as heading."""
    from docx import Document

    made = Document()
    made.add_heading("Student Handbook", 0)
    made.add_heading("Dress code", 1)
    made.add_paragraph("Hats are not worn indoors.")
    made.add_paragraph("Shoes must be worn.", style="List Bullet")
    made.add_paragraph().add_run("Consequences").bold = True
    grid = made.add_table(2, 3)
    for cell, words in zip(grid.rows[0].cells, ["Offense", "Action", "Contact"], strict=True):
        cell.text = words
    grid.cell(1, 0).text, grid.cell(1, 1).text = "First", "Warning"
    inner = grid.cell(1, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Phone", "555-0100"
    made.add_heading("Bell schedule", 1)
    grid = made.add_table(4, 5)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "Period"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "Monday–Thursday"
    grid.cell(0, 3).merge(grid.cell(0, 4)).text = "Friday"
    bells = [["1", "8:00", "8:50", "8:05", "8:40"], ["2", "8:55", "9:45", "8:45", "9:25"]]
    for at, row in enumerate([["", "Start", "End", "Start", "End"], *bells], 1):
        for column, words in enumerate(row):
            if words:
                grid.cell(at, column).text = words
    made.add_heading("Fees", 1)
    fees = [["Fee", "Amount"], ["Athletics", ""], ["Football", "$75"], ["Soccer", "$60"], ["Arts", ""], ["Band", "$45"]]
    grid = made.add_table(0, 2)
    for row in fees:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = row
    made.add_heading("Who to call", 1)
    grid = made.add_table(1, 2)
    for cell, lines in zip(grid.rows[0].cells, (["Attendance", "Call 555-0142."], ["Nurse", "Call 555-0143."]), strict=True):
        cell.text = lines[0]
        cell.add_paragraph(lines[1])
    head = ["Period", "Monday–Thursday Start", "Monday–Thursday End", "Friday Start", "Friday End"]
    rows = under(["Offense", "Action", "Contact"], [["First", "Warning", "Phone 555-0100"]]) + under(head, bells)
    rows += [[("", "Athletics")], *under(fees[0], fees[2:4]), [("", "Arts")], *under(fees[0], fees[5:])]
    texts = ["Hats are not worn indoors.", "Shoes must be worn.", "Call 555-0142.", "Call 555-0143."]
    return _saved(made), Found(rows, ["Student Handbook", "Dress code", "Consequences", "Bell schedule", "Fees", "Who to call"], texts)


def workbook() -> tuple[bytes, Found]:
    """A workbook: titles over merged cells, headers in two storeys, tables beside and below one another, several sheets."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Fees 2026-27"
    for place, words in {"A1": "Willow Unified", "A2": "Fee schedule 2026-27", "A4": "Item", "B4": "Elementary", "D4": "Secondary"}.items():
        sheet[place] = words
    for span in ("A1:E1", "A2:E2", "A4:A5", "B4:C4", "D4:E4"):
        sheet.merge_cells(span)
    meals = [["Lunch", 3.1, 0.4, 3.35, 0.4], ["Milk", 0.6, 0.5, 0.6, 0.5]]
    for at, row in enumerate([["", "Full", "Reduced", "Full", "Reduced"], *meals], 5):
        for column, value in zip("ABCDE", row, strict=True):
            if value != "":
                sheet[f"{column}{at}"] = value
                sheet[f"{column}{at}"].number_format = '"$"#,##0.00' if isinstance(value, float) else "General"
    for at, (term, price) in enumerate([("Term", "Price"), ("Fall", 90), ("Spring", 95)], 11):
        sheet[f"A{at}"], sheet[f"B{at}"] = term, price
    sheet["A10"] = "Bus passes"
    bells = book.create_sheet("Bell times")
    regular, short = [["1", "8:00", "8:50"], ["2", "8:55", "9:45"]], [["1", "8:00", "8:30"], ["2", "8:35", "9:05"]]
    bells["A1"], bells["E1"] = "REGULAR DAY", "MINIMUM DAY"
    for columns, rows in (("ABC", regular), ("EFG", short)):
        for at, row in enumerate([["Period", "Start", "End"], *rows], 2):
            for column, value in zip(columns, row, strict=True):
                bells[f"{column}{at}"] = value
    head = ["Item", "Elementary Full", "Elementary Reduced", "Secondary Full", "Secondary Reduced"]
    found: Rows = under(head, [[row[0], *(f"${value:.2f}" for value in row[1:])] for row in meals])  # type: ignore[str-format]
    found += under(["Term", "Price"], [["Fall", "90"], ["Spring", "95"]])
    found += under(["Period", "Start", "End"], regular + short)
    titles = ["Fees 2026-27", "Willow Unified", "Fee schedule 2026-27", "Bus passes", "Bell times", "REGULAR DAY", "MINIMUM DAY"]
    return _saved(book), Found(found, titles)


def delimited() -> dict[str, tuple[bytes, Found]]:
    """Delimited files: a line for Excel, titles above, bars, an older encoding."""
    return {
        "semi.csv": (
            b'sep=;\nSchool;"Start, end"\nOak;"8:00; 2:40"\nCedar;"8:30; 3:15"\n',
            Found(under(["School", "Start, end"], [["Oak", "8:00; 2:40"], ["Cedar", "8:30; 3:15"]])),
        ),
        "bars.csv": (
            b"School|Start\nOak Elementary|8:00\nCedar Middle|8:30\n",
            Found(under(["School", "Start"], [["Oak Elementary", "8:00"], ["Cedar Middle", "8:30"]])),
        ),
        "titles.csv": (
            b'Willow Unified,,\nBus fees 2026-27,,\n,,\nZone,Fee,Due\nA,$90,"Aug 1"\nB,"$1,200","Aug 2"\n',
            Found(under(["Zone", "Fee", "Due"], [["A", "$90", "Aug 1"], ["B", "$1,200", "Aug 2"]]), ["Willow Unified", "Bus fees 2026-27"]),
        ),
        "windows.csv": (
            "artículo;precio\ncafetería;2,50\nniños;3,00\n".encode("cp1252"),
            Found(under(["artículo", "precio"], [["cafetería", "2,50"], ["niños", "3,00"]])),
        ),
    }


def saved_page() -> tuple[bytes, Found]:
    """A saved page: menus and footers by class only, a layout table, questions in parts that open, a list of definitions."""
    page = """<!doctype html><title>Lunch | Willow</title><body><div id="header"><ul class="menu"><li><a href="#">Home</a></li><li><a href="#">Schools</a>
</li></ul></div><div id="sidebar"><ul><li><a href=x>Menus</a></li><li><a href=x>Apply</a></li></ul></div><div id="content"><h1>Nutrition Services</h1>
<p>Lunch is served from 11:15 to 12:45.</p><table><tr><td><table><tr><th>Meal</th><th>Price</th></tr><tr><td>Lunch</td><td>$3.10</td></tr></table></td>
</tr></table><div class="faq"><h3>Can my child bring lunch?</h3><div>Yes. Please avoid nuts.</div></div><details><summary>Allergies</summary><p>Tell the
nurse in writing.</p></details><table><tr><td><strong>Phone</strong></td><td>555-0170</td></tr><tr><td><strong>Fax</strong></td><td>555-0171</td></tr>
</table></div><div id="footer"><p>Copyright Willow</p><a href=x>Privacy</a></div></body>"""
    rows = under(["Meal", "Price"], [["Lunch", "$3.10"]]) + under(["", ""], [["Phone", "555-0170"], ["Fax", "555-0171"]])
    texts = ["Lunch is served from 11:15 to 12:45.", "Yes. Please avoid nuts.", "Tell the nurse in writing."]
    return page.encode(), Found(rows, ["Nutrition Services", "Can my child bring lunch?", "Allergies"], texts)


def files() -> dict[str, tuple[bytes, Found]]:
    """Every file by its name."""
    return {"handbook.docx": handbook(), "fees.xlsx": workbook(), **delimited(), "lunch.html": saved_page()}
