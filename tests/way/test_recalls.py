"""What leaned on changed words is called back at the moment they change; what still holds stays."""

import datetime as dt

import pytest

from assistant.services import documents, recalls, review
from policies.errors import CountersignError
from policies.ledger import Tag, events
from tests.way.quiet_house import DAY, Quiet

FIRST = """# Lunch

Lunch costs $3.10 for every student in grades six to eight.

Breakfast is free for every student.

# Stops

| Stop | Time |
|---|---|
| Oak | 7:05 |
| Elm | 7:20 |
"""
LUNCH, BREAKFAST = "Lunch costs $3.10 for every student in grades six to eight.", "Breakfast is free for every student."
SECOND = FIRST.replace("$3.10", "$3.35").replace("7:20", "7:30")


def _four_items(quiet: Quiet, revision: str) -> dict[str, str]:
    lunch, elm, oak = (quiet.passage(revision, words) for words in ("Lunch", "Elm", "Oak"))
    return {"lunch": quiet.item(lunch, LUNCH), "breakfast": quiet.item(lunch, BREAKFAST), "elm": quiet.item(elm), "oak": quiet.item(oak)}


def test_a_successor_calls_back_exactly_what_it_changed_on_the_day_it_takes_effect(quiet: Quiet) -> None:
    first = quiet.publish(FIRST)
    made = _four_items(quiet, first.revision.id)
    second = quiet.publish(SECOND, start=quiet.today + DAY)
    assert (second.document.id, second.recalled) == (first.document.id, ())
    assert recalls.settle(quiet.house) == recalls.Settled()
    quiet.later(days=1)
    done = recalls.settle(quiet.house)
    assert done.superseded == (first.revision.id,)
    assert set(done.recalled) == {made["lunch"], made["elm"]}
    assert {name: quiet.status(id_) for name, id_ in made.items()} == {
        "lunch": "recalled", "breakfast": "queued", "elm": "recalled", "oak": "queued",
    }  # fmt: skip
    with quiet.house.database.read() as session:
        told = list(events(session, tags=[Tag.ITEM_RECALLED]))
    assert {(e.subject, e.payload["reason"]) for e in told} == {(made["lunch"], "superseded"), (made["elm"], "superseded")}
    assert recalls.settle(quiet.house) == recalls.Settled()


def test_old_and_new_words_stand_side_by_side(quiet: Quiet) -> None:
    first = quiet.publish(FIRST)
    item = quiet.item(quiet.passage(first.revision.id, "Lunch"), LUNCH)
    gone = quiet.item(quiet.passage(first.revision.id, "Elm"))
    second = quiet.publish(SECOND.replace("| Elm | 7:30 |\n", ""))
    (changed,) = recalls.changed_words(quiet.house, quiet.who("reviewer"), item)
    assert (changed.old, changed.why) == (LUNCH, "superseded")
    assert changed.now is not None
    assert "$3.35" in changed.now.text
    assert changed.now.revision_id == second.revision.id
    (lost,) = recalls.changed_words(quiet.house, quiet.who("reviewer"), gone)
    assert "Elm" in lost.old
    assert lost.now is None or "Elm" not in lost.now.text


def test_words_that_ran_out_are_called_back(quiet: Quiet) -> None:
    first = quiet.publish(FIRST, end=quiet.today)
    item = quiet.item(quiet.passage(first.revision.id, "Lunch"), LUNCH)
    assert recalls.settle(quiet.house).recalled == ()
    quiet.later(days=1)
    assert recalls.settle(quiet.house).recalled == (item,)


def test_an_answer_that_rests_on_an_older_version_falls_with_the_version_that_still_said_its_words(quiet: Quiet) -> None:
    first = quiet.publish(FIRST)
    item = quiet.item(quiet.passage(first.revision.id, "Lunch"), LUNCH)
    kept = quiet.publish(FIRST.replace("Breakfast is free", "Breakfast costs nothing"))
    assert quiet.status(item) == "queued"
    fallen = quiet.publish(SECOND)
    assert (kept.recalled, fallen.recalled) == ((), (item,))


def test_revoking_the_version_that_still_says_the_words_calls_back_too(quiet: Quiet) -> None:
    first = quiet.publish(FIRST)
    item = quiet.item(quiet.passage(first.revision.id, "Lunch"), LUNCH)
    second = quiet.publish(f"{FIRST}\nMore.\n")
    revoked = documents.revoke(quiet.house, quiet.who("owner"), second.document.id, second.revision.id, "Printed in error.")
    assert revoked.recalled == (item,)


def test_a_reviewer_keeps_a_recalled_item_that_they_claimed(quiet: Quiet) -> None:
    first = quiet.publish(FIRST)
    item = quiet.item(quiet.passage(first.revision.id, "Lunch"), LUNCH)
    quiet.publish(SECOND)
    review.claim(quiet.house, quiet.who("reviewer"), item)
    quiet.publish(SECOND.replace("7:30", "7:40"))
    quiet.later(days=1)
    recalls.settle(quiet.house)
    assert quiet.status(item) == "claimed"


def test_who_cites_a_document_is_told_without_texts(quiet: Quiet) -> None:
    first = quiet.publish(FIRST)
    item = quiet.item(quiet.passage(first.revision.id, "Lunch"), LUNCH)
    (one,) = recalls.citing(quiet.house, quiet.who("owner"), first.document.id)
    assert (one.item_id, one.status, one.n_quotes) == (item, "queued", 1)
    assert recalls.citing(quiet.house, quiet.who("owner"), first.document.id, "rev_other") == []


@pytest.mark.parametrize(("start", "end"), [(-30, None), (0, None)])
def test_a_backdated_approval_that_would_close_itself_is_refused(quiet: Quiet, start: int, end: dt.date | None) -> None:
    older = quiet.add(SECOND)
    current = quiet.publish(FIRST, document_id=older.document.id)
    with pytest.raises(CountersignError) as refused:
        documents.approve(quiet.house, quiet.who("owner"), older.document.id, older.revision.id, quiet.today + start * DAY, end)
    assert refused.value.code == "approval.dates"
    assert refused.value.ids == {"revision_id": current.revision.id}


def test_an_approval_that_expired_already_does_not_end_the_version_in_force(quiet: Quiet) -> None:
    current = quiet.publish(FIRST, start=quiet.today - 60 * DAY)
    newer = quiet.add(SECOND)
    with pytest.raises(CountersignError) as refused:
        documents.approve(quiet.house, quiet.who("owner"), newer.document.id, newer.revision.id, quiet.today - 9 * DAY, quiet.today - DAY)
    assert refused.value.code == "approval.dates"
    assert quiet.passages(current.revision.id)


def test_the_same_title_for_two_schools_is_two_documents(quiet: Quiet) -> None:
    first = quiet.add(FIRST, schools=("whitcomb",))
    other = quiet.add(SECOND, schools=("landing",))
    again = quiet.add(f"{FIRST}\nMore.\n", schools=("whitcomb",))
    named = quiet.add(f"{SECOND}\nMore.\n", schools=("whitcomb", "landing"), document_id=other.document.id)
    assert first.document.id == again.document.id != other.document.id == named.document.id
