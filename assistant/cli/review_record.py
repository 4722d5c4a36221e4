"""What was decided and what came of it: `countersign review diff|evidence|answers|reuse|tasks|…` and `countersign trace`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.door import As, Json, acting, emit, one_of, open_house

if TYPE_CHECKING:
    from assistant.services.vigilance import ToldTask

ItemId = Annotated[str, typer.Argument(help="Item id.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `countersign review`."""
    app.command()(check)
    app.command()(diff)
    app.command()(evidence)
    app.command()(reopen)
    app.command()(answers)
    app.command()(reuse)
    app.command()(tasks)
    app.command("close-task")(close_task)
    app.command()(vigilance)
    app.command()(reread)


def check(
    item: ItemId,
    answer: Annotated[str, typer.Option(help="The words as they are edited.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Check edited words against the item's sources; nothing is stored. Exit 1 when a figure stands in no source.

    Example: countersign review check item_0123456789abcdef --answer "School starts at 8:00 a.m."
    """
    from assistant.services.edit_checks import check_edits
    from policies.permissions import Permission

    with open_house() as house:
        found = check_edits(house, acting(house, as_, Permission.ITEM_DECIDE), item, answer)
    lines = [f"{s.standing.value:9} {found.text[s.start : s.end]}" for s in found.sentences]
    lines += [f"No source holds the {f.kind} “{f.text}” at {f.start}" for f in found.unheld]
    lines += ["A second person would have to countersign this."] if found.needs_second else []
    emit(found, as_json=json, lines=lines)
    if found.unheld:
        raise typer.Exit(1)


def diff(item: ItemId, as_: As = None, json: Json = False) -> None:
    """Show word by word how the answer (or what waits for a second approval) differs from the draft.

    Example: countersign review diff item_0123456789abcdef
    """
    from assistant.services import review
    from policies.permissions import Permission

    with open_house() as house:
        changes = review.difference(house, acting(house, as_, Permission.ITEM_READ), item)
    emit(changes, as_json=json, lines=[f"- {c.was or '(nothing)'}\n+ {c.now or '(nothing)'}" for c in changes] or ["No word differs."])


def evidence(
    item: ItemId,
    out: Annotated[Path, typer.Option(help="File to write: .json, .html or .pdf by its ending. docs/verify_packet.py verifies each.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Write the evidence packet of an item: everything the decision leaned on, verifiable without this product.

    Example: countersign review evidence item_0123456789abcdef --out packet.html
    """
    from assistant.services.evidence import as_html_file, as_pdf_file, get_evidence
    from policies.ledger import canonical
    from policies.permissions import Permission

    if out.suffix not in {".json", ".html", ".pdf"}:
        raise typer.BadParameter("--out ends in .json, .html or .pdf")
    with open_house() as house:
        packet = get_evidence(house, acting(house, as_, Permission.EVIDENCE_READ), item)
    if out.suffix == ".json":
        out.write_text(canonical(packet) + "\n", "utf-8")
    else:
        out.write_bytes(as_html_file(packet) if out.suffix == ".html" else as_pdf_file(packet))
    n = len(packet["ledger"]["events"])
    emit({"file": str(out), "n_events": n, "packet_hash": packet["packet_hash"]}, as_json=json, lines=[f"{out}: {n} ledger events"])


def reopen(
    item: ItemId,
    reason: Annotated[str, typer.Option(help="changed, expired or mistake.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Take an approved answer back to the queue, to be decided again.

    Example: countersign review reopen item_0123456789abcdef --reason changed --as reviewer
    """
    from assistant.services import review
    from assistant.shapes import item_shape
    from policies.permissions import Permission

    with open_house() as house:
        found = review.reopen(house, acting(house, as_, Permission.ITEM_DECIDE), item, reason)
    emit(item_shape(found), as_json=json, lines=[f"{found.id}: {found.status.value}"])


def answers(
    words: Annotated[str, typer.Argument(help="What is asked; it passes the redactor.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Most answers.")] = 10,
    as_: As = None,
    json: Json = False,
) -> None:
    """Find approved answers that still hold.

    Example: countersign review answers "lunch prices"
    """
    from assistant.review_shapes import found_answer_shape
    from assistant.services import library
    from policies.permissions import Permission

    with open_house() as house:
        found = library.find(house, acting(house, as_, Permission.ANSWER_FIND), words, limit)
    lines = [f"{f.item_id}  {f.score:.3f}  {' '.join(f.question.split())[:80]}" for f in found]
    emit({"answers": [found_answer_shape(f) for f in found]}, as_json=json, lines=lines or ["No approved answer fits."])


def reuse(
    item: ItemId,
    words: Annotated[str, typer.Argument(help="The family's message; it passes the redactor.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Queue an approved answer as the draft for another message; a reviewer decides on it anew.

    Example: countersign review reuse item_0123456789abcdef "What does lunch cost?" --as staff
    """
    from assistant.services import library
    from assistant.shapes import item_shape
    from policies.permissions import Permission

    with open_house() as house:
        made = library.reuse(house, acting(house, as_, Permission.ANSWER_REUSE), item, words)
    emit(item_shape(made), as_json=json, lines=[f"{made.id} waits in the queue."])


def tasks(
    all_: Annotated[bool, typer.Option("--all", help="Closed tasks too.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """List what the review found out: corrections and conflicts for document owners, audits, second readings that disagree.

    Example: countersign review tasks
    """
    from assistant.review_shapes import task_shape
    from assistant.services.vigilance import list_tasks
    from policies.permissions import Permission

    with open_house() as house:
        found = list_tasks(house, acting(house, as_, Permission.DOCUMENT_APPROVE), is_open=not all_)
    lines = [f"{t.task.id}  {t.task.kind.value:16}  {t.title or ''}  {_matter(t)}" for t in found]
    emit({"tasks": [task_shape(t) for t in found]}, as_json=json, lines=lines or ["Nothing is open."])


def _matter(told: "ToldTask") -> str:
    """What a task is about in a few words."""
    return f"↔ {told.other_title}" if told.other_title else f"{told.before or ''} → {told.after or ''}"


def close_task(task: Annotated[str, typer.Argument(help="Task id.")], as_: As = None, json: Json = False) -> None:
    """Say that a task is done.

    Example: countersign review close-task task_0123456789abcdef
    """
    from assistant.services import vigilance as service
    from policies.permissions import Permission

    with open_house() as house:
        closed = service.close_task(house, acting(house, as_, Permission.DOCUMENT_APPROVE), task)
    emit({"id": closed.id, "closed_at": closed.closed_at}, as_json=json, lines=[f"{closed.id} is closed."])


def vigilance(as_: As = None, json: Json = False) -> None:
    """How watchful the review is: decoys caught, second readings that agree, haste. For the group, never a person.

    Example: countersign review vigilance
    """
    from assistant.services.vigilance import figures
    from assistant.shapes import figure_shape
    from policies.permissions import Permission

    with open_house() as house:
        found = figures(house, acting(house, as_, Permission.METRICS_READ))
    lines = [
        f"{f.name:20} {f.group or '':16} {'–' if f.value is None else f'{f.value:.3f}'}"
        + (f"  [{f.interval.low:.3f}, {f.interval.high:.3f}]" if f.interval else "")
        + f"  n={f.n}"
        for f in found
    ]
    emit({"figures": [figure_shape(f) for f in found]}, as_json=json, lines=lines)


def reread(
    reread_id: Annotated[str | None, typer.Argument(help="Id of the re-reading to finish; none shows the next one.")] = None,
    agree: Annotated[bool | None, typer.Option("--agree/--disagree", help="Whether the answer is right.")] = None,
    reason: Annotated[str | None, typer.Option(help="Reason code; needed to disagree.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Read an approved answer again, blind: show the next one, or say whether it is right.

    Example: countersign review reread reread_0123456789abcdef --agree --as reviewer2
    """
    from assistant.cli.showing import item_lines
    from assistant.review_shapes import reread_shape
    from assistant.services import vigilance as service
    from policies.permissions import Permission
    from policies.words.items import ReasonCode

    code = one_of(ReasonCode, reason)
    if (reread_id is None) != (agree is None):
        raise typer.BadParameter("give the id together with --agree or --disagree")
    with open_house() as house:
        actor = acting(house, as_, Permission.ITEM_DECIDE)
        if reread_id is not None and agree is not None:
            service.finish_reread(house, actor, reread_id, agrees=agree, reason_code=code)
            emit({"id": reread_id, "agrees": agree}, as_json=json, lines=["Recorded."])
            return
        found = service.next_reread(house, actor)
    lines = [f"{found.id}", *item_lines(found.item), "", found.answer.text] if found else ["Nothing waits to be read again."]
    emit(reread_shape(found) if found else {}, as_json=json, lines=lines)


def trace(item: ItemId, as_: As = None, json: Json = False) -> None:
    """The whole way of one item, step by step: times, rule, sources, checks, decisions and ledger events.

    Example: countersign trace item_0123456789abcdef
    """
    from assistant.cli.showing import trace_lines
    from assistant.services import questions
    from assistant.services.evidence import get_evidence
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.EVIDENCE_READ)
        packet = get_evidence(house, actor, item)
        found = questions.get_item(house, acting(house, as_, Permission.ITEM_READ), item)
    emit(packet, as_json=json, lines=trace_lines(found, packet))
