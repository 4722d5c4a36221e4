"""One's own questions: the list, how one stands, what it leans on, and the approved words to take along."""

import datetime as dt
import re
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import questions, review, sources
from assistant.web import reply_out
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.asking import answer_of, school_names
from assistant.web.read_aloud import lines_to_read
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse
from policies.permissions import Permission
from policies.words.items import Item, ItemStatus
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

ITEM_ID = re.compile(r"item_[0-9a-f]{16}")
GROUPS: dict[str, tuple[ItemStatus, ...]] = {
    "waiting": (ItemStatus.QUEUED, ItemStatus.CLAIMED),
    "approved": (ItemStatus.APPROVED,),
    "recalled": (ItemStatus.RECALLED,),
    "closed": (ItemStatus.REJECTED, ItemStatus.ESCALATED, ItemStatus.WITHDRAWN),
}
"""How a person's questions are sorted; every status is in one group."""
FRESH = dt.timedelta(minutes=10)
"""How long somebody is likely to wait before the page for what becomes of a question; later it asks less often."""
WHOLE_PAGE = {"hx-retarget": "#main", "hx-reselect": "#main", "hx-reswap": "outerMorph"}
"""What makes htmx change the whole page in place of the part that asked."""


@router.get("/questions")
@allow(Permission.QUESTION_ASK)
def my_questions(request: Request, house: TheHouse, actor: SignedInActor, before: str = "", show: str = "") -> Response:
    """What one has asked, newest first."""
    chosen = show if show in GROUPS else ""
    found, counts = questions.my_questions(house, actor, GROUPS.get(chosen, ()), before if ITEM_ID.fullmatch(before) else None)
    n_by_group = {name: sum(counts.get(status.value, 0) for status in statuses) for name, statuses in GROUPS.items()}
    return render(
        request, "questions.html", items=found.items, before=found.before, chosen=chosen, counts=n_by_group, n_all=sum(counts.values())
    )


@router.get("/questions/latest")
@allow(Permission.QUESTION_ASK)
def latest_question(house: TheHouse, actor: SignedInActor) -> Response:
    """The question asked last: where the key for phone mode leads from any page."""
    found, _counts = questions.my_questions(house, actor, limit=1)
    return go_to(f"/questions/{found.items[0].id}#phone" if found.items else "/ask")


@router.get("/questions/{item_id}")
@allow(Permission.QUESTION_ASK)
def my_question(request: Request, house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """How one question stands: the draft with its sources, why there is none, or the approved words."""
    return _page(request, house, actor, questions.get_item(house, actor, item_id))


def _page(request: Request, house: TheHouse, actor: Actor, item: Item, headers: Mapping[str, str] | None = None) -> Response:
    told = answer_of(house, actor, item)
    found = _by_sentence(house, item)
    lines = lines_to_read(item, told["answer"], found, is_recalled=told["is_recalled"])
    known = {
        "schools": school_names(house),
        "sources": found,
        "lines": lines,
        "standing": standing_of(item),
        "seconds": _pause(house, item),
    }
    return render(request, "question.html", headers=headers, item=item, **known, **told)


def _pause(house: TheHouse, item: Item) -> int:
    """After how many seconds the page asks again."""
    return 4 if house.clock.now() - item.submitted_at < FRESH else 20


def standing_of(item: Item) -> str:
    """Where the item stands, in one word that changes whenever the page would."""
    return f"{item.status.value}-{item.decision.at.timestamp():.0f}" if item.decision else item.status.value


def _by_sentence(house: TheHouse, item: Item) -> list[list[sources.Source]]:
    """The sources of each sentence."""
    found = iter(sources.sources_of(house, item))
    return [[next(found) for _ in sentence.citations] for sentence in (item.draft.sentences if item.draft else ())]


@router.get("/questions/{item_id}/standing")
@allow(Permission.QUESTION_ASK)
def standing(request: Request, house: TheHouse, actor: SignedInActor, item_id: str, seen: str = "") -> Response:
    """For a page that waits: nothing new, or the whole page when the question stands elsewhere than `seen`.

    Asking this keeps no session alive (`assistant.web.identity.QUIET`).
    """
    item = questions.get_item(house, actor, item_id)
    if seen == standing_of(item):
        return render(request, "_news.html", item=item, standing=seen, seconds=_pause(house, item))
    return _page(request, house, actor, item, WHOLE_PAGE)


@router.get("/questions/{item_id}/sources/{number}/page.png")
@allow(Permission.ITEM_READ, Permission.ITEM_READ_OWN)
def cited_page(house: TheHouse, actor: SignedInActor, item_id: str, number: int) -> Response:
    """The page that a citation names, as it looks, with the cited words marked."""
    image = sources.cited_page(house, actor, item_id, number)
    return Response(image, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


@router.get("/questions/{item_id}/answer.eml")
@allow(Permission.QUESTION_ASK)
def answer_as_mail(house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """The approved words as an unsent e-mail. What was hidden stays hidden in it: only the asker's tab can fill it in."""
    mail = reply_out.mail_file(review.get_answer(house, actor, item_id))
    return Response(mail, media_type="message/rfc822", headers={"content-disposition": 'attachment; filename="reply.eml"'})
