"""Makes messages to train the name head on: put together from phrases, and bench messages with other names and things in them."""

import random
import re
from typing import Any

from bench.redaction import training_phrases as phrases
from bench.redaction import training_things as things
from bench.redaction.training_names import Names, cased, thing
from policies.redaction.lexicon import without_accents

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
    is_lower = style in {"lower", "lower names"}
    first = {letter: names.person(is_lower) for letter in "SPO"}
    text, spans, position = "", list[tuple[int, int]](), 0
    for match in SLOT.finditer(template):
        text += _styled(_noisy(template[position : match.start()], rng), style)
        letter = match[1]
        if letter in "SP":
            value = (
                first[letter]
                if rng.random() < 0.5
                else first[letter].split()[0]
                if "." not in first[letter].split()[0]
                else names.person(is_lower)
            )
        elif letter == "O":
            value = names.person(is_lower)
        elif letter == "F":
            value = names.staff(is_lower)
        elif letter == "T":
            value = _styled(thing(rng, names, spanish), style)
        else:
            value = (
                names.word()
                if letter == "W"
                else names.school_word()
                if letter == "V"
                else rng.choice((names.staff(), names.person(is_lower)))
            )
        if letter in "SPOF":
            value = cased(value, style, rng)
            spans.append((len(text), len(text) + len(value)))
        elif letter == "X":
            value = cased(value, style, rng)
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


Row = tuple[str, list[tuple[int, int]]]
NOISES = (
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "lower",
    "lower",
    "lower",
    "lower names",
    "upper",
    "plain",
    "plain",
    "typo",
    "typo",
    "typo",
    "no stops",
    "no stops",
)
"""How a copy of a message is written: mostly as it is."""


_INITIALS = re.compile(r"[^\W\d_]\.?(?: ?[^\W\d_]\.?){0,2}")


def _initials(words: str, rng: random.Random) -> str:
    """Other letters in the same form; in place of a name two of any form ("K.V.", "JB")."""
    form = words if _INITIALS.fullmatch(words) else rng.choice(("a.b.", "a.b.", "ab", "a. b.", "a.b"))
    return re.sub(r"[^\W\d_]", lambda _: rng.choice("abcdefghijklmnoprstvwyz"), form)


def as_written(row: dict[str, Any]) -> Row:
    """A readable bench message as it is."""
    return row["text"], [(mark["start"], mark["end"]) for mark in row["spans"] if mark["type"].startswith("NAME")]


def varied(row: dict[str, Any], rng: random.Random, names: Names) -> Row:
    """A readable bench message with other names, things and words in it, and written otherwise."""
    noises = {rng.choice(NOISES), rng.choice(NOISES) if rng.random() < 0.3 else ""}
    is_lower = bool(noises & {"lower", "lower names"})
    text: str = row["text"]
    others: dict[str, str] = {}
    out, spans, position = "", list[tuple[int, int]](), 0
    is_changed, is_swapped = rng.random() < 0.85, rng.random() < 0.5
    for mark in [*sorted([*row["spans"], *row["must_keep"]], key=lambda mark: mark["start"]), None]:
        start, stop = (mark["start"], mark["end"]) if mark else (len(text), len(text))
        if start < position:
            continue
        between = text[position:start]
        out += _written(_swapped(between, rng, names, row["lang"]) if is_swapped else between, noises, rng, is_name=False)
        position = stop
        words = text[start:stop]
        if mark is None:
            break
        is_name = mark["type"].startswith("NAME")
        if is_name and is_changed and words.isprintable():
            is_low = is_lower or words.islower()
            is_short = _INITIALS.fullmatch(words) or (mark["type"] != "NAME_STAFF" and rng.random() < 0.03)
            fresh = (
                _initials(words, rng)
                if is_short
                else names.staff(is_low)
                if mark["type"] == "NAME_STAFF"
                else names.of_words(len(words.split()), is_low)
            )
            style = "lower" if words.islower() else "upper" if words.isupper() or is_short else "title"
            words = others.setdefault(words.lower(), cased(fresh, style, rng))
        elif is_changed and mark["type"] in {"PROGRAM", "WORD"} and words[:1].isupper() and rng.random() < 0.5:
            other = thing(rng, names, row["lang"] == "es")
            words = other.upper() if words.isupper() else other
        words = _written(words, noises, rng, is_name)
        if is_name:
            spans.append((len(out), len(out) + len(words)))
        out += words
    return out, spans


def _swapped(words: str, rng: random.Random, names: Names, language: str) -> str:
    """Now and then another word in place of one in lower case: whatever it is, it is no name there."""
    return re.sub(
        r"(?<![\w'’])[a-zñáéíóú]{4,}(?![\w'’])",
        lambda match: names.frequent_word(language) if rng.random() < 0.06 else match.group(),
        words,
    )


def _written(words: str, noises: set[str], rng: random.Random, is_name: bool) -> str:
    if "typo" in noises and not is_name:
        words = re.sub(r"\b[a-zñáéíóú]{4,}\b", lambda m: _slip(m.group(), rng) if rng.random() < 0.2 else m.group(), words)
    if "no stops" in noises and not is_name:
        words = re.sub(r"[.,;!?¿¡](?!\d)", "", words)
    if "plain" in noises:
        words = "".join(without_accents(char) if char.islower() else without_accents(char.lower()).upper() for char in words)
    if "upper" in noises:
        return words.upper()
    return words.lower() if "lower" in noises or (is_name and "lower names" in noises) else words
