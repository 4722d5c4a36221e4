"""Makes messages to train the name head on: put together from phrases, and bench messages with other names and things in them."""

import random
import re
from typing import Any

from bench.redaction import training_phrases as phrases
from bench.redaction import training_things as things
from policies.redaction.lexicon import lexicon
from policies.redaction.surface import CALENDAR

SLOT = re.compile(r"\{([SPFOWXVT])\}")
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
        self.given, self.family = sorted(known.given), sorted(known.family)
        self._school = sorted(known.school)
        self._word_names = sorted(known.word_names) + 12 * sorted(CALENDAR)
        self._words = [
            word
            for word in sorted(known.words)
            if 3 <= len(word) <= 9 and not known.is_function_word(word) and not known.is_school_word(word)
        ]
        self._starts: dict[str, list[str]] = {}
        for name in self.given + self.family:
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
        if draw < 0.2:
            return self._rng.choice(self._word_names)
        return self._rng.choice(listed) if draw < 0.5 else self.word() if draw < 0.72 else self.coined()

    def person(self) -> str:
        """A given name, often with a family name."""
        draw = self._rng.random()
        given = self.part(self.given)
        if draw < 0.5:
            return given
        if draw < 0.58:
            return f"{given[0]}. {self.part(self.family)}"
        if draw < 0.62:
            return f"{given} {self.part(self.given)} {self.part(self.family)}"
        return f"{given} {self.part(self.family)}" + (f" {self.part(self.family)}" if draw > 0.94 else "")

    def staff(self) -> str:
        """Mostly a family name."""
        return self.part(self.family) if self._rng.random() < 0.75 else self.person()


def _cased(words: str, style: str, rng: random.Random) -> str:
    """A name as people write it in a message of this style."""
    if style in {"lower", "lower names"} or (style == "mixed" and rng.random() < 0.15):
        return words.lower()
    if style == "upper":
        return words.upper()
    return re.sub(r"(?:^|(?<=[ .'-]))\w", lambda match: match.group().upper(), words)


def thing(rng: random.Random, names: Names, spanish: bool) -> str:
    """A programme, a title, a product, a place: no person, though a name may stand in it."""
    draw = rng.random()
    if draw < 0.6:
        return rng.choice(things.COSAS if spanish else things.THINGS)
    word = _cased(names.word(), "title", rng)
    if spanish:
        return f"{rng.choice(things.CABEZAS)} {word}"
    other = _cased(names.word(), "title", rng)
    if draw < 0.72:
        return f"{word} {rng.choice(things.HEADS)}"
    if draw < 0.8:
        return f"{word}{rng.choice((' of the ', ' for ', ' with ', ' and ', ' on the ', ' in the ', ' to '))}{other}"
    if draw < 0.86:
        return f"the {_cased(names.staff(), 'title', rng)} {rng.choice(things.HEADS)}"
    if draw < 0.92:
        return word if word.endswith("s") else f"{word}s"
    return f"{word} {other} {rng.choice(things.HEADS)}"


def message(rng: random.Random, names: Names) -> tuple[str, list[tuple[int, int]]]:
    """A message and the stretches that are names."""
    spanish = rng.random() < 0.4
    opening, named, nameless, closing = (
        (phrases.APERTURAS, phrases.FRASES, phrases.SIN_NOMBRES, phrases.CIERRES)
        if spanish
        else (phrases.OPENINGS, phrases.STATEMENTS, phrases.NAMELESS, phrases.CLOSINGS)
    )
    about = things.SOBRE if spanish else things.ABOUT
    if rng.random() < 0.25:  # nobody in it
        opening, closing = (
            ("", "", "Hi, ", "Hello. ", "Hola, ", "Buenos días. ", "Good morning, "),
            ("", "", "Thanks", "Thank you!", "Gracias"),
        )
        kinds = (nameless, nameless, about, about, about, things.FRAMES)
    else:
        kinds = (named, named, named, things.CUES, nameless, FILLERS, FILLERS, about, about, things.FRAMES)
    middle = [rng.choice(rng.choice(kinds)) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.05:
        middle.append(rng.choice(phrases.STATEMENTS if spanish else phrases.FRASES))
    style = rng.choice(("title", "title", "title", "title", "mixed", "lower", "lower", "lower names", "upper"))
    template = rng.choice(opening) + "".join(middle) + rng.choice(closing)
    first = {letter: names.person() for letter in "SPO"}
    text, spans, position = "", list[tuple[int, int]](), 0
    for match in SLOT.finditer(template):
        text += _styled(_noisy(template[position : match.start()], rng), style)
        letter = match[1]
        if letter in "SP":
            value = (
                first[letter] if rng.random() < 0.5 else first[letter].split()[0] if "." not in first[letter].split()[0] else names.person()
            )
        elif letter == "O":
            value = names.person()
        elif letter == "F":
            value = names.staff()
        elif letter == "T":
            value = _styled(thing(rng, names, spanish), style)
        else:
            value = names.word() if letter == "W" else names.school_word() if letter == "V" else rng.choice((names.staff(), names.person()))
        if letter in "SPOF":
            value = _cased(value, style, rng)
            spans.append((len(text), len(text) + len(value)))
        elif letter == "X":
            value = _cased(value, style, rng)
        elif letter != "T":
            value = _styled(value.capitalize() if not text or rng.random() < 0.08 else value, style)
        text += value
        position = match.end()
    return text + _styled(_noisy(template[position:], rng), style), spans


def _styled(words: str, style: str) -> str:
    return words.lower() if style == "lower" else words.upper() if style == "upper" else words


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


def varied(row: dict[str, Any], rng: random.Random, names: Names) -> tuple[str, list[tuple[int, int]]]:
    """A readable bench message with other names and, now and then, other things in it."""
    text: str = row["text"]
    marks = sorted([*row["spans"], *row["must_keep"]], key=lambda mark: mark["start"])
    others: dict[str, str] = {}
    out, spans, position = "", list[tuple[int, int]](), 0
    is_changed = rng.random() < 0.8
    for mark in marks:
        if mark["start"] < position:
            continue
        words = text[mark["start"] : mark["end"]]
        out += text[position : mark["start"]]
        position = mark["end"]
        is_name = mark["type"].startswith("NAME")
        if is_name and is_changed and words.isprintable():
            n_words = len(words.split())
            fresh = (
                names.staff()
                if mark["type"] == "NAME_STAFF"
                else " ".join(names.part(names.given if k == 0 else names.family) for k in range(min(n_words, 3)))
            )
            words = others.setdefault(
                words.lower(), _cased(fresh, "lower" if words.islower() else "upper" if words.isupper() else "title", rng)
            )
        elif is_changed and mark["type"] in {"PROGRAM", "WORD"} and words[:1].isupper() and rng.random() < 0.6:
            words = thing(rng, names, row["lang"] == "es")
            words = words.upper() if text[mark["start"] : mark["end"]].isupper() else words
        if is_name:
            spans.append((len(out), len(out) + len(words)))
        out += words
    return out + text[position:], spans
