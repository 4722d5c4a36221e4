"""Every capitalised name of a sentence stands in one place of the words it cites: a quoted sentence, a cell, a heading."""

import re

from assistant.checking.bilingual import same_meaning
from assistant.checking.calendar_words import ORDINALS, WEEKDAYS
from assistant.checking.sources import CitedSentence, CitedWords
from assistant.checking.word_forms import STOPWORDS, flatten, fold, stems, tokens
from policies.months import MONTHS

_CAPITALISED = re.compile(r"[A-ZÁÉÍÓÚÜÑ][\w'&-]*(?:\.(?=\w)[\w'&-]*)*")
_WORD = re.compile(r"[\w'&-]+(?:\.[\w'&-]+)*")
_OPENS_A_SENTENCE = re.compile(r"(?:^|[.!?:]\s+|\n)[\"'(¿¡]*$")
_OPENERS = """i a.m p.m am pm k pre-k yes no si please por favor hello hola dear estimada estimado families familias contact call see visit
grades grade llame visite consulte"""
_NEVER_NAMES = STOPWORDS | frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(ORDINALS) | frozenset(_OPENERS.split())


def name_faults(sentence: CitedSentence) -> tuple[str, ...]:
    """Why the names of a sentence do not hold. A name is not repeated: it could be anybody's."""
    strange = [
        name for name in capitalised_names(sentence.sentence.text) if not any(_stands_in(name, words, sentence) for words in sentence.cited)
    ]
    return tuple("a name does not stand in the cited words" for _ in strange[:1])


def capitalised_names(text: str) -> list[list[str]]:
    """Runs of capitalised words, folded. A sentence's first word counts only when another capitalised word follows it."""
    flat = flatten(text)
    runs: list[list[str]] = []
    last_end = -1
    for match in _WORD.finditer(flat):
        word = match.group()
        if not _CAPITALISED.match(word) or fold(word) in _NEVER_NAMES or any(sign.isdigit() for sign in word):
            continue
        is_first = bool(_OPENS_A_SENTENCE.search(flat, 0, match.start()))
        joins = last_end >= 0 and flat[last_end : match.start()] == " " and not is_first
        if joins:
            runs[-1] += tokens(fold(word))
        else:
            runs.append(([""] if is_first else []) + tokens(fold(word)))
        last_end = match.end()
    return [[word for word in run if word] for run in runs if not (run[0] == "" and len(run) == 2)]


def _stands_in(name: list[str], words: CitedWords, sentence: CitedSentence) -> bool:
    cells = tuple(fold(f"{cell.header} {cell.text}") for cell in words.passage.cells)
    for field in (words.folded, *words.folded_around, *cells):
        there = tokens(field)
        if set(name) <= set(there):
            return True
        roots = set(stems(there, words.passage.language))
        if all(root in roots for root in stems(name, sentence.language)):
            return True
        if sentence.is_translated and all(word in there or same_meaning(word, there, across=True) for word in name):
            return True
    return False
