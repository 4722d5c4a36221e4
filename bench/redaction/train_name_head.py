"""Trains the name head: a small network that says of each word whether it is part of a person's name.

It reads two things: its first layer, over the Rampart model's hidden states (the context; kept from the head trained at commit 10b2887),
and what `surface` sees of the word (case, lists, neighbours), which the model, blind to capitals, does not know. Messages are put
together from phrases; names in them are drawn from the name lists, from ordinary words and from coined syllables, things from
`training_things`, so that nothing can be learned by heart. Readable bench messages come beside, with other names and things in them.

`python -m bench.redaction.train_name_head OUT.npz [--hold 0|1]` (about 2 CPU minutes). With --hold half of the bench's templates is kept
out, so that the bench tells something of messages that were not learned from.
"""

import argparse
import importlib
import json
import random
import zlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from bench.redaction import own_messages
from bench.redaction.blind import make
from bench.redaction.training_messages import Names, message, varied
from policies.redaction import eponyms, plain_facts, surface
from policies.redaction.lexicon import lexicon
from policies.redaction.name_head import pooled
from policies.redaction.normalising import normalise
from policies.redaction.rampart import RampartTagger
from policies.redaction.words import cut

SHIFT = 0.6
"""Added to the log odds, so that the policy's thresholds find as many names as they did before the head saw the surface."""


def readable(folder: Path | None) -> list[dict[str, Any]]:
    """Every bench message that may be read: our own, the retired blind parts, and the shared development ones where given."""
    rows = own_messages.messages(7) + own_messages.messages(8)
    for part in make.READABLE:
        rows += make.messages(part)
    for file in sorted(folder.glob("*.jsonl")) if folder else ():
        rows += [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return rows


def half_of(row: dict[str, Any]) -> int:
    """0 or 1, the same for every message of one template."""
    return zlib.crc32(str(row.get("template") or row["id"].rpartition("-")[0]).encode()) % 2


def dataset(texts: Iterable[tuple[str, list[tuple[int, int]]]]) -> tuple[Any, Any]:
    """Shape: float32[n_words, first layer and surface.N_FEATURES], float32[n_words] (1 is a name)."""
    tagger, known, bias = RampartTagger(), lexicon(), first_layer()["b1"]
    rows: list[Any] = []
    labels: list[bool] = []
    for raw, spans in texts:
        text = normalise(raw).text
        if len(text) != len(raw):
            continue
        tokens, hidden = tagger.read(text)
        if not len(tokens):
            continue
        words = cut(text, tokens, known, [*plain_facts.dates(text), *plain_facts.named_after(text), *eponyms.stretches(text)])
        context, kept = pooled(tokens, hidden, [(word.start, word.end) for word in words])
        both = np.concatenate([np.maximum(context + bias, 0), surface.features(text, words)], axis=1)
        rows.append(both[kept].astype(np.float32))
        labels += [any(low <= words[i].start < high for low, high in spans) for i in np.flatnonzero(kept)]
    return np.concatenate(rows), np.array(labels, np.float32)


def first_layer() -> dict[str, Any]:
    """The shipped first layer, which this script keeps."""
    with files("policies.redaction").joinpath("lists", "name_head.npz").open("rb") as file:
        stored: Any = np.load(file)
        return {name: stored[name] for name in ("w1", "b1")}


def weights(rows: Any, labels: Any, n_own: int) -> Any:
    """How much each word counts: bench messages twice; an ordinary word as a name less, in life it is one more rarely than here."""
    seen = rows[:, -surface.N_FEATURES :]
    odd = (labels > 0) & (seen[:, surface.IS_PLAIN] > 0)
    counted = np.where(odd, np.where(seen[:, surface.IS_CAPITAL] > 0, 0.5, 0.2), 1.0)
    counted[n_own:] *= 2
    return counted.astype(np.float32)


def fitted(rows: Any, labels: Any, counted: Any, width: int, epochs: int) -> dict[str, Any]:
    """The second and third layer, trained on these words."""
    torch: Any = importlib.import_module("torch")

    torch.manual_seed(1)
    torch.set_num_threads(1)
    scale = rows.std(0) + 0.05
    net: Any = torch.nn.Sequential(
        torch.nn.Dropout(0.1),
        torch.nn.Linear(rows.shape[1], width),
        torch.nn.ReLU(),
        torch.nn.Dropout(0.15),
        torch.nn.Linear(width, 1),
    )
    x, y, w = torch.tensor(rows / scale), torch.tensor(labels), torch.tensor(counted)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.02)
    n_batches = -(-len(x) // 1024)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 6e-3, total_steps=epochs * n_batches)
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(1024):
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(net(x[batch])[:, 0], y[batch], weight=w[batch])
            loss.backward()
            optimiser.step()
            schedule.step()
    second, third = net[1], net[4]
    return {
        "w2": (second.weight.detach().numpy() / scale).T.astype(np.float32),
        "b2": second.bias.detach().numpy(),
        "w3": third.weight.detach().numpy()[0],
        "b3": third.bias.detach().numpy() + SHIFT,
    }


def main() -> None:
    """Train, report on what was kept aside, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--messages", type=int, default=7000)
    parser.add_argument("--copies", type=int, default=2, help="of each readable bench message")
    parser.add_argument("--width", type=int, default=48)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--shared", type=Path, help="a folder of further annotated messages")
    parser.add_argument("--hold", type=int, choices=(0, 1), help="keep this half of the bench's templates out, and report on it")
    given = parser.parse_args()
    rng = random.Random(1)
    names = Names(rng)
    bench = readable(given.shared)
    own, own_labels = dataset(message(rng, names) for _ in range(given.messages))
    learned = [row for row in bench if given.hold is None or half_of(row) != given.hold]
    more, more_labels = dataset(varied(row, rng, names) for row in learned for _ in range(given.copies))
    rows, labels = np.concatenate([own, more]), np.concatenate([own_labels, more_labels])
    head = fitted(rows, labels, weights(rows, labels, len(own)), given.width, given.epochs)
    if given.hold is not None:
        aside, truth = dataset(varied(row, rng, names) for row in bench if half_of(row) == given.hold)
        scores = 1 / (1 + np.exp(-(np.maximum(aside @ head["w2"] + head["b2"], 0) @ head["w3"] + head["b3"])))
        for limit in (0.02, 0.1, 0.2, 0.35, 0.5, 0.7):
            print(f"at {limit}: recall {(scores[truth == 1] >= limit).mean():.3f}  false alarms {(scores[truth == 0] >= limit).mean():.4f}")
    np.savez_compressed(given.out, **first_layer(), **head)


if __name__ == "__main__":
    main()
