"""Workbooks as offices keep them: one sheet a subject, a title row, a header row, rows, notes below."""

import io
import re
from typing import Any, cast

from assistant.demo.page_source import Heading, PageSource, Paragraph, Table
from assistant.demo.sealed_zip import sealed_zip

_MONEY = re.compile(r"\$(\d+\.\d\d)")


def workbook(source: PageSource) -> bytes:
    """One XLSX file. A cell that is only a sum of money is a number with a money format, as Excel would hold it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = cast(Any, Workbook())
    book.remove(book.active)
    book.properties.title, book.properties.creator = source.title, "Quillan Ferry Schools"
    sheet: Any = None
    next_row = 1
    for block in source.blocks:
        match block:
            case Heading():
                sheet, next_row = book.create_sheet(block.text), 1
            case Paragraph():
                sheet.cell(next_row, 1, block.text).font = Font(bold=next_row == 1, size=14 if next_row == 1 else 10)
                next_row += 1 if next_row == 1 else 2
            case Table():
                for column, text in enumerate(block.headers, start=1):
                    cell = sheet.cell(next_row, column, text)
                    cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="DDE6EE")
                    widest = max(len(text), *(len(row[column - 1]) for row in block.rows))
                    sheet.column_dimensions[cell.column_letter].width = min(widest + 3, 48)
                sheet.freeze_panes = sheet.cell(next_row + 1, 1)
                for row in block.rows:
                    next_row += 1
                    for column, text in enumerate(row, start=1):
                        _fill(sheet.cell(next_row, column), text)
                        sheet.cell(next_row, column).alignment = Alignment(wrap_text=True, vertical="top")
                next_row += 2
            case _:
                raise ValueError("a workbook holds sheets, titles, tables and notes")
    out = io.BytesIO()
    book.save(out)
    return sealed_zip(out.getvalue())


def _fill(cell: Any, text: str) -> None:
    money = _MONEY.fullmatch(text)
    cell.value = float(money.group(1)) if money else (text or None)
    if money:
        cell.number_format = '"$"#,##0.00'
