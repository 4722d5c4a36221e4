"""Long and strange messages: the work grows with the length, and what takes too long is refused, never let through."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.district import District
from policies.errors import RedactionFailed
from policies.policy import RedactionRules
from policies.redaction import deadline, presidio_engine
from policies.redaction.allow_list import AllowList
from policies.redaction.lexicon import lexicon
from policies.redaction.recognizers import details
from policies.redaction.recognizers.shape import Shape
from policies.redaction.redactor import Redactor, make_redactor
from policies.redaction.stretches import Stretches

DISTRICT = District.model_validate(
    {
        "name": "Marlow Valley School District 9",
        "state": "OR",
        "timezone": "America/Los_Angeles",
        "schools": [
            {"id": "oak", "name": "Oak School", "level": "middle", "grades": "6-8", "phone": "503-555-0110", "email": "oak@marlow.example"}
        ],
        "offices": [{"id": "front", "name": "Front Office", "phone": "503-555-0100", "email": "office@marlow.example"}],
        "front_office": "front",
        "school_years": [{"name": "2026-2027", "starts_on": "2026-07-01", "ends_on": "2027-06-30"}],
    }
)
PLACES = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(PLACES, max_size=12), PLACES)
def test_stretches_answer_as_looking_at_each_of_them_does(known: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    made = Stretches(known)
    assert made.hold(start, end) == any(low <= start and end <= high for low, high in known)
    assert made.touch(start, end) == any(low < end and start < high for low, high in known)
    assert list(made.touching(start, end)) == sorted({(low, high) for low, high in known if low < end and start < high}, reverse=True)


def test_a_pattern_that_takes_too_long_refuses_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Shape("OTHER_ID", "slow", r"(?=(.*)(.*)(.*)\2\3x[\dq])the", 0.9, "made for this test")
    monkeypatch.setattr(presidio_engine, "SHAPE_MODULES", (*presidio_engine.SHAPE_MODULES, SimpleNamespace(SHAPES=(slow,))))
    redactor = make_redactor(DISTRICT, RedactionRules(timeout_seconds=60))
    assert redactor.redact("When does school start?").findings == ()
    monkeypatch.setattr(deadline, "PATTERN_SECONDS", 0.2)  # only now: on a busy machine an honest pattern may wait that long
    with pytest.raises(RedactionFailed) as caught:
        redactor.redact("The next bus is late again today and nobody at the stop knows why it is so " * 8)
    assert caught.value.code == "redaction.timeout"


def test_a_pattern_of_details_that_takes_too_long_refuses_the_message_while_the_model_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = regex.compile(r"(?=(.*)(.*)(.*)\2\3x[\dq])the", regex.IGNORECASE)
    redactor = make_redactor(DISTRICT, RedactionRules(timeout_seconds=60))
    redactor.load()
    monkeypatch.setattr(details, "_PATTERNS", (("HEALTH", slow),))
    monkeypatch.setattr(deadline, "PATTERN_SECONDS", 0.2)
    with pytest.raises(RedactionFailed) as caught:
        redactor.redact("The next bus is late again today and nobody at the stop knows why it is so " * 8)
    assert caught.value.code == "redaction.timeout"


def test_the_time_ends_inside_one_look() -> None:
    redactor = make_redactor(DISTRICT, RedactionRules(timeout_seconds=0.05))
    redactor.load()
    with pytest.raises(RedactionFailed) as caught:
        redactor.redact("the bus stop " * 400)
    assert caught.value.code == "redaction.timeout"


class Counted(frozenset[str]):
    """A set that counts how often it is asked."""

    n_asked = 0

    def __contains__(self, word: object) -> bool:
        Counted.n_asked += 1
        return super().__contains__(word)

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()


def test_a_word_longer_than_every_word_is_not_looked_up_letter_by_letter() -> None:
    known = lexicon()
    counted = replace(known, words=Counted(known.words))
    assert counted.is_slip_of_word("calender")
    n_before = Counted.n_asked
    assert not counted.is_slip_of_word("a" * 5000)
    assert Counted.n_asked == n_before


def test_each_number_of_a_message_is_compared_with_the_districts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    redactor: Redactor = make_redactor(DISTRICT, RedactionRules())
    n_asked, ask = 0, AllowList.is_public_number

    def counting(self: AllowList, words: str) -> bool:
        nonlocal n_asked
        n_asked += 1
        return ask(self, words)

    monkeypatch.setattr(AllowList, "is_public_number", counting)
    numbers = [f"({n:03}) 555-{n * 7:04}" for n in range(201, 241)]
    redacted = redactor.redact("Call one of these: " + ", ".join(numbers))
    assert not any(number in redacted.text for number in numbers)
    assert n_asked < 8 * len(numbers)
