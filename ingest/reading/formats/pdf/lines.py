"""Words to lines: pieces of text on one baseline without a wide gap between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.formats.pdf.words import Word

_PIECE_GAP_OF_SIZE = 1.05  # wider gaps part columns; justified text rarely stretches a space beyond 0.8 of its size
_BULLETS = frozenset("•·▪◦‣–●■□➢✓*-o")


@dataclass(slots=True, eq=False)
class Piece:
    """Words in a row without a wide gap. Coordinates as in `Word`."""

    words: list[Word]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def y0(self) -> float:
        """Top edge."""
        return min(word.y0 for word in self.words)

    @property
    def y1(self) -> float:
        """Bottom edge."""
        return max(word.y1 for word in self.words)

    @property
    def base(self) -> float:
        """Baseline."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """Size of the type, points: that of most letters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def is_bold(self) -> bool:
        """Whether every word with letters is bold."""
        lettered = [word for word in self.words if any(sign.isalnum() for sign in word.text)] or self.words
        return all(word.is_bold for word in lettered)


@dataclass(slots=True, eq=False)
class Line:
    """All pieces on one baseline, from left to right."""

    pieces: list[Piece]

    @property
    def y0(self) -> float:
        """Top edge."""
        return min(piece.y0 for piece in self.pieces)

    @property
    def y1(self) -> float:
        """Bottom edge."""
        return max(piece.y1 for piece in self.pieces)

    @property
    def base(self) -> float:
        """Baseline of its largest type."""
        return max(self.pieces, key=lambda piece: piece.size).base

    @property
    def size(self) -> float:
        """Size of its largest type."""
        return max(piece.size for piece in self.pieces)

    @property
    def text(self) -> str:
        """All words with single spaces."""
        return " ".join(piece.text for piece in self.pieces)


def to_lines(words: Sequence[Word]) -> list[Line]:
    """Lines from top to bottom. Words whose baselines differ by less than a third of their size share a line; so do raised small ones."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        home = None
        for line in reversed(lines[-4:]):
            anchor = max(line, key=lambda other: other.size)
            reach = 0.33 * max(anchor.size, word.size)
            is_raised = word.size < 0.88 * anchor.size and anchor.y0 - 1 <= word.centre[1] <= anchor.y1 + 1
            is_below_raised = anchor.size < 0.88 * word.size and word.y0 - 1 <= anchor.centre[1] <= word.y1 + 1 and anchor.base < word.base
            if abs(word.base - anchor.base) <= reach or is_raised or is_below_raised:
                home = line
                break
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    found = [Line(to_pieces(line)) for line in lines]
    return sorted(found, key=lambda line: line.base)


def to_pieces(words: list[Word]) -> list[Piece]:
    """One line's words as pieces. A bullet stays with what follows it."""
    words = sorted(words, key=lambda word: word.x0)
    pieces: list[Piece] = []
    for word in words:
        if pieces:
            last = pieces[-1].words[-1]
            gap = word.x0 - last.x1
            limit = _PIECE_GAP_OF_SIZE * max(min(last.size, word.size), 1.0)
            is_bullet = len(pieces[-1].words) == 1 and is_marker(last.text) and gap < 4 * word.size
            if gap <= limit or is_bullet:
                pieces[-1].words.append(word)
                continue
        pieces.append(Piece([word]))
    return pieces


def is_marker(text: str) -> bool:
    """Whether a word is the bullet or the number of a list item."""
    if text in _BULLETS:
        return True
    bare = text.strip("()")
    return len(text) <= 5 and text[-1:] in ".)" and (bare.rstrip(".").isdigit() or (len(bare.rstrip(".")) == 1 and bare[:1].isalpha()))


def marker_number(text: str) -> int | None:
    """The number of a numbered item, or None for bullets and letters."""
    bare = text.strip("().")
    return int(bare) if bare.isdigit() else None
