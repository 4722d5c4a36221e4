"""User names, passwords, codes and buses made up anew for the messages that the detail head learns from."""

import random

from bench.redaction.training_names import Names

WORDS = [
    "tiger",
    "eagle",
    "mustang",
    "bulldog",
    "panther",
    "sunny",
    "purple",
    "river",
    "school",
    "welcome",
    "password",
    "falcon",
    "cougar",
    "winter",
    "summer",
    "maple",
    "rocket",
    "dragon",
    "pizza",
    "soccer",
    "gato",
    "perro",
    "luna",
    "sol",
    "futbol",
    "estrella",
    "escuela",
    "nube",
    "verano",
    "bonita",
    "familia",
    "corazon",
    "wildcat",
    "hawk",
    "raider",
    "blue",
    "green",
    "happy",
    "monkey",
    "flower",
    "baseball",
    "princess",
    "ninja",
    "turtle",
    "chess",
    "reading",
]
SIGNS = "!#$%*?&@"
LETTERS = "abcdefghkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Values:
    """Makes values of the kinds that no list can hold."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names = Names(rng)

    def made(self, kind: str, words: str) -> str | None:
        """Another value of the kind, of the make of `words`; None where only another message has one."""
        rng = self._rng
        if kind == "CREDENTIAL" and words.isdigit():
            return self._like(words)
        if kind == "CREDENTIAL" and " " not in words and rng.random() < 0.8:
            value = self._user() if words.replace(".", "").replace("_", "").isalpha() else self._password()
            return value.lower() if words.islower() or rng.random() < 0.15 else value
        if kind == "BUS" and len(words) < 6 and any(char.isdigit() for char in words):
            return self._bus().lower() if words.islower() else self._bus()
        if kind in {"STUDENT_ID", "CASE_NUMBER", "OTHER_ID", "PLATE"} and rng.random() < 0.8:
            return self._like(words)
        return None

    def _like(self, words: str) -> str:
        return "".join(self._rng.choice("0123456789") if char.isdigit() else char for char in words)

    def _user(self) -> str:
        rng = self._rng
        given, family = _letters(self._names.part(is_given=True)), _letters(self._names.part(is_given=False))
        number = str(rng.randrange(1, 100))
        return rng.choice(
            [
                given[0] + family,
                given[0] + family,
                given + family[0],
                family + given[0],
                f"{given}.{family}",
                f"{given[0]}.{family}",
                given + family,
                given + number,
                family + number,
                f"{given}_{family[0]}",
                given[:3] + family[:4],
                f"{given}_{number}",
                given,
            ]
        )

    def _password(self) -> str:
        rng = self._rng
        word, other, number, sign = rng.choice(WORDS), rng.choice(WORDS), str(rng.randrange(1, 10_000)), rng.choice(SIGNS)
        return rng.choice(
            [
                f"{word.title()}{number}{sign}",
                f"{word}{number}",
                f"{word.title()}{number}",
                f"{sign}{word}{number}",
                f"{word.title()}-{other}-{number}",
                f"{word.upper()}{number}{sign}",
                "".join(rng.choice(LETTERS) for _ in range(rng.randrange(6, 12))),
                f"{number}{word}",
                f"{word.title()}{sign}{number}{other.title()}",
                f"{word}.{other}",
                f"{word.title()}{other.title()}",
                f"{word}{sign}{number}",
            ]
        )

    def _bus(self) -> str:
        rng = self._rng
        number, letter = str(rng.randrange(1, 60)), rng.choice("ABCDEFGHRLNSW")
        return rng.choice(
            [
                str(rng.randrange(60, 400)),
                number,
                number,
                f"{letter}{number}",
                f"{letter}-{number}",
                f"{number}{letter}",
                f"{number}-{letter}",
            ]
        )


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isascii() and char.isalpha()) or "sam"
