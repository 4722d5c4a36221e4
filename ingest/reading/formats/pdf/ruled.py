"""Tables that are drawn with rules: the rules make a grid, missing ones join cells, words fall into the cell around their middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.formats.pdf.drawings import Box, Drawings, Rule
from ingest.reading.formats.pdf.lines import to_lines
from ingest.reading.formats.pdf.words import Word
from ingest.reading.grids import Cell, Grid

_NEAR = 3.0  # points between rules that count as one, or as touching
_SAME_LINE = 1.6  # points between rules that are drawn as one line
_COVERS = 0.55  # share of a cell's side that a rule must cover to be that side
MAX_LINES = 400


@dataclass(slots=True)
class FoundTable:
    """A table with its place on the page. `columns` are the x where its columns begin.

    `leading` is the distance of lines inside a cell where rows are told apart by larger gaps, points; else 0.
    """

    grid: Grid
    box: Box
    columns: list[float]
    leading: float = 0.0


def find_ruled_tables(drawings: Drawings, words: Sequence[Word], page: int) -> tuple[list[FoundTable], list[Word]]:
    """Tables with a grid of two columns or more, and the words outside them."""
    rules = _merge([*drawings.rules, *_sides(drawings.fills)])
    rules += _between_stripes(_groups(rules), words)
    left = list(words)
    tables: list[FoundTable] = []
    for group in _groups(rules):
        xs = _places([rule.at for rule in group if not rule.is_level])
        ys = _places([rule.at for rule in group if rule.is_level])
        if len(xs) < 3 or len(ys) < 2 or len(xs) > MAX_LINES or len(ys) > MAX_LINES:
            continue
        box = (xs[0], ys[0], xs[-1], ys[-1])
        inside = [word for word in left if _is_in(word, box)]
        if not inside:
            continue
        grid = _grid(xs, ys, group, inside, page)
        if grid is None:
            continue
        tables.append(FoundTable(grid, box, xs))
        taken = {id(word) for word in inside}
        left = [word for word in left if id(word) not in taken]
    return tables, left


def _between_stripes(groups: Sequence[Sequence[Rule]], words: Sequence[Word]) -> list[Rule]:
    """The rules that stripes stand for: rows filled in turn, with the same columns, are one table with the unfilled rows between them."""
    stripes: list[tuple[float, float, list[float]]] = []
    for group in groups:
        xs = _places([rule.at for rule in group if not rule.is_level])
        ys = _places([rule.at for rule in group if rule.is_level])
        if len(ys) == 2 and len(xs) >= 3:
            stripes.append((ys[0], ys[1], xs))
    found: list[Rule] = []
    while stripes:
        run = [stripes.pop(0)]
        while stripes and _follows(run[-1], stripes[0]):
            run.append(stripes.pop(0))
        if len(run) < 2:
            continue
        xs, height = run[0][2], max(bottom - top for top, bottom, _ in run)
        edges = [edge for top, bottom, _ in run for edge in (top, bottom)]
        edges += [
            edge
            for edge in (edges[0] - height, edges[-1] + height)
            if _is_row(words, xs, *sorted((edge, edges[0 if edge < edges[0] else -1])))
        ]
        found += [Rule(True, edge, xs[0], xs[-1]) for edge in edges]
        found += [Rule(False, x, min(edges), max(edges)) for x in xs]
    return found


def _follows(above: tuple[float, float, list[float]], below: tuple[float, float, list[float]]) -> bool:
    is_alike = len(above[2]) == len(below[2]) and all(abs(one - other) <= _NEAR for one, other in zip(above[2], below[2], strict=True))
    return is_alike and _NEAR < below[0] - above[1] <= 4 * (above[1] - above[0])


def _is_row(words: Sequence[Word], xs: list[float], top: float, bottom: float) -> bool:
    """Whether the words between two heights stand in the columns, in two of them or more."""
    inside = [word for word in words if top < word.centre[1] < bottom and xs[0] <= word.centre[0] <= xs[-1]]
    is_clear = not any(word.x0 < x - 1 and word.x1 > x + 1 for word in inside for x in xs)
    return is_clear and len({_slot(xs, word.centre[0]) for word in inside}) > 1


def _sides(fills: Sequence[tuple[Box, tuple[int, int, int]]]) -> list[Rule]:
    """Filled cells draw their own borders: their sides count as rules when several boxes touch."""
    boxes = [box for box, _ in fills if box[3] - box[1] >= 6 and box[2] - box[0] >= 12]
    found: list[Rule] = []
    if len(boxes) > 3000:
        return found
    for x0, y0, x1, y1 in boxes:
        found += [Rule(True, y0, x0, x1), Rule(True, y1, x0, x1), Rule(False, x0, y0, y1), Rule(False, x1, y0, y1)]
    return found


def _merge(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap become one."""
    merged: list[Rule] = []
    for is_level in (True, False):
        on_line: list[Rule] = []
        for rule in sorted((rule for rule in rules if rule.is_level is is_level), key=lambda rule: rule.at):
            if on_line and rule.at - on_line[0].at > _SAME_LINE:
                merged += _join(on_line)
                on_line = []
            on_line.append(rule)
        merged += _join(on_line)
    return merged


def _join(rules: list[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.low):
        last = joined[-1] if joined else None
        if last is not None and rule.low <= last.high + _NEAR:
            joined[-1] = Rule(rule.is_level, last.at, last.low, max(last.high, rule.high))
        else:
            joined.append(rule)
    return joined


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that cross or touch one another, from top to bottom."""
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    if len(level) * len(upright) > 4_000_000:
        return []
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, lying in enumerate(level):
        for other, standing in enumerate(upright):
            if lying.low - _NEAR <= standing.at <= lying.high + _NEAR and standing.low - _NEAR <= lying.at <= standing.high + _NEAR:
                parent[root(one)] = root(len(level) + other)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate([*level, *upright]):
        groups.setdefault(root(at), []).append(rule)
    found = [group for group in groups.values() if len({rule.is_level for rule in group}) == 2]
    return sorted(found, key=lambda group: min(rule.at for rule in group if rule.is_level))


def _places(values: list[float]) -> list[float]:
    """Distinct places: values nearer than _NEAR are one."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _is_in(word: Word, box: Box) -> bool:
    x, y = word.centre
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _grid(xs: list[float], ys: list[float], rules: list[Rule], words: list[Word], page: int) -> Grid | None:
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    owner = {(row, column): (row, column) for row in range(n_rows) for column in range(n_columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row in range(n_rows):
        for column in range(n_columns):
            if column and not _has_rule(rules, False, xs[column], ys[row], ys[row + 1]):
                owner[root((row, column))] = root((row, column - 1))
            if row and not _has_rule(rules, True, ys[row], xs[column], xs[column + 1]):
                owner[root((row, column))] = root((row - 1, column))
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = word.centre
        column = _slot(xs, x)
        row = _slot(ys, y)
        held.setdefault(root((row, column)), []).append(word)
    cells: dict[tuple[int, int], Cell] = {}
    for place in owner:
        home = root(place)
        if home not in cells:
            cells[home] = cell_of(held.get(home, []))
    rows: list[list[Cell | None]] = [[cells[root((row, column))] for column in range(n_columns)] for row in range(n_rows)]
    if len({id(cell) for row in rows for cell in row}) < 2:
        return None
    filled = [sum(bool(cell.text) for cell in {id(cell): cell for cell in row if cell is not None}.values()) for row in rows]
    if max(filled, default=0) < 2:
        return None
    return Grid(rows, pages=[page] * n_rows)


def _has_rule(rules: list[Rule], is_level: bool, at: float, low: float, high: float) -> bool:
    covered = 0.0
    for rule in rules:
        if rule.is_level is is_level and abs(rule.at - at) <= _NEAR:
            covered += max(0.0, min(rule.high, high) - max(rule.low, low))
    return covered >= _COVERS * (high - low)


def _slot(edges: list[float], value: float) -> int:
    for at in range(len(edges) - 1):
        if value < edges[at + 1]:
            return at
    return len(edges) - 2


def cell_of(words: list[Word]) -> Cell:
    """A cell from its words, line by line; words that do not stand upright come last."""
    upright = [word for word in words if word.is_upright]
    text = " ".join([line.text for line in to_lines(upright)] + [word.text for word in words if not word.is_upright])
    lettered = [word for word in words if any(sign.isalnum() for sign in word.text)]
    return Cell(text, is_bold=bool(lettered) and all(word.is_bold for word in lettered))
