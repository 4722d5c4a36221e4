"""Gaps go to their document's owner, words only to whom they are for, and small groups to nobody."""

import datetime as dt
from dataclasses import replace

import pytest

from assistant.services import gaps, metrics, recurring
from ingest.tables import DocumentRow, RevisionRow
from policies.errors import BadInput, Refused
from policies.words.drafts import Provenance, Timings
from policies.words.items import EvidenceNote, Submission
from policies.words.questions import Outcome, Question, RedactedText
from review_queue import items
from tests.assistant.measuring.conftest import Quiet

MEALS, BUSES = "doc_meals", "doc_buses"
WORDS = (
    "How much is lunch at Oak School?",
    "middle school lunch price please",
    "What does lunch cost now",
    "price of middle school lunch",
    "is lunch free",
    "middle school lunch cost",
)


def document(quiet: Quiet, id_: str, owner: str, approved: list[dt.datetime]) -> None:
    at = quiet.moment - dt.timedelta(days=90)
    with quiet.house.database.write() as session:
        session.add(DocumentRow(id=id_, title=id_.removeprefix("doc_").title(), kind="guide", owner_id=owner, created_at=at))
        session.flush()
        for number, moment in enumerate(approved, start=1):
            session.add(
                RevisionRow(
                    id=f"rev_{id_}_{number}",
                    document_id=id_,
                    number=number,
                    title=id_,
                    content_hash=f"{id_}{number}",
                    file_name="x.md",
                    media_type="text/markdown",
                    n_bytes=1,
                    n_passages=1,
                    language="en",
                    audience="public",
                    schools="[]",
                    status="superseded",
                    uploaded_by=owner,
                    uploaded_at=moment,
                    approved_by=owner,
                    approved_at=moment,
                    findings="[]",
                    text="",
                )
            )


def ask(quiet: Quiet, words: str, place: str, at: dt.datetime, outcome: Outcome = Outcome.ABSTAINED_NO_SOURCE, topic: str = "meals") -> str:
    question = Question(RedactedText.from_record(words), "en", at, topic=topic)
    note = EvidenceNote(f"p_{place}", "rev", place, "T", None, "Prices > Lunch", "words", 0.5, 0.5, 0.5)
    made = Submission(question, outcome, "detail", None, None, Provenance("p", "d", "m", "i", "c"), Timings(), "u", evidence=(note,))
    with quiet.house.database.write() as session:
        return items.submit(session, at, quiet.users["staff"].actor, made, None, quiet.house.policy).id


@pytest.fixture
def asked(quiet: Quiet) -> Quiet:
    """Six questions on lunch, two on buses, in the week of 2026-08-24; two documents of two owners."""
    document(quiet, MEALS, quiet.users["owner"].id, [])
    document(quiet, BUSES, quiet.users["admin"].id, [])
    start = dt.datetime(2026, 8, 25, 15, tzinfo=dt.UTC)
    for number, words in enumerate(WORDS):
        ask(quiet, words, MEALS, start + dt.timedelta(hours=number))
    for number in range(2):
        ask(quiet, "where is the bus stop", BUSES, start + dt.timedelta(hours=20 + number), topic="buses")
    return quiet


def test_a_gap_names_document_section_owner_size_and_age(asked: Quiet) -> None:
    (gap, small) = gaps.report(asked.house, asked.users["admin"].actor)
    assert (gap.title, gap.section, gap.owner, gap.n, gap.topic) == ("Meals", "Prices > Lunch", "owner", 6, "meals")
    assert (gap.kinds, gap.days_open, gap.is_closed, gap.effect) == ({"abstained": 6}, 7, False, None)
    assert gap.example in WORDS
    assert {"lunch", "middle"} <= set(gap.keywords)  # as families wrote them, not as stems
    assert (small.is_small, small.example, small.keywords) == (True, None, ())


def test_owners_see_their_own_leaders_all_without_words_and_staff_nothing(asked: Quiet) -> None:
    (own,) = gaps.report(asked.house, asked.users["owner"].actor)
    assert own.document_id == MEALS
    assert own.example
    seen = gaps.report(asked.house, asked.users["leader"].actor)
    assert len(seen) == 2
    assert all(gap.example is None and gap.keywords == () for gap in seen)
    with pytest.raises(Refused):
        gaps.report(asked.house, asked.users["staff"].actor)


def test_after_the_owner_publishes_the_effect_is_measured_again(asked: Quiet) -> None:
    document(asked, "doc_new", asked.users["owner"].id, [])
    published = dt.datetime(2026, 8, 30, 15, tzinfo=dt.UTC)
    with asked.house.database.write() as session:
        session.delete(session.get_one(DocumentRow, MEALS))
    document(asked, MEALS, asked.users["owner"].id, [published])
    for number in range(8):
        ask(asked, WORDS[number % 6], MEALS, published + dt.timedelta(hours=1 + number), Outcome.DRAFTED)
    gap = gaps.report(asked.house, asked.users["owner"].actor)[0]
    assert gap.is_closed
    assert gap.effect is not None
    assert (gap.effect.before, gap.effect.n_before, gap.effect.after, gap.effect.n_after) == (1.0, 6, 0.0, 8)
    assert gap.effect.is_better


def test_open_gaps_and_days_to_close_are_figures_that_leaders_read(asked: Quiet) -> None:
    before = {figure.name: figure for figure in metrics.read_metrics(asked.house, asked.users["leader"].actor).figures}
    assert (before["open_gaps"].value, before["open_gaps"].n) == (2.0, 2)
    assert before["gap_days_to_close"].value is None
    assert before["gap_days_to_close"].needs
    document(asked, "doc_new", asked.users["owner"].id, [])
    with asked.house.database.write() as session:
        session.delete(session.get_one(DocumentRow, MEALS))
    document(asked, MEALS, asked.users["owner"].id, [dt.datetime(2026, 8, 30, 15, tzinfo=dt.UTC)])
    after = {figure.name: figure for figure in metrics.read_metrics(asked.house, asked.users["leader"].actor).figures}
    assert after["open_gaps"].value == 1.0
    assert (after["gap_days_to_close"].value, after["gap_days_to_close"].n) == (5.0, 1)
    assert all(after[name].sources for name in ("open_gaps", "gap_days_to_close"))


def test_the_digest_tells_topics_and_groups_of_five_and_wording_only_to_who_answers(asked: Quiet) -> None:
    monday = dt.date(2026, 8, 24)
    told = recurring.digest(asked.house, asked.users["staff"].actor, monday)
    assert (told.n, told.topics, told.n_other_topics, told.n_single) == (8, {"meals": 6}, 2, 2)
    (group,) = told.groups
    assert (group.n, group.topic, group.example in WORDS, group.answer) == (6, "meals", True, None)
    leaders = recurring.digest(asked.house, asked.users["leader"].actor, monday)
    assert replace(group, example=None) == leaders.groups[0]
    assert recurring.digest(asked.house, asked.users["leader"].actor).monday == monday
    with pytest.raises(BadInput):
        recurring.digest(asked.house, asked.users["staff"].actor, dt.date(2026, 8, 25))
    with pytest.raises(Refused):
        recurring.digest(asked.house, asked.users["owner"].actor)
