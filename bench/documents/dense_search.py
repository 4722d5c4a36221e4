"""How much of the true neighbours the dense index finds, and what a search takes: as it is set, against the library's own setting.

`python -m bench.documents.dense_search [--passages 1600 20000]`: made-up vectors that lie close together in groups, as the rows of tables do; nothing is read from disk.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import chroma
from ingest.chroma import SEARCHED, ChromaDenseIndex

QUESTIONS, ASKED, DIMENSIONS, LIBRARY = 200, 120, 384, 100


def grouped(random: np.random.Generator, n: int) -> NDArray[np.float32]:
    """Vectors of unit length, some twenty to a group. Shape: float32[n, DIMENSIONS]."""
    groups = random.normal(size=(n // 20 + 1, DIMENSIONS))
    vectors = groups[random.integers(0, len(groups), n)] + 0.6 * random.normal(size=(n, DIMENSIONS)) + 1.5 * random.normal(size=DIMENSIONS)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def measured(vectors: NDArray[np.float32], questions: NDArray[np.float32]) -> tuple[float, float]:
    """Share of the true nearest that is found, and CPU milliseconds a search."""
    place = {str(i): i for i in range(len(vectors))}
    with tempfile.TemporaryDirectory() as folder:
        index = ChromaDenseIndex(Path(folder), "bench")
        index.bring_to({id_: id_ for id_ in place}, lambda hashes: {one: vectors[place[one]] for one in hashes})
        index.query(questions[0], ASKED)
        began = time.process_time()
        found = [{id_ for id_, _cosine in index.query(one, ASKED)} for one in questions]
        took = (time.process_time() - began) / len(questions) * 1000
    true = [{str(i) for i in np.argsort(-(vectors @ one))[:ASKED]} for one in questions]
    return float(np.mean([len(a & b) / ASKED for a, b in zip(found, true, strict=True)])), took


def main() -> None:
    """Print both settings for every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[1600, 20_000])
    for n in parser.parse_args().passages:
        random = np.random.default_rng(7)
        made = grouped(random, n + QUESTIONS)
        vectors, questions = made[:n], made[n:]
        rows: list[tuple[float, float]] = []
        for weighed in (LIBRARY, SEARCHED):
            chroma.SEARCHED = weighed
            rows.append(measured(vectors, questions))
        (was, slow), (now, took) = rows
        print(
            f"{n} passages: found {was:.3f} of the {ASKED} nearest in {slow:.1f} ms; as set {now:.3f} in {took:.1f} ms, ratio {took / slow:.2f}"
        )


if __name__ == "__main__":
    main()
