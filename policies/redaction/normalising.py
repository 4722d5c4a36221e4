"""One spelling for the recognisers, with a map back to every code point of the input."""

import html
import re
import unicodedata
from dataclasses import dataclass

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLAIN = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣⁃", "-"),
    "․": ".",
    "。": ".",
    "，": ",",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
}
# Source: Unicode TR 39 confusables, the letters of Cyrillic and Greek that look like one Latin letter.
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһӏԛԝвкмнтАВЕКМНОРСТУХІЈЅԌԚԜαονρτυχικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhlqwbkmhtABEKMHOPCTYXIJSGQWaovptuxikABEZHIKMNOPTYX",
        strict=True,
    )
)
_LINES = {ord("\n"): " ", ord("\t"): " "}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Shape: `starts[i]` and `ends[i]` are the offsets in the input of the code points that became `text[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The input offsets of a non-empty stretch of the normalised text."""
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """Bring text to one spelling: HTML entities read, NFKC, invisible characters dropped, look-alike letters folded.

    Source: UAX 15 (NFKC), UTS 39 (confusables). Length may shrink or grow; the map always leads back to whole code points.
    """
    if text.isascii() and "&" not in text and text.translate(_LINES).isprintable():
        return Normalised(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    n_chars = len(text)
    while position < n_chars:
        stop = position + 1
        piece = text[position]
        if piece == "&" and (entity := _ENTITY.match(text, position)):
            read = html.unescape(entity.group())
            if read != entity.group():
                piece, stop = read, entity.end()
        while stop < n_chars and unicodedata.combining(text[stop]):
            piece += text[stop]
            stop += 1
        for char in _spelling(piece):
            chars.append(char)
            starts.append(position)
            ends.append(stop)
        position = stop
    return Normalised(_fold_lookalikes("".join(chars)), tuple(starts), tuple(ends))


def _spelling(piece: str) -> str:
    if piece.isascii():
        if piece.isprintable() or piece in "\n\t":
            return piece
        return "\n" if piece == "\r" else "".join(_PLAIN.get(c, c) for c in piece if c in _PLAIN or not _is_invisible(c))
    shown = "".join(_PLAIN.get(char, char) for char in piece if not _is_invisible(char))
    composed = unicodedata.normalize("NFKC", shown)
    return "".join(" " if char.isspace() and char not in "\n\t" else _PLAIN.get(char, char) for char in composed)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cc", "Co", "Cs"} and char not in "\n\t"


def _fold_lookalikes(text: str) -> str:
    """Fold Cyrillic and Greek look-alikes, but only in words that also hold Latin letters, or that fold whole in a Latin text."""
    if text.isascii():
        return text
    n_latin = sum(char.isascii() and char.isalpha() for char in text)
    is_latin_text = 2 * n_latin > sum(char.isalpha() for char in text)

    def fold(match: re.Match[str]) -> str:
        word = match.group()
        folded = "".join(_LOOKALIKES.get(char, char) for char in word)
        if folded == word:
            return word
        is_mixed = any(char.isascii() for char in word)
        return folded if is_mixed or (is_latin_text and folded.isascii()) else word

    return _WORD.sub(fold, text)
