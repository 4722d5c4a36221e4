"""Two runs of golden cases side by side, case by case, with a paired test of each score."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from eval.intervals import paired_p_value
from policies.errors import BadInput

SCORES = ("is_outcome_right", "is_document_right", "has_gold_words", "is_silence_right")


@dataclass(frozen=True, slots=True)
class Compared:
    """One score over the cases that both runs have it for. `p_value` is McNemar's exact test; `lost` and `won` are case ids."""

    score: str
    n: int
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p_value: float


def compare_runs(before: Path, after: Path) -> list[Compared]:
    """Compare two files of `eval run --out`. Raises: BadInput run.unreadable, run.nothing_shared."""
    first, second = _scores(before), _scores(after)
    shared = sorted(set(first) & set(second))
    if not shared:
        raise BadInput("run.nothing_shared", "The two runs share no case.", "Compare runs over the same cases.")
    found: list[Compared] = []
    for score in SCORES:
        both = [case for case in shared if first[case].get(score) is not None and second[case].get(score) is not None]
        lost = tuple(case for case in both if first[case][score] and not second[case][score])
        won = tuple(case for case in both if second[case][score] and not first[case][score])
        found.append(Compared(score, len(both), lost, won, paired_p_value(len(lost), len(won))))
    return found


def _scores(file: Path) -> dict[str, dict[str, Any]]:
    """The scores of a run by case id; its first line is provenance."""
    try:
        rows = [cast("dict[str, Any]", json.loads(line)) for line in file.read_text("utf-8").splitlines()[1:]]
        return {str(row["case_id"]): row for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput("run.unreadable", f"{file.name} is no file of a run.", "Give what `eval run --out FILE` wrote.") from None
