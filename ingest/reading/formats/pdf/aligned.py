"""Tables without a full set of rules: rows whose pieces stand in the same columns. Rules that part rows are used where there are some."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.reading.formats.pdf.drawings import Rule
from ingest.reading.formats.pdf.lines import Line, Piece
from ingest.reading.formats.pdf.ruled import FoundTable
from ingest.reading.grids import Cell, Grid, is_valued, is_week

_MIN_GUTTER_OF_SIZE = 0.7
_PROSE_WORDS = 5.0
_BRIDGES = 0.2  # share of the lines in which a piece may lie over a gutter: a heading that nearly touches its neighbour
_ROW_GAP = 1.25  # a gap this many times the leading inside cells begins a new row


def find_aligned_tables(
    lines: Sequence[Line], rules: Sequence[Rule], page: int, above: FoundTable | None = None
) -> tuple[list[FoundTable], list[Line]]:
    """Tables, and the lines that are not part of one. `above` is a table that the page before ends with."""
    tables: list[FoundTable] = []
    left: list[Line] = []
    at = 0
    if above is not None and lines and _fits(lines[0], above):
        at = _continued(lines, above)
        rows = _rows(list(lines[:at]), _ranges(above), rules, above.leading)
        tables.append(_made(rows, _ranges(above), page, above.leading))
    while at < len(lines):
        end = _block_end(lines, at)
        found = _table(lines[at:end], rules, page) if end - at >= 2 else None
        if found is None:
            left.append(lines[at])
            at += 1
            continue
        table, n_lines = found
        if table is None:  # columns of prose: no part of them is a table either
            left.extend(lines[at : at + n_lines])
        else:
            tables.append(table)
        at += n_lines
    return tables, left


def _ranges(table: FoundTable) -> list[tuple[float, float]]:
    """The x ranges of a table's columns; the last is open to the right."""
    return [(low, high - 3) for low, high in pairwise([*table.columns, table.columns[-1] + 2000])]


def _continued(lines: Sequence[Line], above: FoundTable) -> int:
    """The line after those at the top of a page that stand in the columns of the table above."""
    columns = _ranges(above)
    end = 1
    while end < len(lines) and lines[end].base - lines[end - 1].base <= 3.2 * lines[end].size:
        is_rest = len(lines[end].pieces) == 1 and lines[end].base - lines[end - 1].base <= 1.5 * lines[end].size
        if not (_fits(lines[end], above) or (is_rest and _column_of(lines[end].pieces[0], columns) is not None)):
            break
        end += 1
    return end


def _made(rows: list[list[Line]], columns: list[tuple[float, float]], page: int, leading: float) -> FoundTable:
    lines = [line for row in rows for line in row]
    box = (columns[0][0], lines[0].y0, columns[-1][1], lines[-1].y1)
    grid = Grid([_cells(row, columns) for row in rows], pages=[page] * len(rows))
    return FoundTable(grid, box, [low for low, _ in columns], leading)


def _block_end(lines: Sequence[Line], start: int) -> int:
    """The line after a run that begins with two pieces or more and goes on without a large gap."""
    if len(lines[start].pieces) < 2:
        return start
    end = start + 1
    while end < len(lines):
        gap = lines[end].base - lines[end - 1].base
        if gap > 3.2 * max(lines[end].size, lines[end - 1].size):
            break
        if abs(lines[end].size - lines[start].size) > 0.3 * lines[start].size:
            break
        end += 1
    while end > start and len(lines[end - 1].pieces) < 2 and not _could_wrap(lines[start:end]):
        end -= 1
    return end


def _could_wrap(block: Sequence[Line]) -> bool:
    """Whether the last, single piece can be the wrapped rest of a cell: it stays inside one column."""
    columns = _columns([line for line in block if len(line.pieces) > 1])
    return len(columns) > 1 and _column_of(block[-1].pieces[0], columns) is not None


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The x ranges of the columns: what the pieces cover, parted where in nearly all lines nothing stands."""
    if not lines:
        return []
    size = lines[0].size
    pieces = [piece for line in lines for piece in line.pieces]
    edges = sorted([(piece.x0, 1) for piece in pieces] + [(piece.x1, -1) for piece in pieces])
    may_bridge = int(_BRIDGES * len(lines))
    columns: list[list[float]] = []
    depth = 0
    for x, step in edges:
        is_dense = depth > may_bridge
        depth += step
        if not is_dense and depth > may_bridge:
            if columns and x <= columns[-1][1] + _MIN_GUTTER_OF_SIZE * size:
                continue
            columns.append([x, x])
        elif is_dense and depth <= may_bridge:
            columns[-1][1] = x
    return [(low, high) for low, high in columns]


def _resplit(line: Line, columns: list[tuple[float, float]]) -> Line:
    """A line in which a piece that bridges columns is parted between them, where a space stands over the gutter."""
    if len(line.pieces) < 2:
        return line
    pieces: list[Piece] = []
    for piece in line.pieces:
        n_touched = sum(piece.x0 < high + 1 and piece.x1 > low - 1 for low, high in columns)
        homes = [_home(word.centre[0], columns) if n_touched > 1 else 0 for word in piece.words]
        first = 0
        for at in range(1, len(homes) + 1):
            if at == len(homes) or homes[at] != homes[at - 1]:
                pieces.append(Piece(piece.words[first:at]))
                first = at
    return Line(pieces)


def _home(x: float, columns: list[tuple[float, float]]) -> int:
    """The column that a point belongs to: the last one that begins before it."""
    return max((at for at, (low, _) in enumerate(columns) if low - 2 <= x), default=0)


def _column_of(piece: Piece, columns: list[tuple[float, float]]) -> int | None:
    touched = [at for at, (low, high) in enumerate(columns) if piece.x0 < high + 1 and piece.x1 > low - 1]
    return touched[0] if len(touched) == 1 else None


def _table(block: Sequence[Line], rules: Sequence[Rule], page: int) -> tuple[FoundTable | None, int] | None:
    """The longest table at the start of a block, and how many lines it takes; no table with lines means prose in columns."""
    best: tuple[list[tuple[float, float]], int] | None = None
    n_columns = 0
    for end in range(2, len(block) + 1):
        wide = [line for line in block[:end] if len(line.pieces) > 1]
        columns = _columns(wide)
        if len(columns) < 2 or len(columns) < n_columns - 1:
            break
        line = block[end - 1]
        if len(line.pieces) == 1 and _column_of(line.pieces[0], columns) is None:
            break
        if len(line.pieces) == 1 and not _is_rest(block, end - 1, columns):
            break
        n_columns = max(n_columns, len(columns))
        best = columns, end
    if best is None:
        return None
    columns, n_lines = best
    taken = [_resplit(line, columns) for line in block[:n_lines]]
    wide = [line for line in taken if len(line.pieces) > 1]
    if len(wide) < 2:
        return None
    if not _is_tabular(wide, columns):
        return None, n_lines
    leading = _leading(taken, columns)
    rows = _rows(taken, columns, rules, leading)
    if len(rows) < 2:
        return None
    return _made(rows, columns, page, leading), n_lines


def _is_rest(block: Sequence[Line], at: int, columns: list[tuple[float, float]]) -> bool:
    """Whether a single piece goes on with a cell of the line above: close below it, and not in the first column alone after a full stop."""
    gap = block[at].base - block[at - 1].base
    column = _column_of(block[at].pieces[0], columns)
    return gap <= 1.6 * block[at].size and (column != 0 or len(block[at].text) < 60)


def _is_tabular(lines: Sequence[Line], columns: list[tuple[float, float]]) -> bool:
    """Cells rather than prose set in columns: short pieces, or values, in most lines."""
    pieces = [piece for line in lines for piece in line.pieces]
    mean_words = sum(len(piece.words) for piece in pieces) / len(pieces)
    n_valued = sum(is_valued(piece.text) for piece in pieces)
    if len(columns) == 2 and mean_words > _PROSE_WORDS:
        has_head = all(piece.is_bold for piece in lines[0].pieces) and not all(piece.is_bold for piece in pieces)
        return has_head or any(_is_short(lines, columns, at) for at in range(2))
    if len(columns) == 2 and len(lines) < 3 and not n_valued:
        return False
    full = sum(len(line.pieces) >= min(len(columns), 2) for line in lines)
    return full >= 0.6 * len(lines) and mean_words <= 9


def _is_short(lines: Sequence[Line], columns: list[tuple[float, float]], column: int) -> bool:
    texts = [piece.text for line in lines for piece in line.pieces if _column_of(piece, columns) == column]
    return bool(texts) and sum(len(text.split()) for text in texts) / len(texts) <= 4


def _leading(lines: list[Line], columns: list[tuple[float, float]]) -> float:
    """The distance of lines inside a cell, points, where larger gaps part the rows; 0 where gaps say nothing."""
    gaps = [below.base - above.base for above, below in pairwise(lines)]
    tight = min(gaps)
    n_wide_gaps = sum(gap > _ROW_GAP * tight for gap in gaps)
    is_tight = tight <= 1.4 * lines[0].size  # lines this close belong to one cell, as in running text
    return tight if (n_wide_gaps >= 2 and _some_row_wraps(lines, columns)) or (n_wide_gaps and is_tight) else 0.0


def _rows(lines: list[Line], columns: list[tuple[float, float]], rules: Sequence[Rule], leading: float) -> list[list[Line]]:
    """Lines to rows: by rules between them, else by larger gaps, else a new row wherever the first column is filled."""
    low, high = columns[0][0], max(piece.x1 for line in lines for piece in line.pieces)
    across = [rule.at for rule in rules if rule.is_level and min(rule.high, high) - max(rule.low, low) > 0.6 * (high - low)]
    rows: list[list[Line]] = [[lines[0]]]
    parted = [any(above.base - 1 < at < below.base - 0.4 * below.size for at in across) for above, below in pairwise(lines)]
    is_ruled = sum(parted) >= 2
    for (above, line), is_parted in zip(pairwise(lines), parted, strict=True):
        if is_week([piece.text for piece in above.pieces]):
            is_new = True
        elif is_ruled:
            is_new = is_parted
        elif leading:
            is_new = line.base - above.base > _ROW_GAP * leading
        else:
            is_new = _starts_row(line, columns)
        if is_new:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _some_row_wraps(lines: list[Line], columns: list[tuple[float, float]]) -> bool:
    return any(not _starts_row(line, columns) for line in lines[1:])


def _starts_row(line: Line, columns: list[tuple[float, float]]) -> bool:
    filled = {_column_of(piece, columns) for piece in line.pieces}
    return 0 in filled or None in filled or len(filled) >= max(2, len(columns) - 1)


def _cells(row: list[Line], columns: list[tuple[float, float]]) -> list[Cell | None]:
    """One row's cells; a piece over several columns spans them."""
    held: dict[int, list[Piece]] = {}
    spans: dict[int, int] = {}
    for line in row:
        for piece in line.pieces:
            touched = [at for at, (low, high) in enumerate(columns) if piece.x0 < high + 1 and piece.x1 > low - 1]
            first = touched[0] if touched else min(range(len(columns)), key=lambda at: abs(columns[at][0] - piece.x0))
            held.setdefault(first, []).append(piece)
            spans[first] = max(spans.get(first, 1), len(touched))
    cells: list[Cell | None] = [None] * len(columns)
    for first, pieces in held.items():
        cell = Cell(" ".join(piece.text for piece in pieces), is_bold=all(piece.is_bold for piece in pieces))
        for column in range(first, first + spans[first]):
            if column == first or column not in held:
                cells[column] = cell
    return cells


def precede_table(below: FoundTable | None, lines: list[Line], page: int) -> tuple[FoundTable | None, list[Line]]:
    """A header row left alone at the foot of a page whose table starts on the next page, and the lines before it."""
    if below is None or not lines or not _fits(lines[-1], below):
        return None, lines
    return _made([lines[-1:]], _ranges(below), page, below.leading), lines[:-1]


def _fits(line: Line, table: FoundTable) -> bool:
    """Whether every piece of a line begins where a column of the table begins."""
    starts = [min(range(len(table.columns)), key=lambda at: abs(table.columns[at] - piece.x0)) for piece in line.pieces]
    near = all(abs(table.columns[at] - piece.x0) <= 4 for at, piece in zip(starts, line.pieces, strict=True))
    return len(line.pieces) >= 2 and near and len(set(starts)) == len(starts)
