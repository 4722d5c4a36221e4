"""How items enter: once for each key, with everything a reviewer needs, and one event."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from policies.errors import BadInput, Conflict
from policies.ledger import Tag, events, head
from policies.records import Database
from policies.words.items import ItemStatus
from policies.words.questions import Outcome
from review_queue import store
from review_queue.binding import digest, seen_parts
from review_queue.tables import ItemRow
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import NOW, OTHER_STAFF, STAFF, Desk, drafted, submission


def test_an_item_comes_back_as_it_went_in(database: Database) -> None:
    made = submission(draft=drafted(LUNCH, BELLS), language="es", school="whitcomb", school_year="2026-2027", channel="phone")
    with database.write() as session:
        item = Desk(session).submit(made)
    with database.read() as session:
        assert store.get_item(session, item.id) == item
    assert (item.status, item.asked_by, item.submitted_at, item.claim, item.decision) == (ItemStatus.QUEUED, STAFF.user_id, NOW, None, None)
    assert (item.question, item.draft, item.contact, item.provenance) == (made.question, made.draft, made.contact, made.provenance)
    assert (item.timings, item.rule, item.flags, item.outcome) == (made.timings, made.rule, made.flags, made.outcome)


def test_the_event_of_a_submission_holds_no_word_of_question_or_draft(database: Database) -> None:
    with database.write() as session:
        item = Desk(session).submit()
        (event,) = events(session)
    assert (event.tag, event.subject, event.actor) == (Tag.ITEM_SUBMITTED, item.id, STAFF.user_id)
    told = json.dumps(event.payload).casefold()
    assert "lunch" not in told
    assert "$" not in told


def test_the_same_key_gives_the_same_item_and_nothing_more(database: Database) -> None:
    with database.write() as session:
        first = Desk(session).submit(key="key-1")
    with database.write() as session:
        again = Desk(session).submit(replace(submission(), outcome=Outcome.ABSTAINED_NO_SOURCE, draft=None), key="key-1")
        assert session.scalar(select(func.count()).select_from(ItemRow)) == 1
        assert head(session)[0] == 1
    assert again == first


@pytest.mark.parametrize("change", [{"text": "What does breakfast cost?"}, {"school": "qfhs"}, {"channel": "phone"}])
def test_the_same_key_with_another_question_is_refused(database: Database, change: dict[str, str]) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.submit(key="key-1")
        with pytest.raises(Conflict) as raised:
            desk.submit(submission(**change), key="key-1")  # type: ignore[arg-type]
        assert raised.value.code == "submission.key_reused"


def test_keys_belong_to_their_sender_and_no_key_never_matches(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        made = [desk.submit(key="key-1"), desk.submit(key="key-1", by=OTHER_STAFF), desk.submit(), desk.submit()]
    assert len({item.id for item in made}) == 4


@pytest.mark.parametrize("key", ["", "k" * 201, "a\nb", "a\x00b", "\u200b"], ids=["empty", "long", "newline", "nul", "invisible"])
def test_a_key_that_cannot_be_kept_is_refused(sqlite_database: Database, key: str) -> None:
    with sqlite_database.write() as session:
        with pytest.raises(BadInput) as raised:
            Desk(session).submit(key=key)
        assert raised.value.code == "submission.key"
        assert head(session)[0] == 0


def test_the_seen_hash_changes_with_everything_a_decision_leans_on() -> None:
    base = submission()
    assert base.draft is not None
    changed = [
        submission(text="What does breakfast cost?"),
        submission(Outcome.ABSTAINED_NO_SOURCE),
        submission(draft=drafted(BELLS)),
        submission(draft=drafted(text="Lunch costs $2.80.")),
        submission(draft=replace(base.draft, closing="Bye")),
        replace(base, provenance=replace(base.provenance, policy_version="policy2")),
    ]
    hashes = [digest(seen_parts(made, None)) for made in (base, *changed)]
    assert len(set(hashes)) == len(hashes)
    assert digest(seen_parts(submission(), None)) == hashes[0]
