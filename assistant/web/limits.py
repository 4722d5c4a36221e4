"""How much a request may carry, decided before its body is read."""

from typing import cast

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.foundations import Foundations
from assistant.web.identity import Visitor
from policies.permissions import Permission, may

ANONYMOUS_BYTES = 16_384
"""Enough for the sign-in form."""

BODY_BYTES = 1_000_000
"""Enough for the longest message and the longest answer."""

ENVELOPE_BYTES = 65_536
"""What a multipart form adds to its file."""

IMPORT_PATH, IMPORT_BYTES = "/ask/import", 5_000_000
"""A file of messages brought in by hand; larger ones go through `countersign questions import`."""

UPLOADS = frozenset({"/api/v1/documents", "/documents"})


class LimitBody:
    """ASGI: refuses a body over the limit with 413, by its declared length or as soon as it has grown past the limit."""

    def __init__(self, app: ASGIApp, house: Foundations) -> None:
        self.app = app
        self.house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts what comes in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope)
        declared = Headers(scope=scope).get("content-length")
        if declared is not None and (not declared.isdigit() or int(declared) > limit):
            raise HTTPException(413 if declared.isdigit() else 400)
        n_bytes = 0

        async def counted() -> Message:
            nonlocal n_bytes
            message = await receive()
            n_bytes += len(cast("bytes", message.get("body", b"")))
            if n_bytes > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)

    def _limit(self, scope: Scope) -> int:
        actor = cast("Visitor", scope.get("countersign_visitor") or Visitor()).actor
        if actor is None:
            return ANONYMOUS_BYTES
        if scope["path"] in UPLOADS and may(actor, Permission.DOCUMENT_ADD):
            return self.house.policy.documents.max_bytes + ENVELOPE_BYTES
        if scope["path"] == IMPORT_PATH and may(actor, Permission.QUESTION_ASK):
            return IMPORT_BYTES + ENVELOPE_BYTES
        return BODY_BYTES
