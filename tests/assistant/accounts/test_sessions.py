import datetime as dt

import pytest
from sqlalchemy.exc import DatabaseError

from assistant.accounts.sessions import actor_for_session, end_all_sessions, end_session, open_session, touch_session
from assistant.accounts.users import User, add_user
from policies import ledger
from policies.errors import NotSignedIn
from policies.records import Database
from policies.words.people import SYSTEM, Role
from tests.assistant.accounts.conftest import NOW, RULES


@pytest.fixture
def user(database: Database) -> User:
    with database.write() as session:
        return add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES)


def test_signing_in_again_gives_a_new_id_and_ends_the_old_session(database: Database, user: User) -> None:
    with database.write() as session:
        first = open_session(session, NOW, user.id)
        second = open_session(session, NOW, user.id, previous_id=first.id)
        assert first.id != second.id
        assert first.csrf_secret != second.csrf_secret
        assert actor_for_session(session, NOW, second.id, RULES).actor == user.actor
        with pytest.raises(NotSignedIn):
            actor_for_session(session, NOW, first.id, RULES)


def test_a_session_ended_on_the_server_never_holds_again(database: Database, user: User) -> None:
    with database.write() as session:
        opened = open_session(session, NOW, user.id)
        end_session(session, NOW, user.actor, opened.id)
        touch_session(session, NOW, opened.id)
        with pytest.raises(NotSignedIn):
            actor_for_session(session, NOW, opened.id, RULES)


def test_an_idle_session_ends_and_use_keeps_it_alive(database: Database, user: User) -> None:
    with database.write() as session:
        opened = open_session(session, NOW, user.id)
        later = NOW + dt.timedelta(minutes=50)
        assert actor_for_session(session, later, opened.id, RULES).is_stale
        touch_session(session, later, opened.id)
        assert not actor_for_session(session, later, opened.id, RULES).is_stale
        assert actor_for_session(session, later + dt.timedelta(minutes=59), opened.id, RULES).actor == user.actor
        with pytest.raises(NotSignedIn):
            actor_for_session(session, later + dt.timedelta(minutes=61), opened.id, RULES)


def test_a_session_ends_by_age_however_much_it_is_used(database: Database, user: User) -> None:
    with database.write() as session:
        opened = open_session(session, NOW, user.id)
        end = NOW + dt.timedelta(hours=12)
        touch_session(session, end, opened.id)
        assert actor_for_session(session, end, opened.id, RULES).actor == user.actor
        with pytest.raises(NotSignedIn):
            actor_for_session(session, end + dt.timedelta(seconds=1), opened.id, RULES)


def test_a_clock_put_back_does_not_lengthen_a_session(database: Database, user: User) -> None:
    with database.write() as session:
        opened = open_session(session, NOW, user.id)
        with pytest.raises(NotSignedIn):
            actor_for_session(session, NOW - dt.timedelta(days=1), opened.id, RULES)


def test_all_sessions_of_one_user_end_and_of_nobody_else(database: Database, user: User) -> None:
    with database.write() as session:
        other = add_user(session, NOW, SYSTEM, "other", [Role.STAFF], RULES)
        ids = [open_session(session, NOW, user.id).id for _ in range(3)]
        kept = open_session(session, NOW, other.id)
        end_all_sessions(session, NOW, user.actor, user.id)
        for session_id in ids:
            with pytest.raises(NotSignedIn):
                actor_for_session(session, NOW, session_id, RULES)
        assert actor_for_session(session, NOW, kept.id, RULES).actor == other.actor


@pytest.mark.parametrize("wrong", ["", "made-up", "' or 1=1 --", "\ud800"])
def test_a_made_up_session_is_refused(database: Database, user: User, wrong: str) -> None:
    with database.read() as session, pytest.raises(NotSignedIn):
        actor_for_session(session, NOW, wrong, RULES)


def test_every_end_of_a_session_is_in_the_ledger_once(database: Database, user: User) -> None:
    with database.write() as session:
        opened = open_session(session, NOW, user.id)
        for _ in range(2):
            end_session(session, NOW, user.actor, opened.id)
        again = open_session(session, NOW, user.id)
        open_session(session, NOW, user.id)
        open_session(session, NOW, user.id, previous_id=again.id)
        for _ in range(2):
            end_all_sessions(session, NOW, SYSTEM, user.id)
        written = [(e.actor, e.subject, e.payload) for e in ledger.events(session, tags=[ledger.Tag.SESSION_ENDED])]
    assert written == [
        (user.id, user.id, {"n_sessions": 1}),
        (user.id, user.id, {"n_sessions": 1}),
        (SYSTEM.user_id, user.id, {"n_sessions": 2}),
    ]


def test_a_session_that_cannot_be_written_down_is_not_ended(database: Database, user: User) -> None:
    with database.write() as session:
        opened = open_session(session, NOW, user.id)
    with database.engine.begin() as raw:
        raw.exec_driver_sql("CREATE TRIGGER full_ledger BEFORE INSERT ON ledger_events BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(DatabaseError), database.write() as session:
        end_session(session, NOW, user.actor, opened.id)
    with database.read() as session:
        assert actor_for_session(session, NOW, opened.id, RULES).actor == user.actor
