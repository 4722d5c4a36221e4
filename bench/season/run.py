"""`python -m bench.season.run [--n 900] [--seed 11]`: one season through the real system, and every figure beside what was planted.

Questions are the fictional district's golden cases, asked on days with a peak in August and on two snow days; the real way answers them, the
real lot keeps some back, reviewers who know the truth claim, decide and read again through the same services as people, at hours that the
script plants. A row is `right` when the figure equals what really happened and its interval holds what was planted (one in twenty need not).
"""

import argparse
import datetime as dt
import json
import math
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

warnings.simplefilter("ignore")

from assistant.compose import House  # noqa: E402
from assistant.founding import found  # noqa: E402
from assistant.services import metrics, pilot_scorecard  # noqa: E402
from assistant.services.measuring import facts_of  # noqa: E402
from assistant.settings import Settings  # noqa: E402
from bench.season.planted import PEAK, SNOW_DAYS, Planted  # noqa: E402
from bench.season.season import Season, Told  # noqa: E402
from eval.facts import Facts  # noqa: E402
from eval.intervals import share_interval  # noqa: E402
from eval.wording import sentence  # noqa: E402
from policies.words.items import DecisionKind  # noqa: E402
from policies.words.measures import Figure  # noqa: E402

AUTUMN = dt.date(2026, 9, 14)
"""A Monday without a peak."""

APPROVALS = {DecisionKind.APPROVE, DecisionKind.APPROVE_WITH_EDITS}


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure beside the truth. `happened` is what the script really did, `planted` what it drew from; None where there is none."""

    name: str
    measured: float | None
    n: int
    happened: float | None
    planted: float | None
    low: float | None = None
    high: float | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the figure is what happened; true where that is not known."""
        return self.happened is None or (self.measured is not None and math.isclose(self.measured, self.happened, rel_tol=1e-6))

    @property
    def is_right(self) -> bool:
        """Whether the figure is what happened, and its interval holds what was planted."""
        is_held = self.planted is None or self.low is None or self.high is None or self.low <= self.planted <= self.high
        return self.is_exact and is_held


def main() -> None:
    """Found a district, play the season, tell what was measured beside what was planted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=900, help="questions")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, help="write the table as JSON")
    asked = parser.parse_args()
    truth = Planted(n=asked.n)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data", log_level="error")
        found(is_demo=True, settings=settings)
        house = House(settings)
        began = time.process_time()
        season, told = play(house, truth, asked.seed)
        rows = compare(house, season, told)
        print(f"{truth.n} questions in {time.process_time() - began:.0f} CPU s")
        for row in rows:
            print(line(row))
        reading = pilot_scorecard.read(house, season.leader)
        print(sentence(reading.card))
        house.close()
    if asked.out:
        asked.out.write_text(json.dumps([asdict(row) | {"is_right": row.is_right} for row in rows], indent=1) + "\n", "utf-8")


def play(house: House, truth: Planted, seed: int) -> tuple[Season, Told]:
    """A season on a house, with shares of decoys and second readings that give figures."""
    review = house.policy.review
    vigilance = review.vigilance.model_copy(update={"decoy_share": 0.05, "reread_share": 0.4})
    asking = house.policy.questions.model_copy(update={"per_user_per_minute": 100_000})
    changed = {"questions": asking, "review": review.model_copy(update={"vigilance": vigilance, "needs_training": False})}
    house.policy = house.policy.model_copy(update=changed)
    season = Season(house, truth, seed)
    told = season.run()
    return season, told


def compare(house: House, season: Season, told: Told) -> list[Beside]:
    """Every figure that the script knows the truth of."""
    truth, facts = season.truth, facts_of(house)
    figures = {figure.name: figure for figure in metrics.read_metrics(house, season.leader).figures}
    n, drafts = len(told.cases), told.outcomes["drafted"]
    kept_back = told.arms["holdout"] + told.arms["baseline"]
    outcome = dict(zip(facts.text["item_id"], facts.text["outcome"], strict=True))
    of_drafts = {item: made for item, made in told.decisions.items() if outcome[item] == "drafted"}
    approved = [made for made in of_drafts.values() if made[0] in APPROVALS]
    wrong = sum(made[0] is DecisionKind.ESCALATE for made in of_drafts.values())
    lot = told.arms["draft"] + told.arms["holdout"]
    spanish, lot_share = facts.text["language"] == "es", facts.text["arm"][np.isin(facts.text["arm"], ["draft", "holdout"])] == "holdout"
    days = Counter(season.day_of(at) for at in facts.number["submitted"])
    peak, autumn = (sum(days[first + dt.timedelta(days=d)] for d in range(12)) for first in (PEAK[0], AUTUMN))
    snow = sum(days[day] for day in SNOW_DAYS)
    return [
        of(figures["draft_coverage"], (drafts + kept_back) / n),
        of(figures["approval_rate"], len(approved) / len(of_drafts)),
        of(figures["zero_edit_share"], sum(made[2] for made in approved) / len(approved), truth.zero_edits),
        of(figures["wrong_answer"], wrong / len(of_drafts)),
        of(figures["approved_errors"], mean(told.rereads), truth.wrong_at_second_reading),
        of(figures["reviewer_catch_rate"], mean(told.decoys), truth.decoys_caught),
        of(figures["staff_survey"], mean([score >= 4 for score in told.survey]), truth.staff_would_keep),
        of(figures["handling_seconds"], float(np.median(list(told.seconds.values())))),
        of(figures["handling_saving"], None, truth.saving),
        share("Spanish questions", spanish, told.languages["es"] / n, truth.spanish),
        share("kept back by the lot", lot_share, told.arms["holdout"] / lot, truth.held_out),
        Beside("questions", float(len(facts)), n, float(n), None),
        Beside("questions of the first two weeks beside two in autumn", peak / autumn, n, over(told, PEAK[0]) / over(told, AUTUMN), None),
        Beside("questions on the two snow days", float(snow), n, float(sum(told.asked_on[day] for day in SNOW_DAYS)), None),
        Beside("greatest error in one item's seconds", worst_second(facts, told), len(told.seconds), 0.0, None),
    ]


def over(told: Told, first: dt.date) -> int:
    """Questions asked in the twelve days from a Monday on."""
    return sum(told.asked_on[first + dt.timedelta(days=day)] for day in range(12))


def of(figure: Figure, happened: float | None, planted: float | None = None) -> Beside:
    """A figure of the product beside the truth."""
    low, high = (figure.interval.low, figure.interval.high) if figure.interval else (None, None)
    return Beside(figure.name, figure.value, figure.n, happened, planted, low, high)


def share(name: str, hits: Sequence[bool], happened: float, planted: float) -> Beside:
    """A share counted from the measured items."""
    n_hits, n = int(np.sum(hits)), len(hits)
    interval = share_interval(n_hits, n)
    return Beside(name, n_hits / n, n, happened, planted, interval.low if interval else None, interval.high if interval else None)


def mean(flags: Sequence[bool]) -> float | None:
    """The share of what is true; None of nothing."""
    return sum(flags) / len(flags) if flags else None


def worst_second(facts: Facts, told: Told) -> float:
    """The greatest difference between an item's measured seconds and the script's, rounded to hundredths (claims keep milliseconds)."""
    measured = dict(zip(facts.text["item_id"], facts.number["handling_seconds"], strict=True))
    return round(max(abs(measured[item] - seconds) for item, seconds in told.seconds.items()), 2)


def line(row: Beside) -> str:
    """One row of the table."""
    between = "" if row.low is None or row.high is None else f" [{row.low:.3f}, {row.high:.3f}]"
    happened = "" if row.happened is None else f"  happened {row.happened:.4g}"
    planted = "" if row.planted is None else f"  planted {row.planted:.4g}"
    value = "none" if row.measured is None else f"{row.measured:.4g}"
    return f"{'right' if row.is_right else 'WRONG':6}{row.name:54}{value}{between}  n={row.n}{happened}{planted}"


if __name__ == "__main__":
    main()
