"""`countersign policy`, `ledger`, `db` and `models`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.door import As, Json, acting, emit, group, open_house, say

policy = group("The district policy: check it, read it.")
ledger = group("The ledger: verify and export it.")
database = group("The database's schema.")
models = group("Model weights.")


@policy.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="Policy file; default: the one in force.")] = None,
    json: Json = False,
) -> None:
    """Check a policy file and print its version.

    Example: countersign policy check policy.yaml
    """
    from assistant.settings import load_settings
    from policies.policy import load_policy

    chosen = file or load_settings().policy_file
    loaded = load_policy(chosen)
    emit({"file": str(chosen), "version": loaded.version}, as_json=json, lines=[f"{chosen} is right. Version {loaded.version}."])


@policy.command()
def explain(json: Json = False) -> None:
    """List every field of the policy with what it means, its range and its default.

    Example: countersign policy explain
    """
    from policies.policy import Policy

    rows = list(_fields(Policy, ""))
    lines = [f"{row['field']}: {row['meaning']}" + (f" (default {row['default']})" if row["default"] is not None else "") for row in rows]
    emit(rows, as_json=json, lines=lines)


def _fields(model: Any, before: str) -> Any:
    """Every field, also inside lists (`schools[].name`) and tables (`kinds.*.topic`)."""
    from pydantic_core import PydanticUndefined

    for name, field in model.model_fields.items():
        inner, mark = _model_in(field.annotation)
        if field.description or inner is None:
            bounds = ", ".join(str(m) for m in field.metadata)
            default = None if field.default is PydanticUndefined else str(field.default)
            meaning = " ".join(part for part in (field.description or "", f"[{bounds}]" if bounds else "") if part)
            yield {"field": before + name, "meaning": meaning, "default": default}
        if inner is not None:
            yield from _fields(inner, f"{before}{name}{mark}.")


def _model_in(annotation: Any) -> tuple[Any, str]:
    """The model that a field holds, one or many of, and how its fields are reached; None when it holds plain values."""
    from typing import get_args, get_origin

    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, ""
    for part in get_args(annotation):
        inner, _mark = _model_in(part)
        if inner is not None:
            return inner, ".*" if get_origin(annotation) is dict else "[]" if get_origin(annotation) is tuple else ""
    return None, ""


@ledger.command()
def verify(
    anchor: Annotated[Path | None, typer.Option(help="File that `ledger anchor` wrote earlier: finds a cut tail and re-hashing.")] = None,
    key: Annotated[Path | None, typer.Option(help="File with the anchor key; default: anchor.key in the data folder.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Read the whole hash chain; exit 1 when an event was changed, removed or added.

    Example: countersign ledger verify --anchor /mnt/outside/head.json
    """
    from assistant.services.governance import verify_ledger
    from policies.anchor import read_anchor
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.LEDGER_VERIFY)
        found = verify_ledger(house, actor, read_anchor(anchor) if anchor else None, key)
    told = f"{found.n_events} events hold. Head {found.head}"
    bad = f"Event {found.first_bad} does not hold: {found.reason}."
    shape = {"ok": found.is_ok, "n_events": found.n_events, "head": found.head, "first_bad": found.first_bad, "reason": found.reason}
    emit(shape, as_json=json, lines=[told if found.is_ok else bad])
    if not found.is_ok:
        raise typer.Exit(1)


@ledger.command("anchor")
def write_anchor(
    out: Annotated[Path, typer.Option(help="File for the signed head; keep it where this server's administrator cannot write.")],
    key: Annotated[
        Path | None, typer.Option(help="File with the anchor key; default: anchor.key in the data folder, made if missing.")
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Write the ledger's signed head to a file outside the database.

    Example: countersign ledger anchor --out /mnt/outside/head.json
    """
    from assistant.services.governance import anchor_ledger
    from policies.permissions import Permission

    with open_house() as house:
        made = anchor_ledger(house, acting(house, as_, Permission.LEDGER_VERIFY), out, key)
    emit(
        {"file": str(out), "seq": made.seq, "hash": made.hash, "at": made.at},
        as_json=json,
        lines=[f"Event {made.seq} is anchored in {out}."],
    )


@ledger.command()
def export(
    out: Annotated[Path, typer.Option(help="JSON lines file for the events.")],
    anchor: Annotated[Path | None, typer.Option(help="Also write the head to this file; keep it outside the data folder.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Write every event as one JSON line.

    Example: countersign ledger export --out ledger.jsonl --anchor head.json
    """
    from assistant.services.governance import export_ledger
    from policies.permissions import Permission

    with open_house() as house:
        n = export_ledger(house, acting(house, as_, Permission.LEDGER_VERIFY), out, anchor)
    emit({"file": str(out), "n_events": n}, as_json=json, lines=[f"{n} events in {out}"])


@database.command()
def upgrade(json: Json = False) -> None:
    """Bring the database to this version's schema. Make a copy of the data folder first.

    Example: countersign db upgrade
    """
    from assistant.compose import House
    from assistant.schema import upgrade as bring_up
    from assistant.settings import load_settings

    house = House(load_settings())
    step = bring_up(house.database)
    house.close()
    emit({"schema": step}, as_json=json, lines=[f"The schema is at step {step}."])


@database.command("check")
def check_database(json: Json = False) -> None:
    """Say whether the database is durable and its schema is right.

    Example: countersign db check
    """
    with open_house() as house:
        told = house.database.check()
    emit({"ok": True, "detail": told}, as_json=json, lines=[told])


@models.command()
def prepare(json: Json = False) -> None:
    """Unpack and check the shipped encoder, once; needs no network.

    Example: countersign models prepare
    """
    from assistant.settings import load_settings
    from ingest.embedding import prepare as preparing

    folder = preparing.prepare(load_settings().models_folder, lambda step: say(f"encoder: {step} …") if not json else None)
    emit({"folder": str(folder)}, as_json=json, lines=[f"The encoder is ready in {folder}."])
