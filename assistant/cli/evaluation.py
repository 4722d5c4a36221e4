"""`countersign eval`: golden cases against the assistant."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import threshold
from assistant.cli.door import As, Json, Progress, acting, emit, group, open_house

app = group("Measure quality on golden cases.")
threshold.register(app)


@app.command("run")
def run(
    cases: Annotated[list[Path], typer.Argument(help="JSONL files of golden cases.")],
    out: Annotated[Path | None, typer.Option(help="Write every score as JSON lines to this file.")] = None,
    subject: Annotated[str, typer.Option(help="assistant, or baseline:bm25, baseline:dense, baseline:llama-index.")] = "assistant",
    gate: Annotated[bool, typer.Option("--gate", help="Exit 1 when a figure falls beyond the policy's evaluation thresholds.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Walk the whole way for every case without queueing anything, and score what came of it.

    Example: countersign eval run assistant/demo/district/questions.jsonl --gate

    A baseline over the same documents: --subject baseline:llama-index --out theirs.jsonl, then countersign eval compare.
    """
    from assistant.services.evaluation import evaluate
    from policies.errors import Refused
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.QUESTION_ASK)
        report = evaluate(house, actor, cases, Progress("cases"), subject)
    if out is not None:
        report.write(out)
    emit(report.shape(), as_json=json, lines=report.lines())
    if gate and report.fallen:
        raise Refused("evaluation.gate", f"Beyond the policy's threshold: {', '.join(report.fallen)}.", "See the cases with --out FILE.")


@app.command("from-decisions")
def from_decisions(
    out: Annotated[Path, typer.Option(help="JSONL file to write.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Turn reviewers' decisions into golden cases, redacted: what was approved, and what had to be passed on.

    Example: countersign eval from-decisions --out decided.jsonl
    """
    from assistant.services.golden import cases_of_decisions
    from policies.permissions import Permission

    with open_house() as house:
        made = cases_of_decisions(house, acting(house, as_, Permission.EVIDENCE_READ), out)
    lines = [f"{made.n} cases in {out}; {made.n_undecidable} decisions do not say what would have been right."]
    emit({"file": str(out), "n": made.n, "n_undecidable": made.n_undecidable}, as_json=json, lines=lines)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="File that an earlier `eval run --out` wrote.")],
    after: Annotated[Path, typer.Argument(help="File that a later one wrote.")],
    json: Json = False,
) -> None:
    """Compare two runs case by case: what was lost, what was won, and whether the difference could be chance (McNemar).

    Example: countersign eval compare before.jsonl after.jsonl
    """
    from eval.comparing import compare_runs

    compared = compare_runs(before, after)
    lines: list[str] = []
    for one in compared:
        lines.append(f"{one.score}: lost {len(one.lost)}, won {len(one.won)} of {one.n} cases, p = {one.p_value:.3f}")
        lines += [f"  lost: {case}" for case in one.lost] + [f"  won: {case}" for case in one.won]
    emit(compared, as_json=json, lines=lines)
