import datetime as dt
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.accounts.sign_in import authenticate
from assistant.accounts.tables import SignInFailureRow
from assistant.accounts.users import User, add_user, disable_user
from policies.errors import NotSignedIn, TooMany
from policies.records import Database
from policies.words.people import SYSTEM, Role
from tests.assistant.accounts.conftest import NOW, PASSWORD, RULES

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def user(database: Database) -> User:
    with database.write() as session:
        return add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES, PASSWORD)


def test_name_and_password_give_the_user_in_any_spelling_of_the_name(database: Database, user: User) -> None:
    assert authenticate(database, NOW, " DESK ", PASSWORD, HERE, RULES) == user
    with database.read() as session:
        assert session.query(SignInFailureRow).count() == 0


def test_an_unknown_name_a_wrong_password_and_a_disabled_user_get_the_same_answer(database: Database, user: User) -> None:
    with database.write() as session:
        closed = add_user(session, NOW, SYSTEM, "closed", [Role.STAFF], RULES, PASSWORD)
        add_user(session, NOW, SYSTEM, "tokens-only", [Role.STAFF], RULES)
        disable_user(session, NOW, SYSTEM, closed.id)
    said: set[tuple[str, str, str]] = set()
    tries = [("desk", "wrong password"), ("nobody", PASSWORD), ("closed", PASSWORD), ("tokens-only", PASSWORD)]
    for n, (name, password) in enumerate(tries):
        with pytest.raises(NotSignedIn) as caught:
            authenticate(database, NOW, name, password, f"192.0.2.{n}", RULES)
        said.add((caught.value.code, caught.value.detail, caught.value.remedy))
    assert len(said) == 1


def test_an_unknown_name_takes_about_as_long_as_a_wrong_password(database: Database, user: User) -> None:
    with pytest.raises(NotSignedIn):
        authenticate(database, NOW, "warm-up", PASSWORD, "198.51.100.9", RULES)

    def seconds(name: str, n: int) -> float:
        start = time.thread_time()
        with pytest.raises(NotSignedIn):
            authenticate(database, NOW, name, "wrong password", f"198.51.100.{n}", RULES.model_copy(update={"max_failures": 100}))
        return time.thread_time() - start

    known = statistics.median(seconds("desk", n) for n in range(5))
    unknown = statistics.median(seconds("nobody", 10 + n) for n in range(5))
    assert 0.5 < unknown / known < 2


def test_too_many_failures_of_one_account_are_throttled_from_everywhere_even_with_the_right_password(
    database: Database, user: User
) -> None:
    for n in range(RULES.max_failures):
        with pytest.raises(NotSignedIn):
            authenticate(database, NOW, "desk", "wrong password", f"192.0.2.{n}", RULES)
    with pytest.raises(TooMany) as caught:
        authenticate(database, NOW + dt.timedelta(minutes=5), "Desk", PASSWORD, "203.0.113.7", RULES)
    assert (caught.value.code, caught.value.ids["retry_after_seconds"]) == ("sign_in.throttled", 600)
    assert authenticate(database, NOW + dt.timedelta(minutes=15), "desk", PASSWORD, HERE, RULES) == user


@pytest.mark.parametrize(
    ("first", "second"), [(HERE, HERE), ("2001:db8::1", "2001:db8::ffff:2"), ("::ffff:192.0.2.1", HERE), ("unix", "unix")]
)
def test_too_many_failures_from_one_address_are_throttled_for_every_name(database: Database, user: User, first: str, second: str) -> None:
    for n in range(RULES.max_failures):
        with pytest.raises(NotSignedIn):
            authenticate(database, NOW, f"guess-{n}", PASSWORD, first, RULES)
    with pytest.raises(TooMany):
        authenticate(database, NOW, "desk", PASSWORD, second, RULES)
    assert authenticate(database, NOW, "desk", PASSWORD, THERE, RULES) == user


def test_a_right_password_does_not_reset_the_failures_of_its_address(database: Database, user: User) -> None:
    for n in range(RULES.max_failures - 1):
        with pytest.raises(NotSignedIn):
            authenticate(database, NOW, f"guess-{n}", PASSWORD, HERE, RULES)
    assert authenticate(database, NOW, "desk", PASSWORD, HERE, RULES) == user
    with pytest.raises(NotSignedIn):
        authenticate(database, NOW, "guess-9", PASSWORD, HERE, RULES)
    with pytest.raises(TooMany):
        authenticate(database, NOW, "guess-10", PASSWORD, HERE, RULES)


def test_tries_at_the_same_moment_do_not_slip_past_the_throttle(database: Database, user: User) -> None:
    def try_once(n: int) -> type[Exception]:
        with pytest.raises((NotSignedIn, TooMany)) as caught:
            authenticate(database, NOW, "desk", "wrong password", f"192.0.2.{n}", RULES)
        return caught.type

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(try_once, range(12)))
    assert outcomes.count(NotSignedIn) == RULES.max_failures
    assert outcomes.count(TooMany) == 12 - RULES.max_failures


def test_the_throttle_survives_a_restart(database: Database, user: User) -> None:
    for n in range(RULES.max_failures):
        with pytest.raises(NotSignedIn):
            authenticate(database, NOW, "desk", "wrong password", f"192.0.2.{n}", RULES)
    again = Database(database.engine.url.render_as_string(hide_password=False))
    try:
        with pytest.raises(TooMany):
            authenticate(again, NOW, "desk", PASSWORD, HERE, RULES)
    finally:
        again.close()


def test_names_and_addresses_of_tries_are_not_at_rest_and_leave_with_the_window(database: Database, user: User) -> None:
    with pytest.raises(NotSignedIn):
        authenticate(database, NOW, "hunter2-typed-as-name", "wrong password", HERE, RULES)
    raw = database.engine.raw_connection()
    try:
        dump = "\n".join(raw.driver_connection.iterdump())
    finally:
        raw.close()
    assert "hunter2" not in dump
    assert HERE not in dump
    authenticate(database, NOW + dt.timedelta(minutes=16), "desk", PASSWORD, HERE, RULES)
    with database.read() as session:
        assert session.query(SignInFailureRow).count() == 0
