"""Alters true sentences so that they become false: one figure, one name, one "not", one "must", "may" or "only" at a time."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_DIAS = ["lunes", "martes", "miércoles", "jueves", "viernes"]
_NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMEROS = ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"]
_LISTS = (_MONTHS, _MESES, _DAYS, _DIAS, _NUMBERS, _NUMEROS)
_KEPT_WORDS = {
    "their",
    "after",
    "before",
    "until",
    "unless",
    "except",
    "which",
    "there",
    "where",
    "these",
    "those",
    "about",
    "antes",
    "hasta",
}
_STRANGE_NAMES = ("Marlow", "Tessaly Ridge", "Brackenfell", "Orrin Vale")

_NEGATION = {
    "en": (
        (r"\bmay not\b", "may"),
        (r"\bcannot\b", "can"),
        (r"\bshould not\b", "should"),
        (r"\bmust not\b", "must"),
        (r"\b(do|does|did) not (?:have|need) to\b", "must"),
        (r"\b(is|are) not\b", r"\1"),
        (r"\b(do|does) not\b", ""),
        (r"\bdo not\b", ""),
        (r"\bThere is no\b", "There is"),
        (r"\bmay\b(?! not)", "may not"),
        (r"\bmust\b(?! not)", "must not"),
        (r"\bcan\b", "cannot"),
        (r"\bshould\b(?! not)", "should not"),
        (r"\b(is|are) (?!not)", r"\1 not "),
        (r"\bis provided\b", "is never provided"),
        (r"\bcosts\b", "does not cost"),
        (r"\breturned\b", "never returned"),
        (r"\bwithout\b", "with"),
        (r"\bprohibited\b", "welcome"),
    ),
    "es": (
        (r"\bno (pueden?|deben?|es|son|se|hay|cuesta|tienen?)\b", r"\1"),
        (r"(?<!o )\b(pueden?|deben?|es|empiezan|cuesta|entrega|atiende) ", r"no \1 "),
        (r"(?<!no )\bse (puede|entrega|pide)\b", r"no se \1"),
    ),
}
_MODALITY = {
    "en": (
        (r"\b(?:must|has to|have to)\b(?! not)", "may"),
        (r"\b(?:may|can)\b(?! not)", "must"),
        (r"\bshould\b", "must"),
        (r"\bneeds? (?=a |to )", "may bring "),
        (r"\bonly ", ""),
        (r"\bOnly registered", "Registered"),
        (r"\bOnly families", "Families"),
        (r"^(?!.*\b[Oo]nly\b.*)(.*)\b(is|are|may|can|must) (?!not)", r"\1\2 only "),
        (r"\bis required\b", "is optional"),
        (r",? unless\b", " if"),
        (r",? unless\b.*\.", "."),
        (r",? except\b.*\.", "."),
        (r"\bat least\b", "at most"),
        (r"\bmore than\b", "less than"),
        (r"\bor higher\b", "or lower"),
        (r"\bbefore\b", "after"),
        (r"\bafter\b(?! five)", "before"),
    ),
    "es": (
        (r"(?<![Nn]o )\bdeben?\b", "puede"),
        (r"(?<![Nn]o )\bpueden?\b", "debe"),
        (r"\bsolo ", ""),
        (r"(?<!no )\b(pueden?|deben?|cuesta) ", r"\1 solo "),
        (r",? a menos que\b.*\.", "."),
        (r",? excepto\b.*\.", "."),
        (r"\bantes\b", "después"),
    ),
}


@dataclass(frozen=True, slots=True)
class Altered:
    """One false sentence, and what was done to the true one."""

    family: str
    kind: str
    text: str


def _other(words: list[str], word: str, dice: random.Random) -> str:
    chosen = dice.choice([one for one in words if one.casefold() != word.casefold()])
    return chosen.capitalize() if word[0].isupper() else chosen


def alter_figures(text: str, dice: random.Random) -> Iterator[Altered]:
    """Each figure changed alone: digits, a.m./p.m., months, weekdays, number words."""
    for match in re.finditer(r"\d", text):
        digit = dice.choice([d for d in "123456789" if d != match[0]])
        kind = "amount" if "$" in text[max(0, match.start() - 4) : match.start()] else "digit"
        yield Altered("figures", kind, text[: match.start()] + digit + text[match.end() :])
    for match in re.finditer(r"\b([ap])(?=\.? ?m\b)", text):
        yield Altered("figures", "meridiem", text[: match.start()] + ("p" if match[0] == "a" else "a") + text[match.end() :])
    for words in _LISTS:
        for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", text, re.IGNORECASE):
            is_verb = match[0] in ("may", "march")
            if not is_verb:
                yield Altered("figures", "word", text[: match.start()] + _other(words, match[0], dice) + text[match.end() :])
    for match in re.finditer(r"\$[1-9]", text):
        yield Altered("figures", "amount", text[: match.end()] + "0" + text[match.end() :])


def swap_figures(text: str, source: str) -> Iterator[Altered]:
    """One figure replaced by another of the same shape that stands in the same source: lunch at the price of breakfast."""
    for pattern in (r"\$\d+(?:\.\d\d)?", r"\d{1,2}:\d\d(?: [ap]\. ?m\.)?", r"(?:" + "|".join(_MONTHS) + r") \d{1,2}\b"):
        for match in re.finditer(pattern, text):
            for other in sorted(set(re.findall(pattern, source))):
                if other.strip(".").removesuffix(".00").replace(".m", "m") not in text.replace(".m", "m"):
                    yield Altered("swaps", "swap", text[: match.start()] + other + text[match.end() :])


def alter_names(text: str, dice: random.Random) -> Iterator[Altered]:
    """Each run of capitalised words that does not open the sentence, replaced by a strange name."""
    days = "|".join(_DAYS + _MONTHS)
    for match in re.finditer(rf"(?<=[a-z,] )(?!(?:{days}|ID|I)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)*", text):
        yield Altered("names", "name", text[: match.start()] + dice.choice(_STRANGE_NAMES) + text[match.end() :])


def alter_content(text: str, strange: list[str], dice: random.Random) -> Iterator[Altered]:
    """Each plain word of five letters or more, not opening the sentence, replaced by a word of another passage."""
    for match in re.finditer(r"(?<=[a-záéíóúñ,] )[a-záéíóúñ]{5,}\b", text):
        if match[0] not in _KEPT_WORDS:
            yield Altered("content_words", match[0], text[: match.start()] + dice.choice(strange) + text[match.end() :])


def alter_words(text: str, language: str) -> Iterator[Altered]:
    """Each "not" put in or taken out, each must, may, only, unless turned."""
    for family, tables in (("negation", _NEGATION), ("must_may_only", _MODALITY)):
        for pattern, put in tables[language]:
            for match in re.finditer(pattern, text):
                changed = " ".join((text[: match.start()] + match.expand(put) + text[match.end() :]).split())
                if changed != text:
                    yield Altered(family, f"{pattern} → {put}", changed)


def alterations(text: str, source: str, language: str, strange: list[str], dice: random.Random) -> list[Altered]:
    """Every alteration of one true sentence."""
    return [
        *alter_figures(text, dice),
        *swap_figures(text, source),
        *alter_names(text, dice),
        *alter_words(text, language),
        *alter_content(text, strange, dice),
    ]
