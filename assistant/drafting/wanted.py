"""What kind of figure a question asks for: a date, a time, an amount, somebody to call."""

import re

from assistant.checking.figure_kinds import FigureKind
from ingest.lexical import fold

_K = FigureKind
_WANTED: tuple[tuple[re.Pattern[str], frozenset[FigureKind]], ...] = (
    (
        re.compile(
            r"\b(what time|a que hora|que hora|how late|how early|hours?|horario|until when|hasta que hora|bell schedule|open|close)\b"
        ),
        frozenset({_K.TIME}),
    ),
    (
        re.compile(r"\b(when|what day|which day|date|deadline|by when|how long until|cuando|que dia|fecha|que fecha|dias? festivos?)\b"),
        frozenset({_K.DATE, _K.WEEKDAY, _K.TIME}),
    ),
    (
        re.compile(
            r"\b(how much|cost|costs|price|prices|fee|fees|pay for|cuanto cuesta|cuanto es|cuanto vale|cuanto sale|precio|costo|cuota|\$)"
        ),
        frozenset({_K.AMOUNT}),
    ),
    (
        re.compile(r"\b(phone|number to call|call|contact|reach|telefono|numero|llamar|llamo|comunic\w+|e-?mail|correo)\b"),
        frozenset({_K.PHONE, _K.EMAIL}),
    ),
    (
        re.compile(r"\b(how many|how long|cuantos|cuantas|cuanto tiempo|what age|how old|edad)\b"),
        frozenset({_K.NUMBER, _K.ORDINAL, _K.GRADE}),
    ),
    (re.compile(r"\b(website|link|online|portal|en linea|pagina)\b"), frozenset({_K.URL})),
)


def wanted_kinds(part: str) -> frozenset[FigureKind]:
    """The kinds of figures that would answer; empty when any words would."""
    folded = fold(part)
    kinds: set[FigureKind] = set()
    for pattern, found in _WANTED:
        if pattern.search(folded):
            kinds |= found
    return frozenset(kinds)
