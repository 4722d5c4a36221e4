"""The cells of a row as they are said: what each one is, a figure and little else or running text."""

import re
from dataclasses import dataclass

from assistant.checking.calendar_words import WEEKDAYS
from assistant.checking.figure_kinds import FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold as fold_figures
from assistant.drafting.row_words import BARE_HEADER
from assistant.drafting.rows import is_plain_header
from ingest.lexical import fold
from policies.months import MONTHS
from policies.words.documents import TableCell

MAX_FIGURE_WORDS = 9
"""More words than this in a cell and it is running text, said under its header. Unit: words."""
_BETWEEN_DATES = frozenset({"to", "and", "of", "a", "y", "al", "de", "del", "el", "through", "thru"})
_K = FigureKind
_TIME = re.compile(r"(?i)\d{1,2}(:\d\d)?( ?[ap]\.?m\.?)?|noon|mediodia|12:00 noon")
_RANGE = re.compile(r"(?i)\d{1,2}(:\d\d)?( ?[ap]\.?m\.?)? ?(to|a|-|–|—) ?\d{1,2}(:\d\d)?( ?[ap]\.?m\.?)?")


@dataclass(frozen=True, slots=True)
class SaidCell:
    """A cell with how it is said: `kind` is time, range, date, amount, contact or text."""

    header: str
    text: str
    kind: str

    @property
    def is_plain(self) -> bool:
        """Whether the cell can be said without its header."""
        title = fold(self.header)
        return not title or is_plain_header(self.header) or BARE_HEADER.fullmatch(title) is not None or title in fold(self.text)


def said_cell(cell: TableCell, language: str) -> SaidCell:
    """A cell of the row, with what it is."""
    text = " ".join(cell.text.split()).rstrip(";:")
    return SaidCell(" ".join(cell.header.split()).rstrip(";:"), text, kind_of(text, language))


def kind_of(text: str, language: str) -> str:
    """What a cell is: a figure and little else, or running text."""
    figures = read_figures(fold_figures(text), language)
    kinds = {figure.kind for figure in figures}
    if _TIME.fullmatch(text) and (":" in text or _K.TIME in kinds):
        return "time"
    if _RANGE.fullmatch(text) and (":" in text or _K.TIME in kinds):
        return "range"
    if len(text.split()) > MAX_FIGURE_WORDS:
        return "text"
    if _K.PHONE in kinds or _K.EMAIL in kinds:
        return "contact" if len(text.split()) <= 4 else "text"
    if _K.DATE in kinds:
        return "date" if _is_only_a_date(text) else "text"
    return "amount" if re.fullmatch(r"\$ ?[\d,]+(\.\d\d)?", text) else "text"


def _is_only_a_date(text: str) -> bool:
    return all(word in _BETWEEN_DATES or word in WEEKDAYS or word in MONTHS for word in re.findall(r"[a-z]+", fold(text)))


def begins_with_a_day(subject: str) -> bool:
    """Whether Spanish words begin with one weekday, so that "el" goes before them."""
    return re.match(r"(lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b(?! (?:y|a|al)\\b)", fold(subject)) is not None


def names_a_day(text: str) -> bool:
    """Whether short words begin with a weekday ("Mondays, 3:25 p.m. to 4:15 p.m.")."""
    return (
        len(text.split()) <= MAX_FIGURE_WORDS
        and re.match(r"[a-z]+", fold(text)) is not None
        and re.findall(r"[a-z]+", fold(text))[0] in WEEKDAYS
    )
