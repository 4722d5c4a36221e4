"""The first-run tour: three steps per role on the page where its day starts, until the person puts it away in this browser."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.web.foundations import is_https
from assistant.web.guards import GuardedRoute, house_of, signed_in
from assistant.web.identity import cookies_of
from assistant.web.rendering import TOURS, go_to, tours_cookie

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

KEPT_SECONDS = 365 * 24 * 3600


@router.post("/tour/{role}/done")
@signed_in
def put_away(request: Request, role: str) -> Response:
    """Show the tour of this role no more in this browser."""
    path = next((path for path, of in TOURS.items() if of.value == role), None)
    if path is None:
        raise HTTPException(404)
    is_secure = is_https(house_of(request).settings)
    name = tours_cookie(is_secure)
    done = {one for one in cookies_of(request.headers).get(name, "").split(".") if one in {of.value for of in TOURS.values()}}
    response = go_to(path)
    response.set_cookie(
        name, ".".join(sorted(done | {role})), max_age=KEPT_SECONDS, httponly=True, secure=is_secure, samesite="lax", path="/"
    )
    return response
