"""What each route asks for. A route that declares nothing cannot be made, so nothing is open by mistake."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from assistant.web.forgery import check_source, check_token
from assistant.web.foundations import Foundations
from assistant.web.identity import visitor_of
from policies.errors import NotSignedIn, Refused, WrongConfiguration
from policies.permissions import Permission, may
from policies.words.people import Actor

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route: anyone, anyone signed in, or holders of any of the permissions."""

    permissions: frozenset[Permission] = frozenset()
    is_public: bool = False

    def admits(self, actor: Actor | None) -> bool:
        """Whether this actor (None: nobody) may use the route."""
        if self.is_public:
            return True
        return actor is not None and (not self.permissions or any(may(actor, permission) for permission in self.permissions))


def public(endpoint: Endpoint) -> Endpoint:
    """Declare a route for everyone."""
    return _declare(endpoint, Access(is_public=True))


def signed_in(endpoint: Endpoint) -> Endpoint:
    """Declare a route for everyone who is signed in."""
    return _declare(endpoint, Access())


def allow(*permissions: Permission) -> Callable[[Endpoint], Endpoint]:
    """Declare a route for holders of any of these permissions."""

    def declare(endpoint: Endpoint) -> Endpoint:
        return _declare(endpoint, Access(frozenset(permissions)))

    return declare


def access_of(endpoint: object) -> Access | None:
    """What a route's endpoint declared."""
    return cast("Access | None", getattr(endpoint, "countersign_access", None))


def _declare(endpoint: Endpoint, access: Access) -> Endpoint:
    endpoint.countersign_access = access  # type: ignore[attr-defined]
    return endpoint


class GuardedRoute(APIRoute):
    """A route that asks its guard before it reads a body. Raises: WrongConfiguration route.undeclared when made without one."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        if access_of(endpoint) is None:
            raise WrongConfiguration(
                "route.undeclared", f"The route {path} declares no permission.", "Put @allow(...), @signed_in or @public under the route."
            )
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind the guard."""
        handle = super().get_route_handler()
        access = access_of(self.endpoint) or Access(frozenset())

        async def guarded(request: Request) -> Response:
            note = request.scope.get("countersign_note")
            if note is not None:
                note["route"] = self.path
            try:
                await check(request, access)
                return await handle(request)
            finally:
                await request.close()  # uploaded files: nothing of a request outlives it

        return guarded


async def check(request: Request, access: Access) -> None:
    """Raises: NotSignedIn (401); Refused role.missing, csrf.* (403)."""
    visitor = visitor_of(request)
    if not access.is_public:
        if visitor.actor is None:
            raise visitor.problem or NotSignedIn("session.missing", "You are not signed in.", "Sign in, or send a token.")
        if not access.admits(visitor.actor):
            raise Refused("role.missing", "Your roles do not allow this.", "Ask an administrator for the role that does.")
    if request.method not in SAFE_METHODS and visitor.via != "token":
        check_source(request, house_of(request))
        if visitor.via == "session" and not access.is_public:
            await check_token(request, visitor.csrf_secret)


def house_of(request: Request) -> Foundations:
    """The house this app serves."""
    return cast("Foundations", request.app.state.house)


def actor_of(request: Request) -> Actor:
    """The acting person; only for routes that are not public. Raises: NotSignedIn."""
    actor = visitor_of(request).actor
    if actor is None:
        raise NotSignedIn("session.missing", "You are not signed in.", "Sign in, or send a token.")
    return actor


SignedInActor = Annotated[Actor, Depends(actor_of)]
