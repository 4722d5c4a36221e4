"""`countersign privacy`: the proof that nothing personal stays, and the check of its report."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.door import Json, emit, group, open_house

app = group("Privacy: prove that nothing personal stays.")


@app.command()
def prove(
    out: Annotated[Path | None, typer.Option(help="File for the signed report; default: privacy-report.json in the data folder.")] = None,
    json: Json = False,
) -> None:
    """Plant invented details through every door of a copy of this district, then search every byte; exit 1 when one is found.

    Example: countersign privacy prove --out privacy-report.json
    """
    from assistant.privacy.proof import prove as run
    from assistant.privacy.report import signed, signing_key, write_report

    with open_house() as house:
        report = run(house, _say_step)
        body = signed(report, signing_key(house.settings.data, is_made=True))
        file = out or house.settings.data / "privacy-report.json"
    write_report(body, file)
    emit(body, as_json=json, lines=[*_lines(body), f"Signed report: {file}"])
    if not report.is_ok:
        raise typer.Exit(1)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A report that `privacy prove` wrote.")],
    json: Json = False,
) -> None:
    """Check that a report was signed with this installation's key and not changed since; exit 1 when not.

    Example: countersign privacy verify privacy-report.json
    """
    from assistant.privacy.report import is_signed, read_report, signing_key

    body = read_report(file)
    with open_house() as house:
        is_right = is_signed(body, signing_key(house.settings.data, is_made=False))
    lines = _lines(body) if is_right else ["The signature does not fit: another key signed it, or it was changed."]
    emit({"signed": is_right, "ok": body.get("ok") if is_right else None}, as_json=json, lines=lines)
    if not is_right:
        raise typer.Exit(1)


def _say_step(name: str, done: int, total: int) -> None:
    counted = f" {done}/{total}" if done else ""
    print(f"privacy:{counted} {name} …", file=sys.stderr, flush=True)  # noqa: T201


def _lines(body: dict[str, Any]) -> list[str]:
    lines = [
        f"{body['n_canaries']} invented details of {len(body['kinds'])} kinds through {len(body['doors'])} doors, in {body['seconds']} s.",
        f"Searched: {body['n_files']} files, {body['n_bytes'] / 1e6:.1f} MB, {body['n_model_requests']} requests to the language model, "
        f"{body['n_answers_searched']} answers to others.",
    ]
    doors = {door["number"]: door["name"] for door in body["doors"]}
    found = [f"LEAK: {leak['kind']} from “{doors[leak['door']]}” in {leak['place']} ({leak['form']})" for leak in body["leaks"]]
    wrong = [f"NOT PROVEN: {fault}" for fault in body["faults"]]
    return [*lines, *found, *wrong, body["proves"] if body["ok"] else "The proof failed.", f"Limits: {body['does_not_prove']}"]
