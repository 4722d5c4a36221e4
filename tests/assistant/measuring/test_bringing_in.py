"""Messages of a file walk the way of typed ones, one refused message stops none, and the policy's pace is kept."""

import datetime as dt

import pytest

from assistant.importing import Message
from assistant.services.bringing_in import MOST_PAUSES, bring_in
from policies.errors import Conflict
from tests.assistant.measuring.conftest import Quiet

BUS = "When does the bus come?"


def messages(n: int, *more: Message) -> list[Message]:
    return [*(Message(f"{BUS} {number}", f"import-abc-{number}") for number in range(n)), *more]


def paced(quiet: Quiet, most: int) -> None:
    rules = quiet.house.policy.questions.model_copy(update={"per_user_per_minute": most})
    quiet.house.policy = quiet.house.policy.model_copy(update={"questions": rules})


def test_a_message_that_is_refused_is_named_and_the_others_go_on(quiet: Quiet) -> None:
    heard: list[tuple[int, int]] = []
    wrong = Message(BUS, "import-abc-8", school="nowhere")
    brought = bring_in(quiet.house, quiet.users["staff"].actor, [wrong, *messages(2)], told=lambda n, n_all: heard.append((n, n_all)))
    assert [(number, error.code) for number, error in brought.refused] == [(1, "question.school")]
    assert (len(brought.items), brought.n_left) == (2, 0)
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_request_leaves_what_comes_too_soon_and_the_same_file_again_brings_the_rest(quiet: Quiet) -> None:
    paced(quiet, 2)
    first = bring_in(quiet.house, quiet.users["staff"].actor, messages(3))
    assert (len(first.items), first.n_left) == (2, 1)
    quiet.moment += dt.timedelta(minutes=2)
    paced(quiet, 100)
    again = bring_in(quiet.house, quiet.users["staff"].actor, messages(3))
    assert [item.id for item in again.items[:2]] == [item.id for item in first.items]
    assert (len({item.id for item in again.items}), again.n_left) == (3, 0)


def test_a_command_waits_for_the_next_minute_instead(quiet: Quiet) -> None:
    paced(quiet, 2)
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        quiet.moment += dt.timedelta(seconds=seconds)

    brought = bring_in(quiet.house, quiet.users["staff"].actor, messages(5), pause=pause)
    assert (len(brought.items), brought.n_left, brought.refused) == (5, 0, [])
    assert 120 <= sum(waited) <= 130, "two in each minute: two waits for five"


def test_a_wait_that_never_ends_leaves_the_rest(quiet: Quiet) -> None:
    paced(quiet, 1)
    waited: list[float] = []
    brought = bring_in(quiet.house, quiet.users["staff"].actor, messages(3), pause=waited.append)
    assert (len(brought.items), brought.n_left, len(waited)) == (1, 2, MOST_PAUSES)


def test_work_that_is_stopped_stops_between_two_messages(quiet: Quiet) -> None:
    def told(number: int, _all: int) -> None:
        if number == 2:
            raise Conflict("work.cancelled", "It was stopped.", "Start it again.")

    with pytest.raises(Conflict, match=r"work\.cancelled"):
        bring_in(quiet.house, quiet.users["staff"].actor, messages(4), told=told)
