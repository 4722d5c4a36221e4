"""`countersign policy diff`: what another policy would change."""

import json as json_module
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.door import Json, emit


def register(group: typer.Typer) -> None:
    """Add the command to `countersign policy`."""
    group.command()(diff)


def diff(
    old: Annotated[Path, typer.Argument(help="Policy file; with --against-running the new one.")],
    new: Annotated[Path | None, typer.Argument(help="The policy file to compare it with.")] = None,
    against_running: Annotated[bool, typer.Option("--against-running", help="Compare with the policy of the data folder.")] = False,
    json: Json = False,
) -> None:
    """Show every field that differs, with its old and new value and what it means. A server runs the policy it was started with.

    Example: countersign policy diff policy.yaml next-year.yaml
    Example: countersign policy diff next-year.yaml --against-running
    """
    from assistant.policy_changes import policy_changes
    from assistant.settings import load_settings
    from policies.policy import load_policy

    if (new is None) is not against_running:
        raise typer.BadParameter("give two policy files, or one and --against-running")
    first, second = (load_settings().policy_file, old) if new is None else (old, new)
    before, after = load_policy(first), load_policy(second)
    changes = policy_changes(before, after)
    lines = [f"{first} (version {before.version}) → {second} (version {after.version}): {len(changes)} fields differ."]
    for change in changes:
        lines += ["", f"{change.path}: {_told(change.old)} → {_told(change.new)}", f"    {change.meaning}"]
    versions = {"old": before.version, "new": after.version}
    emit({"versions": versions, "changes": [asdict(change) for change in changes]}, as_json=json, lines=lines)


def _told(value: Any) -> str:
    return "(none)" if value is None else json_module.dumps(value, ensure_ascii=False)
