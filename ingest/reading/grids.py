"""A table as a grid: spans laid out, header rows found, each body row with its cells under their headers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.reading.problems import problem

MAX_COLUMNS = 300
MAX_PLACES = 2_000_000

# A year or a school year heads a column as often as it fills one.
_YEAR = re.compile(r"^(?:SY\s*)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?$")
_HEAD_WORD_LIST = """
a and at by for in of on or per the to y de del la el los las en por para hora horas address amount arrival begin begins bell break
building bus call class classes close closes club code contact cost course date day days deadline department description details dismissal
doors dose doses due e-mail email end ends event exam fee fees first form grade grades hours item last leave leaves level location lunch
meal meaning meets month name note notes number office open opens pay percent period person phone place points price program quarter
reason report required requirement requirements role room route rule rules school season second semester sport start starts step stop
student students supplies tardy teacher telephone term time times title topic trimester type vaccine week what when where who year año
aula autobús calle clase código comida correo costo cuota departamento descripción detalles día días director dirección dosis escuela
estudiante estudiantes evento examen fecha fechas formulario grado grados horario lugar maestro mes motivo nivel nombre nota notas número
oficina papel parada período persona precio primer primera programa puesto regla ruta salida segundo semana semestre teléfono timbre tipo
trimestre vacuna qué quién cuándo
"""
_LABEL = re.compile(
    r"^(?:grades?|grados?|period|per[ií]odo|week|semana|quarter|trimest(?:er|re)|semest(?:er|re)|day|d[ií]a|tier|step|zone|zona|room|bus|route|ruta|level|nivel"
    r"|dose|dosis|offense|falta|option|opci[oó]n|k|pk|pre-k)\b[\w\s–-]*$",
    re.IGNORECASE,
)


# Words that head the columns of a school's tables, in English and Spanish; a first row of nothing else is a header.
_HEAD_WORDS = frozenset(_HEAD_WORD_LIST.split())


_WEEKS = tuple(
    frozenset(week.split())
    for week in (
        "sun mon tue wed thu fri sat sunday monday tuesday wednesday thursday friday saturday tues thur thurs "
        "su mo tu we th fr sa s m t w f",
        "dom lun mar mié mie jue vie sáb sab domingo lunes martes miércoles miercoles jueves viernes sábado sabado d l m x j v s",
    )
)


def is_week(texts: Sequence[str]) -> bool:
    """Whether texts are the days of a week, five to seven of them, in English or Spanish, in full or short."""
    said = [text.casefold().strip(". ") for text in texts]
    return 5 <= len(said) <= 7 and len(set(said)) >= 4 and any(week.issuperset(said) for week in _WEEKS)


@dataclass(slots=True, eq=False)
class Cell:
    """One cell as its document has it. Spans count columns and rows, 1 and up."""

    text: str
    is_header: bool = False
    is_bold: bool = False
    n_columns: int = 1
    n_rows: int = 1


@dataclass(slots=True)
class Grid:
    """A table laid out: `rows[i][j]` is the cell that covers that place (the same object where it spans) or None.

    `n_header_rows` None means that the format does not say; `pages` has one entry a row, or none at all.
    """

    rows: list[list[Cell | None]]
    caption: str | None = None
    n_header_rows: int | None = None
    pages: list[int] = field(default_factory=list[int])

    @property
    def n_columns(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def page(self, row: int) -> int | None:
        """The page a row stands on."""
        return self.pages[row] if row < len(self.pages) else None


def lay_out(rows: Sequence[Sequence[Cell]]) -> list[list[Cell | None]]:
    """Place cells with spans on a grid, as HTML does.

    Raises: Unreadable document.too_complex. Source: HTML Living Standard 4.9.12, forming a table.
    """
    places: list[dict[int, Cell]] = [{} for _ in rows]
    n_placed = 0
    for at, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column in places[at]:
                column += 1
            n_columns = max(1, min(cell.n_columns, MAX_COLUMNS - column))
            n_rows = max(1, min(cell.n_rows, len(rows) - at))
            n_placed += n_columns * n_rows
            if column >= MAX_COLUMNS or n_placed > MAX_PLACES:
                raise problem("document.too_complex")
            for down in range(at, at + n_rows):
                for across in range(column, column + n_columns):
                    places[down].setdefault(across, cell)
            column += n_columns
    width = max((max(row, default=-1) + 1 for row in places), default=0)
    return [[row.get(column) for column in range(width)] for row in places]


def distinct(row: Sequence[Cell | None]) -> list[tuple[Cell, int, int]]:
    """The cells of a row from left to right, each once: cell, first column, columns covered in this row."""
    found: list[tuple[Cell, int, int]] = []
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if found and found[-1][0] is cell:
            found[-1] = (cell, found[-1][1], column - found[-1][1] + 1)
        else:
            found.append((cell, column, 1))
    return found


def filled(row: Sequence[Cell | None]) -> list[tuple[Cell, int, int]]:
    """The cells of a row that hold text, each once."""
    return [entry for entry in distinct(row) if entry[0].text]


def is_valued(text: str) -> bool:
    """Whether a cell holds a value (time, date, money, phone, count) rather than a label."""
    return any(sign.isdigit() for sign in text) and not _YEAR.match(text) and not _LABEL.match(text)


def without_empty(rows: list[list[Cell | None]], pages: list[int]) -> tuple[list[list[Cell | None]], list[int]]:
    """A grid without rows and columns that hold no text."""
    kept = [at for at, row in enumerate(rows) if any(cell is not None and cell.text for cell in row)]
    rows, pages = [rows[at] for at in kept], [pages[at] for at in kept] if pages else []
    width = max((len(row) for row in rows), default=0)
    columns = [
        column for column in range(width) if any(column < len(row) and (cell := row[column]) is not None and cell.text for row in rows)
    ]
    return [[row[column] if column < len(row) else None for column in columns] for row in rows], pages


def count_header_rows(rows: list[list[Cell | None]]) -> int:
    """How many of the first rows are headers, judged by marks (header cells, bold) and by what the columns hold below."""
    if len(rows) < 2:
        return 0
    marked = _count_marked(rows)
    if marked:
        return marked
    if not _heads(rows[0], rows[1:]):
        return 0
    # A first row with spans is the upper half of a header in two storeys.
    spans = any(n_columns > 1 for _, _, n_columns in filled(rows[0]))
    if spans and len(rows) > 2 and not any(is_valued(cell.text) for cell, _, _ in filled(rows[1])):
        return 2
    reaches = max((cell.n_rows for cell, _, _ in filled(rows[0])), default=1)
    return min(max(1, reaches), len(rows) - 1)


def _count_marked(rows: list[list[Cell | None]]) -> int:
    """Rows at the top in which every filled cell is a header cell, or bold above a row that is not all bold."""
    for mark in ("is_header", "is_bold"):
        n_marked = 0
        for row in rows:
            cells = filled(row)
            if not cells or not all(getattr(cell, mark) for cell, _, _ in cells):
                break
            if n_marked and len(cells) == 1 and cells[0][1] == 0 and len(filled(rows[n_marked - 1])) > 1:
                break  # a title over the rows that follow, below a whole line of headers
            n_marked += 1
        if 0 < n_marked < min(len(rows), 5) and (len(filled(rows[n_marked - 1])) > 1 or n_marked > 1):
            return n_marked
    return 0


def _heads(first: list[Cell | None], body: list[list[Cell | None]]) -> bool:
    cells = filled(first)
    if len(cells) < 2 or any(is_valued(cell.text) or len(cell.text) > 60 for cell, _, _ in cells):
        return False
    if len({cell.text for cell, _, _ in cells}) < len(cells):
        return False
    if all(word in _HEAD_WORDS for cell, _, _ in cells for word in cell.text.casefold().replace("?", "").replace("¿", "").split()):
        return True
    columns = range(len(first))
    valued_columns = 0
    for column in columns:
        below = [cell.text for row in body if column < len(row) and (cell := row[column]) is not None and cell.text]
        if below and sum(is_valued(text) for text in below) >= 0.6 * len(below):
            valued_columns += 1
    if valued_columns:
        return True
    if len(columns) >= 3:
        return True
    longest = max(len(cell.text.split()) for cell, _, _ in cells)
    return longest <= 4 and any(len(cell.text.split()) > 6 for row in body for cell, _, _ in filled(row))
