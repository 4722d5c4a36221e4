"""How a reply reads: length, reading level and tone. Warnings for the reviewer; nothing here drops a sentence."""

import re
from collections.abc import Sequence

from assistant.checking.word_forms import fold
from policies.words.drafts import Check

MIN_INFLESZ = 55.0
"""INFLESZ score below which Spanish text is "somewhat difficult". Source: Barrio-Cantalejo et al. 2008, the INFLESZ scale."""

_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE_EN = re.compile(r"[aeiouy]+")
_SYLLABLE_ES = re.compile(r"(?:[iu]?[aeo](?:[iuy](?![aeo]))?|[iu][iu]?|y\b)")
_PROMISES = (
    r"we (?:will|shall) (?:ensure|make sure|guarantee|take care)",
    r"we (?:guarantee|promise)",
    r"guaranteed?",
    r"(?:is|are) (?:legally )?entitled to",
    r"by law you",
    r"you have (?:a|the) (?:legal )?right",
    r"illegal|unlawful|violates? the law|liable",
    r"we are sorry|our fault|unfortunately|obviously|you failed",
    r"(?:le |les )?(?:garantizamos|prometemos|aseguramos)",
    r"tiene (?:el )?derecho|viola la ley|ilegal|nuestra culpa|lamentablemente",
)
"""Words that promise, judge or conclude for the district. Source: issue 5 point 6 (tone as a warning)."""
_TONE = re.compile(rf"\b(?:{'|'.join(_PROMISES)})\b")


def flesch_kincaid_grade(text: str) -> float:
    """US school grade of an English text. Source: Kincaid et al. 1975, 0.39 words/sentence + 11.8 syllables/word - 15.59."""
    words, n_sentences = _WORD.findall(fold(text)), _n_sentences(text)
    if not words:
        return 0.0
    syllables = sum(
        max(1, len(_SYLLABLE_EN.findall(word)) - (word.endswith("e") and not word.endswith("le") and len(word) > 3)) for word in words
    )
    return 0.39 * len(words) / n_sentences + 11.8 * syllables / len(words) - 15.59


def inflesz(text: str) -> float:
    """Ease of a Spanish text, about 0…100, higher is easier. Source: Szigriszt-Pazos 1993, 206.835 - 62.3 S/P - P/F."""
    words, n_sentences = _WORD.findall(fold(text)), _n_sentences(text)
    if not words:
        return 100.0
    syllables = sum(max(1, len(_SYLLABLE_ES.findall(word))) for word in words)
    return 206.835 - 62.3 * syllables / len(words) - len(words) / n_sentences


def _n_sentences(text: str) -> int:
    return max(1, len(re.findall(r"[.!?](?:\s|$)", text)))


def manner_checks(texts: Sequence[str], language: str, max_words: int, max_reading_grade: float) -> tuple[Check, Check, Check]:
    """The checks `length`, `reading_level` and `tone` of a whole draft."""
    body = " ".join(texts)
    n_words = len(body.split())
    length = Check("length", n_words <= max_words, f"{n_words} words; the policy allows {max_words}", is_blocking=False)
    if language == "es":
        ease = inflesz(body)
        level = Check(
            "reading_level", ease >= MIN_INFLESZ, f"INFLESZ {ease:.0f}; {MIN_INFLESZ:.0f} or more reads easily", is_blocking=False
        )
    else:
        grade = flesch_kincaid_grade(body)
        level = Check(
            "reading_level",
            grade <= max_reading_grade,
            f"reads at grade {grade:.1f}; the policy asks for {max_reading_grade:g} or less",
            is_blocking=False,
        )
    found = _TONE.search(fold(body))
    detail = f"“{found[0]}” reads as a promise or a legal conclusion" if found else "no promise, no legal conclusion"
    return length, level, Check("tone", found is None, detail, is_blocking=False)
