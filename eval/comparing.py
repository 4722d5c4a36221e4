"""Two runs of golden cases side by side, case by case, with a paired test of each score."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from eval.intervals import paired_p_value
from eval.scoring import DEFINITIONS
from policies.errors import BadInput


@dataclass(frozen=True, slots=True)
class Compared:
    """One score over the cases that both runs have it for. `p_value` is McNemar's exact test; `lost` and `won` are case ids."""

    score: str
    n: int
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p_value: float


def compare_runs(before: Path, after: Path) -> list[Compared]:
    """Compare two files of `eval run --out`, of whichever subjects. Raises: BadInput run.unreadable, run.nothing_shared."""
    first, second = _scores(before), _scores(after)
    shared = sorted(set(first) & set(second))
    if not shared:
        raise BadInput("run.nothing_shared", "The two runs share no case.", "Compare runs over the same cases.")
    found: list[Compared] = []
    for name in DEFINITIONS:
        both = [case for case in shared if first[case].get(name) is not None and second[case].get(name) is not None]
        lost = tuple(case for case in both if first[case][name] and not second[case][name])
        won = tuple(case for case in both if second[case][name] and not first[case][name])
        found.append(Compared(name, len(both), lost, won, paired_p_value(len(lost), len(won))))
    return found


def _scores(file: Path) -> dict[str, dict[str, bool | None]]:
    """Score → result by case id; the first line of a run is its provenance."""
    try:
        rows = [cast("dict[str, Any]", json.loads(line)) for line in file.read_text("utf-8").splitlines()[1:]]
        return {str(row["case_id"]): {mark["name"]: mark["is_right"] for mark in row["marks"]} for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput("run.unreadable", f"{file.name} is no file of a run.", "Give what `eval run --out FILE` wrote.") from None
