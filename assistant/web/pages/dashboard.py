"""The leaders' page: verdict first, a few large figures, adoption beside benefit, trends by week, schools and languages."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.exports import FORMATS, dictionary_bytes
from assistant.services import dashboard, metric_exports
from assistant.services.dashboard import PERIODS, Page
from assistant.trend_lines import HEIGHT, LEFT, WIDTH, columns, draw
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.scorecard import BEHIND, first_large
from assistant.web.rendering import render
from assistant.web.translation import language_of, words_of
from assistant.web.whole_house import TheHouse
from eval.dashboard import ADOPTION, BENEFIT
from eval.wording import VERDICTS, Say, next_step, reason, written, written_interval
from policies.district import School
from policies.errors import BadInput
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


@router.get("/dashboard")
@allow(Permission.METRICS_READ)
def show_dashboard(request: Request, house: TheHouse, actor: SignedInActor, days: str = "28") -> Response:
    """What a leader reads in a minute; a period that cannot be compared is shown as four weeks."""
    say = words_of(language_of(request)).gettext
    try:
        page = dashboard.read(house, actor, int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0, say)
    except BadInput:
        page = dashboard.read(house, actor, say=say)
    return render(request, "dashboard.html", **_words(page, house.policy.district.schools, say))


def _words(page: Page, schools: Sequence[School], say: Say) -> dict[str, Any]:
    board, reading = page.board, page.reading
    return {
        "page": page,
        "board": board,
        "reading": reading,
        "verdict_word": say(VERDICTS[reading.card.verdict]) if reading else say("NO VERDICT"),
        "verdict_sentence": first_large(reason(reading.card, say)) if reading else "",
        "following_step": next_step(reading.card, say) if reading else "",
        "adoption": [board.overall[name] for name in ADOPTION],
        "benefit": [board.overall[name] for name in BENEFIT],
        "trends": [(trend, draw(trend)) for trend in board.trends],
        "week_columns": columns(board.per_week),
        "frame": {"width": WIDTH, "height": HEIGHT, "left": LEFT},
        "periods": PERIODS,
        "written": partial(written, say=say),
        "interval": partial(written_interval, say=say),
        "behind": BEHIND,
        "formats": list(FORMATS),
        "school_names": {school.id: school.name for school in schools},
    }


@router.get("/figures/export/{of}.{format_name}")
@allow(Permission.METRICS_READ)
def export(house: TheHouse, actor: SignedInActor, of: str, format_name: str) -> Response:
    """Figures or items as a file; `dictionary` in place of a format says what the columns mean."""
    rows, known = metric_exports.table(house, actor, of)
    if format_name == "dictionary":
        return _file(dictionary_bytes(known), f"{of}.dictionary.json", MEDIA["json"])
    written_as = metric_exports.checked_format(format_name)
    return _file(FORMATS[written_as](rows, known), f"countersign-{of}.{written_as}", MEDIA[written_as])


def _file(data: bytes, name: str, media: str) -> Response:
    return Response(data, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
