"""Which language a message is in, found locally."""

import re
from functools import cache
from typing import TYPE_CHECKING

from policies.redaction.lexicon import lexicon, read_list

if TYPE_CHECKING:
    from lingua import LanguageDetector

DRAFTABLE = ("en", "es")
_MARKERS_EN = frozenset(
    [
        "the",
        "is",
        "are",
        "my",
        "and",
        "for",
        "what",
        "when",
        "does",
        "do",
        "you",
        "can",
        "how",
        "have",
        "has",
        "will",
        "his",
        "her",
        "our",
        "with",
        "school",
        "please",
        "bus",
        "this",
        "that",
        "from",
        "need",
        "i'm",
        "is't",
        "don't",
        "kid",
        "kids",
        "son",
        "daughter",
        "thanks",
        "thank",
        "hi",
        "hello",
        "where",
        "which",
        "who",
        "time",
        "start",
        "child",
        "was",
        "not",
        "of",
        "to",
        "in",
        "on",
        "at",
    ]
)
_MARKERS_ES = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "mi",
        "mis",
        "es",
        "son",
        "y",
        "para",
        "qué",
        "que",
        "cuándo",
        "cuando",
        "cómo",
        "como",
        "puedo",
        "tiene",
        "tengo",
        "hijo",
        "hija",
        "hijos",
        "escuela",
        "por",
        "favor",
        "está",
        "gracias",
        "hola",
        "dónde",
        "donde",
        "cuál",
        "cual",
        "con",
        "del",
        "una",
        "un",
        "su",
        "sus",
        "clases",
        "niño",
        "niña",
        "maestra",
        "maestro",
        "a",
        "qué",
        "hora",
        "cuánto",
        "cuesta",
        "de",
        "en",
        "se",
    ]
)


_WORD = re.compile(r"[^\W\d_]+")
MIN_KNOWN_SHARE, MOSTLY_SHARE = 0.8, 0.65
"""Of the words of three letters and more; other languages share fewer with the two ("para", "come", "son")."""
MAX_FEW_WORDS = 12
"""Words of a message that the n-gram detector guesses at."""
_VOWELS = frozenset("aeiouy")
_NEAR_SPANISH = frozenset({"pt", "it", "fr"})
"""Languages that the n-gram detector takes a few Spanish words for."""


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    chosen = [
        "ENGLISH",
        "SPANISH",
        "PORTUGUESE",
        "FRENCH",
        "ITALIAN",
        "GERMAN",
        "VIETNAMESE",
        "CHINESE",
        "ARABIC",
        "RUSSIAN",
        "UKRAINIAN",
        "KOREAN",
        "TAGALOG",
        "SOMALI",
        "SWAHILI",
        "POLISH",
        "HINDI",
        "JAPANESE",
        "PERSIAN",
    ]
    return LanguageDetectorBuilder.from_languages(*(getattr(Language, name) for name in chosen)).with_low_accuracy_mode().build()


def _is_code(word: str) -> bool:
    """Whether this says nothing of the language: a number, a form's or a room's code ("B12", "KTR"), a bullet."""
    letters = {char for char in word if char.isalpha()}
    has_digits = any(char.isdigit() for char in word)
    return not letters or (word.isascii() and (has_digits or not letters & _VOWELS))


def _is_of_known_words(text: str) -> bool:
    """Whether nearly all words that say something are in the lists of English and Spanish: the detector guesses at short messages."""
    known = lexicon()
    words = [word for word in _WORD.findall(text) if len(word) > 2 and not known.is_made_of_words(word)]
    n_known = sum(word.lower() in known.words for word in words)
    return len(words) >= 2 and n_known >= MIN_KNOWN_SHARE * len(words)


def _is_mostly_known(text: str) -> bool:
    """Whether most words that are no names are in the lists: what is left is codes and slips of the pen."""
    known = lexicon()
    found = [word for word in _WORD.findall(text) if len(word) > 1]
    words = [word for word in found if known.is_word(word) or (word.islower() and not known.is_listed_name(word))]
    return len(words) >= 4 and sum(known.is_word(word) or known.is_slip_of_word(word) for word in words) >= MOSTLY_SHARE * len(words)


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """Words of English and of Spanish that the other does not have."""
    known, spanish = lexicon().words | _MARKERS_EN, read_list("words_es.txt") | _MARKERS_ES
    english = read_list("words_en.txt") | _MARKERS_EN
    return known & (english - spanish), spanish - english


def _of_few_words(text: str) -> str | None:
    """English or Spanish where nearly every word of a short message is one of theirs; the detector guesses at these."""
    words = _WORD.findall(text)
    if len(words) > MAX_FEW_WORDS:
        return None
    known, (english, spanish) = lexicon(), _only()
    n_en = n_es = n_strange = 0
    for word in words:
        low = word.lower()
        if low in english:
            n_en += 1
        elif low in spanish or (low.endswith(("ó", "é", "ió", "ción")) and known.is_word(word)):
            n_es += 1
        elif not known.is_word(word) and not (word[0].isupper() and known.is_listed_name(word)):
            n_strange += 1
    if n_en == n_es or n_strange > (1 - MIN_KNOWN_SHARE) * len(words):
        return None
    return "en" if n_en > n_es else "es"


def detect_language(text: str, hint: str | None = None) -> str:
    """ISO 639-1 of the language a message is mostly in; `en` and `es` can be drafted for, others are returned as themselves.

    `hint` decides when the words do not. School words ("IEP", "bus") and names say nothing about the language, so English and
    Spanish function words are counted first; only a message with neither asks the n-gram detector.
    """
    words = [word.strip(".,;:!?¡¿()\"'<>_-").lower() for word in text.split()]
    n_en = sum(word in _MARKERS_EN for word in words)
    n_es = sum(word in _MARKERS_ES for word in words) + ("¿" in text) + ("¡" in text) + ("ñ" in text)
    if n_en + n_es >= max(2, len(words) // 8) and n_en != n_es:
        return "en" if n_en > n_es else "es"
    of_few = _of_few_words(text)
    if of_few is not None:
        return of_few
    readable = "".join(word for word in words if not _is_code(word))
    letters = sum(char.isalpha() for char in readable)
    fallback = hint if hint else "es" if n_es > n_en else "en"
    if letters < 12 and readable.isascii():
        return fallback
    found = _detector().compute_language_confidence_values(text[:600])
    if not found:
        return fallback
    best = found[0]
    code = best.language.iso_code_639_1.name.lower()
    if code in _NEAR_SPANISH and n_es and not n_en:
        spanish = next((value.value for value in found if value.language.name == "SPANISH"), 0.0)
        if letters < 60 and spanish >= best.value / 5:
            return "es"
    if code not in DRAFTABLE and (_is_of_known_words(text) or (code not in _NEAR_SPANISH and _is_mostly_known(text))):
        english, spanish = _only()
        n_more = sum((word in english) - (word in spanish) for word in words)
        if n_more:
            return hint or ("en" if n_more > 0 else "es")
        by_name = {value.language.name: value.value for value in found}
        return hint or ("es" if n_es > n_en or by_name.get("SPANISH", 0.0) > by_name.get("ENGLISH", 0.0) else "en")
    if code in DRAFTABLE or (best.value >= 0.5 and (letters >= 24 or not text.isascii()) and n_en + n_es <= 1):
        return code if code not in DRAFTABLE or not hint or hint not in DRAFTABLE or best.value >= 0.5 else hint
    return fallback
