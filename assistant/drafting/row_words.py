"""What a header is, for a row said aloud: which article goes before it, whether it is a verb, which questions ask for its cells."""

import re
from functools import lru_cache

from ingest.lexical import fold
from policies.words.documents import Passage

SCHOOL_HEADER = re.compile(r"(schools?|campus|buildings?|escuelas?|planteles|plantel)")
DATE_HEADER = re.compile(r"(.*\bdates?|dates?|days?|fechas?|dias?)")
NOTE_HEADER = re.compile(r"(?:notes?|notas?|exceptions?|excepciones|comments?|remarks?|conditions?|restrictions?)\b.*")
"""Headers of cells that may take back what the others say: never left out."""
_ASKING_HEADER = re.compile(
    r"(?:per|when|who|whom|what|where|how|which|with|without|due|call|decided|cuando|quien|que|donde|como|con|sin)\b.*"
)
"""Headers that are half a question: no "is" can follow them."""
BARE_HEADER = re.compile(r"what happens|que pasa|answers?|respuestas?|tasks?|persons?|person in charge|personas?|call|llame|encargad[oa]s?")
"""Headers that a sentence can do without beside those of `rows.is_plain_header`."""
ORDINAL = re.compile(r"first|second|third|fourth|fifth|sixth")
_VERB_EN = re.compile(r"(?:.* )?(opens?|closes?|begins?|starts?|ends?|arrives?|leaves?|meets?|departs?|finish(?:es)?)(?: at| on)?")
_VERB_ES = re.compile(r"(?:se )?(abren?|cierran?|empiezan?|comienzan?|inician?|terminan?|acaban?|llegan?|salen?|reunen?)(?: .*)?")
_COUNTED_WORDS = """
bell bells line phone telephone number fee deadline date price amount total cost limit website address e-mail email
charge rate deposit
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())
"""Nouns that an English sentence says with "the" ("the first bell"); others stand without ("dismissal is at …")."""
_PLURAL_ARTICLE = frozenset({"doors", "gates", "buses"})
_EL = """
timbre horario telefono correo precio costo pago total almuerzo desayuno limite monto deposito plazo recreo sitio
"""
_LA = """
salida entrada linea cuota leche oficina fecha hora extension multa tarifa cantidad llegada campana matricula
"""
_ARTICLES_ES = {**dict.fromkeys(_EL.split(), "el"), **dict.fromkeys(_LA.split(), "la")}
_COMMON_WORDS = """
first second third last quarter trimester semester report period level tardy late early regular morning afternoon evening doors school
schools student students attendance office grade grades room place price prices cost fee amount adult reduced full free breakfast lunch
dinner snack extra milk begins ends starts opens closes meets dismissal arrival release picture retake each every who what where when how
why which stay come notes note exceptions for with without family families parent parents high middle elementary doses vaccine percent
points weekly monthly yearly daily hours telephone phone number fax website buses bus pick drop examples yes physical dental eye homework
decided person title role contact primer primera segundo segunda ultimo ultima salida entrada llegan salen se horario desayuno almuerzo
leche estudiante estudiantes oficina telefono correo linea precio precios costo cuota quien que cuando cuanto donde como hay para con sin
start end until per charge charges cost costs part step sport sports season fee due deposit tuition students student credits credit required
supervised opens closes begins ends weekday weekdays weekend where form forms level limit amount maximum minimum number deadline total
adults children seniors reduced full second entrée subject hour program programs served available
grado grados notas excepciones examen e-mail ejemplos familia familias vacuna dosis lugar hora horas clases
"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""First words of headers that are no names, so that they begin small inside a sentence."""
_CONCEPTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"\b(starts?|starting|begins?|beginning|first bell|be there by|empiezan?|comienzan?|inician?|entran?|hora de entrada)\b"
        ),
        re.compile(
            r"\b(first bell|tardy( bell)?|begins?|(?<!late )starts?|start time|primer timbre|timbre|entrada|inicio|empiezan?|comienzan?)\b"
        ),
    ),
    (
        re.compile(
            r"\b(ends?|ending|gets? out|getting out|lets? out|let out|dismiss\w*|out of school|is over|finish\w*|released?|terminan?"
            r"|acaban?|salen?|salida|pick \w+ up|pick ?up time)\b"
        ),
        re.compile(r"\b(dismissal|dismiss\w*|ends?|end time|salida|terminan?|salen?)\b"),
    ),
    (
        re.compile(r"\b(doors?|drop \w* ?off|drop-?off|earliest|how early|puertas?|dejar|dejo)\b"),
        re.compile(r"\b(doors?|arrival|drop-?off|puertas?|llegada)\b"),
    ),
    (re.compile(r"\b(tardy|marked late|retardo|llega tarde)\b"), re.compile(r"\b(tardy|late bell|first bell|retardo|timbre)\b")),
    (re.compile(r"\b(breakfasts?|desayunos?)\b"), re.compile(r"\b(breakfasts?|desayunos?)\b")),
    (re.compile(r"\b(lunch(es)?|almuerzos?|comida)\b"), re.compile(r"\b(lunch(es)?|almuerzos?)\b")),
    (re.compile(r"\b(absen\w+|attendance|faltas?|ausencias?|asistencia)\b"), re.compile(r"\b(attendance|absen\w+|faltas?|asistencia)\b")),
    (re.compile(r"\b(office hours|office open|horario de (la )?oficina)\b"), re.compile(r"\b(hours|horario)\b")),
    (re.compile(r"\b(e-?mails?|correos?)\b"), re.compile(r"\b(e-?mails?|correos?)\b")),
    (
        re.compile(r"\b(phones?|telephone|call|number|telefono|llamar|llamo|numero)\b"),
        re.compile(r"\b(tele)?(phones?|line|telefonos?|linea)\b"),
    ),
)
"""What a question says, and what headers then hold its answer. Words of time that ask for the same moment under another name."""


def asks_for(asked: str, header: str) -> bool:
    """Whether a question asks for the cells under a header by another name ("starts" and "First bell")."""
    question, title = fold(asked), fold(header)
    return any(says.search(question) and names.search(title) for says, names in _CONCEPTS)


@lru_cache(maxsize=2_000)
def _asked_columns(asked: str) -> tuple[re.Pattern[str], ...]:
    question = fold(asked)
    return tuple(names for says, names in _CONCEPTS[:4] if says.search(question))


def asks_for_a_column(asked: str, passage: Passage) -> bool:
    """Whether a question asks for the moment under one of a row's headers by another name ("let out" and "End")."""
    patterns = _asked_columns(asked)
    return bool(patterns) and any(names.search(fold(cell.header)) for cell in passage.cells[1:] for names in patterns)


def is_verb(header: str, language: str) -> bool:
    """Whether a header says what happens ("Doors open", "Llegan en la mañana"), so that no "is" belongs behind it.

    "Start" alone names a moment, "Starts" says what happens.
    """
    if language != "es" and len(header.split()) == 1 and not fold(header).endswith("s"):
        return False
    return (_VERB_ES if language == "es" else _VERB_EN).fullmatch(fold(header)) is not None


def is_bare_verb(header: str, language: str) -> bool:
    """Whether a header is one verb whose subject is the row's first cell ("Begins")."""
    return len(header.split()) == 1 and is_verb(header, language)


def is_plural(header: str) -> bool:
    """Whether an English header's noun stands in the plural ("Office hours on school days")."""
    noun = re.split(r" (?:on|for|of|in|at|with)\b", fold(header))[0].split()
    return bool(noun) and noun[-1].endswith("s") and not noun[-1].endswith("ss")


def within(header: str) -> str:
    """A header as it stands inside a sentence: its first letter small, where its first word is an ordinary one."""
    first = re.split(r"[\s,(]", header, maxsplit=1)[0]
    return header[:1].lower() + header[1:] if fold(first) in _COMMON and not first[1:2].isupper() else header


def article(header: str, language: str) -> str | None:
    """The article before a header inside a sentence; "" where it stands without one, None where it is not known."""
    words = fold(header).split()
    if _ASKING_HEADER.fullmatch(fold(header)):
        return None
    if language == "es":
        if is_verb(header, "es"):
            return ""
        known = [_ARTICLES_ES[word] for word in words[:2] if word in _ARTICLES_ES]
        return f"{known[0]} " if known else None
    noun = re.split(r" (?:on|for|of|in|at|with)\b", fold(re.sub(r"\(.*?\)", "", header)))[0].split()
    is_moment = words in (["start"], ["end"])
    return "the " if is_moment or (noun and (noun[-1] in _COUNTED or noun[0] in _PLURAL_ARTICLE)) else ""
