"""The switch between the pages' languages."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.web.foundations import is_https
from assistant.web.guards import GuardedRoute, house_of, public
from assistant.web.rendering import go_to, own_path
from assistant.web.translation import LANGUAGES, language_cookie

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

KEPT_SECONDS = 365 * 24 * 3600


@router.get("/language/{code}")
@public
def choose_language(request: Request, code: str, next: str = "/") -> Response:
    """Keep the chosen language in this browser and go back to the page."""
    if code not in LANGUAGES:
        raise HTTPException(404)
    is_secure = is_https(house_of(request).settings)
    response = go_to(own_path(next))
    response.set_cookie(language_cookie(is_secure), code, max_age=KEPT_SECONDS, httponly=True, secure=is_secure, samesite="lax", path="/")
    return response
