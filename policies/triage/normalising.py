"""A message as plain words: lower case, no accents, no apostrophes, common typing errors mended, cut into sentences."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHES = re.compile("['’‘`´ʼ＇]")
_SENTENCE_END = re.compile(r"(?<=[.!?;…])\s+|[\n\r]+|(?<=[?!])|[¿¡]|\s[-–—]{1,2}\s|\.{2,}|…")
_PLACEHOLDER = re.compile(r"<([A-Za-z_]+?)(?:_\d+)?>")
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"<[a-z_]+>|[{_CJK}]|[^\W_{_CJK}]+|\$|%|\[\[|\]\]|<\||\|>|#{{2,}}|\^|\?")
_RUN = re.compile(r"([^\W\d])\1{2,}")
_SPACED = re.compile(r"\b(?:[^\W\d_][ .*\-]){3,}[^\W\d_]\b")
_LEET = str.maketrans("013457@$", "oieastas")
_LOOKALIKES = str.maketrans("аеорсухіј", "aeopcyxij")
_SOUNDS_ALIKE = ("csz", "bv", "kcq", "iy", "gj", "sx", "ei")
"""Letters that are written for one another in English and Spanish typing errors (suiside, nabaja, cuchiyo)."""
_MIN_FUZZY_CHARS = 6
ASKED = "<asked>"
"""Stands for a question mark, so that a rule can see whether anything is asked."""
START = "^"
"""Stands before the first word of every sentence, so that a phrase can ask to begin one."""


@dataclass(frozen=True, slots=True)
class Mender:
    """Maps a word as typed to the word that the lists know.

    `respellings` are whole-word typing errors and slang (may stand for several words); `tolerant` are long words for which
    one dropped, doubled, swapped or sound-alike letter is forgiven; `known` words are never changed.
    """

    known: frozenset[str]
    respellings: Mapping[str, tuple[str, ...]]
    tolerant: frozenset[str]
    _near: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, known: Iterable[str], respellings: Mapping[str, tuple[str, ...]], tolerant: Iterable[str]) -> "Mender":
        """Build the table of forgiven spellings once."""
        words = frozenset(known)
        near: dict[str, str] = {}
        for word in sorted(tolerant):
            if len(word) >= _MIN_FUZZY_CHARS:
                for spelling in _spellings_near(word):
                    if spelling not in words:
                        near.setdefault(spelling, word)
        return cls(known=words, respellings=respellings, tolerant=frozenset(tolerant), _near=near)

    def mend(self, word: str) -> tuple[str, ...]:
        """The known word or words for a word as typed; the word itself where nothing is nearer."""
        if word in self.respellings:
            return self.respellings[word]
        if word in self.known or word.startswith("<"):
            return (word,)
        if _RUN.search(word):
            for shorter in (_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)):
                if shorter in self.known or shorter in self.respellings:
                    return self.respellings.get(shorter, (shorter,))
        if not word.isalpha() and any(c.isalpha() for c in word):
            plain = word.translate(_LEET)
            if plain in self.known or plain in self.respellings:
                return self.respellings.get(plain, (plain,))
        near = self._near.get(word)
        return (near,) if near else (word,)


def _spellings_near(word: str) -> Iterable[str]:
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[: i + 1] + word[i] + word[i + 1 :]
        if i + 1 < len(word):
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    for i, letter in enumerate(word):
        for group in _SOUNDS_ALIKE:
            if letter in group:
                for other in group:
                    if other != letter:
                        yield word[:i] + other + word[i + 1 :]


def plain(text: str) -> str:
    """Lower case without accents, apostrophes, invisible characters and look-alike letters; placeholders become `<kind>`."""
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = _APOSTROPHES.sub("", _PLACEHOLDER.sub(lambda m: f" <{m.group(1).lower().rstrip('_')}> ", text))
    if any("\u0400" <= c <= "\u04ff" for c in text) and any("a" <= c <= "z" for c in text):
        text = text.translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> tuple[str, ...]:
    """The plain words of one phrase, unmended: how rule files are read."""
    return tuple(_WORD.findall(plain(text)))


def sentences(text: str, mender: Mender) -> tuple[tuple[str, ...], ...]:
    """The message as sentences of mended plain words, each after a START; sentences without words are left out."""
    flat = _SPACED.sub(lambda m: re.sub(r"[ .*\-]", "", m.group()), plain(text).replace(START, " "))
    found: list[tuple[str, ...]] = []
    for part in _SENTENCE_END.split(flat):
        typed = _WORD.findall(part)
        own = [ASKED if word == "?" else word for n, word in enumerate(typed) if not (word == "s" and n and typed[n - 1].startswith("<"))]
        words = tuple(mended for word in own for mended in mender.mend(word))
        if words:
            found.append((START, *words))
    return tuple(found)
