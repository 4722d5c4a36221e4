"""The breaker opens, rests, tries once and closes."""

from assistant.language_models.breaker import Breaker


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breaker, _Clock]:
    clock = _Clock()
    breaker = Breaker(clock)
    for _ in range(3):
        assert breaker.may_call()
        breaker.failed()
    return breaker, clock


def test_it_opens_after_three_faults_in_a_row() -> None:
    breaker, _ = opened()
    assert not breaker.may_call()


def test_a_success_between_faults_starts_the_count_again() -> None:
    breaker = Breaker(_Clock())
    for _ in range(10):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.may_call()


def test_half_open_lets_exactly_one_call_through() -> None:
    breaker, clock = opened()
    clock.now = 30.0
    assert [breaker.may_call() for _ in range(5)] == [True, False, False, False, False]


def test_a_failed_try_opens_it_again_at_once_and_a_good_one_closes_it() -> None:
    breaker, clock = opened()
    clock.now = 30.0
    assert breaker.may_call()
    breaker.failed()
    assert not breaker.may_call()
    clock.now = 60.0
    assert breaker.may_call()
    breaker.succeeded()
    assert [breaker.may_call() for _ in range(3)] == [True, True, True]
