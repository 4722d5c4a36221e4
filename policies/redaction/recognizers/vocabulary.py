"""Conditions, medicines and services that a list names: looked up word by word, since a pattern of a thousand words is slow.

Source: ICD-10-CM chapter terms, MedlinePlus drug names met in schools, the categories of 34 CFR 300.8 and the related services of 300.34,
as families write them in English and Spanish. Written for this project.
"""

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")
_LISTS = (("HEALTH", "health_words.txt"), ("HEALTH", "medicine_words.txt"), ("SPECIAL_EDUCATION", "learning_words.txt"))
_MAX_GAP = 3
"""Code points between two words of one phrase: a blank, a hyphen, a comma and a blank."""
_ENDS = frozenset(".?!\n;:")


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word, the further words and the kind; longer phrases first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, name in _LISTS:
        text = files("policies.redaction").joinpath("lists", name).read_text("utf-8")
        for line in text.splitlines():
            first, *rest = line.split()
            found.setdefault(first, []).append((tuple(rest), kind))
    for endings in found.values():
        endings.sort(key=lambda entry: -len(entry[0]))
    return found


def matches(text: str) -> list[tuple[str, int, int]]:
    """Kind, start and end of every listed phrase; of those that begin at one word the longest."""
    known = _phrases()
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text.translate(_ACCENTS).lower())]
    if len(text.lower()) != len(text):
        words = [(match.start(), match.end(), match.group().translate(_ACCENTS).lower()) for match in _WORD.finditer(text)]
    found: list[tuple[str, int, int]] = []
    for index, (start, _, word) in enumerate(words):
        for rest, kind in known.get(word, ()):
            stop = index + len(rest)
            if (
                stop < len(words)
                and all(words[index + 1 + at][2] == part for at, part in enumerate(rest))
                and _is_one(text, words, index, stop)
            ):
                found.append((kind, start, words[stop][1]))
                break
    return found


def _is_one(text: str, words: list[tuple[int, int, str]], index: int, stop: int) -> bool:
    """Whether nothing but a short gap stands between the words."""
    for at in range(index, stop):
        gap = text[words[at][1] : words[at + 1][0]]
        if len(gap) > _MAX_GAP or not _ENDS.isdisjoint(gap):
            return False
    return True
