import pytest

from assistant.accounts.sessions import actor_for_session, open_session
from assistant.accounts.tokens import actor_for_token, issue_token
from assistant.accounts.users import add_user, change_password, disable_user, find_user, list_users, usernames
from policies import ledger
from policies.errors import BadInput, Conflict, NotFound, NotSignedIn
from policies.records import Database
from policies.words.people import SYSTEM, Role
from tests.assistant.accounts.conftest import NOW, PASSWORD, RULES


def test_a_user_is_listed_without_a_password_and_written_to_the_ledger_by_id_only(database: Database) -> None:
    with database.write() as session:
        user = add_user(session, NOW, SYSTEM, " Desk.One ", [Role.STAFF, Role.REVIEWER], RULES, PASSWORD, ["en", "es"])
    with database.read() as session:
        assert [(u.username, u.roles, u.languages, u.has_password) for u in list_users(session)] == [
            ("desk.one", {Role.STAFF, Role.REVIEWER}, {"en", "es"}, True)
        ]
        assert find_user(session, "DESK.ONE") == user
        assert usernames(session, [user.id, "gone"]) == {user.id: "desk.one", "gone": "gone"}
        (event,) = ledger.events(session)
        assert (event.tag, event.subject, event.payload) == ("user.added", user.id, {"roles": ["reviewer", "staff"]})
    assert not hasattr(user, "password_hash")


def test_the_password_is_not_at_rest(database: Database) -> None:
    with database.write() as session:
        add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES, PASSWORD)
    raw = database.engine.raw_connection()
    try:
        assert PASSWORD not in "\n".join(raw.driver_connection.iterdump())
    finally:
        raw.close()


def test_a_name_is_taken_once_in_any_spelling(database: Database) -> None:
    with database.write() as session:
        add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES)
        with pytest.raises(Conflict) as caught:
            add_user(session, NOW, SYSTEM, "DESK", [Role.STAFF], RULES)
    assert caught.value.code == "user.exists"


@pytest.mark.parametrize("name", ["", "a", "two words", "a" * 65, "<b>x</b>", "ünïcode", ".dot", "a\x00b", "a\nb"])
def test_a_user_name_of_other_characters_is_refused(database: Database, name: str) -> None:
    with database.write() as session, pytest.raises(BadInput) as caught:
        add_user(session, NOW, SYSTEM, name, [Role.STAFF], RULES)
    assert caught.value.code == "user.username"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password.too_short"),
        ("a" * 300, "password.too_long"),
        ("a" * 20, "password.too_plain"),
        ("my desk 1234567", "password.too_plain"),
    ],
)
def test_a_weak_password_is_refused(database: Database, password: str, code: str) -> None:
    with database.write() as session, pytest.raises(BadInput) as caught:
        add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES, password)
    assert caught.value.code == code


def test_a_user_without_a_role_or_with_a_made_up_language_is_refused(database: Database) -> None:
    with database.write() as session:
        with pytest.raises(BadInput):
            add_user(session, NOW, SYSTEM, "desk", [], RULES)
        with pytest.raises(BadInput):
            add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES, languages=["English"])
        assert list_users(session) == ()


def test_disabling_ends_sessions_and_tokens_at_once(database: Database) -> None:
    with database.write() as session:
        user = add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES)
        token = issue_token(session, NOW, SYSTEM, user.id, "script")
        opened = open_session(session, NOW, user.id)
        assert actor_for_token(session, NOW, token).actor == user.actor
        disable_user(session, NOW, SYSTEM, user.id)
        disable_user(session, NOW, SYSTEM, user.id)
    with database.read() as session:
        with pytest.raises(NotSignedIn):
            actor_for_token(session, NOW, token)
        with pytest.raises(NotSignedIn):
            actor_for_session(session, NOW, opened.id, RULES)
        assert [e.tag for e in ledger.events(session)] == [
            "user.added",
            "token.issued",
            "session.opened",
            "user.disabled",
            "session.ended",
        ]


def test_the_last_administrator_cannot_be_disabled(database: Database) -> None:
    with database.write() as session:
        first = add_user(session, NOW, SYSTEM, "first", [Role.ADMIN], RULES)
        with pytest.raises(Conflict) as caught:
            disable_user(session, NOW, SYSTEM, first.id)
        assert caught.value.code == "user.last_admin"
        add_user(session, NOW, SYSTEM, "second", [Role.ADMIN], RULES)
        assert disable_user(session, NOW, SYSTEM, first.id).is_disabled


def test_a_changed_password_ends_every_session(database: Database) -> None:
    with database.write() as session:
        user = add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES, PASSWORD)
        opened = open_session(session, NOW, user.id)
        change_password(session, NOW, user.actor, user.id, "another long password", RULES)
        with pytest.raises(NotSignedIn):
            actor_for_session(session, NOW, opened.id, RULES)
        assert [e.tag for e in ledger.events(session, subject=user.id)][-2:] == ["password.changed", "session.ended"]
        with pytest.raises(NotFound):
            change_password(session, NOW, user.actor, "u_none", "another long password", RULES)
