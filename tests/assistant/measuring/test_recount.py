"""Every figure counted again from the ledger and the items by SQL, without a line of the projection or of the metrics."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from assistant.services import gaps, metrics, pilot
from assistant.services.measuring import facts_of
from eval.audits import ASPECTS
from eval.definitions import METRICS
from eval.gaps import GAPS
from eval.methods import METHOD_OF
from ingest.tables import DocumentRow, RevisionRow
from policies.ledger import Tag, append
from policies.words.drafts import Provenance, Timings
from policies.words.items import EvidenceNote, Submission
from policies.words.measures import Figure
from policies.words.people import SYSTEM
from policies.words.questions import Outcome, Question, RedactedText
from review_queue import items
from review_queue.tables import AnswerRow, DecisionRow
from tests.assistant.measuring.recounting import APPROVED, Counted, Recount
from tests.assistant.measuring.recounting_gaps import recount_gaps
from tests.assistant.web.test_scorecard import NOW, Piloted

RECORDED = (
    ("survey_parent", (5, 4, 2, 1, 5)),
    ("cost", (120, 80.5)),
    ("upkeep_hours", (3, 4.5)),
    ("training_hours", (2,)),
    ("incident_other", (1, 1)),
    ("incident_pii", (1,)),
    ("recontact", (1, 1, 1)),
)


@pytest.fixture(scope="module")
def piloted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Piloted]:
    made = Piloted(tmp_path_factory.mktemp("recounted"))
    for kind, values in RECORDED:
        for value in values:
            pilot.record(made.house, made.leader, kind, value)
    with made.house.database.write() as session:
        for number in range(9):
            append(session, NOW, SYSTEM, Tag.DECOY_REVEALED, f"item_d{number}", {"is_caught": number % 3 > 0})
        for number in range(12):
            for rater in ("one", "two"):
                for aspect, part in (*((a, 0) for a in ASPECTS if a != "complete"), ("complete", 1), ("complete", 2)):
                    is_good = (number + len(aspect) + part + (rater == "two" and number == 4)) % 5 > 0
                    told = {"aspect": aspect, "rater": rater, "holds": is_good, "part": part}
                    append(session, NOW, SYSTEM, Tag.AUDIT_RECORDED, f"item_{number}", told)
        for number, days in enumerate((3, 40, 200)):
            add_document(session, f"doc_{number}")
            publish(session, f"doc_{number}", 1, NOW, expires_on=NOW.date() + dt.timedelta(days=days))
        leave_gaps(made, session)
    yield made
    made.house.close()


@pytest.fixture
def recount(piloted: Piloted) -> Iterator[Recount]:
    made = Recount(piloted.house.settings.data / "countersign.db", piloted.house.policy)
    yield made
    made.sql.close()


ASKED = {
    "lunch": ("How much is lunch?", "lunch price please", "What does lunch cost now", "price of lunch", "is lunch free", "lunch cost"),
    "bus": ("where is the bus stop", "bus stop please", "which bus stop is ours", "bus stop of our street", "the bus stop moved?"),
    "shoes": ("are sandals allowed in gym", "gym sandals", "sandals at gym allowed"),
    "visit": ("may grandparents visit class", "grandparents visit", "visit by grandparents"),
}
"""What families asked and documents did not answer well; `visit` finds no document near."""
PUBLISHED = {"lunch": (9, 49), "bus": (-20, 2), "shoes": (21,)}
"""On which days after the first question new versions of each document were approved: lunch and shoes closed, bus went on."""


def leave_gaps(piloted: Piloted, session: Session) -> None:
    """Four gaps of every kind, and questions that are none: one answered well, one escalated, one whose rejection was taken back."""
    first = NOW - dt.timedelta(days=90)
    for name in PUBLISHED:
        add_document(session, f"doc_{name}")
        for number, day in enumerate(PUBLISHED[name], start=1):
            publish(session, f"doc_{name}", number, first + dt.timedelta(days=day))
    for name, asked in ASKED.items():
        for number, words in enumerate(asked):
            ask(piloted, session, words, name, first + dt.timedelta(hours=13 * number))
    ask(piloted, session, "is there a bus stop", "bus", first + dt.timedelta(days=30), Outcome.ESCALATED_SAFETY)
    ask(piloted, session, "bus stop there", "bus", first + dt.timedelta(days=31), Outcome.DRAFTED)
    for words, kind, reason, share, undone in (
        ("price of lunch today", "reject", "wrong_fact", 0.0, None),
        ("lunch price of today", "approve_with_edits", None, 0.5, None),
        ("lunch price this week", "approve_with_edits", None, 0.1, None),
        ("lunch price this month", "reject", "incomplete", 0.0, NOW),
    ):
        at = first + dt.timedelta(days=5)
        id_ = ask(piloted, session, words, "lunch", at, Outcome.DRAFTED)
        session.add(DecisionRow(item_id=id_, number=1, kind=kind, by="u", at=at, seen_hash="h", reason_code=reason, undone_at=undone))
        if kind != "reject":
            session.add(
                AnswerRow(
                    item_id=id_, text="w", text_hash="h", language="en", citations="[]", approved_by="u", approved_at=at, edit_share=share
                )
            )


def ask(piloted: Piloted, session: Session, words: str, near: str, at: dt.datetime, outcome: Outcome = Outcome.ABSTAINED_NO_SOURCE) -> str:
    """One question near a document."""
    note = EvidenceNote(f"p_{near}", "rev", f"doc_{near}", "T", None, f"About {near}", "words", 0.5, 0.5, 0.5)
    question = Question(RedactedText.from_record(words), "en", at)
    asked = Submission(question, outcome, "detail", None, None, Provenance("p", "d", "m", "i", "c"), Timings(), "u", evidence=(note,))
    return items.submit(session, at, piloted.users["staff"].actor, asked, None, piloted.house.policy).id


def add_document(session: Session, id_: str) -> None:
    session.add(DocumentRow(id=id_, title="T", kind="guide", owner_id="u", created_at=NOW))
    session.flush()


def publish(session: Session, document: str, number: int, at: dt.datetime, expires_on: dt.date | None = None) -> None:
    """A version of a document; in force where it says until when."""
    told = {"file_name": "x.md", "media_type": "text/markdown", "n_bytes": 1, "n_passages": 1, "language": "en", "audience": "families"}
    told |= {"schools": "[]", "status": "approved" if expires_on else "superseded", "uploaded_by": "u", "uploaded_at": at}
    told |= {"approved_by": "v", "approved_at": at, "findings": "[]", "text": "", "content_hash": f"{document}{number}"}
    effective = at.date() - dt.timedelta(days=1)
    session.add(
        RevisionRow(
            id=f"rev_{document}_{number}",
            document_id=document,
            number=number,
            title="T",
            effective_from=effective,
            expires_on=expires_on,
            **told,
        )
    )


def recount_beside(recount: Recount) -> Counted:
    one, n_answers = recount.one, recount.one(f"SELECT count(*) FROM i WHERE {APPROVED}")[0]
    value = "json_extract(payload, '$.value')"
    of = "FROM ledger_events WHERE tag = 'observation.recorded' AND subject"
    made: Counted = {
        "approved_errors": tuple(
            one(
                "SELECT avg(json_extract(payload, '$.agrees') = 0 AND json_extract(payload, '$.reason_code') IN "
                "('wrong_fact', 'wrong_source', 'out_of_date')), count(*) FROM ledger_events WHERE tag = 'reread.done'"
            )
        ),
        "reviewer_catch_rate": tuple(
            one("SELECT avg(json_extract(payload, '$.is_caught')), count(*) FROM ledger_events WHERE tag = 'decoy.revealed'")
        ),
        "staff_survey": tuple(one(f"SELECT avg({value} >= 4), count(*) {of} = 'survey_staff'")),
        "parent_survey": tuple(one(f"SELECT avg({value} >= 4), count(*) {of} = 'survey_parent'")),
        "pii_incidents": (1000 * one(f"SELECT count(*) {of} = 'incident_pii'")[0] / n_answers, n_answers),
        "incidents": (1000 * one(f"SELECT count(*) {of} IN ('incident_pii', 'incident_other')")[0] / n_answers, n_answers),
        "recontact": (one(f"SELECT count(*) {of} = 'recontact'")[0] / n_answers, n_answers),
        "cost_per_reply": (one(f"SELECT sum({value}) {of} = 'cost'")[0] / n_answers, n_answers),
        "upkeep_hours": tuple(one(f"SELECT sum({value}), count(*) {of} = 'upkeep_hours'")),
        "training_hours": tuple(one(f"SELECT sum({value}), count(*) {of} = 'training_hours'")),
    }
    made["source_freshness"] = tuple(
        one(
            "SELECT avg(d), (SELECT count(*) FROM revisions WHERE status = 'approved') FROM (SELECT julianday(expires_on) - "
            f"julianday('{NOW.date()}') d FROM revisions WHERE status = 'approved' ORDER BY d LIMIT 1 OFFSET 1)"
        )
    )
    audits = {
        "audited_errors": "facts",
        "citation_correctness": "citation",
        "groundedness": "grounded",
        "completeness": "complete",
        "escalation_recall": "escalate_due",
        "over_redaction": "over_redacted",
    }
    holds, tag = "json_extract(payload, '$.holds')", "FROM ledger_events WHERE tag = 'audit.recorded'"
    for name, aspect in audits.items():
        of_aspect = f"{tag} AND json_extract(payload, '$.aspect') = '{aspect}'"
        per_item = f"SELECT min({holds}) h {of_aspect} GROUP BY subject, json_extract(payload, '$.part')"
        value_of, n = one(f"SELECT avg(h), count(*) FROM ({per_item})")
        made[name] = (1 - value_of if name in {"over_redaction", "audited_errors"} else value_of, n)
    kind = "json_extract(payload, '$.aspect'), json_extract(payload, '$.part')"
    pairs = f"SELECT min({holds}) = max({holds}) same {tag} GROUP BY subject, {kind} HAVING count(*) = 2"
    made["rater_agreement"] = tuple(one(f"SELECT avg(same), count(*) FROM ({pairs})"))
    first, second = ("max(CASE WHEN json_extract(payload, '$.rater') = '" + rater + f"' THEN {holds} END)" for rater in ("one", "two"))
    both = f"SELECT {first} a, {second} b {tag} GROUP BY subject, {kind}"
    n_yes_first, n_yes_second, n_same, n_pairs = one(f"SELECT avg(a), avg(b), avg(a = b), count(*) FROM ({both})")
    by_chance = n_yes_first * n_yes_second + (1 - n_yes_first) * (1 - n_yes_second)
    made["rater_kappa"] = ((n_same - by_chance) / (1 - by_chance), n_pairs)
    return made


def test_every_figure_is_what_sql_over_the_ledger_and_the_items_says(piloted: Piloted, recount: Recount) -> None:
    figures = {figure.name: figure for figure in metrics.read_metrics(piloted.house, piloted.leader).figures}
    counted = recount.figures() | recount_beside(recount) | recount_gaps(recount, NOW)
    assert set(counted) == set(figures)
    assert {metric.named.name for metric in METRICS} | {named.name for named in GAPS} <= set(counted)
    for name, (value, n) in counted.items():
        assert n > 0, name
        assert (figures[name].value, figures[name].n) == (pytest.approx(value), n), name
    assert len(counted) >= 57
    assert len(facts_of(piloted.house)) == recount.one("SELECT count(*) FROM i")[0]


def test_every_interval_is_made_by_the_method_that_the_metric_names(piloted: Piloted) -> None:
    figures = {figure.name: figure for figure in metrics.read_metrics(piloted.house, piloted.leader).figures}
    assert set(METHOD_OF) == set(figures) - {named.name for named in GAPS}
    for name, method in METHOD_OF.items():
        interval = figures[name].interval
        assert (interval is None) == (method == "none"), name
        assert interval is None or interval.method.startswith(method), (name, interval.method)


def test_every_figure_that_was_counted_opens_what_stands_behind_it(piloted: Piloted) -> None:
    client = piloted.client()
    page = client.get("/figures").text
    figures = [figure for figure in metrics.read_metrics(piloted.house, piloted.leader).figures if figure.n]
    assert len(figures) >= 57
    for figure in figures:
        assert f'href="/figures/{figure.name}"' in page, figure.name
        assert client.get(f"/figures/{figure.name}").status_code == 200, figure.name
    assert "price of lunch" not in client.get("/figures/open_gaps").text  # leaders read no message
    assert client.get("/figures/source_freshness").text.count("<tr>") == 4


def test_the_dashboard_shows_the_same_figures(piloted: Piloted, recount: Recount) -> None:
    from assistant.services import dashboard

    page = dashboard.read(piloted.house, piloted.leader)
    counted = recount.figures() | recount_beside(recount)
    assert set(page.board.overall) <= set(counted)
    for name, figure in page.board.overall.items():
        assert figure.value == pytest.approx(counted[name][0]), name
    weeks = sum(n for _monday, n in page.board.per_week)
    assert weeks == recount.one("SELECT count(*) FROM i")[0]


def test_the_dashboards_weeks_schools_and_languages_are_what_sql_says(piloted: Piloted, recount: Recount) -> None:
    from assistant.services import dashboard

    board = dashboard.read(piloted.house, piloted.leader).board
    day = dt.timedelta(days=1)
    cells: list[tuple[Figure, str]] = []
    for trend in board.trends:
        spans = [(recount.start_of(monday), recount.start_of(monday + 7 * day)) for monday in trend.weeks]
        cells += [(figure, f"t >= {a} AND t < {b}") for figure, (a, b) in zip(trend.figures, spans, strict=True)]
    since, until = recount.start_of(NOW.date() - 27 * day), recount.start_of(NOW.date() + day)
    for groups in board.groups:
        for name, n, figures in groups.rows:
            among = f"{groups.by} = '{'' if name == 'not stated' else name}' AND t >= {since} AND t < {until}"
            assert n == recount.one(f"SELECT count(*) FROM i WHERE {among}")[0]
            cells += [(figure, among) for figure in figures]
    assert len(cells) > 80
    for figure, among in cells:
        value, n = recount.figure(figure.name, among)
        if 0 < n < 5:
            assert figure.is_suppressed, (figure.name, among)
        else:
            assert (figure.value, figure.n) == (pytest.approx(value) if n else None, n), (figure.name, among)


def test_a_gap_closes_with_the_first_version_after_its_last_question(piloted: Piloted) -> None:
    found = gaps.report(piloted.house, piloted.leader)
    told = {(gap.document_id or "").removeprefix("doc_"): (gap.n, gap.is_closed, gap.days_open) for gap in found}
    assert told == {"lunch": (8, True, 9), "bus": (5, False, 90), "shoes": (3, True, 21), "": (3, False, 90)}


@pytest.mark.parametrize("by", ["topic", "language", "school"])
def test_the_mix_of_groups_is_what_sql_over_the_ledger_says(piloted: Piloted, by: str) -> None:
    figures = metrics.read_metrics(piloted.house, piloted.leader, by=by).figures
    told = {figure.group: (figure.value, figure.n) for figure in figures if figure.name == "share_of_questions"}
    group = f"coalesce(json_extract(payload, '$.{by}'), 'not stated')"
    query = f"SELECT {group} g, count(*) FROM ledger_events WHERE tag = 'item.submitted' GROUP BY g"
    with piloted.house.database.read() as session:
        counted = {str(name): int(n) for name, n in session.execute(text(query))}
    total = sum(counted.values())
    assert told == {name: (pytest.approx(n / total), total) for name, n in counted.items()}
