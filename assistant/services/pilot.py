"""The pilot: its plan made, locked and changed in the open; what people record beside items; the hold-out's lot."""

import csv
import datetime as dt
import json
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.accounts.users import usernames
from assistant.compose import House
from eval.beside import OBSERVED
from eval.pilot import PilotPlan, changed_fields, parse_plan, read_plan
from eval.tables import PilotPlanRow
from policies.errors import BadInput, Conflict, NotFound
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.words.people import Actor

MOST_PRIORITIES = 50


@dataclass(frozen=True, slots=True)
class Locked:
    """One locked version of the plan. Number 1 was fixed before the start; every later one is a change."""

    number: int
    plan: PilotPlan
    hash: str
    locked_at: dt.datetime
    locked_by: str
    reason: str
    changed: tuple[str, ...]


def plan_words(house: House, actor: Actor, survey: Path | None = None) -> str:
    """A plan to fill in, as YAML, with the district's schools, dates from today and a fresh seed.

    `survey` is a CSV with a column `priority` and, if there, `votes` and `metric`; its words pass the redactor.
    Raises: BadInput survey.unreadable, survey.column, survey.metric; RedactionFailed.
    """
    require(actor, Permission.PILOT_LOCK)
    today = house.clock.today()
    start = today + dt.timedelta(days=14)
    live = start + dt.timedelta(days=28)
    looks = [live + dt.timedelta(days=days) for days in (42, 84, 126)]
    template = Template((files("eval") / "pilot_template.yaml").read_text("utf-8"))
    return template.substitute(
        schools=json.dumps([school.id for school in house.policy.district.schools]),
        baseline_first=start,
        baseline_last=live - dt.timedelta(days=1),
        live_first=live,
        live_last=looks[-1],
        looks=f"[{', '.join(map(str, looks))}]",
        seed=secrets.randbelow(2**31),
        priorities=_priorities(house, survey) if survey else "[]   # countersign pilot init --survey FILE.csv",
    )


def _priorities(house: House, survey: Path) -> str:
    """The survey's priorities, equal ones added up, most votes first."""
    try:
        with survey.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput("survey.unreadable", f"The survey cannot be read ({type(error).__name__}).", "Give a UTF-8 CSV file.") from None
    if not rows or "priority" not in rows[0]:
        raise BadInput(
            "survey.column", "The survey has no column priority.", "Name the columns priority, votes and metric (both optional)."
        )
    found: dict[str, tuple[str, int, str | None]] = {}
    for number, row in enumerate(rows, start=2):
        words = re.sub(r"\s+", " ", row.get("priority") or "").strip()
        if not words:
            continue
        votes = (row.get("votes") or "1").strip()
        if not votes.isdigit():
            raise BadInput("survey.votes", f"Line {number}: votes is no whole number.", "Write digits only, or leave it out.")
        kept = str(house.redactor.redact(words).text)
        known = found.get(kept.casefold(), (kept, 0, None))
        found[kept.casefold()] = (known[0], known[1] + int(votes), (row.get("metric") or "").strip() or known[2])
    ordered = sorted(found.values(), key=lambda entry: (-entry[1], entry[0]))[:MOST_PRIORITIES]
    lines = [json.dumps({"text": text[:300], "votes": votes, "metric": metric}, ensure_ascii=False) for text, votes, metric in ordered]
    return "".join(f"\n  - {line}" for line in lines)


def lock(house: House, actor: Actor, words: str, reason: str = "") -> Locked:
    """Fix a plan, or change a fixed one with a reason; the hash goes into the ledger.

    Raises: as `read_plan`; BadInput pilot.unfilled, pilot.reason; Conflict pilot.same when nothing differs from what is locked.
    """
    require(actor, Permission.PILOT_LOCK)
    plan = read_plan(words, [school.id for school in house.policy.district.schools])
    if re.search(r"<[a-z][^>]*>", plan.json_words()):
        raise BadInput("pilot.unfilled", "The plan still has places in angle brackets.", "Fill them in; a board will read them.")
    now = house.clock.now()
    with house.database.write() as session:
        before = latest(session)
        changed = changed_fields(before.plan, plan) if before else []
        if before and not changed:
            raise Conflict("pilot.same", "This plan is locked already.", "Nothing to do.", hash=before.hash)
        if before and not reason.strip():
            raise BadInput("pilot.reason", "Changing a locked plan needs a reason.", "Give --reason; it is shown with the scorecard.")
        number = before.number + 1 if before else 1
        payload: dict[str, str | list[str] | int] = {"hash": plan.hash, "number": number}
        if before:
            payload |= {"from": before.hash, "changed": changed}
        append(session, now, actor, Tag.PILOT_CHANGED if before else Tag.PILOT_LOCKED, "pilot", payload)
        kept = str(house.redactor.redact(reason).text) if reason.strip() else ""
        session.add(
            PilotPlanRow(
                number=number,
                hash=plan.hash,
                plan=plan.json_words(),
                locked_at=now,
                locked_by=actor.user_id,
                reason=kept,
                changed=json.dumps(changed),
            )
        )
    return Locked(number, plan, plan.hash, now, actor.user_id, kept, tuple(changed))


_LATEST = select(PilotPlanRow).order_by(PilotPlanRow.number.desc()).limit(1)


def latest(session: Session) -> Locked | None:
    """The plan that holds now; None until one is locked."""
    row = session.scalar(_LATEST)
    return _locked(row) if row else None


def history(house: House, actor: Actor) -> list[Locked]:
    """Every locked version, first to last, with the names of who locked them. Raises: NotFound pilot.none."""
    require(actor, Permission.METRICS_READ)
    with house.database.read() as session:
        versions = [_locked(row) for row in session.scalars(select(PilotPlanRow).order_by(PilotPlanRow.number))]
        names = usernames(session, {version.locked_by for version in versions})
    if not versions:
        raise NotFound("pilot.none", "No pilot plan is locked.", "`countersign pilot init`, fill it in, `countersign pilot lock`.")
    return [Locked(v.number, v.plan, v.hash, v.locked_at, names.get(v.locked_by, v.locked_by), v.reason, v.changed) for v in versions]


@lru_cache(maxsize=8)
def _plan_of(stored: str) -> PilotPlan:
    """Every question of a pilot asks for the plan; it is read once."""
    return parse_plan(json.loads(stored))


def _locked(row: PilotPlanRow) -> Locked:
    return Locked(row.number, _plan_of(row.plan), row.hash, row.locked_at, row.locked_by, row.reason, tuple(json.loads(row.changed)))


def record(house: House, actor: Actor, kind: str, value: float) -> int:
    """Record something beside items; gives the event's number. Raises: BadInput observation.kind, observation.value."""
    require(actor, Permission.PILOT_LOCK)
    if kind not in OBSERVED:
        raise BadInput("observation.kind", "This cannot be recorded.", f"Use one of: {', '.join(OBSERVED)}.")
    is_survey = kind.startswith("survey_")
    if not (1 <= value <= 5 if is_survey else 0 <= value <= 1e9):
        raise BadInput("observation.value", "The value is out of range.", "Surveys take 1 to 5; everything else 0 or more.")
    with house.database.write() as session:
        return append(session, house.clock.now(), actor, Tag.OBSERVATION_RECORDED, kind, {"value": value})
