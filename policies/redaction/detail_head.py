"""Says of each word whether it tells something sensitive of a child, or is part of a number, a code, a bus or a place: two small networks
over the Rampart model's hidden states.

What families say of health, special education, discipline, custody and grades has no closed vocabulary ("a seat near the board", "half the
summer"), and a user name, a bus or a stop is told by its sentence more than by its form ("it won't take rsmith", "she rides R24"). The
networks read the context, and beside it what the patterns and the names say and how the word looks. Trained on invented messages by
`bench/redaction/train_detail_head.py`; no data of people. The weights lie in `lists/detail_head.npz` and `lists/identifier_head.npz`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from policies.redaction.lexicon import lexicon
from policies.redaction.name_head import LAYERS
from policies.redaction.small_products import product

KINDS = ("HEALTH", "SPECIAL_EDUCATION", "DISCIPLINE", "CUSTODY", "GRADES")
REACH = 3
"""How many words to each side are read beside a word."""
EDGE = 0.3
"""From which probability on a word goes with a neighbour that is found."""
N_LOOKS = 12
N_SEEN = len(KINDS) + 1 + N_LOOKS
_UNIT = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*[%+]?")
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """One network: its file, its classes after "nothing", and from which probability on a word goes.

    `limit_again` holds in a text with placeholders: what one look left must not fall in the next for a hair's breadth.
    """

    file: str
    kinds: tuple[str, ...]
    limit: float
    limit_again: float


DETAILS = Head("detail_head.npz", KINDS, 0.7, 0.85)
IDENTIFIERS = Head(
    "identifier_head.npz", ("BUS", "CREDENTIAL", "STUDENT_ID", "CASE_NUMBER", "OTHER_ID", "LICENSE_PLATE", "ADDRESS"), 0.5, 0.85
)
HEADS = (DETAILS, IDENTIFIERS)


def units(text: str) -> list[Stretch]:
    """Words and numbers, half-open."""
    return [match.span() for match in _UNIT.finditer(text)]


def seen(text: str, words: Sequence[Stretch], details: Iterable[tuple[str, int, int]], names: Iterable[Stretch]) -> Any:
    """What is known of each word beside its context: what the patterns take it for, whether it is a name, its looks.

    Shape: float32[n_words, N_SEEN]. `details` are (kind, start, end).
    """
    import numpy as np

    rows: Any = np.zeros((len(words), N_SEEN), np.float32)
    bounds: Any = np.array(words, np.int64).reshape(-1, 2)
    for column, start, end in [*((KINDS.index(kind), low, high) for kind, low, high in details), *((len(KINDS), *name) for name in names)]:
        rows[(bounds[:, 0] < end) & (start < bounds[:, 1]), column] = 1
    for index, (low, high) in enumerate(words):
        rows[index, -N_LOOKS:] = _looks(text, low, high)
    return rows


def _looks(text: str, low: int, high: int) -> tuple[float, ...]:
    """What is seen of a word: figures, capitals, length, whether a list knows it, and the signs beside it."""
    known = lexicon()
    word, before, after = text[low:high], text[max(0, low - 2) : low], text[high : high + 1]
    n_digits = sum(char.isdigit() for char in word)
    has_letters = any(char.isalpha() for char in word)
    return (
        n_digits > 0,
        n_digits > 0 and not has_letters,
        n_digits > 0 and has_letters,
        min(n_digits, 12) / 12,
        min(len(word), 12) / 12,
        word[0].isupper(),
        has_letters and len(word) > 1 and word.isupper(),
        any(one.islower() and next_one.isupper() for one, next_one in pairwise(word)),
        known.is_word(word),
        before[-1:] in set("#:='\"/"),
        after in set("!#$%*=/"),
        not before.strip(" ") or before.rstrip()[-1:] in set(".?!:;"),
    )


def probabilities(head: Head, context: Any, known: Any) -> Any:
    """Of each word the probability of every class of the head, "nothing" first.

    Shape: `context` float32[n_words, width], the first layer's output before its bias; `known` float32[n_words, N_SEEN]; gives
    float32[n_words, 1 + len(head.kinds)].
    """
    import numpy as np

    stored = weights(head)
    inner: Any = np.maximum(context + stored["b1"], 0)
    both: Any = np.concatenate([inner, known], axis=1)
    padded: Any = np.pad(both, ((REACH, REACH), (0, 0)))
    beside = [padded[shift : shift + len(both)] for shift in range(2 * REACH + 1)]
    mean: Any = np.broadcast_to(inner.mean(axis=0), inner.shape)
    hidden: Any = np.maximum(product(np.concatenate([*beside, mean], axis=1), stored["w2"]) + stored["b2"], 0)
    logits: Any = product(hidden, stored["w3"]) + stored["b3"]
    shares: Any = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def runs(head: Head, words: Sequence[Stretch], shares: Any, limit: float, among: Iterable[int]) -> list[tuple[str, int, int]]:
    """Kind, start and end of stretches of which one word at least tells something with the probability `limit`, all with `EDGE`.

    `among` are the words asked, in order.
    """
    found: list[tuple[str, int, int]] = []
    run: list[int] = []
    for index in [*among, len(words) + 1]:
        if run and (index != run[-1] + 1 or 1 - shares[index, 0] < EDGE):
            told = 1 - shares[run, 0]
            if told.max() >= limit:
                kind = head.kinds[int(shares[run, 1:].sum(axis=0).argmax())]
                found.append((kind, words[run[0]][0], words[run[-1]][1]))
            run = []
        if index < len(words) and 1 - shares[index, 0] >= EDGE:
            run.append(index)
    return found


def projections(head: Head) -> list[Any]:
    """The first layer, one matrix for each layer of the model that is read. Shape: float32[384, width] each."""
    import numpy as np

    return np.split(weights(head)["w1"], len(LAYERS))


@cache
def weights(head: Head) -> dict[str, Any]:
    """The network. Shape: w1 float32[384 * layers, width], its rows by layer; w2, w3 as `probabilities` uses them."""
    import numpy as np

    with files("policies.redaction").joinpath("lists", head.file).open("rb") as file:
        stored: Any = np.load(file)
        return {name: stored[name].astype(np.float32) for name in ("w1", "b1", "w2", "b2", "w3", "b3")}
