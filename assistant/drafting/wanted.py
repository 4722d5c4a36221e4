"""What kind of figure a question asks for: a date, a time, an amount, somebody to call."""

import re
from functools import lru_cache

from assistant.checking.figure_kinds import FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold as fold_figures
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


_OTHER_TIMES = (
    r"\b(noon|midnight|mediodia|medianoche|bell|timbre|(?:minutes|minutos|hours?|horas?) (?:before|after|late|early|antes|despues|tarde))\b"
)
_ASKS_AMOUNT = (
    r"\b(how much (?:is|are|was|does|do|will|would|to|for|money)|what (?:is|are) the (?:cost|price|fee)s?|what (?:does|do|will)\b.*\bcost"
    r"|cuanto (?:cuesta|cuestan|vale|valen|es|son|sale|cobran|hay que pagar|se paga|tengo que pagar))\b"
)
_OTHER_AMOUNTS = r"\b(free|no (?:cost|charge|fees?)|at cost|gratis|gratuit[oa]s?|sin (?:costo|cargo)|no cuestan?|waived|price)\b"
_ASKS_DAY = (
    r"^\W*(?:(?:hi|hello|hola|so|and|y)\W+)*(?:when (?:is|are|does|do|will|was)|what (?:day|date)s?|which days?"
    r"|cuando (?:es|son|empieza|comienza|termina|sera)|que (?:dia|fecha)s?)\b"
)
_OTHER_DAYS = (
    r"\b(days?|weeks?|months?|quarters?|semesters?|year|hours?|minutes?|daily|weekly|monthly|annual\w*|every|each|before|after|until"
    r"|within|by the|dias?|semanas?|mes(?:es)?|trimestres?|semestres?|ano|horas?|minutos?|cada|antes|despues|hasta|dentro|spring|summer"
    r"|fall|winter|primavera|verano|otono|invierno|january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_ASKED: tuple[tuple[re.Pattern[str], frozenset[FigureKind], re.Pattern[str]], ...] = (
    (
        re.compile(r"\b(what time|how (?:early|late)|until what time|a que hora|hasta que hora|desde que hora)\b"),
        frozenset({_K.TIME}),
        re.compile(_OTHER_TIMES),
    ),
    (re.compile(_ASKS_AMOUNT), frozenset({_K.AMOUNT, _K.PERCENT}), re.compile(_OTHER_AMOUNTS)),
    (
        re.compile(r"\b(what|which) (?:phone )?number\b.*\bcall\b|\bphone number\b|\b(?:a )?que numero\b.*\bllam|\bnumero de telefono\b"),
        frozenset({_K.PHONE}),
        re.compile(r"\b(e-?mail|correo)\b"),
    ),
    (re.compile(_ASKS_DAY), frozenset({_K.DATE, _K.WEEKDAY, _K.TIME}), re.compile(_OTHER_DAYS)),
)
"""What a question plainly asks for, the figures that answer it, and words that answer in their place."""


@lru_cache(maxsize=2_000)
def _asked(part: str) -> tuple[int, ...]:
    folded = fold(part)
    return tuple(i for i, (pattern, _kinds, _words) in enumerate(_ASKED) if pattern.search(folded))


@lru_cache(maxsize=20_000)
def _holds(text: str, language: str, kind: int) -> bool:
    _pattern, kinds, words = _ASKED[kind]
    return words.search(fold(text)) is not None or any(figure.kind in kinds for figure in read_figures(fold_figures(text), language))


def holds_asked(part: str, text: str, language: str) -> bool | None:
    """Whether words hold the kind of answer that a question plainly asks for; None when it asks for no particular kind."""
    asked = _asked(part)
    return all(_holds(text, language, kind) for kind in asked) if asked else None
