"""Says of each word whether it is part of a name: a small network over the Rampart model's hidden states and over what is seen of the word.

Several nets of one form, each trained from another start, whose log odds are averaged. The first layer reads the states of one word; the
second reads the first's of the word and of its two neighbours, and what `surface` sees.

It finds the names that are also words ("Story is late again") and lets things in capitals be ("Muffins with Moms"). Trained on invented
messages by `bench/redaction/train_name_head.py`; no data of people. The weights lie in `lists/name_head.npz`.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from policies.redaction.small_products import product

if TYPE_CHECKING:
    from policies.redaction.rampart import Token
    from policies.redaction.words import Word

LAYERS = (2, 4, 5)
"""Which layers' outputs are read, of 0…5."""


def pooled(tokens: "Sequence[Token]", hidden: Any, words: Sequence[tuple[int, int]]) -> tuple[Any, Any]:
    """The mean hidden state of each word's pieces.

    Shape: `hidden` float32[n_tokens, features]; gives float32[n_words, features] and bool[n_words], False where a word has no piece.
    """
    import numpy as np

    sums: Any = np.zeros((len(words), hidden.shape[1]), np.float32)
    if not words:
        return sums, np.zeros(0, bool)
    starts = np.fromiter((token[0] for token in tokens), np.int64, len(tokens))
    bounds = np.array(words, np.int64)
    owner = np.searchsorted(bounds[:, 0], starts, side="right") - 1
    inside = (owner >= 0) & (starts < bounds[owner, 1])
    np.add.at(sums, owner[inside], hidden[inside])
    counts = np.bincount(owner[inside], minlength=len(words))
    return sums / np.maximum(counts, 1)[:, None], counts > 0


def projections() -> list[Any]:
    """The head's first layer, one matrix for each of `LAYERS`. Shape: float32[384, width] each."""
    import numpy as np

    return [part.T.copy() for part in np.split(_stored()["w1"].astype(np.float32), len(LAYERS), axis=1)]


def name_probabilities(tokens: "Sequence[Token]", hidden: Any, words: "Sequence[Word]", seen: Any) -> list[float]:
    """For each word the probability, 0…1, that it is part of a person's name.

    Shape: `hidden` float32[n_tokens, width or more], the first layer's output before its bias, at the head of what the model gives; it is
    linear, so pieces may be averaged after it;
    `seen` float32[n_words, surface.N_FEATURES].
    """
    import numpy as np

    if not words or not len(tokens):
        return [0.0] * len(words)
    stored = _stored()
    context, kept = pooled(tokens, hidden[:, : len(stored["b1"])], [(word.start, word.end) for word in words])
    n_nets, n_around, _ = stored["w2"].shape
    own: Any = np.maximum(context + stored["b1"], 0).reshape(len(words), n_nets, n_around // 3)
    none: Any = np.zeros_like(own[:1])
    around: Any = np.concatenate([np.concatenate([none, own[:-1]]), own, np.concatenate([own[1:], none])], axis=2)
    parts = [product(around[:, net], stored["w2"][net]) + product(seen, stored["seen2"][net]) for net in range(n_nets)]
    inner: Any = np.maximum(np.stack(parts, axis=1) + stored["b2"], 0)
    logits: Any = ((inner * stored["w3"]).sum(axis=2) + stored["b3"]).mean(axis=1)
    return [float(value) if is_kept else 0.0 for value, is_kept in zip(1 / (1 + np.exp(-logits)), kept, strict=True)]


def width() -> int:
    """How many of the model's columns belong to this head."""
    return len(_stored()["b1"])


@cache
def _stored() -> dict[str, Any]:
    import numpy as np

    with files("policies.redaction").joinpath("lists", "name_head.npz").open("rb") as file:
        stored: Any = np.load(file)
        return {name: stored[name].astype(np.float32) for name in ("w1", "b1", "w2", "seen2", "b2", "w3", "b3")}
