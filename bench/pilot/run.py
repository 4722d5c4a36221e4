"""`python -m bench.pilot.run --pilots 200`: are the intervals honest, is a true effect found, is a useless or unsafe pilot ever GO?"""

import argparse
import datetime as dt
import time
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.services.measuring import rules_of
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
    asked = parser.parse_args()
    policy = load_policy(Path("assistant/demo/district/policy.yaml"))
    rules, fixed, zone = rules_of(policy), plan(), ZoneInfo(policy.district.timezone)

    def start_of(day: dt.date) -> float:
        return dt.datetime.combine(day, dt.time(), zone).timestamp()

    for name, truth in SCENARIOS.items():
        if asked.only and asked.only not in name:
            continue
        began = time.process_time()
        held, seen, verdicts, n_found, ever = Counter[str](), Counter[str](), Counter[str](), 0, Counter[str]()
        for seed in range(asked.pilots):
            facts = facts_in_memory(truth, seed, rules)
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
                    seen[metric] += 1
                    held[metric] += interval.low <= value <= interval.high
        report = {
            "scenario": name,
            "pilots": asked.pilots,
            "coverage of 95 % intervals": {m: round(held[m] / seen[m], 3) for m in sorted(seen)},
            "benefit found at a look": round(n_found / asked.pilots, 3),
            "GO at any look": round(ever[Verdict.GO.value] / asked.pilots, 3),
            "last verdict": dict(verdicts),
            "cpu seconds": round(time.process_time() - began, 1),
        }
        print(told(report), flush=True)


if __name__ == "__main__":
    main()
