import datetime as dt

import pytest

from assistant.accounts.tokens import PREFIX, actor_for_token, issue_token, list_tokens, revoke_token, touch_token
from assistant.accounts.users import add_user, disable_user
from policies import ledger
from policies.errors import BadInput, Conflict, NotFound, NotSignedIn
from policies.records import Database
from policies.words.people import SYSTEM, Role
from tests.assistant.accounts.conftest import NOW, RULES


def test_a_token_stands_for_its_user_and_is_not_at_rest(database: Database) -> None:
    with database.write() as session:
        user = add_user(session, NOW, SYSTEM, "kiosk", [Role.SERVICE], RULES)
        token = issue_token(session, NOW, SYSTEM, user.id, "front desk")
    assert token.startswith(PREFIX)
    assert len(token) > 40
    with database.read() as session:
        assert actor_for_token(session, NOW, token).actor == user.actor
    raw = database.engine.raw_connection()
    try:
        assert token not in "\n".join(raw.driver_connection.iterdump())
    finally:
        raw.close()


@pytest.mark.parametrize("wrong", ["", "cs_", "cs_made-up", "Bearer", "cs_\ud800", "x" * 10_000])
def test_a_made_up_token_is_refused(database: Database, wrong: str) -> None:
    with database.read() as session, pytest.raises(NotSignedIn) as caught:
        actor_for_token(session, NOW, wrong)
    assert caught.value.code == "token.refused"
    assert wrong not in str(caught.value) or not wrong


def test_a_revoked_token_is_refused_and_only_its_owner_revokes_it(database: Database) -> None:
    with database.write() as session:
        owner = add_user(session, NOW, SYSTEM, "owner", [Role.STAFF], RULES)
        other = add_user(session, NOW, SYSTEM, "other", [Role.STAFF], RULES)
        token = issue_token(session, NOW, SYSTEM, owner.id, "one")
        (listed,) = list_tokens(session, owner.id)
        with pytest.raises(NotFound):
            revoke_token(session, NOW, SYSTEM, listed.id, other.id)
        assert revoke_token(session, NOW, owner.actor, listed.id, owner.id).revoked_at == NOW
        with pytest.raises(NotSignedIn):
            actor_for_token(session, NOW, token)
        revoke_token(session, NOW, owner.actor, listed.id, owner.id)
        written = [(e.tag, e.actor, e.subject, e.payload) for e in ledger.events(session, tags=[ledger.Tag.TOKEN_REVOKED])]
        assert written == [("token.revoked", owner.id, listed.id, {"user": owner.id})]


def test_the_last_use_is_noted_once_an_hour(database: Database) -> None:
    with database.write() as session:
        user = add_user(session, NOW, SYSTEM, "kiosk", [Role.SERVICE], RULES)
        token = issue_token(session, NOW, SYSTEM, user.id, "one")
        holder = actor_for_token(session, NOW, token)
        assert holder.is_stale
        touch_token(session, NOW, holder.token_id)
        assert not actor_for_token(session, NOW + dt.timedelta(minutes=59), token).is_stale
        assert actor_for_token(session, NOW + dt.timedelta(minutes=61), token).is_stale


def test_no_token_for_nobody_for_a_disabled_user_or_without_a_label(database: Database) -> None:
    with database.write() as session:
        user = add_user(session, NOW, SYSTEM, "desk", [Role.STAFF], RULES)
        with pytest.raises(BadInput):
            issue_token(session, NOW, SYSTEM, user.id, "  ")
        with pytest.raises(NotFound):
            issue_token(session, NOW, SYSTEM, "u_none", "one")
        disable_user(session, NOW, SYSTEM, user.id)
        with pytest.raises(Conflict):
            issue_token(session, NOW, SYSTEM, user.id, "one")
