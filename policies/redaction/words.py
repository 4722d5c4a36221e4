"""A message cut into words, each with what is known of it: case, place in the sentence, lists, and the model's probabilities."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from policies.redaction import activities
from policies.redaction.lexicon import Lexicon
from policies.redaction.rampart import Token
from policies.redaction.stretches import Stretches

_WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")
_HOME_LETTERS = re.compile(r"[a-zA-ZáéíóúüñÁÉÍÓÚÜÑ'.-]+")
_HOST = re.compile(r"\.(?:com|org|net|edu|gov|us|io)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:[.?!:;…]['\")\]]*\s+|(?:^|\n)\s*(?:\d{1,2}[.)]|[-*>\"'¿¡(•·▪–—]*)\s*|[•▪]\s*|[¿¡]\s*)$")


class Word(NamedTuple):
    """One word, and what is known of it.

    `name` is the tagger's or, once `judged`, the name head's probability, `place` the tagger's, 0…1. `is_capital` only where capitals mean
    something; `is_foreign`: has letters that neither English nor Spanish uses.
    """

    start: int
    end: int
    text: str
    name: float
    place: float
    is_capital: bool
    opens_sentence: bool
    is_listed: bool
    is_used_as_name: bool
    is_ordinary: bool
    is_function: bool
    is_school: bool
    is_slip: bool
    is_protected: bool
    is_foreign: bool
    low: str
    """The word in lower case."""

    @property
    def is_unlikely(self) -> bool:
        """Whether this is a word that is hardly ever a name: a function word, or one of school administration."""
        return self.is_function or self.is_school

    @property
    def is_unknown(self) -> bool:
        """Whether this stands in no list and is no slip of a word that does ("Tswjfwm", "reddi"): beside a name it is a part of it."""
        is_known = self.is_ordinary or self.is_slip or self.is_unlikely or self.is_protected
        return len(self.text) > 3 and not is_known and not self.text.endswith(("'s", "’s"))


class _Known(NamedTuple):
    """What the lists say of one word, wherever it stands. `may_be_plain`: an ordinary word nobody is named after, or a slip of one."""

    bare: str
    low: str
    is_ordinary: bool
    is_listed: bool
    is_used_as_name: bool
    is_function: bool
    is_acronym: bool
    may_be_plain: bool
    is_school: bool
    is_slip: bool
    is_foreign: bool


@cache
def _looking_up(lexicon: Lexicon) -> Callable[[str], _Known]:
    """Looks words up; most of a message's words stand in the last messages too."""

    @lru_cache(maxsize=20_000)
    def known(word: str) -> _Known:
        bare = word.removesuffix("'s")
        is_ordinary, is_listed = lexicon.is_word(word), lexicon.is_listed_name(bare)
        return _Known(
            bare,
            bare.lower(),
            is_ordinary=is_ordinary,
            is_listed=is_listed,
            is_used_as_name=is_listed or bare.lower() in lexicon.word_names,
            is_function=lexicon.is_function_word(word) or _HOST.search(word) is not None or _is_letters(word),
            is_acronym=_is_acronym(word) and not is_listed,
            may_be_plain=lexicon.is_plain_word(bare) or lexicon.is_swapped_word(bare),
            is_school=lexicon.is_school_word(word) or lexicon.is_made_of_words(word),
            is_slip=not is_ordinary and not is_listed and lexicon.is_slip_of_word(word),
            is_foreign=not _HOME_LETTERS.fullmatch(word),
        )

    return known


def _is_letters(word: str) -> bool:
    """Whether this is a range or row of single letters ("A-L", "p.m")."""
    return len(word) > 1 and all(len(part) == 1 for part in re.split(r"['.-]", word))


def _is_acronym(word: str) -> bool:
    """Whether this is a short row of capitals ("MTSS", "DMV")."""
    return 2 <= len(word) <= 5 and word.isupper() and word.isascii()


def cut(text: str, tokens: Sequence[Token], lexicon: Lexicon, protected: Sequence[tuple[int, int]]) -> list[Word]:
    """The words of a text as the tagger alone reads them. `protected` is what the district has published."""
    raw = list(_WORD.finditer(text))
    letters = [match.group() for match in raw]
    n_upper = sum(word.isupper() and len(word) > 1 for word in letters)
    is_shouting = n_upper > 0.6 * max(1, sum(len(word) > 1 for word in letters))
    starts = [token.start for token in tokens]
    words: list[Word] = []
    look_up = _looking_up(lexicon)
    published = Stretches(protected)
    sure, likely = activities.subjects(text)
    for match in raw:
        start, end, word = match.start(), match.end(), match.group()
        name = place = 0.0
        index = max(0, bisect_left(starts, start) - 1)
        while index < len(tokens) and tokens[index].start < end:
            if tokens[index].end > start:
                name, place = max(name, tokens[index].name), max(place, tokens[index].place)
            index += 1
        known = look_up(word)
        is_capital = word[0].isupper() and not is_shouting
        is_inside = text[start - 1 : start] == " " and start > 1 and (text[start - 2].isalpha() or text[start - 2] == ",")
        opens_sentence = start == 0 or (not is_inside and _SENTENCE_END.search(text, max(0, start - 6), start) is not None)
        is_activity = start in sure or (start in likely and known.is_ordinary)
        is_plain = (not is_capital or opens_sentence) and known.may_be_plain
        words.append(
            Word(
                start,
                end - (2 if known.bare != word else 0),
                known.bare,
                name,
                place,
                is_capital=is_capital,
                opens_sentence=opens_sentence,
                is_listed=known.is_listed,
                is_used_as_name=known.is_used_as_name,
                is_ordinary=known.is_ordinary,
                is_function=known.is_function or (known.is_acronym and not is_shouting),
                is_school=not known.is_listed and (is_plain or is_activity or known.is_school),
                is_slip=known.is_slip,
                is_protected=published.hold(start, end),
                is_foreign=known.is_foreign,
                low=known.low,
            )
        )
    return words


def judged(words: Sequence[Word], names: Sequence[float]) -> list[Word]:
    """The words with the probabilities of the name head."""
    return [Word(*word[:3], name, *word[4:]) for word, name in zip(words, names, strict=True)]
