"""The shipped encoder on OpenVINO: loads in a second, several times faster than torch on CPUs (BENCHMARKS.md, 'Encoders')."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Encoding

MAX_TOKENS = 512
BATCH = 32
"""The most texts at a time."""
UNEVEN = 1.3
"""A batch ends where texts get this many times longer than its first, as all are padded to the longest: a third less work a document."""
PADDED_TO = 16
"""Lengths are padded to multiples of this: OpenVINO plans every new length anew (a fifth of a question's encoding, n=121)."""


class OpenVinoEncoder:
    """Runs the graph that `prepare` exported. Safe for many threads: batches take turns, each question has a request of its own.

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
        self._idle: list[Any] = []

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One question. Shape: `float32[n_dimensions]`."""
        return self.begin_query(text).result()

    def begin_query(self, text: str) -> Encoding:
        """One question, computed by OpenVINO's own threads: a thread of Python's would wait for whoever holds the interpreter."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._graph.create_infer_request()
        return _Running(request, self._inputs(["query: " + text]), self._idle)

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
        inputs = self._inputs(texts)
        with self._lock:
            return _of_unit_length(np.array(self._graph(inputs)[0], dtype=np.float32))

    def _inputs(self, texts: list[str]) -> dict[str, NDArray[np.int64]]:
        encodings = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encodings], dtype=np.int64)
        return {"input_ids": ids, "attention_mask": np.array([e.attention_mask for e in encodings], dtype=np.int64)}


class _Running:
    """A question that OpenVINO computes. Its request goes back to the idle ones with the result, or with this object."""

    def __init__(self, request: Any, inputs: dict[str, NDArray[np.int64]], idle: list[Any]) -> None:
        self._request: Any = request
        self._idle = idle
        self._vector: NDArray[np.float32] | None = None
        self._lock = threading.Lock()
        request.start_async(inputs)

    def result(self) -> NDArray[np.float32]:
        """Waits. Shape: `float32[n_dimensions]`."""
        with self._lock:
            if self._vector is None:
                self._request.wait()
                self._vector = _of_unit_length(np.array(self._request.get_output_tensor(0).data, dtype=np.float32))[0]
                self._idle.append(self._request)
                self._request = None
            vector = self._vector
            assert vector is not None
            return vector


def _of_unit_length(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """bfloat16 processors give lengths of 0.998 to 1.002; a cosine wants exactly 1."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
