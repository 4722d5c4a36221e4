"""Trains the detail head or the identifier head: small networks that say of each word whether it tells something sensitive of a child, or is
part of a number, a code, a bus or a place.

It reads the Rampart model's hidden states of the word, of its neighbours and of the whole message, and what the patterns and the names say
(`policies.redaction.detail_head.seen`). It learns from the bench messages that may be read, each with details also in copies in which
other details of the same sort and language stand in their place, so that neither the words nor the sentence around them are learned alone; numbers,
codes and buses are made up anew in them (`training_values`).

`python -m bench.redaction.train_detail_head {details,identifiers} OUT.npz [--without PART ...]` (about 4 CPU minutes each).
"""

import argparse
import importlib
import random
from collections.abc import Collection, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.redaction.blind import make
from bench.redaction.training_values import Values
from policies.redaction import detail_head
from policies.redaction.detail_head import Head
from policies.redaction.name_head import pooled
from policies.redaction.normalising import normalise
from policies.redaction.rampart import RampartTagger
from policies.redaction.recognizers import details

KIND_OF = {"MEDICAL": "HEALTH", "SPED": "SPECIAL_EDUCATION", "PLATE": "LICENSE_PLATE"}
"""What the bench's types are called in the product, where it says it otherwise."""
TYPES = ["DISCIPLINE", "CUSTODY", "GRADES", "BUS", "CREDENTIAL", "STUDENT_ID", "CASE_NUMBER", "OTHER_ID", "ADDRESS", *list(KIND_OF)]
HEADS = {"details": detail_head.DETAILS, "identifiers": detail_head.IDENTIFIERS}
FOUND_BY_PATTERNS = frozenset({"SSN", "PHONE", "EMAIL", "IP", "URL_TOKEN", "DOB"})
"""Types whose words the identifier head is neither taught to find nor to leave."""
LISTS = {"MEDICAL": ("health_words.txt", "medicine_words.txt"), "SPED": ("learning_words.txt",)}
WIDTH, INNER, DROPPED, BATCH = 48, 48, 0.35, 16
COPIES = {"details": 2, "identifiers": 3}
FACT_WEIGHT = 4
"""How much more a word counts that must stay."""
Row = dict[str, Any]


class Read(NamedTuple):
    """One message as the network reads it. Shape: context float32[n_words, 1152], known float32[n_words, N_SEEN], labels int[n_words],
    counted float32[n_words], how much each word counts."""

    row: Row
    words: list[tuple[int, int]]
    context: Any
    known: Any
    labels: Any
    counted: Any


def classes_of(head: Head) -> dict[str, int]:
    """The head's class for each of the bench's types that it knows; 0 is "nothing"."""
    named = {kind: KIND_OF.get(kind, kind) for kind in TYPES}
    return {kind: 1 + head.kinds.index(name) for kind, name in named.items() if name in head.kinds}


def read(rows: Sequence[Row], tagger: RampartTagger, classes: dict[str, int], untaught: Collection[str]) -> list[Read]:
    """Each message once; those whose offsets normalising moves are left out."""
    found: list[Read] = []
    texts: set[str] = set()
    for row in rows:
        text = normalise(row["text"]).text
        words = detail_head.units(text)
        if len(text) != len(row["text"]) or text in texts or not words:
            continue
        texts.add(text)
        tokens, hidden = tagger.read(text)
        context, _ = pooled(tokens, hidden, words)
        names = [(span["start"], span["end"]) for span in row["spans"] if span["type"].startswith("NAME")]
        labels = np.zeros(len(words), np.int64)
        for span in row["spans"]:
            for index, (start, end) in enumerate(words):
                if span["type"] in classes and start < span["end"] and span["start"] < end:
                    labels[index] = classes[span["type"]]
        counted = np.full(len(words), _weight(row, classes), np.float32)
        for span in row["spans"]:
            if span["type"] in untaught:
                counted[[index for index, (start, end) in enumerate(words) if start < span["end"] and span["start"] < end]] = 0
        for fact in row["must_keep"]:
            counted[[index for index, (start, end) in enumerate(words) if start < fact["end"] and fact["start"] < end]] *= FACT_WEIGHT
        found.append(Read(row, words, context, detail_head.seen(text, words, details.matches(text), names), labels, counted))
    return found


def swapped(
    row: Row,
    classes: dict[str, int],
    pool: dict[tuple[str, str], list[str]],
    listed: dict[str, list[str]],
    values: Values,
    rng: random.Random,
) -> Row:
    """The message with other details of the same sort in it."""
    text: str = row["text"]
    out, position = "", 0
    spans: list[Row] = []
    kept: list[Row] = []
    marks = [*((mark, spans) for mark in row["spans"]), *((mark, kept) for mark in row["must_keep"])]
    for mark, where in sorted(marks, key=lambda one: one[0]["start"]):
        if mark["start"] < position:
            continue
        words = text[mark["start"] : mark["end"]]
        out += text[position : mark["start"]]
        position = mark["end"]
        if where is spans and mark["type"] in classes and rng.random() < 0.85:
            words = values.made(mark["type"], words) or _other(mark["type"], row["lang"], words, pool, listed, rng)
        where.append({"start": len(out), "end": len(out) + len(words), "type": mark["type"]})
        out += words
    return {**row, "text": out + text[position:], "spans": spans, "must_keep": kept}


def _other(
    kind: str, language: str, words: str, pool: dict[tuple[str, str], list[str]], listed: dict[str, list[str]], rng: random.Random
) -> str:
    """A detail, number, code or place of the kind from another message, written as the one in its place."""
    is_listed = kind in listed and rng.random() < 0.3
    other = rng.choice(listed[kind] if is_listed else pool[kind, language])
    return other.lower() if words.islower() else other.upper() if words.isupper() and not words.isdigit() else other


def copies(rows: Sequence[Row], classes: dict[str, int], times: int, rng: random.Random) -> list[Row]:
    """Every message that holds what the head is to find, `times` times with other words in its place."""
    listed = {
        kind: [line for name in names for line in files("policies.redaction").joinpath("lists", name).read_text("utf-8").splitlines()]
        for kind, names in LISTS.items()
    }
    pool: dict[tuple[str, str], list[str]] = {}
    telling = [row for row in rows if any(span["type"] in classes for span in row["spans"])]
    for row in telling:
        for span in row["spans"]:
            pool.setdefault((span["type"], row["lang"]), []).append(row["text"][span["start"] : span["end"]])
    values = Values(rng)
    return [swapped(row, classes, pool, listed, values, rng) for row in telling for _ in range(times)]


def fitted(messages: Sequence[Read], n_classes: int, epochs: int) -> dict[str, Any]:
    """The network's weights, the scale of its input folded into the first layer."""
    torch: Any = importlib.import_module("torch")

    torch.manual_seed(0)
    torch.set_num_threads(1)
    rng = random.Random(0)
    every = np.concatenate([one.context for one in messages])
    mean, scale = every.mean(0, dtype=np.float32), every.std(0, dtype=np.float32) + np.float32(0.05)
    del every
    reach, n_known = detail_head.REACH, detail_head.N_SEEN
    first = torch.nn.Linear(len(mean), WIDTH)
    second = torch.nn.Linear((WIDTH + n_known) * (2 * reach + 1) + WIDTH, INNER)
    third = torch.nn.Linear(INNER, 1 + n_classes)
    drop_input, drop = torch.nn.Dropout(0.15), torch.nn.Dropout(DROPPED)
    parts = [part for layer in (first, second, third) for part in layer.parameters()]
    n_steps = epochs * -(-len(messages) // BATCH)
    optimiser = torch.optim.AdamW(parts, lr=3e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 6e-3, total_steps=n_steps)
    data = [
        (
            torch.tensor((one.context - mean) / scale, dtype=torch.float32),
            torch.tensor(one.known),
            torch.tensor(one.labels),
            torch.tensor(one.counted),
        )
        for one in messages
    ]
    order = list(range(len(data)))
    for _ in range(epochs):
        rng.shuffle(order)
        for begin in range(0, len(order), BATCH):
            batch = [data[index] for index in order[begin : begin + BATCH]]
            inner = drop(torch.relu(first(drop_input(torch.cat([one[0] for one in batch])))))
            rows: list[Any] = []
            for own, (_, known, labels, _) in zip(inner.split([len(one[2]) for one in batch]), batch, strict=True):
                n = len(labels)
                padded = torch.nn.functional.pad(torch.cat([own, known], 1), (0, 0, reach, reach))
                beside = [padded[shift : shift + n] for shift in range(2 * reach + 1)]
                rows.append(torch.cat([*beside, own.mean(0, keepdim=True).expand(n, -1)], 1))
            logits = third(drop(torch.relu(second(torch.cat(rows)))))
            losses = torch.nn.functional.cross_entropy(logits, torch.cat([one[2] for one in batch]), reduction="none")
            loss = (losses * torch.cat([one[3] for one in batch])).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    w1: Any = first.weight.detach().numpy().T / scale[:, None]
    return {
        "w1": w1.astype(np.float16),
        "b1": (first.bias.detach().numpy() - mean @ w1).astype(np.float32),
        "w2": second.weight.detach().numpy().T.astype(np.float32),
        "b2": second.bias.detach().numpy(),
        "w3": third.weight.detach().numpy().T.astype(np.float32),
        "b3": third.bias.detach().numpy(),
    }


def _weight(row: Row, classes: dict[str, int]) -> float:
    """A message in which nothing is to be found counts less."""
    spans = row["spans"]
    return 1.0 if any(span["type"] in classes for span in spans) else 0.7 if spans else 0.5


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("head", choices=sorted(HEADS))
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", nargs="*", default=[], choices=make.READABLE, help="parts to leave out")
    parser.add_argument("--epochs", type=int, default=12)
    given = parser.parse_args()
    tagger = RampartTagger(is_raw=True)
    rows = [row for part in make.READABLE if part not in given.without for row in make.messages(part)]
    head = HEADS[given.head]
    classes = classes_of(head)
    every = [*rows, *copies(rows, classes, COPIES[given.head], random.Random(3))]
    messages = read(every, tagger, classes, FOUND_BY_PATTERNS if head is detail_head.IDENTIFIERS else ())
    print(f"{len(messages)} messages")
    np.savez_compressed(given.out, **fitted(messages, len(head.kinds), given.epochs))


if __name__ == "__main__":
    main()
