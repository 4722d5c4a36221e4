"""Many files at once: each is proposed for by its name, a person confirms, then they are read one after the other."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.accounts.users import list_users
from assistant.services import intake
from assistant.web.forms import choices
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.rendering import render
from assistant.web.whole_house import TheHouse, whole_house
from ingest.documents import LANGUAGES
from ingest.reading.file_types import ENDINGS
from policies.permissions import Permission, may

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/documents/several")
@allow(Permission.DOCUMENT_ADD)
def show_several(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """The screen on which many files are chosen, named and read."""
    with house.database.read() as session:
        owners = [user for user in list_users(session) if not user.is_disabled and may(user.actor, Permission.DOCUMENT_APPROVE)]
    return render(
        request,
        "several.html",
        kinds=sorted(house.policy.documents.kinds),
        owners=owners,
        me=actor.user_id,
        years=[year.name for year in house.policy.district.school_years],
        languages=LANGUAGES,
        schools=house.policy.district.schools,
        endings=sorted(ENDINGS),
        most=intake.MAX_NAMES,
        max_bytes=house.policy.documents.max_bytes,
        max_megabytes=house.policy.documents.max_bytes / 1_000_000,
    )


@router.post("/documents/proposals")
@allow(Permission.DOCUMENT_ADD)
async def propose(request: Request, actor: SignedInActor) -> Response:
    """What the names of files say: title, kind, language, school year and schools, for a person to confirm."""
    names = choices(await request.form(), "name")
    found = intake.propose(whole_house(request), actor, list(names))
    return JSONResponse(
        [
            {
                "title": one.title,
                "kind": one.kind,
                "language": one.language,
                "school_year": one.school_year,
                "schools": list(one.schools),
            }
            for one in found
        ]
    )
