"""`countersign documents`: the registry and the index."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.door import As, Json, Progress, acting, emit, group, open_house

app = group("Documents: add, approve, revoke, and the care of the index.")
_DAY = ["%Y-%m-%d"]


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders whose files are added.")],
    kind: Annotated[
        str | None, typer.Option(help="Kind of document, as the policy names them; default: as its name or title says, else handbook.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title; default: the document's own, else the file name.")] = None,
    owner: Annotated[str | None, typer.Option(help="User name of the owner; default: whoever adds it.")] = None,
    backup_owner: Annotated[str | None, typer.Option(help="User name of the backup owner.")] = None,
    school: Annotated[list[str] | None, typer.Option(help="School id; repeat for several; default: the whole district.")] = None,
    school_year: Annotated[
        str | None, typer.Option(help="School year such as 2026-2027; default: the one that its name or title says.")
    ] = None,
    audience: Annotated[str, typer.Option(help="families or staff.")] = "families",
    language: Annotated[str | None, typer.Option(help="en or es; default: the language of its words.")] = None,
    document: Annotated[str | None, typer.Option(help="Id of the document that this is a new revision of.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Read files and register them as pending; nothing is in force before its owner approves it.

    Example: countersign documents add bell-schedule.pdf --kind bell_schedule --title "Bell Schedule" --owner owner
    """
    from assistant.services import documents, intake
    from ingest.documents import DocumentFacts
    from policies.errors import CountersignError
    from policies.permissions import Permission
    from policies.words.documents import Audience

    if audience not in {a.value for a in Audience}:
        raise typer.BadParameter("audience is families or staff")
    files = [file for path in paths for file in (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])]
    added: list[dict[str, Any]] = []
    refused: list[CountersignError] = []
    with open_house() as house:
        actor = acting(house, as_, Permission.DOCUMENT_ADD)
        progress = Progress("documents")
        for number, file in enumerate(files, start=1):
            try:
                data = _read(file)
                read, told = intake.read_for_facts(house, actor, data, file.name)
                facts = DocumentFacts(
                    title=title or told.title,
                    kind=kind or told.kind or "handbook",
                    owner_id=owner or actor.user_id,
                    schools=tuple(school or ()),
                    audience=Audience(audience),
                    school_year=school_year or told.school_year or None,
                    language=language or told.language,
                    document_id=document,
                    backup_owner_id=backup_owner,
                )
                changed = documents.add(house, actor, data, file.name, facts, read)
            except CountersignError as error:
                if len(files) == 1:
                    raise
                refused.append(error)
                typer.echo(f"{file.name}: {error.code}: {error.remedy}", err=True)
            else:
                added.append(_shape(changed))
            progress(number, len(files))
    lines = [
        f"{a['document_id']}  {a['revision']}  {a['status']:8}  {a['n_passages']:4d} passages  {a['kind']:14} {a['language']}  {a['title']}"
        for a in added
    ]
    emit({"added": added, "n_refused": len(refused)}, as_json=json, lines=lines)
    if refused:
        raise typer.Exit(1)


def _read(file: Path) -> bytes:
    from policies.errors import BadInput

    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            "document.unreadable", f"{file.name} cannot be read ({type(error).__name__}).", "Check its name and rights."
        ) from None


def _shape(changed: Any) -> dict[str, Any]:
    revision = changed.revision
    return {
        "document_id": changed.document.id,
        "revision": revision.id,
        "title": changed.document.title,
        "kind": changed.document.kind,
        "language": revision.language,
        "school_year": revision.school_year,
        "file_name": revision.file_name,
        "status": revision.status.value,
        "effective_from": revision.effective_from,
        "expires_on": revision.expires_on,
        "n_passages": revision.n_passages,
        "findings": revision.findings,
        "recalled": list(changed.recalled),
    }


@app.command("list")
def list_(
    state: Annotated[str | None, typer.Option(help="Only revisions in this state, e.g. in_force, pending, expired.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """List every document with the state of its revisions.

    Example: countersign documents list --state in_force
    """
    from assistant.services import documents
    from policies.permissions import Permission

    with open_house() as house:
        everything = documents.list_all(house, acting(house, as_, Permission.DOCUMENT_READ))
        today = house.clock.today()
    rows = [
        {
            "document_id": d.id,
            "revision": r.id,
            "state": r.state_on(today),
            "title": d.title,
            "kind": d.kind,
            "file_name": r.file_name,
            "expires_on": r.expires_on,
        }
        for d, revisions in everything
        for r in revisions
        if state is None or r.state_on(today) == state
    ]
    lines = [f"{r['document_id']}  {r['revision']}  {r['state']:17}  {r['expires_on'] or '':10}  {r['title']}" for r in rows]
    emit({"documents": rows}, as_json=json, lines=lines or ["No documents. Next: countersign documents add FILE"])


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="Document id.")],
    revision: Annotated[str | None, typer.Option(help="Revision id; default: the newest.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Show a revision with its findings and passages.

    Example: countersign documents show doc_0123456789abcdef
    """
    from assistant.services import documents
    from ingest.approval import blocking_codes
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.DOCUMENT_READ)
        _document, revisions = documents.show(house, actor, document)
        chosen = revision or revisions[0].id
        d, r, passages = documents.show_revision(house, actor, document, chosen)
        state, blocking = r.state_on(house.clock.today()), blocking_codes(r, house.policy)
    lines = [f"{d.title} ({d.kind}), {r.file_name}: {state}", *(_finding_line(n, blocking) for n in r.findings)]
    for p in passages:
        page = f"p. {p.page}" if p.page is not None else "-"
        lines.append(f"{p.ordinal:4d}  {page:6}  {' > '.join(p.section)[:40]:40}  {' '.join(p.readable.split())[:110]}")
    emit({"document": d, "revision": r, "state": state, "blocking": blocking, "passages": passages}, as_json=json, lines=lines)


def _finding_line(note: Any, blocking: list[str]) -> str:
    where = ", ".join(part for part in (f"p. {note.page}" if note.page else "", note.place) if part)
    weight = "BLOCKS" if note.code in blocking else "finding"
    return f"{weight} {note.code}: {note.detail} {note.excerpt}{f' ({where})' if where else ''}"


@app.command()
def approve(
    document: Annotated[str, typer.Argument(help="Document id.")],
    revision: Annotated[str | None, typer.Option(help="Revision id; default: the newest.")] = None,
    effective_from: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="First day in force; default: today.")] = None,
    expires_on: Annotated[
        dt.datetime | None, typer.Option(formats=_DAY, help="Last day in force; default: by kind, from the policy.")
    ] = None,
    accept: Annotated[list[str] | None, typer.Option(help="Code of a blocking finding that an administrator accepts; repeatable.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Put a pending revision in force.

    Example: countersign documents approve doc_0123456789abcdef --expires-on 2027-06-30 --as owner
    """
    from assistant.services import documents
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.DOCUMENT_APPROVE)
        chosen = revision or documents.show(house, actor, document)[1][0].id
        start, end = (moment.date() if moment else None for moment in (effective_from, expires_on))
        changed = documents.approve(house, actor, document, chosen, start, end, tuple(accept or ()))
    _changed(changed, json)


@app.command()
def reject(
    document: Annotated[str, typer.Argument(help="Document id.")],
    reason: Annotated[str, typer.Option(help="Why, in one sentence.")],
    revision: Annotated[str | None, typer.Option(help="Revision id; default: the newest.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Refuse a pending revision.

    Example: countersign documents reject doc_0123456789abcdef --reason "Not adopted by the board."
    """
    _close("reject", document, reason, revision, as_, json)


@app.command()
def revoke(
    document: Annotated[str, typer.Argument(help="Document id.")],
    reason: Annotated[str, typer.Option(help="Why, in one sentence.")],
    revision: Annotated[str | None, typer.Option(help="Revision id; default: the newest approved one.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Take a revision out of force at once; every item that cites it is called back.

    Example: countersign documents revoke doc_0123456789abcdef --reason "The bus times changed."
    """
    _close("revoke", document, reason, revision, as_, json)


def _close(how: str, document: str, reason: str, revision: str | None, as_: str | None, as_json: bool) -> None:
    """Reject the newest revision or revoke the newest approved one, unless one is named."""
    from assistant.services import documents
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.DOCUMENT_APPROVE)
        revisions = documents.show(house, actor, document)[1]
        fitting = [r for r in revisions if how == "reject" or r.status.value == "approved"] or revisions
        act = documents.reject if how == "reject" else documents.revoke
        changed = act(house, actor, document, revision or fitting[0].id, reason)
    _changed(changed, as_json)


def _changed(changed: Any, as_json: bool) -> None:
    shape = _shape(changed)
    told = f"{changed.document.title}: {changed.revision.status.value}"
    dates = f", in force from {shape['effective_from']} to {shape['expires_on']}" if changed.revision.status.value == "approved" else ""
    lines = [told + dates, *(f"recalled {item_id}" for item_id in changed.recalled)]
    emit(shape, as_json=as_json, lines=lines)
