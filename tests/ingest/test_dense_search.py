"""A small index is searched whole: whoever opens it finds the same passages, the nearest ones."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest import chroma
from ingest.chroma import ChromaDenseIndex

N, ASKED = 900, 120


def rows_of_tables() -> dict[str, NDArray[np.float32]]:
    """Vectors that lie close together in groups, as rows of one table do."""
    random = np.random.default_rng(7)
    groups = random.normal(size=(N // 20, 64))
    vectors = groups[random.integers(0, len(groups), N)] + 0.6 * random.normal(size=(N, 64)) + 1.5 * random.normal(size=64)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {f"p{i}": vector.astype(np.float32) for i, vector in enumerate(vectors)}


def found_by(index: ChromaDenseIndex, vectors: dict[str, NDArray[np.float32]]) -> list[set[str]]:
    return [{id_ for id_, _cosine in index.query(vectors[f"p{i}"], ASKED)} for i in range(0, N, 30)]


def nearest(vectors: dict[str, NDArray[np.float32]]) -> list[set[str]]:
    ids, every = list(vectors), np.stack(list(vectors.values()))
    return [{ids[k] for k in np.argsort(-(every @ vectors[f"p{i}"]))[:ASKED]} for i in range(0, N, 30)]


def opened(folder: Path, vectors: dict[str, NDArray[np.float32]]) -> ChromaDenseIndex:
    index = ChromaDenseIndex(folder, "tried")
    index.bring_to({id_: id_ for id_ in vectors}, lambda hashes: {one: vectors[one] for one in hashes})
    return index


def test_whoever_opens_the_index_finds_the_nearest_passages_every_one(tmp_path: Path) -> None:
    vectors = rows_of_tables()
    wanted = nearest(vectors)
    assert found_by(opened(tmp_path, vectors), vectors) == wanted
    assert found_by(opened(tmp_path, vectors), vectors) == wanted


def test_an_index_of_an_earlier_version_is_searched_as_thoroughly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = rows_of_tables()
    wanted = nearest(vectors)
    with monkeypatch.context() as earlier:
        earlier.setattr(chroma, "SEARCHED", 100)
        assert found_by(opened(tmp_path, vectors), vectors) != wanted
    assert found_by(opened(tmp_path, vectors), vectors) == wanted
