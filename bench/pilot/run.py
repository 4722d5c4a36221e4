"""`python -m bench.pilot.run --pilots 200`: are the intervals honest, is a true effect found, is a useless or unsafe pilot ever GO?

Every scenario draws its own pilots (its place times 100,000 plus `--first`), so that one odd draw cannot show in all of them. A coverage seen
over 200 pilots is itself uncertain by 1.5 points (one standard error), so that one cell in twenty leaves 92 to 98 % even where the truth is
95. Beside each stand therefore the coverage which the binomial gives for that method at the very n that were drawn, exactly and without luck,
and how far chance alone carries 99 of 100 such counts from it; at the end every metric over all scenarios together.
"""

import argparse
import datetime as dt
import time
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.services.measuring import rules_of
from bench.pilot.exact import Expected, expected, together
from bench.pilot.simulating import LOOKS, START, Truth, facts_in_memory, plan, told
from eval.beside import measure_beside
from eval.definitions import METRICS
from eval.scorecard import Standing, Verdict, read_scorecard
from policies.policy import load_policy

SCENARIOS = {
    "a saving of 20 %": Truth(),
    "no saving": Truth(saving=0.0),
    "errors in 12 % of approved answers": Truth(approved_errors=0.12),
    "drafts where silence was due, 10 %": Truth(wrong_answers=0.10),
    "one personal detail got out": Truth(pii_incidents=1),
    "Spanish approved 25 points less": Truth(approved_less_in_spanish=0.25),
}


def truths(truth: Truth) -> dict[str, float]:
    """What the intervals should hold."""
    return {
        "handling_saving": truth.saving,
        "draft_coverage": truth.drafted,
        "approval_rate": truth.approved - truth.approved_less_in_spanish * truth.spanish,
        "wrong_answer": truth.wrong_answers,
        "approval_gap_es": -truth.approved_less_in_spanish,
        "approved_errors": truth.approved_errors,
        "zero_edit_share": 0.5,
    }


def main() -> None:
    """Run every scenario and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pilots", type=int, default=200)
    parser.add_argument("--only", default="")
    parser.add_argument("--first", type=int, default=0, help="number of the first pilot of each scenario")
    parser.add_argument("--coverage", action="store_true", help="coverage only: no scorecard is read, which saves half of the time")
    asked = parser.parse_args()
    policy = load_policy(Path("assistant/demo/district/policy.yaml"))
    rules, fixed, zone = rules_of(policy), plan(), ZoneInfo(policy.district.timezone)

    def start_of(day: dt.date) -> float:
        return dt.datetime.combine(day, dt.time(), zone).timestamp()

    drawn: dict[str, list[tuple[Expected, int]]] = {}
    for place, (name, truth) in enumerate(SCENARIOS.items()):
        if asked.only and asked.only not in name:
            continue
        began = time.process_time()
        held, verdicts, n_found, ever = Counter[str](), Counter[str](), 0, Counter[str]()
        shares: dict[str, list[tuple[int, str]]] = {metric: [] for metric in truths(truth)}
        for seed in range(asked.first, asked.first + asked.pilots):
            facts = facts_in_memory(truth, place * 100_000 + seed, rules)
            if not asked.coverage:
                cards = [read_scorecard(fixed, facts, START + dt.timedelta(days=look + 1), start_of) for look in LOOKS]
                verdicts[cards[-1].verdict.value] += 1
                for verdict in {card.verdict for card in cards}:
                    ever[verdict.value] += 1
                benefit = [row.standing for card in cards for row in card.rows if row.target.metric == "handling_saving"]
                n_found += Standing.PASSED in benefit
            figures = {m.named.name: m.measure(facts) for m in METRICS if m.named.name in truths(truth)}
            figures |= {f.name: f for f in measure_beside(facts) if f.name in truths(truth)}
            for metric, value in truths(truth).items():
                interval = figures[metric].interval
                if interval is not None:
                    shares[metric].append((figures[metric].n, interval.method))
                    held[metric] += interval.low <= value <= interval.high
        seen = {m: expected(shares[m], truths(truth)[m], held[m]) for m in sorted(shares) if shares[m]}
        for metric, one in seen.items():
            drawn.setdefault(metric, []).append((one, len(shares[metric])))
        report: dict[str, object] = {"scenario": name, "pilots": asked.pilots}
        report["coverage of 95 % intervals"] = {m: words(one) for m, one in seen.items()}
        if not asked.coverage:
            report["benefit found at a look"] = round(n_found / asked.pilots, 3)
            report["GO at any look"] = round(ever[Verdict.GO.value] / asked.pilots, 3)
            report["last verdict"] = dict(verdicts)
        report["cpu seconds"] = round(time.process_time() - began, 1)
        print(told(report), flush=True)
    print(told({"all scenarios together": {metric: words(together(parts)) for metric, parts in sorted(drawn.items())}}))


def words(one: Expected) -> str:
    """Seen, expected, and whether chance explains the difference."""
    due = "95 % as built" if one.is_nominal else f"exactly {one.coverage:.3f} by the binomial"
    return f"{one.seen:.3f}; due {due}; 99 of 100 draws within {one.low:.3f} to {one.high:.3f}{'' if one.is_explained else '  OUTSIDE'}"


if __name__ == "__main__":
    main()
