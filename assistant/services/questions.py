"""Asking: the whole way from raw text to a queued item, and reading one's items."""

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from assistant import counting, switches, tracing
from assistant.compose import House
from assistant.flow import answer
from assistant.services import hold_out, recalls
from assistant.way import Asked
from ingest import scope
from policies.errors import BadInput, Conflict, NotFound, RedactionFailed, TooLarge, TooMany
from policies.permissions import Permission, may, require
from policies.redaction.marks import Marks
from policies.words.items import Item, ItemStatus, Origin, Submission
from policies.words.people import Actor
from policies.words.questions import Redaction
from review_queue import items, store
from review_queue.asked import Asked as AskedBefore
from review_queue.asked import asked_by, counts_by_status
from review_queue.items import Filter, Page
from review_queue.tables import ItemRow, SubmissionKeyRow

CHANNELS = ("web", "phone", "email", "form", "api", "cli", "import")
_item = ItemRow.__table__.c
_ASKED_SINCE = select(func.count()).where(_item.asked_by == bindparam("sender"), _item.submitted_at > bindparam("since"))
MAX_TRIES = 3
"""How often a question is drafted anew when its sources change while it is on its way."""


def preview_redaction(house: House, actor: Actor, text: str, language: str | None = None, marks: Marks | None = None) -> Redaction:
    """What would be hidden of a text, with the person's own marks; nothing is stored. Raises: as `ask`."""
    require(actor, Permission.REDACTION_PREVIEW)
    return house.redactor.redact(checked_text(house, text), _checked_language(language), marks)


def ask(
    house: House,
    actor: Actor,
    text: str,
    *,
    language: str | None = None,
    school: str | None = None,
    school_year: str | None = None,
    channel: str = "web",
    received_at: dt.datetime | None = None,
    key: str | None = None,
    origin: Origin | None = None,
    marks: Marks | None = None,
) -> Item:
    """Walk the whole way and queue the result. The same `key` of the same sender gives the same item. `marks`: more or less to hide.

    Raises: BadInput question.empty / question.not_text / question.school / question.school_year / question.language / question.channel /
    question.received_at / question.marks / submission.key; TooLarge question.too_long; TooMany question.too_many; RedactionFailed;
    Conflict submission.key_reused, question.sources_changing.
    """
    require(actor, Permission.QUESTION_ASK)
    key = _key_at_rest(key)
    asked = Asked(
        text=checked_text(house, text),
        asked_by=actor.user_id,
        language=_checked_language(language),
        school=_checked_school(house, school),
        school_year=_checked_year(house, school_year),
        channel=_one_of("question.channel", channel, CHANNELS),
        received_at=_checked_moment(house, received_at),
        marks=marks,
    )
    with tracing.span("question"):
        for _try in range(MAX_TRIES):
            with house.database.read() as session:
                _check_pace(house, session, actor)
                submission = hold_out.keep_back(house, session, replace(_walked(house, session, asked), origin=origin))
            recalls.settle_if_changed(house)
            with house.database.write() as session:
                known = items.find_submission(session, actor, submission, key)
                if known is not None:
                    return known
                if _still_holds(house, session, submission):
                    made = items.submit(session, house.clock.now(), actor, submission, key, house.policy)
                    counting.note_outcome(made.outcome.value)
                    tracing.note(item_id=made.id, outcome=made.outcome.value, rule=made.rule, policy_version=house.policy.version)
                    return made
    raise Conflict("question.sources_changing", "The documents that answer this are being changed right now.", "Ask again in a minute.")


def _walked(house: House, session: Session, asked: Asked) -> Submission:
    """The way of one question; a redactor that fails is counted, for an alert."""
    try:
        return answer(house.way, session, asked)
    except RedactionFailed:
        counting.note_pii_doubt("redactor")
        raise


def _still_holds(house: House, session: Session, submission: Submission) -> bool:
    """Whether drafting is still on and every cited revision in force, in the very transaction that queues the item."""
    if submission.draft is not None and switches.off_for(session, (submission.question.school or "",)) is not None:
        return False
    citations = [c for s in (submission.draft.sentences if submission.draft else ()) for c in s.citations]
    if not citations:
        return True
    revisions = scope.published(session, {c.document_id for c in citations})
    return {c.revision for c in citations} <= scope.in_force(revisions, house.clock.today()).keys()


def in_force_ids(house: House, session: Session) -> set[str]:
    """The revisions in force today, asked of the registry."""
    return set(scope.in_force(scope.published(session), house.clock.today()))


def get_item(house: House, actor: Actor, item_id: str) -> Item:
    """One item that the actor may see. Raises: NotFound item.unknown, also for somebody else's."""
    with house.database.read() as session:
        item = store.get_item(session, item_id)
    if may(actor, Permission.ITEM_READ) or (may(actor, Permission.ITEM_READ_OWN) and item.asked_by == actor.user_id):
        return item
    raise NotFound("item.unknown", "There is no such item.", "List the items you may see for their ids.")


def list_items(house: House, actor: Actor, wanted: Filter, cursor: str | None = None, limit: int = 50) -> Page:
    """A page of the queue; who may not see everything sees what they asked. Raises: BadInput items.cursor / items.limit."""
    if not may(actor, Permission.ITEM_READ):
        require(actor, Permission.ITEM_READ_OWN)
        wanted = Filter(wanted.status, wanted.outcome, wanted.topic, wanted.claimed_by, actor.user_id, wanted.is_open)
    with house.database.read() as session:
        return items.page(session, wanted, house.clock.now(), cursor, limit)


def my_questions(
    house: House, actor: Actor, statuses: Collection[ItemStatus] = (), before: str | None = None, limit: int = 30
) -> tuple[AskedBefore, dict[str, int]]:
    """A page of what the actor has asked, newest first, and how many of all stand where."""
    require(actor, Permission.ITEM_READ_OWN)
    with house.database.read() as session:
        return asked_by(session, actor.user_id, statuses, before, limit), counts_by_status(session, actor.user_id)


def by_key(house: House, actor: Actor, key: str) -> Item:
    """The item that the actor made with this key, for who has nothing but the key. Raises: NotFound item.unknown."""
    with house.database.read() as session:
        known = session.get(SubmissionKeyRow, (actor.user_id, _key_at_rest(key)))
        if known is None:
            raise NotFound("item.unknown", "There is no such item.", "List the items you may see for their ids.")
        return store.get_item(session, known.item_id)


def checked_text(house: House, text: str) -> str:
    """The text if it may be a question. Raises: BadInput question.empty, question.not_text; TooLarge question.too_long."""
    limit = house.policy.questions.max_chars
    if not text.strip():
        raise BadInput("question.empty", "There is no question.", "Type or paste the family's message.")
    if len(text) > limit:
        raise TooLarge(
            "question.too_long", f"The message has more than {limit:,} characters.", "Send the part that asks; it is never cut for you."
        )
    if "\x00" in text or any(0xD800 <= ord(c) <= 0xDFFF for c in text) or not any(c.isalnum() for c in text):
        raise BadInput("question.not_text", "The message is not readable text.", "Paste it as plain text.")
    return text


def _key_at_rest(key: str | None) -> str | None:
    """A sender's key as a digest: a program may put a name where a UUID belongs. Raises: BadInput submission.key."""
    if key is None:
        return None
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise BadInput(
            "submission.key", "An idempotency key has 1 to 200 printable characters.", "Send a fresh UUID with each new question."
        )
    return hashlib.sha256(key.encode()).hexdigest()


def _checked_language(language: str | None) -> str | None:
    if language is None or (len(language) == 2 and language.isascii() and language.isalpha()):
        return language.lower() if language else None
    raise BadInput("question.language", "A language is two letters.", "Use en or es, or leave it out.")


def _checked_school(house: House, school: str | None) -> str | None:
    return _one_of("question.school", school, [s.id for s in house.policy.district.schools]) if school else None


def _checked_year(house: House, year: str | None) -> str | None:
    return _one_of("question.school_year", year, [y.name for y in house.policy.district.school_years]) if year else None


def _checked_moment(house: House, moment: dt.datetime | None) -> dt.datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None or moment > house.clock.now() + dt.timedelta(minutes=5):
        raise BadInput("question.received_at", "received_at needs a time zone and lies in the past.", "Send RFC 3339 UTC, or leave it out.")
    return moment


def _one_of(code: str, value: str, allowed: list[str] | tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadInput(code, "This value is not one the policy knows.", f"Use one of: {', '.join(allowed)}.")
    return value


def _check_pace(house: House, session: Session, actor: Actor) -> None:
    limit = house.policy.questions.per_user_per_minute
    since = house.clock.now() - dt.timedelta(minutes=1)
    n = session.scalar(_ASKED_SINCE, {"sender": actor.user_id, "since": since}) or 0
    if n >= limit:
        raise TooMany("question.too_many", f"You sent {limit} questions within a minute.", "Wait a minute.", retry_after_seconds=60)
