"""Training: what to read, a short test, and what came of it."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.compose import House
from assistant.services import voices
from assistant.training import tracks
from assistant.training.results import APPROVING
from assistant.training.tracks import Graded
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, signed_in
from assistant.web.rendering import render
from assistant.web.translation import language_of
from assistant.web.whole_house import TheHouse
from policies.errors import NotFound
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/training")
@signed_in
def show_training(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Every track with one's own result; those of one's roles first."""
    language = language_of(request)
    found = [(name, tracks.track(name, language), role in actor.roles) for name, role in tracks.TRACKS.items()]
    return render(
        request,
        "training.html",
        tracks=sorted(found, key=lambda entry: not entry[2]),
        results=voices.my_results(house, actor),
        approving=APPROVING if house.policy.review.needs_training else "",
    )


@router.get("/training/{track}")
@signed_in
def show_track(request: Request, house: TheHouse, actor: SignedInActor, track: str) -> Response:
    """One track: its items and its test."""
    return _page(request, house, actor, track)


@router.post("/training/{track}")
@signed_in
async def take_test(request: Request, house: TheHouse, actor: SignedInActor, track: str) -> Response:
    """Grade the test, keep the result, and say why each answer was right."""
    return await run_in_threadpool(_take, request, house, actor, track, await request.form())


def _take(request: Request, house: House, actor: Actor, track: str, form: FormData) -> Response:
    if track not in tracks.TRACKS:
        raise _unknown()
    n_asked = len(tracks.track(track, language_of(request)).test)
    answers = {n: text_of(form, f"question-{n}") for n in range(n_asked)}
    chosen = {n: int(answer) for n, answer in answers.items() if answer in {"1", "2", "3", "4", "5"}}
    graded = voices.take_test(house, actor, track, chosen, language_of(request))
    return _page(request, house, actor, track, graded, chosen)


def _page(
    request: Request, house: House, actor: Actor, name: str, graded: Graded | None = None, chosen: dict[int, int] | None = None
) -> Response:
    if name not in tracks.TRACKS:
        raise _unknown()
    return render(
        request,
        "training_track.html",
        name=name,
        track=tracks.track(name, language_of(request)),
        result=voices.my_results(house, actor).get(name),
        graded=graded,
        chosen=chosen or {},
    )


def _unknown() -> NotFound:
    return NotFound("training.unknown", "There is no such training.", "Look at the list of training.")
