"""Names: cues say where one may stand, the word lists and the model's probabilities say whether one does.

Thresholds come from the policy (`name_threshold`, `name_threshold_listed`). Source: issue 4; the model alone reads "Washington" as a
place and misses "Art", the lists alone know no new names, the cues alone know no end.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from policies.redaction.recognizers import cued, name_cues
from policies.redaction.recognizers.name_limits import MONTHS_AND_SEASONS, NameThresholds, is_titled, uncued_limit, unlikely_limit
from policies.redaction.spans import Span
from policies.redaction.stretches import Stretches
from policies.redaction.surface import CALENDAR
from policies.redaction.words import Word

MAX_NAME_WORDS = 5
_CUED_ORDINARY = 0.08
"""Least probability of an ordinary word in capitals after a strong cue ("the Parent Teacher Organization" is nobody)."""
_SUFFIX = re.compile(r",? (?:Sr|Jr|III?)\b")
"""What stands only behind a whole name ("Buck Early Sr.")."""
_ABBREVIATED = frozenset({"st", "ste"})


def _school_limit(word: Word, strength: int) -> float:
    """How probable a plain word must be after a strong cue; hardly anything but a name follows "Mr."."""
    if word.is_capital and not word.opens_sentence:
        return 0.3
    return 0.25 if strength == 3 else 0.6


class NameReader:
    """Reads the names of one message."""

    def __init__(self, text: str, words: Sequence[Word], thresholds: NameThresholds, cues: Sequence[cued.Cue]) -> None:
        self._text = text
        self._words = words
        self._cues = cues
        self._thresholds = thresholds
        self._at = {word.start: index for index, word in enumerate(words)}

    def names(self) -> list[Span]:
        """Every name with the role its cue gives it (`PERSON` where none does)."""
        found = self._cued_before() + self._last_first() + self._uncued()
        found += self._cued_after()
        found += self._neighbours(found)
        return found + self._further_mentions(found)

    def _cued_before(self) -> list[Span]:
        found: list[Span] = []
        for kind, strength, start in self._cues:
            index = self._at.get(start)
            if index is not None:
                found += self._read_list(index, kind, strength)
        return found

    def _read_list(self, index: int, kind: str, strength: int) -> list[Span]:
        """A name at this word, and further ones joined by "and", "y" or a comma."""
        found: list[Span] = []
        while True:
            stop = self._read_name(index, strength)
            if stop is None:
                return found
            start, end = self._words[index].start, self._words[stop - 1].end
            found.append(Span(start, end, kind, 0.9 if strength >= 2 else 0.75))
            joint = name_cues.LISTING.match(self._text, end)
            following = self._at.get(joint.end()) if joint else None
            if following is None or (strength == 1 and not self._is_likely(self._words[following])):
                return found
            index, strength = following, min(strength, 2) if kind == "STUDENT" else 1

    def _read_name(self, index: int, strength: int) -> int | None:
        """Index after the last word of a name that begins here, or None."""
        first = self._words[index]
        if not self._opens_name(first, strength, index):
            return None
        stop = index + 1
        while stop < len(self._words) and stop - index < MAX_NAME_WORDS and self._continues_name(stop):
            stop += 1
        while stop > index + 1 and self._words[stop - 1].low in name_cues.PARTICLES and not self._words[stop - 1].is_capital:
            stop -= 1
        return stop

    def _opens_name(self, word: Word, strength: int, index: int) -> bool:
        limits = self._thresholds
        if word.is_protected and strength < 2:
            return False
        if strength == 3 and word.is_capital and not word.is_protected and (not word.is_function or word.is_listed or word.name >= 0.3):
            return True
        if (strength >= 2 or word.name >= 0.5) and word.low in name_cues.PARTICLES and self._is_particle_of_name(index):
            return True
        if word.is_function:
            return word.is_listed and (
                word.name >= (0.3 if word.is_capital else 0.9) or (strength >= 2 and word.is_capital and not word.opens_sentence)
            )
        if word.is_school:
            return strength >= 2 and word.name >= _school_limit(word, strength)
        if len(word.text) == 1:
            return self._is_initial(index)
        if strength >= 2:
            if word.is_capital and not word.opens_sentence:
                return not word.is_ordinary or word.is_listed or word.name >= _CUED_ORDINARY or self._is_followed_by_name(index)
            if not word.is_ordinary:
                return word.is_listed or not word.is_slip or word.name >= 0.85
            return word.name >= (0.15 if word.is_listed else 0.3 if word.is_used_as_name else 0.6)
        if word.is_ordinary and word.is_used_as_name and word.is_capital and not word.opens_sentence:
            return word.name >= (0.3 if word.low in MONTHS_AND_SEASONS else 0.5 if is_titled(self._beside(index)) else 0.03)
        if word.is_ordinary:
            return word.name >= (limits.listed * 3 if word.is_listed and word.is_capital else limits.ordinary)
        if word.is_listed:
            return word.is_capital or word.name >= limits.listed / 2
        return word.name >= (max(limits.ordinary, 0.75) if word.is_slip else limits.unknown / 2)

    def _is_initial(self, index: int) -> bool:
        word = self._words[index]
        after = self._text[word.end : word.end + 1]
        if index + 1 >= len(self._words) or (word.low in {"a", "i", "y", "o", "e"} and after != "."):
            return False
        following = self._words[index + 1]
        gap = self._text[word.end : following.start]
        if gap == ". " and following.low in name_cues.PARTICLES and self._is_particle_of_name(index + 1):
            return True
        return (gap in {". ", "."} and following.name >= 0.1) or (
            gap in {". ", ".", " "} and word.is_capital and self._is_likely(following)
        )

    def _is_followed_by_name(self, index: int) -> bool:
        if index + 1 >= len(self._words):
            return False
        following = self._words[index + 1]
        return self._text[self._words[index].end : following.start] == " " and following.is_capital and self._is_likely(following)

    def _continues_name(self, index: int) -> bool:
        word, before = self._words[index], self._words[index - 1]
        gap = self._text[before.end : word.start]
        if gap not in (" ", "  ", ". ", ".  ", "-", " (", ' "', '" ', ") ") or word.is_protected:
            return False
        if word.low in name_cues.PARTICLES:
            return self._is_particle_of_name(index)
        if len(word.text) == 1 and self._text[word.end : word.end + 1] == ".":
            return (
                word.is_capital or word.name >= 0.2 or (before.text != before.low and self._text[word.end + 1 : word.end + 2] in {"", "\n"})
            )
        if len(before.text) == 1 and gap.startswith("."):
            return not word.is_function
        if word.is_capital and _SUFFIX.match(self._text, word.end):
            return True
        if word.is_school:
            return word.name >= (0.1 if word.is_capital else 0.9 if "(" in gap else 0.2)
        if word.is_function:
            return word.is_capital and (
                (word.is_listed and word.name >= 0.1)
                or (len(word.text) > 1 and gap == " " and before.is_capital and (before.is_listed or not before.is_ordinary))
            )
        if len(word.text) == 1:
            return word.is_capital or word.name >= 0.2
        if gap.startswith(".") and len(before.text) > 3:
            return False
        if word.is_capital:
            return not word.is_ordinary or word.is_listed or word.name >= 0.05
        if before.is_capital and not word.is_capital:
            return word.name >= 0.5
        if word.is_ordinary:
            return word.name >= (0.1 if word.is_listed else 0.3)
        return word.is_listed or word.name >= self._thresholds.unknown / 2 or not word.is_slip

    def _is_particle_of_name(self, index: int) -> bool:
        """Whether "de", "de la", "van der" here lead to a further name word."""
        stop = index
        while stop < len(self._words) and self._words[stop].low in name_cues.PARTICLES and stop - index < 3:
            stop += 1
        if stop == len(self._words):
            return False
        gap = self._text[self._words[stop - 1].end : self._words[stop].start]
        if gap.removeprefix("." if self._words[stop - 1].low in _ABBREVIATED else "") not in (" ", "  "):
            return False
        following = self._words[stop]
        return (
            not following.is_unlikely and self._is_likely(following) and (self._words[index].low not in {"y", "e"} or following.is_capital)
        )

    def _is_likely(self, word: Word) -> bool:
        """Whether a word would be taken for a name with a weak cue."""
        if word.is_unlikely or word.is_protected:
            return False
        if word.is_ordinary:
            return word.name >= (0.05 if word.is_listed else 0.3) or (word.is_listed and word.is_capital and not word.opens_sentence)
        return word.is_listed or word.name >= 0.1 or (word.is_capital and not word.opens_sentence and not word.is_slip)

    def _last_first(self) -> list[Span]:
        found: list[Span] = []
        for match in name_cues.LAST_FIRST.finditer(self._text):
            last = self._at.get(match.start("last"))
            first = self._at.get(match.start("first"))
            if last is None or first is None:
                continue
            one, other = self._words[last], self._words[first]
            is_will = other.is_function and other.is_listed and other.is_capital and other.name >= 0.3
            if one.is_protected or other.is_protected or one.is_unlikely or (other.is_unlikely and not is_will):
                continue
            is_pair = one.is_capital and other.is_capital and not (one.is_ordinary and other.is_ordinary)
            if (is_pair and (self._is_name_like(one) and self._is_name_like(other))) or min(one.name, other.name) >= 0.4:
                found.append(Span(match.start("last"), match.end("first"), "STUDENT", 0.85))
        return found

    def _is_name_like(self, word: Word) -> bool:
        return word.is_listed or word.name >= 0.1 or (not word.is_ordinary and not word.is_slip)

    def _uncued(self) -> list[Span]:
        found: list[Span] = []
        limits = self._thresholds
        for index, word in enumerate(self._words):
            if word.is_protected or len(word.text) < 2:
                continue
            beside = self._beside(index)
            limit = unlikely_limit(word, beside[0]) if word.is_unlikely else uncued_limit(word, beside, limits)
            is_surname_place = word.place >= 0.5 and word.is_listed and not word.is_ordinary and not word.is_unlikely
            if word.name >= limit or is_surname_place:
                found.append(Span(word.start, word.end, "PERSON", max(0.4, min(word.name, 1.0))))
        return found

    def _beside(self, index: int) -> tuple[Word | None, Word | None]:
        """The words before and after with nothing but a blank between."""
        word = self._words[index]
        before = self._words[index - 1] if index else None
        after = self._words[index + 1] if index + 1 < len(self._words) else None
        return (
            before if before is not None and self._text[before.end : word.start] == " " else None,
            after if after is not None and self._text[word.end : after.start] == " " else None,
        )

    def _cued_after(self) -> list[Span]:
        found: list[Span] = []
        for word in self._words:
            does = word.is_used_as_name and word.name >= 0.02 and name_cues.DOES_AS_PEOPLE_DO.match(self._text, word.end)
            is_open = not word.is_unlikely or (word.low in CALENDAR and word.name >= 0.1)
            if does and word.is_capital and not word.is_protected and is_open:
                found.append(Span(word.start, word.end, "STUDENT", 0.6))
            if word.is_protected or word.is_unlikely or len(word.text) < 2 or (word.is_ordinary and not word.is_listed and word.name < 0.2):
                continue
            if not self._is_likely(word) and not (word.is_capital and not word.is_ordinary):
                continue
            for kind, strength, pattern in name_cues.AFTER:
                if pattern.match(self._text, word.end) and (strength == 2 or word.is_capital or word.name >= 0.05 or word.is_listed):
                    if word.is_ordinary and not word.is_capital and word.name < 0.6:
                        continue
                    found.append(Span(word.start, word.end, kind, 0.8))
                    break
        return found

    def _neighbours(self, found: Sequence[Span]) -> list[Span]:
        """Words beside a found name that are part of it."""
        extra: list[Span] = []
        names = Stretches((span.start, span.end) for span in found)
        covered = {index for index, word in enumerate(self._words) if names.touch(word.start, word.start + 1)}
        for index in sorted(covered):
            stop = index + 1
            while stop not in covered and stop < len(self._words) and self._continues_name(stop):
                extra.append(Span(self._words[index].start, self._words[stop].end, "PERSON", 0.7))
                stop += 1
            if index and index - 1 not in covered:
                before = self._words[index - 1]
                gap = self._text[before.end : self._words[index].start]
                if before.low in _ABBREVIATED and gap in {". ", ".  "}:
                    extra.append(Span(before.start, self._words[index].end, "PERSON", 0.7))
                    continue
                is_initial = len(before.text) == 1 and (gap in {". ", "."} or (gap == " " and before.low not in {"a", "e", "i", "o", "y"}))
                if is_initial and not before.is_protected:
                    extra.append(Span(before.start, self._words[index].end, "PERSON", 0.7))
                    continue
                is_part = (before.is_capital and not before.opens_sentence and self._is_likely(before)) or (
                    before.is_capital and before.is_used_as_name and not before.is_unlikely
                )
                if gap in (" ", "-") and is_part and not before.is_protected:
                    extra.append(Span(before.start, self._words[index].end, "PERSON", 0.7))
        return extra

    def _further_mentions(self, found: Sequence[Span]) -> list[Span]:
        """The same names elsewhere in the message: a distinctive word wherever it stands, a word that is also ordinary only in capitals."""
        starts = [word.start for word in self._words]
        kinds: dict[int, str] = {}
        for span in found:
            for index in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                if self._words[index].end <= span.end:
                    kinds.setdefault(index, span.kind)
        known: dict[str, str] = {}
        for index, kind in sorted(kinds.items()):
            word = self._words[index]
            if len(word.text) > 2 and word.low not in name_cues.PARTICLES:
                known.setdefault(word.low, kind)
        extra: list[Span] = []
        for word in self._words:
            kind = known.get(word.low) or known.get(word.low.removesuffix("s") if len(word.text) > 4 else "")
            if kind is None or word.is_protected or word.is_unlikely:
                continue
            if not word.is_ordinary or (word.is_capital and not word.opens_sentence) or word.name >= 0.1:
                extra.append(Span(word.start, word.end, "PERSON", 0.7))
        return extra
