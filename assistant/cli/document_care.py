"""`countersign documents`, continued: owners, the digest, erasure, the watched folder, and the index."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.documents import app
from assistant.cli.door import As, Json, Progress, acting, emit, open_house


@app.command()
def digest(
    mine: Annotated[bool, typer.Option("--mine", help="Only documents that I own or back up.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """What expires within the policy's days (30, 7, 0), what has run out, and documents whose owner left.

    Example: countersign documents digest --mine --as owner
    """
    from assistant.services import owners
    from policies.permissions import Permission

    with open_house() as house:
        found = owners.digest(house, acting(house, as_, Permission.DOCUMENT_READ), is_mine=mine)
    lines = [
        f"{one.expires_on}  {'over' if one.within < 0 else f'{one.days_left:3d} days'}  {one.document_id}  {one.owner}"
        f"{' (left: no owner)' if one.is_ownerless else ''}  {one.title}"
        for one in found
    ]
    emit({"expiring": found}, as_json=json, lines=lines or ["Nothing expires soon."])


@app.command()
def reassign(
    document: Annotated[str, typer.Argument(help="Document id.")],
    owner: Annotated[str, typer.Option(help="User name of the new owner.")],
    backup_owner: Annotated[str | None, typer.Option(help="User name of the new backup owner; default: none.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Give a document another owner and backup owner.

    Example: countersign documents reassign doc_0123456789abcdef --owner owner2 --backup-owner owner --as admin
    """
    from assistant.services import owners
    from policies.permissions import Permission

    with open_house() as house:
        changed = owners.reassign(house, acting(house, as_, Permission.DOCUMENT_APPROVE), document, owner, backup_owner)
    emit({"document": changed}, as_json=json, lines=[f"{changed.title} belongs to {owner} now."])


@app.command()
def erase(
    document: Annotated[str, typer.Argument(help="Document id.")],
    reason: Annotated[str, typer.Option(help="Why, in one sentence.")],
    revision: Annotated[str | None, typer.Option(help="Only this revision; default: the whole document.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Erase a document for good, scan every byte at rest, and print the certificate; exit 1 when something is left.

    Example: countersign documents erase doc_0123456789abcdef --reason "It named a student." --as admin
    """
    from assistant.services import erasing, work
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.DOCUMENT_MAINTAIN)
        with work.noted(house, actor, work.Kind.DOCUMENT_ERASE):
            done = erasing.erase(house, actor, document, reason, revision)
    lines = [
        f"Erased {len(done.revisions)} revisions, {done.n_passages} passages; {done.n_struck} quotes and texts read [erased] now.",
        f"Searched {done.n_places} files or tables, {done.n_bytes:,} bytes, for {done.n_runs:,} runs of words and {done.n_pieces} pieces.",
        *(f"recalled {item_id}" for item_id in done.recalled),
        *([] if done.left_in else ["Nothing is left. The certificate stands in the ledger."]),
        *(f"still in {name}: delete it, then run this again for what is kept elsewhere" for name in done.left_in),
    ]
    emit({"certificate": done, "is_clean": done.is_clean}, as_json=json, lines=lines)
    if not done.is_clean:
        raise typer.Exit(1)


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="Folder whose files become pending revisions.")],
    kind: Annotated[str, typer.Option(help="Kind of document, as the policy names them.")] = "handbook",
    owner: Annotated[str | None, typer.Option(help="User name of the owner; default: whoever watches.")] = None,
    school_year: Annotated[str | None, typer.Option(help="School year such as 2026-2027.")] = None,
    language: Annotated[str, typer.Option(help="en or es.")] = "en",
    every_seconds: Annotated[float | None, typer.Option(min=1, help="Look again so often, until stopped; default: once.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Take new and changed files of a folder as pending revisions, tell removed ones, set unreadable ones aside.

    Example: countersign documents watch /srv/district-documents --kind handbook --owner owner --every-seconds 300
    """
    from assistant.services import watching, work
    from ingest.documents import DocumentFacts
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.DOCUMENT_ADD)
        facts = DocumentFacts("", kind, owner or actor.user_id, school_year=school_year, language=language)
        n_passes = 0
        with work.noted(house, actor, work.Kind.FOLDER_WATCH) as told:
            while True:
                seen = watching.watch_once(house, actor, folder, facts)
                emit(seen, as_json=json, lines=_seen_lines(seen))
                n_passes += 1
                told(n_passes, 0 if every_seconds else n_passes)
                if every_seconds is None:
                    return
                _wait(every_seconds, told, n_passes)


def _wait(seconds: float, told: Callable[[int, int], None], n_passes: int) -> None:
    """Sleep until the next pass, and give a sign of life on the way: work that is silent for minutes counts as lost."""
    ends_at = time.monotonic() + seconds
    while (left := ends_at - time.monotonic()) > 0:
        time.sleep(min(left, 60.0))
        told(n_passes, 0)


def _seen_lines(seen: Any) -> list[str]:
    return [
        *(f"new       {name}" for name in seen.added),
        *(f"set aside {name}: {code}" for name, code in seen.quarantined),
        *(f"removed   {name}: its document is still in the registry" for name in seen.removed),
        *(f"later     {name}: it is being written" for name in seen.later),
        f"{len(seen.added)} new, {seen.unchanged} unchanged, {len(seen.quarantined)} set aside, {len(seen.removed)} removed.",
    ]


@app.command("rebuild-index")
def rebuild_index(as_: As = None, json: Json = False) -> None:
    """Build the dense index anew from the registry; the old one serves until the new one is ready.

    Example: countersign documents rebuild-index
    """
    from assistant.services import index_care, work
    from policies.permissions import Permission

    with open_house() as house:
        actor, shown = acting(house, as_, Permission.DOCUMENT_MAINTAIN), Progress("passages")
        with work.noted(house, actor, work.Kind.INDEX_REBUILD) as told:
            n = index_care.rebuild_index(house, actor, lambda done, total: (shown(done, total), told(done, total))[0])
    emit({"n_passages": n}, as_json=json, lines=[f"The index holds {n} passages."])


@app.command("check-index")
def check_index(as_: As = None, json: Json = False) -> None:
    """Compare the registry with the passages that a query by meaning and one by words really reach; exit 1 when they differ.

    Example: countersign documents check-index
    """
    from assistant.services import index_care
    from policies.permissions import Permission

    with open_house() as house:
        health = index_care.check_index(house, acting(house, as_, Permission.DOCUMENT_MAINTAIN))
    lines = [
        f"{health.n_passages} passages published, {len(health.without_vector)} without a vector, {len(health.unreachable)} not reached by "
        f"meaning, {len(health.unreachable_by_words)} not reached by words, {len(health.strays)} in the index alone.",
        *(["The dense index does not answer."] if health.is_damaged else []),
        *([] if health.is_ok else ["Next: countersign documents rebuild-index"]),
    ]
    emit({"is_ok": health.is_ok, "health": health}, as_json=json, lines=lines)
    if not health.is_ok:
        raise typer.Exit(1)
