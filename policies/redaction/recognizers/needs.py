"""What a pattern cannot match without: most patterns need one of a few words or a digit, and most messages have none of them.

Derived from the pattern itself, so that a pattern left out is one that would have found nothing. Source: Cox, "Regular Expression Matching
with a Trigram Index" (2012).
"""

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any, TypeVar

import regex

op: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

Pattern = TypeVar("Pattern")
DIGIT = "\0"
"""Stands for any digit among what a pattern needs; no text holds it."""
EDGE = "\1"
"""Stands where a word begins or ends; put into every text, so that "son" at the edges of a word is not found in "person"."""
Clause = frozenset[str]
"""Pieces in lower case, one of which must stand in the text with its edges."""
_NO_WORD_BEFORE, _NO_WORD_AFTER = "\2", "\3"
_DIGITS = range(ord("0"), ord("9") + 1)
_GRAM = 3
_MAX_WRITINGS = 96
"""More writings of one place than this are not multiplied out."""
_MAX_CLAUSES = 4
_ODD = re.compile("[\0-\3\u0130\u0131\u017f\u212a\u212b]")
"""Letters that patterns take for others when case does not count, and that `lower` leaves alone; and our own marks."""
_EDGE = regex.compile(r"\b")
_WORDLIKE = regex.compile(r"\w")
_PROPERTY = re.compile(r"\\[pP]\{[^}]*\}")
_ANY_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a pattern: all it may match, if that is little, and what the text must hold for it to match."""

    writings: frozenset[str] | None
    clauses: tuple[Clause, ...] = ()

    def needed(self) -> tuple[Clause, ...]:
        """What the text must hold, the part's own writings included."""
        written = frozenset(map(_with_edges, self.writings or ("",)))
        return self.clauses if "" in written else (*self.clauses, written)


def _with_edges(writing: str) -> str:
    """A writing as it stands in a text with edges."""
    chars = writing.strip("\1\2\3")
    if not chars:
        return ""
    before, after = writing[: writing.index(chars)], writing[writing.index(chars) + len(chars) :]
    chars = "".join(char for char in chars if char not in "\1\2\3")
    is_word = [_WORDLIKE.match(char) is not None for char in chars]
    inside = "".join(char + (EDGE if one != other else "") for char, (one, other) in zip(chars, pairwise(is_word), strict=False))
    begins = EDGE in before or (_NO_WORD_BEFORE in before and is_word[0])
    ends = EDGE in after or (_NO_WORD_AFTER in after and is_word[-1])
    return EDGE * begins + inside + chars[-1] + EDGE * ends


_ANYTHING, _NOTHING = _Part(None), _Part(frozenset({""}))


def needs(pattern: str, flags: int) -> tuple[Clause, ...]:
    """Of each of these the text must hold a piece; none where the standard parser cannot read the pattern.

    Of what that parser does not know, `\\K` changes nothing here and a property of letters may be any letter. Groups lose their names,
    which the regex module lets stand for several; a pattern that refers back to one cannot be read.
    """
    plain = re.sub(r"\(\?P<\w+>", "(?:", _PROPERTY.sub(r"\\w", pattern.replace(r"\K", "")))
    try:
        parsed = parser.parse(plain, flags & ~re.DEBUG)
    except (re.error, RecursionError, OverflowError):
        return ()
    clauses = {_least(clause) for clause in _row(parsed).needed()}
    return tuple(sorted(clauses, key=_worth, reverse=True)[:_MAX_CLAUSES])


def _least(clause: Clause) -> Clause:
    """The pieces that hold no other of them."""
    return frozenset(one for one in clause if not any(other != one and other in one for other in clause)) if len(clause) < 500 else clause


def _worth(clause: Clause) -> tuple[int, int]:
    """How seldom a text holds one of these, roughly."""
    return min(min(map(len, clause)), 5), -len(clause)


def _row(parts: Any) -> _Part:
    """Parts one after another."""
    clauses: list[Clause] = []
    run: frozenset[str] = frozenset({""})
    is_whole = True
    for kind, given in parts:
        part = _part(kind, given)
        clauses += part.clauses
        if part.writings is not None and len(run) * len(part.writings) <= _MAX_WRITINGS:
            run = frozenset(one + other for one, other in product(run, part.writings))
            continue
        clauses += _Part(run).needed()
        is_whole = False
        run = frozenset({""}) if part.writings is None else part.writings
    if is_whole:
        return _Part(run, tuple(clauses))
    return _Part(None, (*clauses, *_Part(run).needed()))


def _part(kind: Any, given: Any) -> _Part:
    """One part; all that is not named here may match anything."""
    if kind is op.LITERAL:
        return _letter(given)
    if kind is op.IN:
        return _one_of(given)
    if kind is op.BRANCH:
        return _branch([_row(branch) for branch in given[1]])
    if kind is op.SUBPATTERN:
        return _row(given[3])
    if kind is op.ASSERT:
        return _Part(_NOTHING.writings, _row(given[1]).needed())
    if kind is op.ASSERT_NOT:
        return _Part(frozenset({_NO_WORD_BEFORE if given[0] < 0 else _NO_WORD_AFTER})) if _is_any_word(given[1]) else _NOTHING
    if kind is op.AT:
        return _Part(frozenset({EDGE})) if given is op.AT_BOUNDARY else _NOTHING
    if kind is op.ATOMIC_GROUP:
        return _row(given)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, parts = given
        part = _row(parts)
        if least == 0:
            return _Part(part.writings | {""}) if most == 1 and part.writings is not None else _ANYTHING
        return part if most == 1 else _Part(None, part.needed())
    return _ANYTHING


def _is_any_word(parts: Any) -> bool:
    """Whether this is one place that may be any letter of a word, and perhaps something else."""
    if len(parts) != 1 or parts[0][0] is not op.IN:
        return False
    choices = parts[0][1]
    return (op.CATEGORY, op.CATEGORY_WORD) in choices and choices[0][0] is not op.NEGATE


def _letter(code: int) -> _Part:
    low = chr(code).lower()
    return _Part(frozenset({low})) if len(low) == 1 and not _ODD.match(chr(code)) else _ANYTHING


def _one_of(given: Any) -> _Part:
    if all(_is_digit(kind, what) for kind, what in given):
        return _Part(None, (frozenset({DIGIT}),))
    if all(kind is op.LITERAL for kind, _ in given) and len(given) <= 8:
        return _branch([_letter(code) for _, code in given])
    return _ANYTHING


def _branch(parts: Sequence[_Part]) -> _Part:
    writings: Iterable[frozenset[str]] = [part.writings for part in parts if part.writings is not None]
    both = frozenset[str]().union(*writings)
    if all(part.writings is not None for part in parts):
        return _Part(both)
    best = [max(part.needed(), key=_worth, default=None) for part in parts]
    return _ANYTHING if None in best else _Part(None, (frozenset[str]().union(*(one for one in best if one is not None)),))


def _is_digit(kind: Any, given: Any) -> bool:
    if kind is op.CATEGORY:
        return given is op.CATEGORY_DIGIT
    if kind is op.RANGE:
        return given[0] in _DIGITS and given[1] in _DIGITS
    return kind is op.LITERAL and given in _DIGITS


class Letters:
    """A text as a sieve looks at it; made once for all of them."""

    def __init__(self, text: str) -> None:
        low = self.low = _EDGE.sub(EDGE, text.lower())
        self.has_digit = _ANY_DIGIT.search(text) is not None
        self.is_odd = _ODD.search(text) is not None
        self.grams = {low[start : start + _GRAM] for start in range(len(low) - _GRAM + 1)}


class Sieve:
    """Several patterns with what each of them needs. Sets of patterns are whole numbers: bit n is the n-th."""

    def __init__(self, patterns: Iterable[tuple[str, int]]) -> None:
        """`patterns` are the source and the flags of each."""
        found = [needs(pattern, flags) for pattern, flags in patterns]
        self._all = (1 << len(found)) - 1
        pieces = frozenset[str]().union(*(clause for clauses in found for clause in clauses))
        self._short = tuple(piece for piece in sorted(pieces) if len(piece) < _GRAM and piece != DIGIT)
        self._long: dict[str, list[str]] = {}
        for piece in sorted(pieces):
            if len(piece) >= _GRAM:
                self._long.setdefault(piece[:_GRAM], []).append(piece)
        self._grams = frozenset(self._long)
        self._levels: list[tuple[int, dict[str, int]]] = []
        for level in range(_MAX_CLAUSES):
            opened: dict[str, int] = {}
            for number, clauses in enumerate(found):
                for piece in clauses[level] if level < len(clauses) else ():
                    opened[piece] = opened.get(piece, 0) | 1 << number
            self._levels.append((sum(1 << number for number, clauses in enumerate(found) if level >= len(clauses)), opened))
        self._last: tuple[Letters | None, int] = (None, 0)

    def passing(self, letters: Letters) -> int:
        """Which patterns may match in the text; the others cannot."""
        known, passed = self._last
        if known is letters:
            return passed
        passed = self._all if letters.is_odd else self._passed(letters)
        self._last = (letters, passed)
        return passed

    def told(self, letters: Letters) -> list[bool]:
        """Of each pattern whether it may match in the text."""
        passed = self.passing(letters)
        return [bool(passed >> number & 1) for number in range(self._all.bit_length())]

    def _passed(self, letters: Letters) -> int:
        low = letters.low
        there = [piece for gram in self._grams & letters.grams for piece in self._long[gram] if len(piece) == _GRAM or piece in low]
        there += [piece for piece in self._short if piece in low]
        if letters.has_digit:
            there.append(DIGIT)
        passed = self._all
        for free, opened in self._levels:
            level = free
            for piece in there:
                level |= opened.get(piece, 0)
            passed &= level
        return passed


def chosen(patterns: Sequence[Pattern], bits: int) -> Iterator[Pattern]:
    """The patterns whose bit is set."""
    return (pattern for number, pattern in enumerate(patterns) if bits >> number & 1)
