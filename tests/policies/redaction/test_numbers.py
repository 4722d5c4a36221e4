"""Numbers, codes and dates of a person go whole in every shape that we know, in both languages, under noise; others stay."""

import itertools
import re

import pytest

from policies.redaction import office_addresses
from policies.redaction.redactor import Redactor
from tests.policies.redaction.number_shapes import CARRIERS, CUED, FREE, STAYS
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]

_ZERO_WIDTH = itertools.cycle("\u200b\u200c\u2060\ufeff\u00ad")


def _zero_width(words: str) -> str:
    return words[:1] + next(_ZERO_WIDTH) + words[1:] if len(words) > 1 else words


def _odd_blanks(words: str) -> str:
    return words.replace(" ", "\u00a0", 1)


def _full_width(words: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isdigit() else char for char in words)


NOISES = {"upper": str.upper, "lower": str.lower, "zero width": _zero_width, "odd blanks": _odd_blanks, "full width": _full_width}
_CASE = {"upper", "lower"}
_KEEPS_CASE = re.compile(r"[a-z][A-Z]|<|[A-Z][a-z]+[-$!#&\d]")
"""A password whose letters' case is what gives it away."""


def _left(redactor: Redactor, before: str, value: str, after: str) -> str:
    """What of a value can still be read."""
    text = before + value + after
    hidden = {index for finding in redactor.redact(text).findings for index in range(finding.start, finding.end)}
    start = len(before)
    return "".join(text[index] for index in range(start, start + len(value)) if text[index].isalnum() and index not in hidden)


def _left_of_line(redactor: Redactor, line: str) -> list[str]:
    text = ""
    spans: list[tuple[int, int]] = []
    for piece in re.split(r"(\[[^\]]+\])", line):
        if piece.startswith("["):
            spans.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("[]") if piece.startswith("[") else piece
    hidden = {index for finding in redactor.redact(text).findings for index in range(finding.start, finding.end)}
    left = ("".join(text[i] for i in range(start, end) if text[i].isalnum() and i not in hidden) for start, end in spans)
    return [rest for rest in left if rest]


@pytest.mark.parametrize("kind", FREE)
def test_a_value_that_speaks_for_itself_goes_whole(redactor: Redactor, kind: str) -> None:
    carriers, noises = itertools.cycle(CARRIERS), itertools.cycle(NOISES)
    left: list[str] = []
    for value in FREE[kind]:
        noise = next(noises)
        if noise in _CASE and (_KEEPS_CASE.search(value) or "://" in value):
            noise = "zero width"
        written = NOISES[noise](value) if "[" not in value else value
        for shown in {value, written}:
            before, after = next(carriers).split("{}")
            if rest := _left(redactor, before, shown, after):
                left.append(f"{before}{shown}{after} leaves {rest}")
    assert left == []


def test_a_value_that_a_word_gives_away_goes_whole(redactor: Redactor) -> None:
    left = [(line, rest) for line in CUED if (rest := _left_of_line(redactor, line))]
    assert left == []


@pytest.mark.parametrize("noise", NOISES)
def test_a_value_that_a_word_gives_away_goes_whole_under_noise(redactor: Redactor, noise: str) -> None:
    change = NOISES[noise]
    left: list[tuple[str, list[str]]] = []
    for line in CUED[list(NOISES).index(noise) % 2 :: 2]:
        if noise in _CASE and _KEEPS_CASE.search(line):
            continue
        noisy = change(line) if noise in _CASE else re.sub(r"(?<=\[)[^\]]+(?=\])", lambda match: change(match.group()), line)
        if rest := _left_of_line(redactor, noisy):
            left.append((noisy, rest))
    assert left == []


@pytest.mark.parametrize("text", STAYS)
def test_a_figure_that_an_answer_turns_on_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


@pytest.mark.parametrize("mailbox", ["meals", "registro", "enroll", "bus.office", "help-desk", "attendance2"])
def test_a_task_before_the_at_is_an_offices(mailbox: str) -> None:
    assert office_addresses.is_office(mailbox)


@pytest.mark.parametrize("mailbox", ["mrowe", "rosa.luna", "m.office", "luna.enroll", "2", "a.y"])
def test_a_name_before_the_at_is_a_persons(mailbox: str) -> None:
    assert not office_addresses.is_office(mailbox)


@pytest.mark.parametrize(
    ("language", "message", "secret"),
    [
        ("en", "The side door won't take 7741 any more, I am Dana Whitlow.", "7741"),
        ("en", "My username is in the letter and the passwrod Otters52! does not work.", "Otters52!"),
    ],
)
def test_a_code_that_a_door_does_not_take_and_a_signed_password_go(redactor: Redactor, language: str, message: str, secret: str) -> None:
    assert secret not in str(redactor.redact(message, language).text)


@pytest.mark.parametrize(
    ("message", "secret"),
    [
        ("The order is D-211-DM-202134567, signed by the judge last week. Dana Whitlow", "202134567"),
        ("I typed dwhitlow and then 7Rk2-wPzn as told. Dana Whitlow", "dwhitlow"),
        ("Student nmber of the younger one is 6612, thank you. Dana Whitlow", "6612"),
        ("Does the lunch PIN stay? Lunch PIN stays 0471, I hope. Dana Whitlow", "0471"),
    ],
)
def test_court_numbers_typed_user_names_and_numbers_told_further_on_go(redactor: Redactor, message: str, secret: str) -> None:
    assert secret not in str(redactor.redact(message, "en").text)


@pytest.mark.parametrize(
    "message", ["Mark your calendar says May 3, is that right?", "Hope you are well. Is the gym open before  April  or not?"]
)
def test_marking_and_hoping_are_nobody(redactor: Redactor, message: str) -> None:
    assert str(redactor.redact(message, "en").text) == message
