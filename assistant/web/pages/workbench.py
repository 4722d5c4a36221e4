"""What the item's page shows: the sentences, those to look at first in front, each beside its source, and what differs."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.users import usernames
from assistant.services import questions, recalls, review, sources
from assistant.services.again import asked_again
from assistant.services.grounds import holding_reply, user_name
from assistant.services.recalls import ChangedWords
from assistant.services.review import Changes
from assistant.services.sources import Source
from assistant.web.pages.asking import school_names
from assistant.web.problems import Problem
from assistant.web.rendering import pieces, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import Conflict, NotFound, Refused
from policies.words.drafts import Sentence, Support
from policies.words.items import Answer, DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from review_queue.edits import Change, word_diff
from review_queue.items import Filter
from review_queue.rights import require_may_approve, require_may_decide

OPEN = frozenset({ItemStatus.QUEUED, ItemStatus.CLAIMED, ItemStatus.RECALLED})
N_WAITING = 12
"""Items of the list beside the item: what fits beside it without scrolling."""
LOOK_FIRST = {Support.ATTESTED: 1, Support.ENTAILED: 2, Support.VERBATIM: 3}
"""Order of the sentences on the page; a sentence without a source comes before all. Source: issue 7, 'Reviewer'."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with its place in the reply, from 1. `first`: the number of its first citation among the reply's, from 0.

    `language` is the one it is quoted in, where that is not the question's; empty otherwise.
    """

    number: int
    sentence: Sentence
    first: int
    language: str = ""

    @property
    def is_unsupported(self) -> bool:
        """Whether nothing is cited for it."""
        return not self.sentence.citations


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of a difference: `kind` is same, gone or new."""

    kind: str
    text: str


def in_looking_order(item: Item, found: Sequence[Source] = ()) -> list[Said]:
    """The sentences, those that need the closest look first; among equals as the reply has them."""
    sentences = item.draft.sentences if item.draft else ()
    firsts = accumulate((len(one.citations) for one in sentences), initial=0)
    said = [
        Said(n, one, first, _other_language(item, one, found[first : first + len(one.citations)]))
        for n, (one, first) in enumerate(zip(sentences, firsts, strict=False), start=1)
    ]
    return sorted(said, key=lambda one: (0 if one.is_unsupported else LOOK_FIRST[one.sentence.support], one.number))


def _other_language(item: Item, sentence: Sentence, found: Sequence[Source]) -> str:
    """The language a sentence is quoted in when it is another than the question's; a sentence that was written is in the question's."""
    languages = {source.passage.language for source in found if source.passage}
    is_quoted = sentence.support is Support.VERBATIM and len(languages) == 1
    return languages.pop() if is_quoted and item.question.language not in languages else ""


def runs_of(after: str, changes: Sequence[Change]) -> list[Run]:
    """A text with what went and what came, in order, ready to be shown."""
    runs: list[Run] = []
    at = 0
    for change in changes:
        runs += [Run("same", after[at : change.start]), Run("gone", change.was), Run("new", change.now)]
        at = change.end
    return [run for run in (*runs, Run("same", after[at:])) if run.text]


def item_page(
    request: Request,
    actor: Actor,
    item_id: str,
    problem: Problem | None = None,
    filled: dict[str, Any] | None = None,
    done: str = "",
    seen_before: str = "",
    *,
    uses: str = "",
) -> Response:
    """One item. `filled` is a decision that was refused, `seen_before` the hash it was made on, `done` what just happened.

    `uses` fills the edit, with the words approved before ("before") or the proposed translation; deciding is left to the reviewer.
    """
    house = whole_house(request)
    item, now = questions.get_item(house, actor, item_id), house.clock.now()
    is_held = item.status is ItemStatus.CLAIMED and item.claim is not None and item.claim.expires_at > now
    is_mine = is_held and item.claim is not None and item.claim.by == actor.user_id
    before = item.draft.words if item.draft else holding_reply(house, item)
    words = item.proposal.text if item.proposal else before
    answer, is_recalled = _answer(house, actor, item)
    blank = {"decision": "", "reason_code": "", "note": "", "answer_text": words, "office": "", "attested_text": "", "attested_until": ""}
    final = item.proposal.text if item.proposal else answer.text if answer else ""
    again = asked_again(house, actor, item)
    translated = item.draft.translated_words if item.draft else ""
    ready = again.before.answer.text if uses == "before" and again.before else translated if uses == "translation" else ""
    if ready and is_mine and filled is None:
        filled = {"decision": DecisionKind.APPROVE_WITH_EDITS.value, "answer_text": ready}
    found = sources.sources_of(house, item)
    waiting = questions.list_items(house, actor, Filter(is_open=True), None, N_WAITING).items
    return render(
        request,
        "item.html",
        problem.status if problem else 200,
        item=item,
        said=in_looking_order(item, found),
        has_translation=bool(translated),
        words=words,
        answer=answer,
        is_recalled=is_recalled,
        has_placeholders=any(part.is_placeholder for part in pieces(answer.text)) if answer else False,
        problem=problem,
        filled=blank | {"opened": ()} | (filled or {}),
        is_mine=is_mine,
        is_held_by_other=is_held and not is_mine,
        is_open=item.status in OPEN,
        is_own=item.asked_by == actor.user_id,
        barred=_barred(house, actor, item),
        done=done,
        undo_until=review.undo_until(house, actor, item_id),
        kinds=list(DecisionKind),
        offices=house.policy.district.offices,
        now=now,
        minutes_left=minutes_left(item.claim.expires_at if item.claim else None, now),
        today=house.clock.today(),
        rules=house.policy.review,
        reasons=list(ReasonCode),
        needs_two=item.question.topic in house.policy.review.two_approval_topics,
        names=names_of(house, [item, *waiting]),
        sources=found,
        schools=school_names(house),
        edited=runs_of(final, word_diff(before, final)) if final and final.split() != before.split() else [],
        since=_since(house, actor, item_id, seen_before, words) if seen_before else None,
        called_back=_called_back(house, actor, item),
        waiting=waiting,
        steps=_steps(waiting, item),
        again=again,
        uses_before=uses == "before",
        uses_translation=uses == "translation",
    )


def minutes_left(until: dt.datetime | None, now: dt.datetime) -> int:
    """Whole minutes of a hold that are left, a begun one counted; 0 for none."""
    return max(0, math.ceil((until - now).total_seconds() / 60)) if until else 0


def names_of(house: TheHouse, items: Sequence[Item]) -> dict[str, str]:
    """User names of everybody that items name, by id."""
    ids = {item.asked_by for item in items}
    ids |= {item.claim.by for item in items if item.claim} | {item.decision.by for item in items if item.decision}
    ids |= {item.proposal.by for item in items if item.proposal}
    ids |= {line.by for item in items if item.proposal for line in item.proposal.attested}
    with house.database.read() as session:
        return usernames(session, ids)


def _barred(house: TheHouse, actor: Actor, item: Item) -> Refused | None:
    """Why the policy does not let this reviewer approve the item, told before the work and not after it."""
    with house.database.read() as session:
        name = user_name(session, actor)
    try:
        require_may_decide(item, actor, name, house.policy)
        require_may_approve(item, actor, house.policy)
    except Refused as refusal:
        return refusal
    return None


def _answer(house: TheHouse, actor: Actor, item: Item) -> tuple[Answer | None, bool]:
    """The approved words as the reviewer sees them (which gives nothing out), and whether they were called back."""
    try:
        return review.show_answer(house, actor, item.id), False
    except Conflict as error:
        return None, error.code in {"answer.recalled", "answer.changed", "answer.expired"}


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a reviewer opened the item: parts by name, and the words."""

    parts: tuple[str, ...]
    runs: list[Run]


def _since(house: TheHouse, actor: Actor, item_id: str, seen: str, words: str) -> Since | None:
    try:
        found: Changes = review.changes(house, actor, item_id, seen[:64])
    except NotFound:
        return None
    return Since(found.parts, runs_of(words, found.words) if found.words else [])


@dataclass(frozen=True, slots=True)
class CalledBack:
    """A cited place that holds no more: the words quoted then, and what stands there now as a difference."""

    told: ChangedWords
    runs: list[Run]


def _called_back(house: TheHouse, actor: Actor, item: Item) -> list[CalledBack]:
    if item.status not in OPEN or not item.draft:
        return []
    found = recalls.changed_words(house, actor, item.id)
    return [CalledBack(one, runs_of(one.now.text, word_diff(one.old, one.now.text)) if one.now else []) for one in found]


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the keys for the next and the item before lead; None at the ends of the list."""

    before: str | None
    after: str | None


def _steps(waiting: Sequence[Item], item: Item) -> Steps:
    ids = [one.id for one in waiting]
    at = ids.index(item.id) if item.id in ids else -1
    after = ids[at + 1] if at + 1 < len(ids) else None
    return Steps(ids[at - 1] if at > 0 else None, after)
