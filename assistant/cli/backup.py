"""`countersign backup`: copy an installation, check the copy, bring it back."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.door import Json, emit, group, open_house

app = group("Backups: create, verify, restore.")
Folder = Annotated[Path, typer.Argument(help="Folder of the backup.")]


def _say_step(name: str) -> None:
    print(f"backup: {name} …", file=sys.stderr, flush=True)  # noqa: T201


@app.command()
def create(
    folder: Annotated[Path, typer.Argument(help="New folder for the backup, best on another disk.")],
    json: Json = False,
) -> None:
    """Copy database, documents, policy and keys while the server runs; the folder is for your eyes only, for it holds the keys.

    Example: countersign backup create /mnt/backups/2026-11-22
    """
    from assistant.services import backup

    with open_house() as house:
        made = backup.create(house, folder, _say_step)
        backup.note_created(house, made)
    n_bytes = sum(file.n_bytes for file in made.files)
    lines = [
        f"{len(made.files)} files, {n_bytes / 1e6:.1f} MB, {made.ledger_events} ledger events in {folder}",
        f"Hash of the manifest (keep it elsewhere): {made.hash}",
    ]
    emit({"folder": str(folder), "hash": made.hash, **asdict(made)}, as_json=json, lines=lines)


@app.command()
def verify(
    folder: Folder,
    expect: Annotated[str | None, typer.Option(help="The manifest's hash that `create` printed.")] = None,
    json: Json = False,
) -> None:
    """Check every file's hash, open the database read-only and read its whole ledger. Changes nothing.

    Example: countersign backup verify /mnt/backups/2026-11-22
    """
    from assistant.services import backup
    from policies.errors import Conflict

    found = backup.verify(folder)
    made = found.manifest
    if expect is not None and expect != made.hash:
        raise Conflict("backup.other", "This is not the backup that was expected.", "Compare the hashes that `create` printed.")
    chain = f"{found.n_events} ledger events hold" if found.n_events is not None else "the ledger is read after a restore"
    lines = [f"The backup of {made.created_at} holds: {len(made.files)} files, {chain}.", f"Hash of the manifest: {made.hash}"]
    emit({"ok": True, "hash": made.hash, "n_events": found.n_events, **asdict(made)}, as_json=json, lines=lines)


@app.command()
def restore(
    folder: Folder,
    force: Annotated[bool, typer.Option("--force", help="Move a data folder that is not empty aside.")] = False,
    json: Json = False,
) -> None:
    """Verify a backup, bring it into the data folder and rebuild the index.

    Example: COUNTERSIGN_DATA=/srv/countersign countersign backup restore /mnt/backups/2026-11-22
    Example: countersign backup restore /mnt/backups/2026-11-22 --force
    """
    from assistant.cli.door import acting
    from assistant.services import backup, index_care
    from assistant.settings import load_settings
    from policies.permissions import Permission

    settings = load_settings()
    aside = backup.restore(settings, folder, is_forced=force, step=_say_step)
    _say_step("index")
    with open_house() as house:
        n = index_care.rebuild_index(house, acting(house, None, Permission.DOCUMENT_MAINTAIN))
    lines = [f"Restored into {settings.data}; {n} passages indexed."] + ([f"What was there before is in {aside}."] if aside else [])
    shape = {"data": str(settings.data), "n_passages": n, "moved_aside": str(aside) if aside else None}
    emit(shape, as_json=json, lines=lines)
