"""What hangs on a found number or name without being its shape: a part after a dash, a mark, the letters of a state, a second guess beside
it; the last part of a family name ("de la O"), an initial that ends the line.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from policies.redaction.lexicon import lexicon
from policies.redaction.spans import NAME_KINDS, Span

_KINDS = frozenset({"STUDENT_ID", "CASE_NUMBER", "LICENSE_PLATE", "OTHER_ID", "CREDENTIAL", "SSN"})
_RIGHT = re.compile(
    r"(?:[-·_](?:[A-Za-z]{1,3}(?!\w)|\w*\d\w*)|/(?=[\w]*\d)\w{1,12}|(?<=\d)\x20[A-Z](?=\s*(?:[.,;\n]|$))|[.,:]\d{3,}(?!\w)|\.\d{1,3}(?=\.\d{3}))*[#*]?(?!\w)"
)
_LEFT = re.compile(
    r"(?<![\w])(?!(?:id|pin|nip|dl|tel|ssn|dob|no|num|rm|code|plate|tag|placa|the|pre|mid|k)[-_·])(?:(?:[A-Za-z]{1,5}"
    r"|[A-Za-z]*\d\w*)[-_·]|\d{1,3}[.:/])+$",
    re.IGNORECASE,
)
# Source: USPS Publication 28, appendix B, less those that are words in English or Spanish; and letters without a vowel, which are no word.
_PREFIX = re.compile(
    r"(?<![\w-])(?:A[KZ]|C[AOT]|FL|GA|I[AL]|K[SY]|M[DNOT]|N[CDEHJMVY]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|"
    r"(?!(?:SSN|PH|DL|RM|GR|SR|DR|MR|MRS|MS|ST|HS|LN|RD|NW|SW|TV|PM|NBR|BK|CT|FT|PK|PS|SS|NSS|PWD|PW|PLT|DNI|CP"
    r"|TH|RD|ND|NMBR|VS|CC|QR|MRN|TX|X{1,3})\s)[B-DF-HJ-NP-TV-Z]{2,3}) $"
)
_CUED_PREFIX = re.compile(
    r"\b(?:n[uú]m(?:ero)?|nro|no|number|passport|pasaporte|folio|c[eé]dula|visa|licen[cs]ia|licen[cs]e|card|id)\b\.?(?:\s+(?:de|del?|number|n[uú]mero|is|es)\b)?"
    r"\W{0,3}(?P<letters>[A-Z]{1,3}) $",
    re.IGNORECASE,
)
"""Letters of any sort before a number whose cue stands before them ("passport PE 1184620")."""
_NUMBER_WORD = re.compile(r"(?<!\w)(?:no|nos|n[uú]m|nro)\.\s?$", re.IGNORECASE)
"""The short word for "number", which courts write as part of theirs."""
_GUESS = re.compile(
    r"\s*[,;(]?\s*(?:(?:or|o|ó|u|maybe|perhaps|quiz[aá]s?|tal\s+vez|no|wait|sorry|perd[oó]n|digo|i\s+mean|i\s+think"
    r"|creo|not|instead\s+of)\b[\s,.]*){1,4}"
    r"(?:(?:is\s+it|it'?s|it\s+is|es|era|was|que)\s+)?#?(?P<value>[A-Za-z]{0,2}\d[\w-]*)(?![\w]|[:/]\d|\s?(?:[ap]"
    r"\.?m|dollars|d[oó]lares)\b)",
    re.IGNORECASE,
)
_FAMILY_PART = re.compile(
    r"\s{1,2}(?:[Dd][Ee]\s+[Ll][Aa]\s+[Oo](?![\w'’])|(?:[Dd]e(?:\s+(?:[Ll]a|[Ll]os|[Ll]as))?|[Dd]el)\s+(?P<word>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)(?![\w'’-]))"
)
_LAST_LETTER = re.compile(r"\x20[^\W\d_]\.?(?=[\s!)]*(?:\n|$))")
_FAMILY_HEAD = re.compile(r"(?<=[\w.]\s)D(?:E(?:\s+L(?:A|OS|AS))?|e(?:\s+L(?:a|os|as))?|EL|el)\s$")
_TITLE_BEFORE = re.compile(
    r"\b(?:maestr[oa]|mrs?|ms|se[nñ]or(?:a|ita)?|sra?|srta|profe(?:sora?)?|do[nñ]a?|coach|miss)\b\.?\s$", re.IGNORECASE
)
_GIVEN_HEAD = re.compile(r"(?<![\w'’-])(?P<word>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,})\s(?:de|del|de\s+la|de\s+los)\s$")
_STOP_HEAD = re.compile(
    r"(?<!\w)(?:(?:la|el|los|las|the)\s+)?(?:(?:calle|avenida|esquina|gasolinera|tienda|iglesia|parque|laundry|lavander[ií]a|tra[iy]l(?:er|a)s?|apartamentos|departamentos|carretera|camino)"
    r"(?:\s+de(?:l|\s+la|\s+los|\s+las)?)?|(?P<road>[^\W\d_]{3,})\s+(?:con|y|and|&)(?:\s+(?:la|el|the))?)\s$",
    re.IGNORECASE,
)
"""What a stop is called before its name, and the first street of a corner."""
_STOP_TAIL = re.compile(
    r"\s(?:(?:Mobile|Trailer|Home)\s(?:Home\s)?)?(?:Parks?|Apartments?|Apts?|Estates?|Village|Homes?|Courts?|Plaza|Center|Church|Store|Market|Station|Crossing)(?!\w)"
)
_PLATE_DIGITS = 4
_PLATE_LETTERS = re.compile(r"(?<=\d)[ -](?P<letters>[A-Z]{2,3})(?!\w)")
"""The other half of a plate ("776 KVM")."""
_LOOK_BACK = 24
_LOOK_ON = 60


def grown(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans, those of numbers with what hangs on them; and a second guess of the same length as a span of its own."""
    out: list[Span] = []
    for span in spans:
        if span.kind in NAME_KINDS:
            out.append(_whole_name(span, text))
            continue
        if span.kind == "BUS":
            out.append(_whole_stop(span, text))
            continue
        if span.kind not in _KINDS or not any(char.isdigit() for char in text[span.start : span.end]):
            out.append(span)
            continue
        whole = _whole(span, text)
        out.append(whole)
        guess = _GUESS.match(text, whole.end, whole.end + _LOOK_ON)
        if guess and abs(len(guess["value"]) - (span.end - span.start)) <= 1:
            out.append(Span(guess.start("value"), guess.end("value"), span.kind, span.score))
    return out


def _whole_name(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    part = _FAMILY_PART.match(text, end)
    if part and (part["word"] is None or _is_of_a_family(part["word"])):
        end = part.end()
    if letter := _LAST_LETTER.match(text, end):
        end = letter.end()
    head = _FAMILY_HEAD.search(text, max(0, start - _LOOK_BACK), start)
    if head and _TITLE_BEFORE.search(text, max(0, head.start() - _LOOK_BACK), head.start()):
        start = head.start()
    given = _GIVEN_HEAD.search(text, max(0, start - 2 * _LOOK_BACK), start)
    if given and not (lexicon().is_word(given["word"].lower()) or lexicon().is_school_word(given["word"])):
        start = given.start()
    return replace(span, start=start, end=end)


def _whole_stop(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    head = _STOP_HEAD.search(text, max(0, start - 2 * _LOOK_BACK), start)
    is_corner = head and head["road"] and text[start].isdigit() and not lexicon().is_word(head["road"])
    if head and (is_corner or not head["road"]):
        start = head.start()
    if not text[start].isdigit() and (tail := _STOP_TAIL.match(text, end)):
        end = tail.end()
    return replace(span, start=start, end=end)


def _is_of_a_family(word: str) -> bool:
    known = lexicon()
    return known.is_family(word.lower()) or not (known.is_word(word.lower()) or known.is_school_word(word))


def _whole(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    if right := _RIGHT.match(text, end):
        end = right.end()
    letters = _PLATE_LETTERS.match(text, end) if span.kind in {"LICENSE_PLATE", "OTHER_ID"} and end - start <= _PLATE_DIGITS else None
    if letters and not lexicon().is_word(letters["letters"]):
        end = letters.end()
    if left := _LEFT.search(text, max(0, start - _LOOK_BACK), start):
        start = left.start()
    if prefix := _PREFIX.search(text, max(0, start - _LOOK_BACK), start):
        start = prefix.start()
    elif (cued := _CUED_PREFIX.search(text, max(0, start - _LOOK_BACK), start)) and cued["letters"].isupper():
        start = cued.start("letters")
    if span.kind == "CASE_NUMBER" and (word := _NUMBER_WORD.search(text, max(0, start - 5), start)):
        start = word.start()
    return replace(span, start=start, end=end)
