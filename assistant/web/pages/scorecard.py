"""The leader's scorecard, the memo for the board, and the items behind a figure."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.services import metrics, pilot_scorecard
from assistant.services.governance_pack import make_pack
from assistant.services.pilot_memo import memo_of
from assistant.services.pilot_scorecard import Reading
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.memo_page import memo_html, pack_html
from assistant.web.rendering import go_to, render
from assistant.web.translation import language_of, words_of
from assistant.web.whole_house import TheHouse
from assistant.whiskers import largest, whisker
from eval.beside import BESIDE, FRESHNESS
from eval.definitions import METRICS
from eval.gaps import GAPS
from eval.wording import LABELS, MEANINGS, STANDINGS, VERDICTS, Say, next_step, reason, written, written_interval
from policies.errors import NotFound
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

RECORDS = frozenset(named.name for named in (*BESIDE, FRESHNESS))
"""Figures that rest on records and documents."""

BEHIND = frozenset(metric.named.name for metric in METRICS) | RECORDS | {named.name for named in GAPS}
"""Figures that open the items behind them."""


@router.get("/scorecard")
@allow(Permission.METRICS_READ)
def show_scorecard(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """The verdict, why, how sure and what next; without a locked plan, how to get one."""
    try:
        reading = pilot_scorecard.read(house, actor)
    except NotFound as error:
        if error.code != "pilot.none":
            raise
        return render(request, "scorecard.html", reading=None)
    return render(request, "scorecard.html", **_words(reading, words_of(language_of(request)).gettext))


def first_large(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def _words(reading: Reading, say: Say) -> dict[str, Any]:
    card = reading.card
    return {
        "reading": reading,
        "large": [(row, whisker(row)) for row in largest(card.rows, card.why)],
        "verdict_sentence": first_large(reason(card, say)),
        "following_step": next_step(card, say),
        "verdict_names": VERDICTS,
        "meaning": say(MEANINGS[card.verdict]),
        "changes": reading.changed(say),
        "metric_labels": LABELS,
        "standing_names": STANDINGS,
        "written": partial(written, say=say),
        "interval": partial(written_interval, say=say),
        "behind": BEHIND,
    }


@router.get("/scorecard/memo")
@allow(Permission.METRICS_READ)
def show_memo(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """The memo as a page to print."""
    language = language_of(request)
    memo = memo_of(pilot_scorecard.read(house, actor), house.policy.district.name, words_of(language).gettext)
    return HTMLResponse(memo_html(memo, is_alone=False, language=language))


@router.get("/scorecard/memo.pdf")
@allow(Permission.METRICS_READ)
def give_memo(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """The memo as a PDF file, in the language of the pages."""
    from assistant.pdf_paper import memo_pdf

    language = language_of(request)
    say = words_of(language).gettext
    data = memo_pdf(memo_of(pilot_scorecard.read(house, actor), house.policy.district.name, say), say, language)
    return Response(data, media_type="application/pdf", headers={"content-disposition": 'attachment; filename="memo.pdf"'})


@router.get("/governance")
@allow(Permission.METRICS_READ)
def show_pack(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """The governance pack as a page to print."""
    language = language_of(request)
    pack = make_pack(house, actor, words_of(language).gettext)
    return HTMLResponse(pack_html(pack, is_alone=False, language=language))


@router.get("/figures/{name}")
@allow(Permission.METRICS_READ)
def show_behind(request: Request, house: TheHouse, actor: SignedInActor, name: str) -> Response:
    """Which items stand behind a figure, without any text or person."""
    if any(named.name == name for named in GAPS):
        return go_to("/gaps")
    if name in RECORDS:
        named, n, records = metrics.records_behind(house, actor, name)
        return render(request, "behind_records.html", n=n, records=records, label=named.label, definition=named.definition)
    say = words_of(language_of(request)).gettext
    n, rows = metrics.items_behind(house, actor, name)
    named = next(metric.named for metric in METRICS if metric.named.name == name)
    return render(request, "behind.html", n=n, rows=rows, label=named.label, definition=named.definition, written=partial(written, say=say))
