"""The shipped encoder on OpenVINO: loads in a second, several times faster than torch on CPUs (BENCHMARKS.md, 'Encoders')."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_TOKENS = 512
BATCH = 32
"""The most texts at a time."""
UNEVEN = 1.3
"""A batch ends where texts get this many times longer than its first, as all are padded to the longest: a third less work a document."""
PADDED_TO = 16
"""Lengths are padded to multiples of this: OpenVINO plans every new length anew (a fifth of a question's encoding, n=121)."""


class OpenVinoEncoder:
    """Runs the graph that `prepare` exported. Safe for many threads: calls take turns.

    Raises: policies.errors.WrongConfiguration model.missing when the folder is not prepared.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        import openvino
        from tokenizers import Tokenizer

        from policies.errors import WrongConfiguration

        if not (folder / "encoder.xml").is_file():
            raise WrongConfiguration("model.missing", "The encoder is not prepared.", "Run `countersign models prepare`.")
        self.model = folder.name
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=1, pad_token="<pad>", pad_to_multiple_of=PADDED_TO)  # noqa: S106 - the padding piece
        self._graph: Any = openvino.Core().compile_model(
            str(folder / "encoder.xml"), "CPU", {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
        )
        self.n_dimensions = int(self._graph.output(0).partial_shape[1].get_length())
        self._lock = threading.Lock()

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One question. Shape: `float32[n_dimensions]`."""
        return self._run(["query: " + text])[0]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Passages in bulk, longest together so that little padding is computed."""
        result = np.zeros((len(texts), self.n_dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        first = 0
        while first < len(order):
            longest = UNEVEN * len(texts[order[first]]) + 2 * PADDED_TO
            end = first + 1
            while end < min(len(order), first + BATCH) and len(texts[order[end]]) <= longest:
                end += 1
            chosen = order[first:end]
            result[chosen] = self._run(["passage: " + texts[i] for i in chosen])
            first = end
        return result

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        encodings = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encodings], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encodings], dtype=np.int64)
        with self._lock:
            vectors = np.array(self._graph({"input_ids": ids, "attention_mask": mask})[0], dtype=np.float32)
        # bfloat16 processors give lengths of 0.998 to 1.002; a cosine wants exactly 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
