"""Compares what a reader found with what a document holds."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Found:
    """What a reader gives: rows as (header, cell) pairs, headings, running texts with their page, pages."""

    rows: list[list[tuple[str, str]]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    pages: dict[str, int | None] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Right ones, expected ones and found ones."""

    n_right: int = 0
    n_expected: int = 0
    n_found: int = 0

    def add(self, expected: list[object], found: list[object]) -> None:
        """Count one document: each expected thing may be found once."""
        self.n_right += sum((Counter(expected) & Counter(found)).values())
        self.n_expected += len(expected)
        self.n_found += len(found)

    def as_dict(self) -> dict[str, float | int | None]:
        """Recall and precision with their counts; None where there is nothing to count."""
        return {
            "recall": round(self.n_right / self.n_expected, 4) if self.n_expected else None,
            "precision": round(self.n_right / self.n_found, 4) if self.n_found else None,
            "n": self.n_expected,
        }


def plain(text: str) -> str:
    """Text as it is compared: single spaces, straight quotes."""
    return " ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split())


def row_keys(rows: list[list[tuple[str, str]]]) -> list[object]:
    """A row is right when all its filled cells stand under their headers."""
    return [tuple((plain(header), plain(cell)) for header, cell in row if plain(cell)) for row in rows]


def cell_keys(rows: list[list[tuple[str, str]]]) -> list[object]:
    """Cells with the first cell of their row, so that a value in the wrong row counts as wrong."""
    return [(plain(row[0][1]), plain(header), plain(cell)) for row in rows for header, cell in row if row and plain(cell)]
