"""Every figure of items counted again by plain SQL over the ledger's events, without a line of the projection or of the metrics.

SQLite reads the file itself, read-only. Business hours are a table of opening times made here from the policy's words.
"""

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from eval.facts import STEPS
from policies.policy import Policy
from policies.words.items import ReasonCode

Counted = dict[str, tuple[float, int]]


def epoch(moment: str) -> str:
    """SQL: epoch seconds of a stored moment, with its microseconds."""
    return f"(CAST(strftime('%s', {moment}) AS INTEGER) + CAST('0.' || substr({moment}, 21, 6) AS REAL))"


APPROVED = "decision IN ('approve', 'approve_with_edits')"
KEPT_BACK = "(flags LIKE '%\"pilot.holdout\"%' OR flags LIKE '%\"pilot.baseline\"%')"
DRAFT = "outcome = 'drafted'"
DONE = f"{DRAFT} AND decision IS NOT NULL"
SHARES = {
    "draft_coverage": ("1", f"{DRAFT} OR {KEPT_BACK}"),
    "drafts_used": (f"NOT {KEPT_BACK}", f"{DRAFT} AND coalesce({APPROVED}, 0)"),
    "approval_rate": (DONE, APPROVED),
    "light_edit_share": (f"{DRAFT} AND {APPROVED}", "edit < 0.15"),
    "zero_edit_share": (f"{DRAFT} AND {APPROVED}", "edit = 0"),
    "escalation_share": ("1", "outcome LIKE 'escalated\\_%' ESCAPE '\\'"),
    "wrong_abstention": (
        f"outcome LIKE 'abstained\\_%' ESCAPE '\\' AND NOT {KEPT_BACK} AND decision IS NOT NULL",
        "decision = 'approve_with_edits'",
    ),
    "wrong_answer": (DONE, "decision = 'escalate' OR coalesce(reason = 'should_escalate', 0)"),
    "privacy_rejections": (DONE, "coalesce(reason = 'privacy', 0)"),
    "within_service_level": ("decision IS NOT NULL", "hours <= allowed"),
    **{
        f"rejected_{reason.value}": (f"{DRAFT} AND decision = 'reject'", f"coalesce(reason = '{reason.value}', 0)") for reason in ReasonCode
    },
}
"""Figure → the items it is of, and those of them that it counts."""
QUANTILES = {
    "response_hours": ("hours", APPROVED, 0.5),
    "response_hours_p90": ("hours", APPROVED, 0.9),
    "hours_to_decision": ("hours", "1", 0.5),
    "handling_seconds": ("seconds", "1", 0.5),
    "edit_share": ("edit", f"{DRAFT} AND {APPROVED}", 0.5),
    "review_depth": ("n_opened", f"{DRAFT} AND {APPROVED}", 0.5),
    **{f"ms_{step}": (f"ms_{step}", "1", 0.5) for step in STEPS},
}
ENDS_A_HOLD = "('item.claimed', 'item.released', 'item.taken_over', 'item.proposed', 'item.decided', 'item.undone')"
ITEMS = f"""
CREATE TEMP TABLE i AS
WITH submitted AS (
  SELECT subject id, {epoch("at")} t, payload ->> '$.outcome' outcome, coalesce(payload -> '$.flags', '[]') flags,
    payload ->> '$.language' language, coalesce(payload ->> '$.school', '') school,
    {", ".join(f"payload ->> '$.timings_ms.{step}' ms_{step}" for step in STEPS)}
  FROM ledger_events WHERE tag = 'item.submitted' AND coalesce(payload -> '$.flags', '') NOT LIKE '%"newsletter"%'
    AND subject NOT IN (SELECT payload ->> '$.item_id' FROM ledger_events WHERE tag = 'decoy.planted')
), acts AS (
  SELECT subject id, tag, {epoch("at")} t, {epoch("(payload ->> '$.until')")} until,
    lead({epoch("at")}) OVER (PARTITION BY subject ORDER BY seq) next_t
  FROM ledger_events WHERE tag IN {ENDS_A_HOLD}
), held AS (
  SELECT id, sum(max(0, min(min(next_t, until) - t, :idle))) seconds FROM acts
  WHERE tag = 'item.claimed' AND next_t IS NOT NULL GROUP BY id
), decided AS (
  SELECT subject id, min(seq), {epoch("at")} t, payload ->> '$.decision' decision, payload ->> '$.reason_code' reason,
    payload ->> '$.edit_share' edit, payload ->> '$.n_opened' n_opened
  FROM ledger_events d WHERE tag = 'item.decided' AND NOT EXISTS (SELECT 1 FROM ledger_events u
    WHERE u.tag = 'item.undone' AND u.subject = d.subject AND {epoch("(u.payload ->> '$.of')")} = {epoch("d.at")})
  GROUP BY subject
)
SELECT submitted.*, decision, reason, edit, n_opened, seconds,
  CASE WHEN decision IS NOT NULL THEN (SELECT coalesce(sum(max(0, min(closes, decided.t) - max(opens, submitted.t))), 0) / 3600.0
    FROM open_hours WHERE closes > submitted.t AND opens < decided.t) END hours,
  coalesce((SELECT n FROM allowed WHERE allowed.outcome = submitted.outcome), :level) allowed
FROM submitted LEFT JOIN decided ON decided.id = submitted.id LEFT JOIN held ON held.id = submitted.id
"""


class Recount:
    """A read-only connection of its own to the house's file, with one temporary row per item."""

    def __init__(self, file: Path, policy: Policy) -> None:
        self.sql, self.zone = sqlite3.connect(f"file:{file}?mode=ro", uri=True), ZoneInfo(policy.district.timezone)
        review = policy.review
        self.sql.execute("CREATE TEMP TABLE open_hours (opens REAL, closes REAL)")
        self.sql.execute("CREATE TEMP TABLE allowed (outcome TEXT, n REAL)")
        self.sql.executemany("INSERT INTO allowed VALUES (?, ?)", [(str(o.value), n) for o, n in review.outcome_hours.items()])
        self.sql.executemany("INSERT INTO open_hours VALUES (?, ?)", opening_times(policy))
        self.sql.execute(ITEMS, {"idle": policy.evaluation.idle_seconds, "level": review.service_level_hours})

    def one(self, query: str) -> Any:
        """The only row of a query."""
        (row,) = self.sql.execute(query).fetchall()
        return row

    def share(self, base: str, hit: str) -> tuple[float, int]:
        """Share of hits, and of how many items."""
        return self.one(f"SELECT avg({hit}), count(*) FROM i WHERE {base}")

    def quantile(self, of: str, base: str, q: float = 0.5) -> tuple[float, int]:
        """The q-th quantile with straight lines between neighbours, and of how many values."""
        values = (
            f"SELECT {of} v, row_number() OVER (ORDER BY {of}) - 1 place, count(*) OVER () n FROM i WHERE ({base}) AND {of} IS NOT NULL"
        )
        return self.one(f"SELECT sum(v * max(0, 1 - abs(place - {q} * (n - 1)))), max(n) FROM ({values})")

    def start_of(self, day: dt.date) -> float:
        """The district's first moment of a day, epoch seconds."""
        return dt.datetime.combine(day, dt.time(), self.zone).timestamp()

    def figure(self, name: str, among: str) -> tuple[float, int]:
        """One share or quantile of some of the items."""
        if name in SHARES:
            base, hit = SHARES[name]
            return self.share(f"({base}) AND {among}", hit)
        of, base, q = QUANTILES[name]
        return self.quantile(of, f"({base}) AND {among}", q)

    def figures(self) -> Counted:
        """Every figure of items."""
        made: Counted = {name: self.share(*chosen) for name, chosen in SHARES.items()}
        made |= {name: self.quantile(of, base, q) for name, (of, base, q) in QUANTILES.items()}
        for name, of in (("handling_saving", "seconds"), ("response_saving", f"CASE WHEN {APPROVED} THEN hours END")):
            (with_draft, n), (without, n_without) = (self.quantile(of, f"flags LIKE '%\"pilot.{arm}\"%'") for arm in ("draft", "holdout"))
            made[name] = (1 - with_draft / without, min(n, n_without))
        for name, base, hit in (("coverage_gap_es", "1", SHARES["draft_coverage"][1]), ("approval_gap_es", DONE, APPROVED)):
            (es, n_es), (en, n_en) = (self.share(f"({base}) AND language = '{language}'", hit) for language in ("es", "en"))
            made[name] = (es - en, min(n_es, n_en))
        rates = (
            f"SELECT school, avg({APPROVED}) rate, count(*) n FROM i WHERE {DONE} AND school <> '' GROUP BY school HAVING count(*) >= 30"
        )
        school, rate, n = self.one(f"{rates} ORDER BY rate, school LIMIT 1")
        among = f"school IN (SELECT school FROM ({rates}))"
        made["approval_gap_school"] = (rate - self.share(f"{DONE} AND school <> '{school}' AND {among}", APPROVED)[0], n)
        return made


def opening_times(policy: Policy) -> list[tuple[float, float]]:
    """When business hours begin and end on every working day of three years, epoch seconds."""
    hours, zone, found = policy.review.hours, ZoneInfo(policy.district.timezone), list[tuple[float, float]]()
    for day in (dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(3 * 365)):
        if day.weekday() in hours.weekdays and not any(closed.first <= day <= closed.last for closed in hours.closed):
            opens, closes = (dt.datetime.combine(day, at, zone).timestamp() for at in (hours.opens, hours.closes))
            found.append((opens, closes))
    return found
