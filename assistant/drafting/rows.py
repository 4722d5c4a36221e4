"""A table row in words, its first cell and then every cell with its header: how a row is read when the answer is chosen.

`row_sentences` says the chosen row to the family.
"""

import re
from collections.abc import Callable, Sequence

from assistant.drafting.row_words import within
from ingest.lexical import fold
from policies.words.documents import Passage, TableCell

_NOTE = re.compile(r"(?i)notes?|notas?|exceptions?|excepciones|comments?|remarks?|conditions?")
"""Headers of cells that may take back what the others say: never left out."""
_PLAIN_HEADER = re.compile(
    r"(?:full )?names?|events?|dates?|days?|months?|times?|descriptions?|definitions?|meanings?|details?|items?|activity|activities"
    r"|e-?mails?|e-?mail address|phones?|telephones?|phone number|contacts?|seasons?|places?|locations?|where|what|who|schools?|purpose"
    r"|topics?|information|address|lugar(?:es)?|escuelas?|nombres?|eventos?|fechas?|dias?|meses|horas?|descripcion(?:es)?"
    r"|definicion(?:es)?|significado|detalles?|actividad(?:es)?|correos?|correo electronico|telefonos?|contactos?|temporadas?|temas?"
    r"|informacion|direccion"
)
"""Headers that only name the kind of thing a cell plainly is: said aloud they come between the words. Never one that could turn the
meaning ("Not allowed", "Fee", "Maximum")."""
_YES = re.compile(
    r"acceptable|accepted|allowed|permitted|approved|appropriate|dos?|yes|can|may|safe|(?:para )?si"
    r"|aceptables?|permitid[oa]s?|apropiad[oa]s?"
)
_NO = re.compile(
    r"(?:not|no|never|do not|don'?ts?|cannot|can'?t|may not)(?: .*)?|unacceptable|prohibited|forbidden|banned|inappropriate|unsafe"
    r"|inaceptables?|prohibid[oa]s?|inapropiad[oa]s?"
)
_GRADES = re.compile(
    r"\b(?:pre-?k|pk|k|\d{1,2}(?:st|nd|rd|th)?) ?(?:[-–—]|to|through|a) ?\d{1,2}\b|\bgrad(?:es?|os?) \d|\b\d{1,2}(?:st|nd|rd|th) grade\b"
)
MAX_CELLS = 5
"""More cells than this and only those that the question asks for are said."""


def said_headers(passage: Passage, said: str) -> str:
    """The lines of a table that a row is said with: its caption where that is said too, its column headers; "" for other passages."""
    if not passage.cells:
        return ""
    names = " | ".join(" ".join(cell.header.split()) for cell in passage.cells if cell.header)
    caption = " ".join((passage.caption or "").split())
    return "\n".join(line for line in (caption if caption and caption in said else "", names) if line)


def render_row(passage: Passage, relevance: Callable[[str], float]) -> str:
    """The row as one sentence. `relevance` says how much of the question stands in some words, 0 and up.

    Only words of the row, its headers and its caption are used, so that the checks can hold every one of them to the source.
    """
    cells = [cell for cell in passage.cells if cell.text.strip() and cell.text.strip() not in {"-", "–", "—"}]
    if not cells:
        return passage.text
    key, rest = cells[0], cells[1:]
    if len(rest) > MAX_CELLS:
        scored = [(relevance(cell.header), cell) for cell in rest]
        best = max(score for score, _cell in scored)
        asked = [cell for score, cell in scored if score >= best * 0.5] if best > 0 else rest[:MAX_CELLS]
        rest = [cell for cell in rest if cell in asked or _NOTE.match(cell.header.strip())]
    subject = subject_of(passage, key)
    if not rest:
        return _ended(subject)
    if stand_beside(passage.cells):
        return _ended(f"{under_its_header(key)}; {'; '.join(_said(cell) for cell in rest)}")
    return _ended(f"{subject}: {'; '.join(_said(cell) for cell in rest)}")


def subject_of(passage: Passage, key: TableCell) -> str:
    """The first cell, named by its header when it would say too little on its own (a bare number or one short word).

    `assistant.checking.said_rows` reads these words back; change both together.
    """
    text = _flat(key.text)
    if re.fullmatch(r"[\d.:/-]+|\w{1,3}", text) and key.header and key.header.casefold() not in text.casefold():
        text = f"{_flat(key.header)} {text}"
    return text


def stand_beside(cells: Sequence[TableCell]) -> bool:
    """Whether columns stand beside one another, so that the first says nothing of the others: allowed beside not allowed, grades K-2
    beside 3-5. Read as "first cell: others", such a row would turn what is allowed into what is not.
    """
    headers = [fold(cell.header).strip(" :.") for cell in cells]
    if len(headers) < 2 or not headers[0]:
        return False
    if all(_GRADES.search(header) for header in headers):
        return True
    ours, opposite = (_YES, _NO) if _YES.fullmatch(headers[0]) else (_NO, _YES)
    return bool(ours.fullmatch(headers[0])) and any(opposite.fullmatch(header) for header in headers[1:])


def under_its_header(cell: TableCell) -> str:
    """A cell with the name of its column in front."""
    return f"{_flat(cell.header)}: {_flat(cell.text)}"


def whole_row(cells: Sequence[TableCell], passage: Passage) -> str:
    """Every one of these cells as one sentence to be read aloud, under its header where that says more than what kind of thing it is.

    Like `render_row`, but nothing is left out: what is quoted is read whole.
    """
    if stand_beside(cells):
        return _ended("; ".join(under_its_header(cell) for cell in cells))
    subject, rest = subject_of(passage, cells[0]), [_said(cell, within) for cell in cells[1:]]
    return _ended(f"{subject}: {'; '.join(rest)}" if rest else subject)


def _said(cell: TableCell, header_as: Callable[[str], str] = str) -> str:
    header, text = _flat(cell.header), _flat(cell.text)
    if not header or header.casefold() in text.casefold():
        return text
    if is_plain_header(header) and re.search(r"[^\W\d_]{2}|@|\d{3}", text):
        return text
    header = header_as(header)
    return f"{header} {text}" if re.match(r"[\d$(]", text) and len(header.split()) <= 4 else f"{header}: {text}"


def is_plain_header(header: str) -> bool:
    """Whether a header only names the kind of thing that its cells plainly are."""
    return _PLAIN_HEADER.fullmatch(fold(header).strip()) is not None


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip(";:")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."
