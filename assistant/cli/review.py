"""`countersign review` and `countersign trace`."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import review_record
from assistant.cli.door import As, Json, acting, emit, group, one_of, open_house

if TYPE_CHECKING:
    import datetime as dt

app = group("Review: the queue, claims and decisions.")
review_record.register(app)
ItemId = Annotated[str, typer.Argument(help="Item id.")]


@app.command("list")
def list_(
    status: Annotated[str | None, typer.Option(help="Only this status, e.g. queued, approved, recalled.")] = None,
    outcome: Annotated[str | None, typer.Option(help="Only this outcome, e.g. drafted.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most items.")] = 50,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """List the queue: safety first, then recalled, then oldest.

    Example: countersign review list --status queued
    """
    from assistant.services import questions
    from assistant.shapes import item_shape
    from policies.permissions import Permission
    from policies.words.items import ItemStatus
    from policies.words.questions import Outcome
    from review_queue.items import Filter

    wanted = Filter(status=one_of(ItemStatus, status), outcome=one_of(Outcome, outcome), is_open=status is None)
    with open_house() as house:
        page = questions.list_items(house, acting(house, as_, Permission.ITEM_READ), wanted, cursor, limit)
    lines = [f"{i.id}  {i.status.value:9}  {i.outcome.value:24}  {' '.join(i.question.text.split())[:80]}" for i in page.items]
    more = [f"More: --cursor {page.next_cursor}"] if page.next_cursor else []
    shape = {"items": [item_shape(i) for i in page.items], "next_cursor": page.next_cursor}
    emit(shape, as_json=json, lines=lines + more or ["Nothing waits. Next: countersign questions ask"])


@app.command()
def show(item: ItemId, as_: As = None, json: Json = False) -> None:
    """Show an item: outcome, draft, citations.

    Example: countersign review show item_0123456789abcdef
    """
    from assistant.cli.showing import again_lines, item_lines
    from assistant.review_shapes import reviewed_shape
    from assistant.services import questions
    from assistant.services.again import asked_again
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.ITEM_READ)
        found = questions.get_item(house, actor, item)
        again = asked_again(house, actor, found)
    emit(reviewed_shape(found, again), as_json=json, lines=[*item_lines(found), *again_lines(again)])


@app.command("next")
def take_next(as_: As = None, json: Json = False) -> None:
    """Take the most urgent item that waits for this reviewer.

    Example: countersign review next --as reviewer
    """
    from assistant.cli.showing import item_lines
    from assistant.services import review
    from assistant.shapes import item_shape
    from policies.permissions import Permission

    with open_house() as house:
        claimed = review.claim_next(house, acting(house, as_, Permission.ITEM_CLAIM))
    lines = [*item_lines(claimed), f"seen_hash {claimed.seen_hash}"] if claimed else ["Nothing waits for this reviewer."]
    emit(item_shape(claimed) if claimed else {}, as_json=json, lines=lines)


@app.command()
def claim(
    item: ItemId,
    take_over: Annotated[bool, typer.Option("--take-over", help="Take it from its holder, once the policy's time has passed.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Take an item, so that nobody else decides on it meanwhile; a second claim extends it.

    Example: countersign review claim item_0123456789abcdef --as reviewer
    """
    from assistant.services import questions, review
    from assistant.shapes import item_shape
    from policies.permissions import Permission

    with open_house() as house:
        asked_by = questions.get_item(house, acting(house, as_, Permission.ITEM_READ), item).asked_by
        claimed = review.claim(house, acting(house, as_, Permission.ITEM_CLAIM, unlike=asked_by), item, take_over=take_over)
    until = claimed.claim.expires_at.isoformat(timespec="minutes") if claimed.claim else ""
    emit(item_shape(claimed), as_json=json, lines=[f"{claimed.id} is yours until {until}.", f"seen_hash {claimed.seen_hash}"])


@app.command()
def release(item: ItemId, as_: As = None, json: Json = False) -> None:
    """Give a claimed item back to the queue.

    Example: countersign review release item_0123456789abcdef --as reviewer
    """
    from assistant.services import review
    from assistant.shapes import item_shape
    from policies.permissions import Permission

    with open_house() as house:
        released = review.release(house, acting(house, as_, Permission.ITEM_CLAIM), item)
    emit(item_shape(released), as_json=json, lines=[f"{released.id} waits again."])


@app.command()
def decide(
    item: ItemId,
    decision: Annotated[str, typer.Option(help="approve, approve_with_edits, reject, escalate or return.")],
    seen_hash: Annotated[str | None, typer.Option(help="The hash of what you read; default: the item as it is now.")] = None,
    reason: Annotated[str | None, typer.Option(help="Reason code; needed to reject.")] = None,
    note: Annotated[str | None, typer.Option(help="A note for the record; it passes the redactor.")] = None,
    answer: Annotated[str | None, typer.Option(help="The edited words, with approve_with_edits.")] = None,
    office: Annotated[str | None, typer.Option(help="Office of the policy, with escalate.")] = None,
    attest: Annotated[str | None, typer.Option(help="A line of the edited words that is true today and in no document.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day on which the attested line is true, YYYY-MM-DD.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Decide on an item that you have claimed. Having read it here counts as having opened its citations.

    Example: countersign review decide item_0123456789abcdef --decision approve --as reviewer
    """
    from assistant.services import questions, review
    from assistant.shapes import item_shape
    from policies.permissions import Permission
    from policies.words.items import DecisionKind, ReasonCode

    if (attest is None) != (until is None):
        raise typer.BadParameter("--attest and --until go together")
    kind, code = one_of(DecisionKind, decision), one_of(ReasonCode, reason)
    assert kind is not None
    with open_house() as house:
        found = questions.get_item(house, acting(house, as_, Permission.ITEM_READ), item)
        actor = acting(house, as_, Permission.ITEM_DECIDE, unlike=found.asked_by)
        opened = tuple(c.passage_id for s in (found.draft.sentences if found.draft else ()) for c in s.citations)
        attested = (review.SentLine(attest, _day(until)),) if attest and until else ()
        sent = review.SentDecision(kind, seen_hash or found.seen_hash, code, note, answer, opened, office, attested)
        decided = review.decide(house, actor, item, sent)
    waits = [f"A second person countersigns: {', '.join(decided.proposal.why)}"] if decided.proposal else []
    was_decoy = [f"This was a decoy with a planted error: {decided.revealed.error_class}"] if decided.revealed else []
    emit(item_shape(decided), as_json=json, lines=[f"{decided.id}: {decided.status.value}", *waits, *was_decoy])


@app.command()
def undo(item: ItemId, as_: As = None, json: Json = False) -> None:
    """Take your own latest decision back and hold the item again.

    It works for the policy's undo_minutes, and only until somebody was given the approved words; afterwards reopen the answer.

    Example: countersign review undo item_0123456789abcdef --as reviewer
    """
    from assistant.services import questions, review
    from assistant.shapes import item_shape
    from policies.permissions import Permission

    with open_house() as house:
        asked_by = questions.get_item(house, acting(house, as_, Permission.ITEM_READ), item).asked_by
        found = review.undo(house, acting(house, as_, Permission.ITEM_DECIDE, unlike=asked_by), item)
    until = found.claim.expires_at.isoformat(timespec="minutes") if found.claim else ""
    lines = [f"{found.id}: the decision is taken back; the item is yours until {until}.", f"seen_hash {found.seen_hash}"]
    emit(item_shape(found), as_json=json, lines=lines)


def _day(text: str) -> "dt.date":
    import datetime as dt

    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day like 2026-12-31") from None


@app.command()
def answer(item: ItemId, as_: As = None, json: Json = False) -> None:
    """Print the approved words of an item.

    Example: countersign review answer item_0123456789abcdef
    """
    from assistant.services import review
    from assistant.shapes import answer_shape
    from policies.permissions import Permission

    with open_house() as house:
        words = review.get_answer(house, acting(house, as_, Permission.ITEM_READ), item)
    emit(answer_shape(words), as_json=json, lines=[words.text])


def register_trace(root: typer.Typer) -> None:
    """Add `countersign trace` to the root."""
    root.command()(review_record.trace)
