"""The shipped encoder on OpenVINO: loads in a second, several times faster than torch on CPUs (BENCHMARKS.md, 'Encoders')."""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Encoding

MAX_TOKENS = 512
BATCH = 32
"""The most passages at a time."""
UNEVEN = 1.03
"""A batch ends where passages get this many times shorter than its first: all are padded to that one. More than four are no faster."""
PAD = 1
"""Id of the padding piece."""
PASSAGES_PADDED_TO = 4
QUESTIONS_PADDED_TO = 16
"""Lengths are padded to multiples of these: OpenVINO plans every new length anew (a fifth of a question's encoding, n=121)."""


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
        self._tokenizer.no_padding()
        self._threads = threads
        self._compile: Callable[[dict[str, Any]], Any] = partial(openvino.Core().compile_model, str(folder / "encoder.xml"), "CPU")
        self._graph: Any = self._compile({"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads})
        self.n_dimensions = int(self._graph.output(0).partial_shape[1].get_length())
        self._lock = threading.Lock()
        self._idle: list[Any] = []

    @cached_property
    def _bulk(self) -> Any:
        """The graph once more, one passage batch on each thread: a tenth faster for many, no use for one. Made at the first document."""
        import openvino

        threads = self._threads
        graph = self._compile({"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": threads, "INFERENCE_NUM_THREADS": threads})
        return openvino.AsyncInferQueue(graph, threads)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One question. Shape: `float32[n_dimensions]`."""
        return self.begin_query(text).result()

    def begin_query(self, text: str) -> Encoding:
        """One question, computed by OpenVINO's own threads: a thread of Python's would wait for whoever holds the interpreter."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._graph.create_infer_request()
        ids: list[int] = self._tokenizer.encode("query: " + text).ids
        return _Running(request, _padded([ids], QUESTIONS_PADDED_TO), self._idle)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Passages in bulk, those of like length together so that little padding is computed. Raises: RuntimeError of OpenVINO."""
        result = np.zeros((len(texts), self.n_dimensions), dtype=np.float32)
        ids: list[list[int]] = [e.ids for e in self._tokenizer.encode_batch(["passage: " + text for text in texts])]

        def keep(request: Any, chosen: list[int]) -> None:
            result[chosen] = request.get_output_tensor(0).data

        if not ids:
            return result
        with self._lock:
            self._bulk.set_callback(keep)
            for chosen in _of_like_length([len(one) for one in ids]):
                self._bulk.start_async(_padded([ids[i] for i in chosen], PASSAGES_PADDED_TO), chosen)
            self._bulk.wait_all()
        return _of_unit_length(result)


def _of_like_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts in batches, longest first, so that no thread is left with a long one at the end."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    first = 0
    while first < len(order):
        longest = lengths[order[first]]
        end = first + 1
        while end < min(len(order), first + BATCH) and UNEVEN * lengths[order[end]] >= longest:
            end += 1
        yield order[first:end]
        first = end


def _padded(ids: Sequence[Sequence[int]], to: int) -> dict[str, NDArray[np.int64]]:
    """What the graph takes. Shape of each: int64[n_texts, length of the longest, rounded up]."""
    length = -(-max(len(one) for one in ids) // to) * to
    pieces = np.full((len(ids), length), PAD, dtype=np.int64)
    mask = np.zeros_like(pieces)
    for row, one in enumerate(ids):
        pieces[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return {"input_ids": pieces, "attention_mask": mask}


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
