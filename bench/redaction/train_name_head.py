"""Trains the name head: a small network over the Rampart model's hidden states that reads from the context whether a word is a name.

The Rampart model knows few names that are also words; its hidden states know the context. Names in training are drawn from the name lists,
from ordinary words of both languages, and from coined syllables, so that the head cannot learn them by heart.

`python -m bench.redaction.train_name_head OUT.npz` (about 5 CPU minutes). What ships as `policies/redaction/lists/name_head.npz` is the mean of
two (`OUT.npz --join ONE.npz OTHER.npz`), the second trained after sentences were added in which words that are also names are names, and are not.
"""

import argparse
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.redaction import training_phrases as phrases
from policies.redaction.lexicon import lexicon
from policies.redaction.name_head import pooled
from policies.redaction.rampart import RampartTagger

SLOT = re.compile(r"\{([SPFOWXV])\}")
WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")
FILLERS = (
    "Do we need a {W} for class? ", "The {W} is on the list. ", "is the {W} free? ", "what about the {W}? ", "he left his {W} there. ", "She wants the {W} back. ", "a {W} and a {W}. ", "We saw {W} at the game. ", "too much {W}. ", "how much for {W}? ",
    "{W} is not allowed. ", "Is {W} required? ", "The {W} {W} was great. ", "no {W} please. ", "my {W} is broken. ", "her {W} got wet. ", "the new {W} looks good. ", "{W} day is when? ", "The {W} club meets at four. ", "it was {W}. ", "very {W}. ",
    "{X} Elementary starts when? ", "at {X} Middle School ", "does {X} High have it? ", "is {X} Academy open? ", "the {X} campus. ", "I called {X} Elementary. ", "from {X} Middle to {X} High. ", "We live in {X}. ", "moved from {X} to {X}. ",
    "when are {V} due? ", "Who handles {V} at your school? ", "Can I pay {V} in parts? ", "the {V} {V} is closed. ", "for {V} please. ", "sign up for {V}. ", "Do you offer {V}? ", "Are {V} {V}? ", "how do I get {V}? ", "I asked about {V} and {V}. ",
    "please {V} it. ", "{V} {V} {V}. ", "ask the {V}. ", "with {V}. ", "Is {V} on Friday? ", "{V}: 4471\n", "{V}# 20417 ", "{V} 3/4/2015. ", "DOB 4/5/2014, ID# 55120. ", "docket 21-DR-0412. ", "Birthdate 2014-03-02 ", "from ip 203.0.113.9 ", "ext 114. ",
    "on April 14 ", "in May. ", "by June 3rd, ", "for 40 min. ", "room 12. ", "apt 4. ", "last names A-L. ", "grades K-5. ", "5 minutes. ", "at 3 pm. ", "Nació 3/4/2015. ", "Matrícula 20417. ", "expediente 2021-44. ", "el 12 de octubre. ", "en mayo ",
    "¿dónde está la lista de {V}? ", "el portal de {V}. ", "¿hay {V} el lunes? ", "quiero {V}. ", "gracias por todo. ", "{V} y {V}. ", "su {V} no llegó. ", "para {V}. ",
    "la {W} es bonita. ", "el {W} no sirve. ", "¿necesita {W}? ", "¿cuánto cuesta la {W}? ", "no hay {W}. ", "su {W} está mojada. ", "la escuela {X}. ", "la primaria {X} abre. ", "vivimos en {X}. ", "quiere la {W}. ",
)  # fmt: skip


class Names:
    """Draws names of every kind."""

    def __init__(self, rng: random.Random) -> None:
        known = lexicon()
        self._rng = rng
        self._given, self._family = sorted(known.given), sorted(known.family)
        self._school = sorted(known.school)
        self._words = [
            word
            for word in sorted(known.words)
            if 3 <= len(word) <= 9 and not known.is_function_word(word) and not known.is_school_word(word)
        ]
        self._starts: dict[str, list[str]] = {}
        for name in self._given + self._family:
            padded = f"^^{name}$"
            for i in range(len(padded) - 2):
                self._starts.setdefault(padded[i : i + 2], []).append(padded[i + 2])

    def coined(self) -> str:
        """A name that nobody has."""
        out = "^^"
        while not out.endswith("$") and len(out) < 14:
            out += self._rng.choice(self._starts[out[-2:]])
        return out.strip("^$")

    def word(self) -> str:
        """An ordinary word."""
        return self._rng.choice(self._words)

    def school_word(self) -> str:
        """A word of school administration."""
        return self._rng.choice(self._school)

    def part(self, listed: list[str]) -> str:
        """One name of any kind."""
        draw = self._rng.random()
        return self._rng.choice(listed) if draw < 0.35 else self.word() if draw < 0.7 else self.coined()

    def person(self) -> str:
        """A given name, often with a family name."""
        draw = self._rng.random()
        given = self.part(self._given)
        if draw < 0.5:
            return given
        if draw < 0.58:
            return f"{given[0]}. {self.part(self._family)}"
        if draw < 0.62:
            return f"{given} {self.part(self._given)} {self.part(self._family)}"
        return f"{given} {self.part(self._family)}" + (f" {self.part(self._family)}" if draw > 0.94 else "")

    def staff(self) -> str:
        """Mostly a family name."""
        return self.part(self._family) if self._rng.random() < 0.75 else self.person()


def message(rng: random.Random, names: Names) -> tuple[str, list[tuple[int, int]]]:
    """A message and the stretches that are names."""
    spanish = rng.random() < 0.35
    opening, named, nameless, closing = (
        (phrases.APERTURAS, phrases.FRASES, phrases.SIN_NOMBRES, phrases.CIERRES)
        if spanish
        else (phrases.OPENINGS, phrases.STATEMENTS, phrases.NAMELESS, phrases.CLOSINGS)
    )
    middle = [rng.choice(rng.choice((named, named, nameless, nameless, FILLERS, FILLERS))) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.05:
        middle.append(rng.choice(phrases.STATEMENTS if spanish else phrases.FRASES))
    template = rng.choice(opening) + "".join(middle) + rng.choice(closing)
    first = {letter: names.person() for letter in "SPO"}
    text, spans, position = "", list[tuple[int, int]](), 0
    for match in SLOT.finditer(template):
        text += _noisy(template[position : match.start()], rng)
        letter = match[1]
        if letter in "SP":
            value = (
                first[letter] if rng.random() < 0.5 else first[letter].split()[0] if "." not in first[letter].split()[0] else names.person()
            )
        elif letter == "O":
            value = names.person()
        elif letter == "F":
            value = names.staff()
        else:
            value = names.word() if letter == "W" else names.school_word() if letter == "V" else rng.choice((names.staff(), names.person()))
        if letter in "SPOF":
            spans.append((len(text), len(text) + len(value)))
        text += value
        position = match.end()
    return text + _noisy(template[position:], rng), spans


def _noisy(words: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.15:
        words = re.sub(r"[.,?!¿¡:]", "", words)
    elif draw < 0.3:
        words = re.sub(r"\b[a-z]{5,}\b", lambda m: _slip(m.group(), rng) if rng.random() < 0.2 else m.group(), words)
    return words


def _slip(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 2)
    return rng.choice((word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:]))


def dataset(n_messages: int, seed: int) -> tuple[Any, Any]:
    """Shape: float32[n_words, features], float32[n_words] (1 is a name)."""
    rng = random.Random(seed)
    names, tagger = Names(rng), RampartTagger(is_raw=True)
    rows: list[Any] = []
    labels: list[bool] = []
    for _ in range(n_messages):
        text, spans = message(rng, names)
        tokens, hidden = tagger.read(text)
        words = [match.span() for match in WORD.finditer(text)]
        features, kept = pooled(tokens, hidden, words)
        rows.append(features[kept])
        labels += [any(low <= words[i][0] < high for low, high in spans) for i in np.flatnonzero(kept)]
    return np.concatenate(rows).astype(np.float32), np.array(labels, np.float32)


def joined(paths: Sequence[Path], out: Path) -> None:
    """Write one head that gives the mean of what several give (before the logistic function)."""
    heads = [np.load(path) for path in paths]
    np.savez_compressed(
        out,
        w1=np.concatenate([head["w1"] for head in heads]),
        b1=np.concatenate([head["b1"] for head in heads]),
        w2=np.concatenate([head["w2"] for head in heads]) / len(heads),
        b2=sum(head["b2"] for head in heads) / len(heads),
    )


def main() -> None:
    """Train, report on messages kept aside, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--messages", type=int, default=8000)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--join", type=Path, nargs="+", help="do not train: write the mean of these heads")
    given = parser.parse_args()
    if given.join:
        return joined(given.join, given.out)
    import torch

    torch.manual_seed(1)
    train, labels = dataset(given.messages, seed=1)
    aside, truth = dataset(600, seed=2)
    mean, spread = train.mean(0), train.std(0) + 1e-3
    net = torch.nn.Sequential(
        torch.nn.Dropout(0.2),
        torch.nn.Linear(train.shape[1], given.width),
        torch.nn.ReLU(),
        torch.nn.Dropout(0.3),
        torch.nn.Linear(given.width, 1),
    )
    x, y = torch.tensor((train - mean) / spread), torch.tensor(labels)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.02)
    n_epochs = 14
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, n_epochs)
    for _ in range(n_epochs):
        net.train()
        for batch in torch.randperm(len(x)).split(256):
            optimiser.zero_grad()
            torch.nn.functional.binary_cross_entropy_with_logits(net(x[batch])[:, 0], y[batch]).backward()
            optimiser.step()
        schedule.step()
    net.eval()
    with torch.no_grad():
        scores = torch.sigmoid(net(torch.tensor((aside - mean) / spread))[:, 0]).numpy()
    for limit in (0.2, 0.35, 0.5, 0.7):
        hit = scores >= limit
        print(
            f"at {limit}: recall {hit[truth == 1].mean():.3f}  false alarms {hit[truth == 0].mean():.4f}  (names {int(truth.sum())}, other words {int((1 - truth).sum())})"
        )
    first, second = net[1], net[4]
    w1 = (first.weight.detach().numpy() / spread).astype(np.float32)
    b1 = (first.bias.detach().numpy() - w1 @ mean).astype(np.float32)
    np.savez_compressed(given.out, w1=w1.astype(np.float16), b1=b1, w2=second.weight.detach().numpy()[0], b2=second.bias.detach().numpy())


if __name__ == "__main__":
    main()
