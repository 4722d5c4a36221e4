"""Finds word lists and phrases in the plain words of one sentence: one pass, by first word, without regular expressions.

The language of a phrase, as the rule files write it:

    kill {oneself}      words and {word lists} one after another
    suspend*            any word that begins so
    a/an/the            one of these words; the? means it may be missing
    ..                  up to three words in between; ... up to eight
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policies.triage.normalising import words_of

_GAPS = {"..": 3, "...": 8}


class PhraseProblem(ValueError):
    """A phrase that cannot be read; the loader turns it into WrongConfiguration with the place."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase: any of these words, beginnings or lists; or a gap of up to `gap` words."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    gap: int = 0
    may_be_missing: bool = False


Phrase = tuple[Step, ...]


def read_phrase(text: str, respellings: Mapping[str, tuple[str, ...]] | None = None) -> Phrase:
    """Read one phrase. A word that is read as several ("doesn't": "does", "not") becomes several steps.

    Raises: PhraseProblem when it is empty, or begins or ends with a gap, or begins with an optional word.
    """
    steps: list[Step] = []
    for piece in text.split():
        if piece in _GAPS:
            steps.append(Step(gap=_GAPS[piece]))
            continue
        optional = piece.endswith("?")
        choices = piece.removesuffix("?").split("/")
        words: set[str] = set()
        beginnings: list[str] = []
        lists: list[str] = []
        for choice in choices:
            if choice.startswith("{") and choice.endswith("}"):
                lists.append(choice[1:-1])
                continue
            found = tuple(meant for word in words_of(choice.removesuffix("*")) for meant in (respellings or {}).get(word, (word,)))
            if len(found) > 1 and len(choices) == 1 and not optional:
                steps += [Step(frozenset({word})) for word in found]
            elif len(found) != 1:
                raise PhraseProblem(f"'{choice}' in '{text}' is not one word")
            elif choice.endswith("*"):
                beginnings.append(found[0])
            else:
                words.add(found[0])
        if words or beginnings or lists:
            steps.append(Step(frozenset(words), tuple(beginnings), tuple(lists), 0, optional))
    if not steps or steps[0].gap or steps[0].may_be_missing or steps[-1].gap:
        raise PhraseProblem(f"'{text}' must begin and end with a word or a list")
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase of a list, with what must still come after its first word: each entry words, beginnings and lists."""

    name: str
    phrase: Phrase
    later: tuple[tuple[frozenset[str], tuple[str, ...], tuple[str, ...]], ...]

    @classmethod
    def of(cls, name: str, phrase: Phrase) -> "_Candidate":
        later = [(step.words, step.beginnings, step.lists) for step in phrase[1:] if not step.gap and not step.may_be_missing]
        return cls(name, phrase, tuple(sorted(later, key=lambda wanted: (len(wanted[1]) + len(wanted[2]), len(wanted[0])))))

    def may_follow(self, words: set[str], lists: set[str]) -> bool:
        """Whether the words and lists further right leave this phrase a chance; cheap, so asked before it is tried."""
        for wanted, beginnings, names in self.later:
            if not words.isdisjoint(wanted) or not lists.isdisjoint(names):
                continue
            if not beginnings or not any(word.startswith(beginnings) for word in words):
                return False
        return True


class Occurrences:
    """The lists that occur in the words of one sentence."""

    def __init__(self, ends: Sequence[Mapping[str, set[int]]]) -> None:
        """`ends` are for each word the lists that begin there, with the words before which they end."""
        self._ends = ends
        self.names = frozenset(name for here in ends for name in here)

    def spans(self, name: str) -> set[tuple[int, int]]:
        """Where one list occurs: half-open word spans."""
        return {(start, end) for start, here in enumerate(self._ends) for end in here.get(name, ())}


class Matcher:
    """All lists and phrases of a rule book, indexed by how they begin."""

    def __init__(self, lists: Mapping[str, Iterable[Phrase]]) -> None:
        """`lists` maps each name to its phrases. Lists may use lists; a circle is refused by the loader."""
        self._by_word: dict[str, list[_Candidate]] = {}
        self._by_beginning: dict[str, list[_Candidate]] = {}
        self._by_list: dict[str, list[_Candidate]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                candidate = _Candidate.of(name, phrase)
                for index, starts in (
                    (self._by_word, phrase[0].words),
                    (self._by_beginning, phrase[0].beginnings),
                    (self._by_list, phrase[0].lists),
                ):
                    for start in starts:
                        index.setdefault(start, []).append(candidate)
        self._longest = max((len(b) for b in self._by_beginning), default=0)

    def read(self, words: tuple[str, ...]) -> "Occurrences":
        """Every list that occurs in the words, and where."""
        return Occurrences(self._ends(words))

    def _ends(self, words: tuple[str, ...]) -> list[dict[str, set[int]]]:
        """For each word the lists that begin there, with the words before which they end; built from the right."""
        ends: list[dict[str, set[int]]] = [{} for _ in words]
        words_right: set[str] = set()
        lists_right: set[str] = set()
        for i in range(len(words) - 1, -1, -1):
            here = ends[i]
            word = words[i]
            waiting = list(self._by_word.get(word, ()))
            for n in range(1, min(len(word), self._longest) + 1):
                waiting += self._by_beginning.get(word[:n], ())
            frontier: list[tuple[_Candidate, Iterable[int]]] = [(c, (i + 1,)) for c in waiting if c.may_follow(words_right, lists_right)]
            while frontier:
                candidate, after_first = frontier.pop()
                known = here.get(candidate.name, set())
                if len(candidate.phrase) == 1:
                    new = set(after_first) - known
                else:
                    new = {end for start in after_first for end in _rest(candidate.phrase, 1, start, words, ends)} - known
                if new:
                    here.setdefault(candidate.name, set()).update(new)
                    frontier += [(c, new) for c in self._by_list.get(candidate.name, ()) if c.may_follow(words_right, lists_right)]
            words_right.add(word)
            lists_right.update(here)
        return ends


def _rest(phrase: Phrase, k: int, at: int, words: tuple[str, ...], ends: list[dict[str, set[int]]]) -> set[int]:
    """Where the phrase can end when its step `k` begins at word `at`."""
    if k == len(phrase):
        return {at}
    step = phrase[k]
    if step.gap:
        found: set[int] = set()
        for skipped in range(min(step.gap, len(words) - at) + 1):
            found |= _rest(phrase, k + 1, at + skipped, words, ends)
        return found
    found = _rest(phrase, k + 1, at, words, ends) if step.may_be_missing else set()
    if at >= len(words):
        return found
    word = words[at]
    if word in step.words or (step.beginnings and word.startswith(step.beginnings)):
        found |= _rest(phrase, k + 1, at + 1, words, ends)
    for name in step.lists:
        for stop in ends[at].get(name, ()):
            found |= _rest(phrase, k + 1, stop, words, ends)
    return found
