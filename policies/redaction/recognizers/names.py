"""Names: cues say where one may stand, the word lists and the model's probabilities say whether one does.

Thresholds come from the policy (`name_threshold`, `name_threshold_listed`). Source: issue 4; the model alone reads "Washington" as a
place and misses "Art", the lists alone know no new names, the cues alone know no end.
"""

from bisect import bisect_left
from collections.abc import Sequence

from policies.redaction.lexicon import Lexicon, lexicon
from policies.redaction.recognizers import after_names, cued, initials, name_cues
from policies.redaction.recognizers.name_limits import NameThresholds, uncued_limit, unlikely_limit
from policies.redaction.recognizers.name_words import OFFICES, NameWords
from policies.redaction.spans import Span
from policies.redaction.stretches import Stretches
from policies.redaction.surface import CALENDAR
from policies.redaction.word_counts import counts
from policies.redaction.words import Word

MAX_SIGNATURE_CHARS = 90


def _is_surname(known: Lexicon, word: str) -> bool:
    """Whether this is a family name and no ordinary word ("Baker")."""
    return known.is_family(word) and not known.is_word(word)


_FREQUENT = 0.65
"""Share of the highest Zipf frequency: what is written more often may own a thing without being anybody ("spring's homeroom")."""
_SOME = 0.02
"""Below this a word is no name, whatever the lists and the tagger say of it ("Langston Hughes Commons")."""


def _is_rather_a_name(low: str) -> bool:
    """Whether children are called by this word and it is not one of the most frequent ones."""
    english, spanish, given, _ = counts(low)
    return given > 0 and max(english, spanish) < _FREQUENT


class NameReader(NameWords):
    """Reads the names of one message."""

    def __init__(self, text: str, words: Sequence[Word], thresholds: NameThresholds, cues: Sequence[cued.Cue]) -> None:
        super().__init__(text, words, thresholds)
        self._cues = cues

    def names(self) -> list[Span]:
        """Every name with the role its cue gives it (`PERSON` where none does)."""
        found = self._cued_before() + self._last_first() + self._uncued()
        found += self._cued_after()
        found += initials.find(self._text, self._words, {start for _, strength, start in self._cues if strength > 1})
        found += self._families() + self._signature()
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

    def _uncued(self) -> list[Span]:
        found: list[Span] = []
        limits = self._thresholds
        for index, word in enumerate(self._words):
            if word.is_protected or len(word.text) < 2 or (word.low in OFFICES and not word.is_listed) or self._is_post(word):
                continue
            beside = self._beside(index)
            limit = unlikely_limit(word, beside[0]) if word.is_unlikely else uncued_limit(word, beside, limits)
            if len(word.text) < 4 and self._text[word.start - 1 : word.start].isdigit():
                continue  # "3ro", "11vo"
            if self._is_before_initial(index):
                limit = min(limit, 0.5)
            if (
                word.is_function
                and word.is_capital
                and not word.opens_sentence
                and word.text.isalpha()
                and word.text.istitle()
                and len(word.text) > 2
            ):
                limit = min(limit, 0.7)  # "then Una"
            is_surname = word.is_listed and not word.is_ordinary and not word.is_unlikely and word.name >= _SOME
            if word.is_listed and word.is_capital and self._is_joined_to_name(index):
                limit = _SOME
            if word.name >= limit or (is_surname and word.place >= 0.5):
                found.append(Span(word.start, word.end, "PERSON", max(0.4, min(word.name, 1.0))))
        return found

    def _is_joined_to_name(self, index: int) -> bool:
        """Whether "and" and a name that is nothing else follow ("Rosa o Ana")."""
        joint = name_cues.LISTING.match(self._text, self._words[index].end)
        other = self._at.get(joint.end()) if joint else None
        if other is None:
            return False
        word = self._words[other]
        return word.is_listed and word.is_capital and not word.is_ordinary and not word.is_protected and word.name >= 0.5

    def _cued_after(self) -> list[Span]:
        found: list[Span] = []
        for word in self._words:
            does = word.is_used_as_name and word.name >= 0.02 and after_names.DOES_AS_PEOPLE_DO.match(self._text, word.end)
            is_open = not word.is_unlikely or (word.low in CALENDAR and word.name >= 0.1)
            if does and word.is_capital and not word.is_protected and is_open:
                found.append(Span(word.start, word.end, "STUDENT", 0.6))
            if self._is_post(word):
                continue
            is_owner = word.is_capital and not word.is_protected and after_names.OWNS_SURELY.match(self._text, word.end)
            if is_owner and not word.is_function and _is_rather_a_name(word.low):
                found.append(Span(word.start, word.end, "STUDENT", 0.6))
            if self._is_bare_owner(word):
                found.append(Span(word.start, word.end, "STUDENT", 0.6))
            if word.is_protected or word.is_unlikely or len(word.text) < 2 or (word.is_ordinary and not word.is_listed and word.name < 0.2):
                continue
            if not word.is_unknown and not self._is_likely(word) and not (word.is_capital and not word.is_ordinary):
                continue
            for kind, strength, pattern in after_names.AFTER:
                if pattern.match(self._text, word.end) and (strength == 2 or word.is_capital or word.name >= 0.05 or word.is_listed):
                    if word.is_ordinary and not word.is_capital and word.name < 0.6:
                        continue
                    found.append(Span(word.start, word.end, kind, 0.8))
                    break
        return found

    def _signature(self) -> list[Span]:
        """A whole name that ends the message by itself, when one of its words reads like a name ("... today? Saw Eh 509 555 0111")."""
        match = name_cues.SIGNED.search(self._text, max(0, len(self._text.rstrip()) - MAX_SIGNATURE_CHARS))
        first = self._at.get(match.start("name")) if match else None
        if match is None or first is None:
            return []
        words = [word for word in self._words[first:] if word.end <= match.end("name")]
        if any(word.low in OFFICES or word.low in CALENDAR or word.is_protected for word in words) or name_cues.NEVER_IN_A_NAME.search(
            match["name"]
        ):
            return []
        best = max(word.name for word in words)
        is_capital = all(word.is_capital for word in words)
        is_dashed = match["dash"] is not None and not any(word.is_function for word in words)
        is_apart = match["phone"] is not None or match["dash"] is not None
        is_even = is_capital and min(word.name for word in words) >= 0.05
        if best >= (0.1 if is_capital and is_apart else 0.3 if is_even or is_dashed else 2):
            return [Span(match.start("name"), match.end("name"), "PARENT", 0.7)]
        return []

    def _families(self) -> list[Span]:
        """ "The Chandlers", "los Sotelo": a family by its name."""
        found: list[Span] = []
        for index, word in enumerate(self._words[1:], start=1):
            before = self._words[index - 1]
            if not word.is_capital or word.is_protected or self._text[before.end : word.start] != " ":
                continue
            after = self._beside(index)[1]
            if after is not None and after.is_capital:
                continue
            known = lexicon()
            is_english = before.low == "the" and word.low.endswith("s") and _is_surname(known, word.text[:-1])
            is_spanish = before.low == "los" and word.is_listed and _is_surname(known, word.text)
            if is_english or is_spanish:
                found.append(Span(word.start, word.end, "PERSON", 0.6))
        return found

    def _neighbours(self, found: Sequence[Span]) -> list[Span]:
        """Words beside a found name that are part of it."""
        extra: list[Span] = []
        names = Stretches((span.start, span.end) for span in found)
        covered = {index for index, word in enumerate(self._words) if names.touch(word.start, word.start + 1)}
        for index in sorted(covered):
            stop = index + 1
            if stop not in covered and stop + 1 in covered and self._is_between(stop):
                extra.append(Span(self._words[index].start, self._words[stop + 1].end, "PERSON", 0.7))
            while stop not in covered and stop < len(self._words) and self._continues_name(stop):
                extra.append(Span(self._words[index].start, self._words[stop].end, "PERSON", 0.7))
                stop += 1
            first = index
            while first and first - 1 not in covered and self._is_part_before(first):
                first -= 1
            if first < index:
                extra.append(Span(self._words[first].start, self._words[index].end, "PERSON", 0.7))
            if (joined := self._joined_before(first)) is not None:
                extra.append(Span(self._words[joined].start, self._words[joined].end, "PERSON", 0.6))
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
