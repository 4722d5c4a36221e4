"""A table row in words, its first cell and then every cell with its header: how a row is read when the answer is chosen.

`row_sentences` says the chosen row to the family.
"""

import re
from collections.abc import Callable

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
MAX_CELLS = 5
"""More cells than this and only those that the question asks for are said."""


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
    return _ended(f"{subject}: {'; '.join(_said(cell) for cell in rest)}")


def subject_of(passage: Passage, key: TableCell) -> str:
    """The first cell, named by its header when it would say too little on its own (a bare number or one short word).

    `assistant.checking.said_rows` reads these words back; change both together.
    """
    text = _flat(key.text)
    if re.fullmatch(r"[\d.:/-]+|\w{1,3}", text) and key.header and key.header.casefold() not in text.casefold():
        text = f"{_flat(key.header)} {text}"
    return text


def _said(cell: TableCell) -> str:
    header, text = _flat(cell.header), _flat(cell.text)
    if not header or header.casefold() in text.casefold():
        return text
    if is_plain_header(header) and re.search(r"[^\W\d_]{2}|@|\d{3}", text):
        return text
    return f"{header} {text}" if re.match(r"[\d$(]", text) and len(header.split()) <= 4 else f"{header}: {text}"


def is_plain_header(header: str) -> bool:
    """Whether a header only names the kind of thing that its cells plainly are."""
    return _PLAIN_HEADER.fullmatch(fold(header).strip()) is not None


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip(";:")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."
