"""The plan locked in the open, the lot drawn, and what is recorded beside items."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from assistant.services import hold_out, pilot
from eval.pilot import read_plan
from policies import ledger
from policies.errors import BadInput, Conflict, NotFound, Refused
from policies.words.drafts import Draft, Provenance, Timings
from policies.words.items import Submission
from policies.words.measures import Arm
from policies.words.questions import Outcome, Question, RedactedText
from tests.assistant.measuring.conftest import Quiet
from tests.eval.made_plan import a_plan, plan_data


def words(**changes: object) -> str:
    return yaml.safe_dump(plan_data(**changes))


def test_a_lock_puts_the_hash_into_the_ledger_and_a_change_needs_a_reason(quiet: Quiet) -> None:
    house, leader = quiet.house, quiet.users["leader"].actor
    first = pilot.lock(house, leader, words())
    with pytest.raises(Conflict) as same:
        pilot.lock(house, leader, words(), "again")
    with pytest.raises(BadInput) as silent:
        pilot.lock(house, leader, words(planned_n=500))
    second = pilot.lock(house, leader, words(planned_n=500), "Fewer questions came than Maria Gutierrez expected.")
    assert (same.value.code, silent.value.code) == ("pilot.same", "pilot.reason")
    with house.database.read() as session:
        told = [(e.tag, e.subject, e.payload) for e in ledger.events(session, subject="pilot")]
        assert ledger.verify(session).is_ok
    assert told == [
        ("pilot.locked", "pilot", {"hash": first.hash, "number": 1}),
        ("pilot.changed", "pilot", {"hash": second.hash, "number": 2, "from": first.hash, "changed": ["planned_n"]}),
    ]
    versions = pilot.history(house, leader)
    assert [(v.number, v.locked_by, v.changed) for v in versions] == [(1, "leader", ()), (2, "leader", ("planned_n",))]
    assert "Gutierrez" not in versions[1].reason
    assert versions[1].reason.startswith("Fewer questions came")


def test_only_who_leads_may_lock_and_nothing_is_kept_of_a_wrong_plan(quiet: Quiet) -> None:
    with pytest.raises(Refused):
        pilot.lock(quiet.house, quiet.users["reviewer"].actor, words())
    for wrong, code in (
        (words(planned_n=1), "pilot.invalid"),
        (words(schools=["elm"]), "pilot.school"),
        (words(name="<name>"), "pilot.unfilled"),
    ):
        with pytest.raises(BadInput) as raised:
            pilot.lock(quiet.house, quiet.users["leader"].actor, wrong)
        assert raised.value.code == code
    with pytest.raises(NotFound) as none:
        pilot.history(quiet.house, quiet.users["leader"].actor)
    assert none.value.code == "pilot.none"


def test_a_new_plan_holds_the_surveys_priorities_added_up_and_redacted(quiet: Quiet, tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text(
        "priority,votes,metric\nAnswers on the same day,12,response_hours\nanswers on  the same day,3,\nCall me at 217-555-0143,1,\n"
        "A warm tone,9,\n,4,\n",
        "utf-8",
    )
    made = pilot.plan_words(quiet.house, quiet.users["leader"].actor, survey)
    plan = read_plan(made, {"oak"})
    assert [(p.text, p.votes, p.metric) for p in plan.community_priorities[:2]] == [
        ("Answers on the same day", 15, "response_hours"),
        ("A warm tone", 9, None),
    ]
    assert "217-555-0143" not in made
    assert plan.live.first > plan.baseline.last > quiet.moment.date()
    with pytest.raises(BadInput) as unfilled:
        pilot.lock(quiet.house, quiet.users["leader"].actor, made)
    assert unfilled.value.code == "pilot.unfilled"


@pytest.mark.parametrize(("content", "code"), [("wish\nx\n", "survey.column"), ("priority,votes\nx,many\n", "survey.votes")])
def test_a_survey_that_cannot_be_read_says_why(quiet: Quiet, tmp_path: Path, content: str, code: str) -> None:
    file = tmp_path / "survey.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(BadInput) as raised:
        pilot.plan_words(quiet.house, quiet.users["leader"].actor, file)
    assert raised.value.code == code


def test_what_is_recorded_is_an_event_of_a_code_and_a_number(quiet: Quiet) -> None:
    leader = quiet.users["leader"].actor
    pilot.record(quiet.house, leader, "incident_pii", 1)
    with quiet.house.database.read() as session:
        (event,) = ledger.events(session, tags=(ledger.Tag.OBSERVATION_RECORDED,))
    assert (event.subject, event.payload, event.actor) == ("incident_pii", {"value": 1}, leader.user_id)
    for kind, value, code in (
        ("gossip", 1, "observation.kind"),
        ("survey_staff", 6, "observation.value"),
        ("cost", -1, "observation.value"),
    ):
        with pytest.raises(BadInput) as raised:
            pilot.record(quiet.house, leader, kind, value)
        assert raised.value.code == code
    with pytest.raises(Refused):
        pilot.record(quiet.house, quiet.users["staff"].actor, "cost", 1)


def submission(number: int = 0, school: str | None = None, has_draft: bool = True) -> Submission:
    question = Question(RedactedText.from_record(f"question {number}"), "en", dt.datetime(2026, 9, 1, tzinfo=dt.UTC), school=school)
    draft = Draft("d", "Hello", (), "Bye", "en") if has_draft else None
    outcome = Outcome.DRAFTED if has_draft else Outcome.ABSTAINED_NO_SOURCE
    return Submission(question, outcome, "detail", None, draft, Provenance("p", "d", "m", "i", "c"), Timings(), "u_staff", flags=("seen",))


def kept(quiet: Quiet, made: Submission) -> Submission:
    with quiet.house.database.read() as session:
        return hold_out.keep_back(quiet.house, session, made)


def test_without_a_locked_plan_nothing_is_kept_back(quiet: Quiet) -> None:
    assert kept(quiet, submission()) == submission()


def test_each_phase_keeps_back_what_the_plan_says(quiet: Quiet) -> None:
    pilot.lock(quiet.house, quiet.users["leader"].actor, words())
    quiet.moment = dt.datetime(2026, 8, 10, 15, tzinfo=dt.UTC)
    held = kept(quiet, submission())
    assert (held.draft, held.outcome, held.flags) == (None, Outcome.ABSTAINED_HELD_BACK, ("seen", "pilot.baseline"))
    assert kept(quiet, submission(has_draft=False)) == submission(has_draft=False)
    quiet.moment = dt.datetime(2027, 1, 2, 15, tzinfo=dt.UTC)
    assert kept(quiet, submission()) == submission()
    quiet.moment = dt.datetime(2026, 9, 10, 15, tzinfo=dt.UTC)
    live = [kept(quiet, submission(i)) for i in range(400)]
    n_held = sum(made.draft is None for made in live)
    assert 50 <= n_held <= 110
    assert {made.flags[-1] for made in live} == {"pilot.holdout", "pilot.draft"}
    assert all((made.draft is None) == (made.flags[-1] == "pilot.holdout") for made in live)


def test_the_lot_can_be_drawn_again_and_another_seed_draws_another() -> None:
    day = dt.date(2026, 9, 10)
    drawn = [hold_out.arm_of(a_plan(), day, submission(i)) for i in range(200)]
    assert drawn == [hold_out.arm_of(a_plan(), day, submission(i)) for i in range(200)]
    assert drawn != [hold_out.arm_of(a_plan(hold_out={"share": 0.2, "seed": 8}), day, submission(i)) for i in range(200)]
    assert drawn != [hold_out.arm_of(a_plan(), day + dt.timedelta(days=1), submission(i)) for i in range(200)]
    assert set(drawn) == {Arm.HOLDOUT, Arm.DRAFT}


def test_other_schools_are_no_part_of_the_pilot() -> None:
    assert hold_out.arm_of(a_plan(), dt.date(2026, 8, 10), submission(school="elm")) is Arm.NONE
    assert hold_out.arm_of(a_plan(), dt.date(2026, 8, 10), submission(school="oak")) is Arm.BASELINE
