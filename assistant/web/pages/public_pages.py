"""What anyone may read without signing in: what the tool does and does not do, and how usable its pages are."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.web.guards import GuardedRoute, house_of, public
from assistant.web.rendering import render
from ingest import scope
from policies.words.documents import Audience

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/about")
@public
def about(request: Request) -> Response:
    """What the tool does, what is kept, who decides, and the public documents in force. Never a word of a message."""
    house = house_of(request)
    with house.database.read() as session:
        in_force = scope.in_force(scope.published(session), house.clock.today()).values()
    shown = sorted((one for one in in_force if one.audience is not Audience.STAFF), key=lambda one: one.title)
    district = house.policy.district
    return render(
        request,
        "about.html",
        documents=shown,
        front=district.office(district.front_office),
        policy_version=house.policy.version,
        is_generative=house.policy.drafting.drafter == "generative",
        is_form_open=house.policy.families.is_open,
    )


@router.get("/accessibility")
@public
def accessibility(request: Request) -> Response:
    """How usable the pages are for everyone, what is known not to be, and whom to tell."""
    district = house_of(request).policy.district
    return render(request, "accessibility.html", front=district.office(district.front_office))
