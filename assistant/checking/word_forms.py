"""How words are compared: one normal form for text, tokens and stems, so that 7:45 A.M. and "7:45 a.m." meet.

Nothing here knows a draft. Offsets that a caller needs in the original text come from `locate` alone.
"""

import importlib
import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

from assistant.checking.calendar_words import WEEKDAYS
from policies.months import MONTHS

_PUNCTUATION = str.maketrans({**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "⁄": "/"})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,:/]\d+)*")
_END_OF_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"')]))\s+(?=[\"'(¿¡]?[A-ZÁÉÍÓÚÑ0-9¿¡])|\s*\n\s*")
_ABBREVIATION = re.compile(r"(?:\b[ap]\.? ?m|\b(?:mr|mrs|ms|dr|st|no|ext|vs|inc|approx|dept|sr|sra|núm|tel|e\.g|i\.e))\.$", re.IGNORECASE)
_MERIDIEM = re.compile(r"^[ap]\.? ?m", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*;\s*|,?\s+(?=(?:but|however|whereas|although|pero|sin embargo|aunque|mientras que)\b)", re.IGNORECASE)

_STOPWORDS = """
a an the and or of to in on at by for from with as is are was were be been being it its this that these those there here they them
their he she his her him we us our you your i me my who whom which what when where how why if then than so such do does did has have
had will would can could may might must shall should not no nor only also just about into over under per each any all some more most
other own out up down both through during before after until while because please etc via upon within between cannot unless except
every am pm st nd rd th
el la los las lo un una unos unas y e o u de del al en por para con como es son era eran ser estar esta estan fue fueron sea sean su
sus se que quien cual cuando donde porque si ni solo mas muy tambien ya este estos estas ese esa esos esas eso esto aquel aquella le
les me te nos usted ustedes yo el ella ellos ellas nosotros mi mis tu tus hay ha han he sobre entre hasta desde durante antes despues
cada todo toda todos todas debe deben puede pueden sera seran salvo excepto
"""
STOPWORDS = frozenset(_STOPWORDS.split())
"""Folded words that carry no content of their own, English and Spanish. Polarity and modality are compared by `polarity`."""

_NO_CONTENT = STOPWORDS | frozenset(WEEKDAYS) | frozenset(MONTHS)
_AFTER_A_TIME = frozenset(WEEKDAYS) | frozenset(MONTHS)
_local = threading.local()


def flatten(text: str) -> str:
    """One form for the signs: NFKC, plain quotes and hyphens, single spaces; capitals and accents stay."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PUNCTUATION).split())


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def fold(text: str) -> str:
    """`flatten`, then lower case and without accents; ñ is read as n, for that is how many messages are typed."""
    flat = flatten(text).casefold()
    return flat if flat.isascii() else "".join(letter if letter.isascii() else _plain_letter(letter) for letter in flat)


_SAYINGS = (
    (re.compile(r"\b(?:free of charge|(?:at )?no (?:cost|charge|fee)|without (?:cost|charge)|(?:do|does) not cost anything)\b"), "free"),
    (re.compile(r"\b(?:sin costo|sin cargo|no cuestan? nada|no tienen? (?:ningun )?costo)\b"), "gratis"),
    (re.compile(r"\bthere is free (?:for|to)\b"), "free"),
)


def even(folded: str) -> str:
    """A folded text with ways of saying one thing made one: "at no cost" is "free", so that its "no" is not read as a negation."""
    for pattern, plain in _SAYINGS:
        folded = pattern.sub(plain, folded)
    return folded


def tokens(folded: str) -> list[str]:
    """Words and numbers of a folded text, in order; possessive 's is taken off."""
    return [word[:-2] if word.endswith("'s") else word for word in _WORD.findall(folded)]


def _stemmers() -> dict[str, Any]:
    """PyStemmer objects are not safe to share between threads: one pair per thread."""
    if not hasattr(_local, "stemmers"):
        module: Any = importlib.import_module("Stemmer")
        _local.stemmers = {"en": module.Stemmer("english"), "es": module.Stemmer("spanish")}
    found: dict[str, Any] = _local.stemmers
    return found


def content_words(folded: str) -> list[str]:
    """The words of a folded text that carry content; numbers, months and weekdays are left to `figures`."""
    return [word for word in tokens(folded) if word not in _NO_CONTENT and not word[0].isdigit() and len(word) > 1]


def stems(words: list[str], language: str) -> list[str]:
    """The stems of folded words, in order."""
    return _stemmers()["es" if language == "es" else "en"].stemWords(words)


@lru_cache(maxsize=1024)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open offsets of the sentences of a text. A newline ends a sentence; "7:45 a.m." does not."""
    cuts: list[tuple[int, int]] = []
    start = 0
    for match in _END_OF_SENTENCE.finditer(text):
        if "\n" not in match.group() and (short := _ABBREVIATION.search(text, start, match.start())):
            next_word = _WORD.match(text, match.end())
            if not _MERIDIEM.search(short.group()) or (next_word and fold(next_word.group()) in _AFTER_A_TIME):
                continue
        cuts.append((start, match.start()))
        start = match.end()
    cuts.append((start, len(text)))
    return tuple((a, b) for a, b in cuts if text[a:b].strip())


def clauses_of(text: str) -> list[str]:
    """The parts of a text that can each say yes or no on their own."""
    return [clause for a, b in sentences_of(text) for clause in _CLAUSE.split(text[a:b]) if clause.strip()]


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentences of `text` that the span touches."""
    touched = [(a, b) for a, b in sentences_of(text) if a < end and b > start]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quoted words stand in `text`, after normalisation. Offsets are half-open and index `text` itself."""
    wanted = fold(quote).strip(" \"'")
    if not wanted:
        return None
    form: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        piece = " " if letter.isspace() else fold(letter)
        if piece == " " and (not form or form[-1] == " "):
            continue
        form.extend(piece)
        origin.extend([place] * len(piece))
    found = "".join(form).find(wanted)
    if found < 0:
        return None
    return origin[found], origin[found + len(wanted) - 1] + 1
