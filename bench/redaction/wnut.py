"""Name finding on public data of real people's writing: the test part of WNUT17 (posts of several networks), which nothing was made for.

    python -m bench.redaction.wnut emerging.test.annotated [--no-stock]

The file is fetched from the public repository `leondz/emerging_entities_17` and stays out of this one (its posts are other people's words).
Persons only. Reported: recall (any letter of a name hidden, all of it), precision of the name findings (share that touch a person), for
Countersign without any directory and for stock Presidio's PERSON. Celebrities and fictional people count as persons there.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bench.redaction.adapter import redactor_for
from bench.redaction.run import interval, stock_names
from policies.redaction.spans import NAME_KINDS

Ranges = list[tuple[int, int]]


def posts(path: Path) -> list[tuple[str, Ranges]]:
    """Each post's words joined by blanks, and where its persons stand."""
    out: list[tuple[str, Ranges]] = []
    for block in path.read_text("utf-8").split("\n\n"):
        text, people = "", list[tuple[int, int]]()
        for line in block.splitlines():
            word, _, label = line.rpartition("\t")
            if not word:
                continue
            text += " " if text else ""
            start = len(text)
            text += word
            if label == "B-person":
                people.append((start, len(text)))
            elif label == "I-person" and people:
                people[-1] = (people[-1][0], len(text))
        if text:
            out.append((text, people))
    return out


def measure(title: str, found_in: Callable[[str], tuple[Ranges, Ranges]], data: list[tuple[str, Ranges]]) -> None:
    """Print recall and precision; `found_in` gives everything hidden, and the names alone."""
    n = touched = covered = n_found = n_right = 0
    cpu: list[float] = []
    for text, people in data:
        began = time.process_time()
        hidden, names = found_in(text)
        cpu.append((time.process_time() - began) * 1000)
        letters = {i for low, high in hidden for i in range(low, high)}
        for low, high in people:
            wanted = {i for i in range(low, high) if text[i].isalnum()}
            n, touched, covered = n + 1, touched + bool(wanted & letters), covered + (wanted <= letters)
        n_found += len(names)
        n_right += sum(any(low < end and start < high for start, end in people) for low, high in names)
    low, high = interval(touched, n)
    print(f"{title}: {len(data)} posts, {n} persons; touched {touched / n:.3f} [{low:.3f}-{high:.3f}], whole {covered / n:.3f}; "
          f"of {n_found} name findings {n_right / max(1, n_found):.3f} touch a person; CPU {statistics.median(cpu):.1f} ms a post")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--no-stock", action="store_true")
    given = parser.parse_args()
    data = posts(given.data)
    redactor = redactor_for(None)

    def ours(text: str) -> tuple[Ranges, Ranges]:
        findings = redactor.redact(text, "en").findings
        return [(f.start, f.end) for f in findings], [(f.start, f.end) for f in findings if f.entity_type in NAME_KINDS]

    measure("Countersign", ours, data)
    if not given.no_stock:
        find = stock_names()
        measure("stock Presidio", lambda text: (found := find(text), found), data)


if __name__ == "__main__":
    main()
