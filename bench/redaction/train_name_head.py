"""Trains the name head: a small network that says of each word whether it is part of a person's name.

It reads two things: the Rampart model's hidden states (the context, of the word and of the words beside it), and what `surface` sees of the
word (case, lists, frequency, neighbours), which the model, blind to capitals, does not know. Almost all it learns from are the readable
bench messages, each several times with other names, things and words in it and with the noise of real writing; a few messages put together
from phrases come beside. Names are drawn from name statistics, the lists, short names of two words, ordinary words and coined syllables, so
that nothing can be learned by heart.

    python -m bench.redaction.train_name_head OUT.npz [--without PARTS] [--cache FOLDER]

Takes about 7 CPU minutes, 3 with a warm cache. `--without i l n` keeps these parts out, so that the bench tells something of messages that
were not learned from: measure with `bench.redaction.run --blind i` and the head put in place.
"""

import argparse
import importlib
import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench.redaction import own_messages
from bench.redaction.blind import make
from bench.redaction.training_messages import Row, as_written, message, varied
from bench.redaction.training_names import Names
from policies.redaction import named_things, surface
from policies.redaction.lexicon import lexicon
from policies.redaction.name_head import pooled
from policies.redaction.normalising import normalise
from policies.redaction.rampart import RampartTagger
from policies.redaction.words import cut

COPIES = {"a": 2, "b": 2}
"""Varied copies of a part's messages; of every other part `--copies`. Those of a and b are two of each template already."""
INVENTED = "+"
"""The name of the part that is put together from phrases."""
N_INVENTED = 2500
INVENTED_WEIGHT = 0.3


def rows_of(part: str, copies: int) -> Iterable[Row]:
    """What is learned of one part."""
    rng = random.Random(f"names {part}")
    names = Names(rng)
    if part == INVENTED:
        yield from (message(rng, names) for _ in range(N_INVENTED))
        return
    for row in make.messages(part) if part != "own" else own_messages.messages(7):
        yield as_written(row)
        yield from (varied(row, rng, names) for _ in range(COPIES.get(part, copies)))


def read(rows: Iterable[Row]) -> dict[str, Any]:
    """Shape: float16[n_words, 384 * len(LAYERS)], float32[n_words, surface.N_FEATURES], bool[n_words] (a name), bool[n_words] (begins a message)."""
    tagger, known = RampartTagger(is_raw=True), lexicon()
    states: list[Any] = []
    seen: list[Any] = []
    labels: list[bool] = []
    begins: list[bool] = []
    for raw, spans in rows:
        normalised = normalise(raw)
        text = normalised.text
        tokens, hidden = tagger.read(text)
        words = cut(text, tokens, known, named_things.stretches(text))
        if not len(tokens) or not words:
            continue
        context, kept = pooled(tokens, hidden, [(word.start, word.end) for word in words])
        if not kept.all():
            continue
        states.append(context.astype(np.float16))
        seen.append(surface.features(text, words))
        places = [normalised.original(word.start, word.end) for word in words]
        labels += [any(low < stop and start < high for low, high in spans) for start, stop in places]
        begins += [index == 0 for index in range(len(words))]
    return {"states": np.concatenate(states), "seen": np.concatenate(seen), "labels": np.array(labels), "begins": np.array(begins)}


def dataset(parts: Sequence[str], copies: int, cache: Path | None) -> dict[str, Any]:
    """All parts beside each other, with the weight of each word."""
    read_parts: list[dict[str, Any]] = []
    for part in parts:
        file = cache / f"{'invented' if part == INVENTED else part}.npz" if cache else None
        if file is not None and file.is_file():
            stored: Any = np.load(file)
            found = {name: stored[name] for name in stored}
        else:
            found = read(rows_of(part, copies))
            if file is not None:
                np.savez(file, **found)
        found["weights"] = np.full(len(found["labels"]), INVENTED_WEIGHT if part == INVENTED else 1.0, np.float32)
        read_parts.append(found)
    return {name: np.concatenate([part[name] for part in read_parts]) for name in read_parts[0]}


def fitted(data: dict[str, Any], first: int, width: int, epochs: int, seed: int = 1) -> dict[str, Any]:
    """The three layers, trained together on these words."""
    torch: Any = importlib.import_module("torch")

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    seen, begins = data["seen"], data["begins"]
    n_words, n_states = data["states"].shape
    scale = seen.std(0) + 0.05
    spread = data["states"][:: max(1, n_words // 20_000)].astype(np.float32).std(0) + 0.05
    states, features = torch.tensor(data["states"]), torch.tensor((seen / scale).astype(np.float32))
    y, w, is_first = torch.tensor(data["labels"].astype(np.float32)), torch.tensor(data["weights"]), torch.tensor(begins)
    layer1 = torch.nn.Linear(n_states, first)
    layer2 = torch.nn.Linear(3 * first + seen.shape[1], width)
    layer3 = torch.nn.Linear(width, 1)
    layers = torch.nn.ModuleList([layer1, layer2, layer3])
    drop = torch.nn.functional.dropout
    inverse = torch.tensor((1 / spread).astype(np.float32))

    def logits(index: Any) -> Any:
        """Of whole messages, one behind the other."""
        own = torch.relu(layer1(drop(states[index].float() * inverse, 0.2)))
        opens = is_first[index][:, None]
        before = own.roll(1, 0).masked_fill(opens, 0.0)
        after = own.roll(-1, 0).masked_fill(opens.roll(-1, 0), 0.0)
        both = torch.cat([drop(torch.cat([before, own, after], 1), 0.2), drop(features[index], 0.1)], 1)
        return layer3(drop(torch.relu(layer2(both)), 0.2))[:, 0]

    edges = [*np.flatnonzero(begins).tolist(), n_words]
    messages = [torch.arange(low, high) for low, high in pairwise(edges)]
    batch = 24
    steps = -(-len(messages) // batch)
    optimiser = torch.optim.AdamW(layers.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=epochs * steps)
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(messages)).split(batch):
            index = torch.cat([messages[number] for number in chosen.tolist()])
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits(index), y[index], weight=w[index])
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / steps:.4f}", flush=True)
    second = layer2.weight.detach().numpy().T
    return {
        "w1": (layer1.weight.detach().numpy() / spread).astype(np.float16),
        "b1": layer1.bias.detach().numpy(),
        "w2": second[: 3 * first].astype(np.float32),
        "seen2": (second[3 * first :] / scale[:, None]).astype(np.float32),
        "b2": layer2.bias.detach().numpy(),
        "w3": layer3.weight.detach().numpy()[0],
        "b3": layer3.bias.detach().numpy()[0],
    }


def joined(nets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Several nets as one head: their first layers beside each other, so that the tagger runs them as one."""
    rest = {name: np.stack([net[name] for net in nets]).astype(np.float32) for name in ("w2", "seen2", "b2", "w3", "b3")}
    return {name: np.concatenate([net[name] for net in nets]) for name in ("w1", "b1")} | rest


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", nargs="*", default=[], choices=make.READABLE, help="parts to leave out")
    parser.add_argument("--copies", type=int, default=4, help="varied copies of each readable bench message")
    parser.add_argument("--nets", type=int, default=2)
    parser.add_argument("--first", type=int, default=64)
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--cache", type=Path, help="where the hidden states are kept between runs (2 GB)")
    given = parser.parse_args()
    parts = [part for part in (*make.READABLE, "own", INVENTED) if part not in given.without]
    data = dataset(parts, given.copies, given.cache)
    nets = [fitted(data, given.first, given.width, given.epochs, 2 * number + 1) for number in range(given.nets)]
    np.savez_compressed(given.out, **joined(nets))


if __name__ == "__main__":
    main()
