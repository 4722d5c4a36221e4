"""The description of the JSON door: openapi.json for whoever is signed in, a readable list of it for administrators."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.web.guards import GuardedRoute, allow, signed_in
from assistant.web.rendering import render
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/openapi.json")
@signed_in
def openapi(request: Request) -> Response:
    """The OpenAPI description."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
@allow(Permission.USER_MANAGE)
def docs(request: Request) -> Response:
    """The calls of the JSON door in a table."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    calls = [
        {"method": method.upper(), "path": path, "summary": call.get("description", "").partition("\n")[0]}
        for path, methods in paths.items()
        for method, call in methods.items()
    ]
    return render(request, "docs.html", calls=calls)
