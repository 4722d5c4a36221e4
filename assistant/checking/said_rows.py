"""Whether a sentence is a table row said aloud: its first cell, then cells of that row, each as it stands and under its own header.

These are the templates of `drafting.row_sentences`, read back without trusting them: every character of the sentence is accounted for by
the row and by the few fixed words below, none of which can turn a meaning.
"""

from assistant.checking.word_forms import even, fold
from policies.words.documents import Passage

LEADS = ("at ", "on ", "for ", "in ", "en ", "en la ", "en el ", "para ", "el ", "la ")
"""What may stand before the first cell: "At Odessa Whitcomb Elementary School, …"."""
ARTICLES = ("the ", "el ", "la ")
LINKS = (":", " is at", " are at", " is", " are", " es a la", " es a las", " es", " at", " on", " from", " a la", " a las", " el", " de")
"""What may stand between a header and its cell."""
WHENS = (" at", " a la", " a las", " de", " from")
BETWEEN = (";", " and", ", and", " y", ", y", ",")
FIXED_WORDS = frozenset(("at", "on", "for", "in", "en", "la", "el", "para", "the", "is", "are", "es", "a", "las", "from", "de", "and", "y"))
"""Every word of these fixed parts, in lower case: none of them tells anything about anybody."""

Places = frozenset[int]
"""Where in the sentence a reading may stand: several, since a cell may be the beginning of another."""


def says_row(text: str, passage: Passage) -> bool:
    """Whether every part of the text is a cell of the row, bare or after its own header, the first cell first."""
    said = _plain(text)
    cells = [(_plain(cell.header), _plain(cell.text)) for cell in passage.cells if cell.text.strip()]
    if not cells:
        return False
    heard = [cell for cell in cells[1:] if cell[1] in said]  # the others could not be read back: fewer ways to look at
    return _Reading(said, cells[0], heard).ends_after(_plain(passage.caption or ""))


class _Reading:
    """Reads a sentence back part by part; each part leads from the places reached to the places behind it.

    The full stop of "a.m." was taken off the cells, so one may stand behind each.
    """

    def __init__(self, said: str, key: tuple[str, str], others: list[tuple[str, str]]) -> None:
        self._said, self._key, self._others = said, key, others

    def ends_after(self, caption: str) -> bool:
        """Whether the row, and at most its table's caption behind it, is all that is said."""
        header, words = self._key
        subject = self._maybe(frozenset((0,)), LEADS)
        read = self._cells(subject, [self._key]) | (self._after(subject, (f"{words} {header}",)) if header else Places())
        if self._others:
            read |= self._pairs(self._behind_subject(read))
            read |= self._in_brackets(read)
        if caption:
            read |= self._after(read, (f" ({caption})",))
        return len(self._said) in read

    def _behind_subject(self, places: Places) -> Places:
        said = self._said
        marked = self._after(places, (":", ";", ","))
        bare = {place for place in places if said.startswith(" ", place) or (place and said[place - 1] == "?")}
        return self._after(marked | bare, (" ",))

    def _pairs(self, places: Places) -> Places:
        """One said cell, or several in a row."""
        return self._repeated(places, BETWEEN)

    def _in_brackets(self, places: Places) -> Places:
        closed = self._after(self._repeated(self._after(places, (" (",)), (";",)), (")",))
        return self._maybe(closed, (".",))

    def _repeated(self, places: Places, between: tuple[str, ...]) -> Places:
        read = fresh = self._pair(places)
        while fresh:
            fresh = self._pair(self._after(self._after(fresh, between), (" ",))) - read
            read |= fresh
        return read

    def _pair(self, places: Places) -> Places:
        """A cell, with or without its article, and with another that says when: "Lunch 11:40 a.m. at 12:10 p.m."."""
        first = self._cells(self._maybe(places, ARTICLES), self._others)
        return first | self._cells(self._after(self._maybe(first, WHENS), (" ",)), self._others)

    def _cells(self, places: Places, cells: list[tuple[str, str]]) -> Places:
        read: set[int] = set()
        for header, words in cells:
            read |= self._after(places, (words,))
            if header:
                named = self._maybe(self._after(places, (header,)), LINKS)
                read |= self._after(named, (f" {words}",))
        return self._maybe(Places(read), (".",))

    def _after(self, places: Places, parts: tuple[str, ...]) -> Places:
        said = self._said
        return Places(place + len(part) for place in places for part in parts if said.startswith(part, place))

    def _maybe(self, places: Places, parts: tuple[str, ...]) -> Places:
        return places | self._after(places, parts)


def _plain(text: str) -> str:
    return " ".join(even(fold(text)).split()).strip(" .;:")
