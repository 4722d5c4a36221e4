"""What the detail head finds, less what is never sensitive though it stands inside what is: grades, roles, days, amounts, subjects."""

from collections.abc import Iterable, Sequence

import regex

from policies.redaction import detail_head
from policies.redaction.lexicon import lexicon
from policies.redaction.spans import Span, without

_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er|ro|do|to|mo|vo|no)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|primer[oa]?|segund[oa]|"
    r"tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]|d[eé]cim[oa])"
)
_FACT = regex.compile(
    rf"\b{_ORDINAL}[\s-]+(?:grade(?:rs?)?(?!\s+level)|grado|a[nñ]o|period|de\s+(?:primaria|secundaria|prepa\w*|kinder|bachillerato))\b|\b(?:tercero|cuarto|quinto|sexto|s[eé]ptimo|octavo|noveno)\b"
    r"|\b(?:pre-?\s?k(?:[ií]nder)?|k[ií]nder\w*|freshm[ae]n|sophomores?|juniors?|seniors?)\b|[$€]\s?\d[\d.,]*|\b\d+\s+d[oó]lares"
    r"|(?<!\b(?:his|her|their|an?|another|sus?|una?|otr[oa])\s)\b(?:the\s+|la\s+|el\s+)?(?:(?:assistant\s+|vice\s+)?principal|nurse|counsell?or|secretary|registrar|psychologist|social\s+worker|librarian|custodian|coach|dean(?:\s+of\s+students)?|superintendent|"
    r"(?:sub)?director[a]?|enfermer[ao]|consejer[ao]|secretari[ao]|psic[oó]log[ao]|trabajador[a]?\s+social|maestr[ao]|teacher|transportation|transporte|front\s+office|oficina)\b(?!['’]s|\s+(?:aide|therap))"
    r"|\b(?:algebra|[aá]lgebra|geometry|calculus|english|spanish|biology|chemistry|physics|history|math|art|band|unit|unidad|room|sal[oó]n)\s+(?:[IVX]{1,3}|\d{1,2}[A-Z]?)\b",
    regex.IGNORECASE,
)
_DAY = regex.compile(
    r"\b(?:(?:on|el|los|este|this|next)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|january|february|march|april|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?:\s+(?:\d{1,2}(?:st|nd|rd|th)?|(?:morning|afternoon|night)))?\b",
    regex.IGNORECASE,
)


_MONTH = (
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|"
    r"noviembre|diciembre)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sat|sun)(?:day)?s?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)"
)
_SINCE = regex.compile(
    r"[,\s]+(?:since|start\w{2,4}|beginning|effective|from|on|until|till|through|as\s+of|desde|a\s+partir\s+del?|hasta|empezando)\s+"
    rf"(?:(?:the|el|last|this|next|pasado|este)\s+)*(?:{_WEEKDAY}\b\.?,?\s*)?"
    rf"(?:(?:the\s+|el\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+de\s+{_MONTH})?))?(?:,?\s+\d{{4}})?$",
    regex.IGNORECASE,
)
"""When it began or begins, at the end of a detail."""


def without_day(text: str, span: Span) -> Span:
    """The detail less the day since or until when, which is a fact; custody is told in days and keeps it."""
    since = _SINCE.search(text, span.start, span.end) if span.kind != "CUSTODY" else None
    is_told = since is not None and any(char.isalpha() or char.isdigit() for char in since.group().split()[-1])
    return Span(span.start, since.start(), span.kind, span.score) if since and is_told and since.start() > span.start else span


def trimmed(text: str, learned: Iterable[tuple[str, int, int]], programs: Sequence[tuple[int, int]], matched: Sequence[Span]) -> list[Span]:
    """The learned details outside programmes and facts; days go with custody alone, which is told in them.

    `learned` are (kind, start, end), `matched` what the patterns found: a single word of school life stays unless they found it too.
    """
    found = [Span(start, end, kind, 0.6) for kind, start, end in learned]
    if not found:
        return []
    facts = [*programs, *(match.span() for match in _FACT.finditer(text))]
    days = [match.span() for match in _DAY.finditer(text)]
    pieces = [piece for span in found for piece in without(span, facts if span.kind == "CUSTODY" else [*facts, *days])]
    return [
        piece for piece in pieces if any(piece.overlaps(other) for other in matched) or not _is_of_school(text[piece.start : piece.end])
    ]


def _is_of_school(words: str) -> bool:
    """Whether all this says is one word of school life ("in robotics"), or nothing."""
    known = lexicon()
    content = [word for start, end in detail_head.units(words) if not known.is_function_word(word := words[start:end])]
    return not content or (len(content) == 1 and known.is_school_word(content[0]))
