"""A sheet of cells as its tables: blank rows part them, single cells above a table are its titles."""

from ingest.reading.composing import Composer
from ingest.reading.grids import Cell, Grid, filled, is_valued, lay_out


def write_tables(rows: list[list[Cell]], composer: Composer, level: int = 2) -> None:
    """Write the tables and lines of a sheet in order. Spans of the cells are laid out here."""
    write_grid(lay_out(rows), composer, level)


def write_grid(grid: list[list[Cell | None]], composer: Composer, level: int = 2) -> None:
    """The same for a sheet that is laid out already."""
    start = 0
    while start < len(grid):
        if not filled(grid[start]):
            start += 1
            continue
        end = start
        while end < len(grid) and filled(grid[end]):
            end += 1
        for part in _beside(grid[start:end]):
            _region(part, composer, level, is_last=end >= len(grid))
        start = end


def _beside(rows: list[list[Cell | None]]) -> list[list[list[Cell | None]]]:
    """Tables that stand side by side, parted by empty columns: every part has two columns or more and a line of headings of its own."""
    width = max(len(row) for row in rows)
    is_filled = [any(column < len(row) and (cell := row[column]) is not None and cell.text for row in rows) for column in range(width)]
    parts: list[tuple[int, int]] = []
    for column, filled_column in enumerate(is_filled):
        if filled_column and parts and parts[-1][1] == column:
            parts[-1] = (parts[-1][0], column + 1)
        elif filled_column:
            parts.append((column, column + 1))
    cut = [[row[low:high] for row in rows if filled(row[low:high])] for low, high in parts]
    return cut if len(cut) > 1 and all(_is_table(part) for part in cut) else [rows]


def _is_table(rows: list[list[Cell | None]]) -> bool:
    wide = [row for row in rows if len(filled(row)) > 1]
    return len(wide) > 1 and not any(is_valued(cell.text) for cell, _, _ in filled(wide[0]))


def _region(rows: list[list[Cell | None]], composer: Composer, level: int, is_last: bool) -> None:
    """Rows without a blank one between them: titles, then a table, then remarks."""
    widths = [len(filled(row)) for row in rows]
    first = next((at for at, width in enumerate(widths) if width > 1), None)
    if first is None:
        for at, row in enumerate(rows):
            text = filled(row)[0][0].text
            cell = filled(row)[0][0]
            if not is_last and len(text) <= 120 and (cell.is_bold or text[-1:] not in ".!?") and at < 2:
                composer.heading(text, level + at)
            else:
                composer.paragraph(text)
        return
    titles = [filled(row)[0][0].text for row in rows[:first]]
    for title in titles[:-1]:
        composer.paragraph(title)
    last = len(rows)
    while last > first + 1 and widths[last - 1] == 1 and _is_remark(rows[last - 1]):
        last -= 1
    if titles:
        composer.heading(titles[-1], level)
    composer.table(Grid(rows[first:last], caption=titles[-1] if titles else None))
    for row in rows[last:]:
        composer.paragraph(filled(row)[0][0].text)


def _is_remark(row: list[Cell | None]) -> bool:
    """A line below a table rather than a row of it: alone in the first column and longer than a label."""
    cell, column, _ = filled(row)[0]
    return column == 0 and (len(cell.text) > 40 or cell.text.startswith(("*", "Note", "Nota", "Source")))
