"""The passage index: what it gives, and what it never gives although its caches still hold it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from ingest import approval, scope, store
from ingest.index import PassageIndex
from ingest.searches import Found, best_places
from ingest.store import Revision
from ingest.tables import RevisionRow
from policies.records import Database
from policies.words.documents import Audience, RevisionStatus, Scope
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import NOW, OWNER, TODAY, Registry, policy

DAY = dt.timedelta(days=1)
SUBJECTS = ("lunch", "bus", "calendar", "nurse")


def publish(
    session: Session, subject: str, n: int = 1, start: dt.date = TODAY - 30 * DAY, end: dt.date | None = None, **facts: object
) -> Revision:
    """An approved revision of the document about a subject, with three passages."""
    body = "\n\n".join(f"## Part {i}\n\nThe {subject} rule {n} of part {i}." for i in range(3))
    revision = Registry(session).add(f"# {subject}\n\n{body}\n", f"About {subject}", **facts)
    return approval.approve(session, NOW, TODAY, OWNER, revision.id, policy(), start, end or TODAY + 30 * DAY).revision


def ids(found: Found) -> set[str]:
    return {evidence.passage.revision_id for evidence in found.candidates}


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    return PassageIndex(tmp_path / "index", HashEncoder())


def test_a_question_finds_its_passage_through_both_indexes(database: Database, index: PassageIndex) -> None:
    with database.write() as session:
        published = {subject: publish(session, subject) for subject in SUBJECTS}
    with database.read() as session:
        found = index.search(session, "the bus rule", Scope(TODAY), 10)
        best = max(found.candidates, key=lambda e: e.dense)
        assert best.passage.revision_id == published["bus"].id
        assert max(found.candidates, key=lambda e: e.lexical).passage.revision_id == published["bus"].id
        assert not found.is_degraded
        assert found.build != "none"
        assert all(-1.0001 <= e.dense <= 1.0001 and e.lexical >= 0 for e in found.candidates)
        assert found.kinds == {revision.id: next(iter(policy().documents.kinds)) for revision in published.values()}
        assert index.unreachable(session) == []
        assert index.missing_vectors(session) == []


def test_the_dense_scores_are_the_cosines(database: Database, index: PassageIndex) -> None:
    with database.write() as session:
        for subject in SUBJECTS:
            publish(session, subject)
    query = "the bus rule 1"
    with database.read() as session:
        found = index.search(session, query, Scope(TODAY), 6)
        vector = HashEncoder().encode_query(query)
        hashes = {passage.id: hash_ for r in scope.published(session) for passage, hash_ in store.load_passages(session, [r.revision_id])}
        vectors = store.load_vectors(session, list(hashes.values()), HashEncoder().model)
    assert found.candidates
    for evidence in found.candidates:
        assert evidence.dense == pytest.approx(float(np.dot(vector, vectors[hashes[evidence.passage.id]])), abs=1e-3)


@pytest.mark.parametrize(
    "state", ["pending", "rejected", "revoked", "superseded", "expired", "future", "staff", "other school", "other year"]
)
def test_what_may_not_be_used_is_not_found(database: Database, index: PassageIndex, state: str) -> None:
    on = Scope(TODAY, school="whitcomb", school_year="2026-2027")
    with database.write() as session:
        match state:
            case "pending" | "rejected":
                bad = Registry(session).add("# bus\n\nThe bus rule of the pending page.\n", "About bus")
                if state == "rejected":
                    approval.reject(session, NOW, OWNER, bad.id, "Not the right file.")
            case "revoked":
                bad = publish(session, "bus")
                approval.revoke(session, NOW, OWNER, bad.id, "No longer true.")
            case "superseded":
                bad, _ = publish(session, "bus"), publish(session, "bus", 2)
            case "expired":
                bad = publish(session, "bus", end=TODAY - DAY)
            case "future":
                bad = publish(session, "bus", start=TODAY + DAY)
            case "staff":
                bad = publish(session, "bus", audience=Audience.STAFF)
            case "other school":
                bad = publish(session, "bus", schools=("qfhs",))
            case _:
                bad = publish(session, "bus", school_year="2025-2026")
        good = publish(session, "lunch")
    with database.read() as session:
        found = ids(index.search(session, "the bus rule", on, 20))
    assert bad.id not in found
    assert good.id in found


def test_what_ran_out_is_found_only_when_asked_for(sqlite_database: Database, index: PassageIndex) -> None:
    with sqlite_database.write() as session:
        old, new = publish(session, "bus", end=TODAY - DAY), publish(session, "lunch")
    with sqlite_database.read() as session:
        assert ids(index.search(session, "the bus rule", Scope(TODAY), 20, is_expired=True)) == {old.id}
        assert ids(index.search(session, "the bus rule", Scope(TODAY), 20)) == {new.id}
        assert {p.revision_id for p in index.passages_in_force(session, TODAY)} == {new.id}


def test_an_empty_registry_gives_nothing(sqlite_database: Database, index: PassageIndex) -> None:
    with sqlite_database.read() as session:
        assert index.search(session, "the bus rule", Scope(TODAY), 20).candidates == []
        assert index.unreachable(session) == []
    with sqlite_database.read() as session:
        assert index.rebuild(session) == 0


def test_a_few_allowed_passages_among_many_are_all_reached(sqlite_database: Database, index: PassageIndex) -> None:
    with sqlite_database.write() as session:
        for n in range(12):
            publish(session, f"bus{n}", schools=("qfhs",))
        wanted = publish(session, "bus", schools=("whitcomb",))
    with sqlite_database.read() as session:
        found = index.search(session, "zebra", Scope(TODAY, school="whitcomb"), 3)
    assert [e.passage.revision_id for e in found.candidates] == [wanted.id] * 3


def test_after_a_change_of_model_the_missing_vectors_are_named_and_nothing_fails(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        publish(session, "bus")
    other = PassageIndex(tmp_path / "index", HashEncoder("another-64"))
    with sqlite_database.read() as session:
        assert len(other.missing_vectors(session)) == 3
        found = other.search(session, "the bus rule", Scope(TODAY), 10)
    assert {e.lexical > 0 for e in found.candidates} == {True}


STATES = [s.value for s in RevisionStatus]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.one_of(
            st.sampled_from(STATES).map(lambda s: ("status", s)),
            st.integers(-40, 40).map(lambda n: ("effective_from", TODAY + n * DAY)),
            st.integers(-40, 40).map(lambda n: ("expires_on", TODAY + n * DAY)),
            st.sampled_from(["families", "staff"]).map(lambda a: ("audience", a)),
        ),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def stale(sqlite_database: Database, index: PassageIndex) -> tuple[Database, PassageIndex]:
    """Eight published revisions, all of them in the snapshot and in Chroma's folder, and foreign ids beside them."""
    with sqlite_database.write() as session:
        for subject in SUBJECTS:
            publish(session, subject, 1, TODAY - 30 * DAY, TODAY + 30 * DAY)
            publish(session, subject, 2, TODAY + 5 * DAY, TODAY + 40 * DAY)
    with sqlite_database.read() as session:
        index.refresh(session)
    vectors = HashEncoder().encode_passages(["the bus rule", "the lunch rule"])
    index._dense._collection.add(ids=["rev_gone.0", "rev_foreign.7"], embeddings=vectors.tolist())
    return sqlite_database, index


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, day=st.integers(-40, 45), is_expired=st.booleans(), tells=st.booleans())
def test_a_stale_index_never_gives_what_the_registry_does_not_allow(
    stale: tuple[Database, PassageIndex], changes: list[tuple[int, tuple[str, object]]], day: int, is_expired: bool, tells: bool
) -> None:
    """Rows change behind the index's back, with and without word of it; Chroma keeps the old passages and foreign ones."""
    database, index = stale
    on = Scope(TODAY + day * DAY)
    with database.write() as session:
        rows = list(session.query(RevisionRow).order_by(RevisionRow.id))
        kept = [(row.status, row.effective_from, row.expires_on, row.audience) for row in rows]
        for place, (column, value) in changes:
            setattr(rows[place], column, value)
        if tells:
            store.raise_generation(session)
    with database.read() as session:
        found = index.search(session, "the bus rule", on, 30, is_expired=is_expired)
        published = scope.published(session)
        allowed = scope.expired(published, on.on) if is_expired else scope.in_force(published, on.on)
        statuses = {row.id: row for row in session.query(RevisionRow)}
    for evidence in found.candidates:
        row = statuses[evidence.passage.revision_id]
        assert row.id in allowed
        assert row.status == "approved"
        assert row.audience == "families"
        if not is_expired:
            assert row.effective_from is not None
            assert row.expires_on is not None
            assert row.effective_from <= on.on <= row.expires_on
    with database.write() as session:
        rows = list(session.query(RevisionRow).order_by(RevisionRow.id))
        for row, (status, start, end, audience) in zip(rows, kept, strict=True):
            row.status, row.effective_from, row.expires_on, row.audience = status, start, end, audience
        if tells:
            store.raise_generation(session)


def test_a_revision_revoked_by_hand_is_not_found_although_every_cache_still_holds_it(database: Database, index: PassageIndex) -> None:
    with database.write() as session:
        bad, good = publish(session, "bus"), publish(session, "lunch")
    with database.read() as session:
        assert ids(index.search(session, "the bus rule", Scope(TODAY), 20)) == {bad.id, good.id}
    with database.write() as session:
        session.execute(sql("UPDATE revisions SET status = 'revoked' WHERE id = :id"), {"id": bad.id})
    with database.read() as session:
        assert any(p.revision_id == bad.id for p in index.refresh(session).passages)  # the cache does not know
        assert ids(index.search(session, "the bus rule", Scope(TODAY), 20)) == {good.id}


def test_the_folder_of_an_older_generation_is_brought_up_by_the_next_search(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        old = publish(session, "bus")
    with sqlite_database.read() as session:
        PassageIndex(tmp_path / "index", HashEncoder()).refresh(session)
    with sqlite_database.write() as session:
        new = publish(session, "bus", 2)
    later = PassageIndex(tmp_path / "index", HashEncoder())
    with sqlite_database.read() as session:
        assert ids(later.search(session, "the bus rule", Scope(TODAY), 20)) == {new.id}
        present = set(later._dense._collection.get(include=[])["ids"])
        assert present == {passage.id for passage, _hash in store.load_passages(session, [new.id])}
    assert replace(old, id="") != replace(new, id="")


@pytest.mark.parametrize("n_scores", [3, 60, 5000])
@pytest.mark.parametrize("share", [0.01, 1.0])
def test_the_best_scores_are_those_that_putting_all_in_order_gives(n_scores: int, share: float) -> None:
    dice = np.random.default_rng(n_scores)
    scores = np.round(dice.random(n_scores) * (dice.random(n_scores) < share), 2).astype(np.float32)
    for n in (1, 60):
        in_order = sorted((float(score) for score in scores if score > 0), reverse=True)[:n]
        assert [float(scores[i]) for i in best_places(scores, n)] == in_order


def test_a_document_that_is_left_out_is_as_if_it_had_never_been_published(database: Database, index: PassageIndex, tmp_path: Path) -> None:
    with database.write() as session:
        published = {subject: publish(session, subject) for subject in SUBJECTS}
        publish(session, "zebra", 2, end=TODAY - DAY)
    bus = published["bus"]
    with database.read() as session:
        whole = index.search(session, "the bus rule", Scope(TODAY), 20)
        without = index.search(session, "the bus rule", Scope(TODAY, without=frozenset({bus.document_id})), 20)
        n_published = len(index.refresh(session).passages)
        assert ids(index.search(session, "the bus rule", Scope(TODAY), 20)) == ids(whole)
    assert bus.id in ids(whole)
    assert ids(without) == ids(whole) - {bus.id}
    with database.write() as session:
        approval.revoke(session, NOW, OWNER, bus.id, "away")
    with database.read() as session:
        gone = PassageIndex(tmp_path / "other", HashEncoder()).search(session, "the bus rule", Scope(TODAY), 20)
        assert len(index.refresh(session).passages) < n_published
    assert [(e.passage.id, pytest.approx(e.lexical), pytest.approx(e.dense, abs=1e-3)) for e in gone.candidates] == [
        (e.passage.id, e.lexical, e.dense) for e in without.candidates
    ]
    assert [without.idf(stem, "en") for stem in ("bus", "rule", "nowher")] == pytest.approx(
        [gone.idf(stem, "en") for stem in ("bus", "rule", "nowher")]
    )
