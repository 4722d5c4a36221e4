"""Forged requests: a request that changes something must come from a page of ours. Source: ASVS 5 V3.5.1.

Two locks: the browser's own word (Sec-Fetch-Site, Origin), and a token that another site cannot know. Our pages send
`Referrer-Policy: no-referrer`, under which browsers write `Origin: null` on our own forms (Fetch Standard, "append a request
Origin header"); `null` therefore proves nothing either way and the token decides.
"""

import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

from assistant.web.foundations import Foundations
from policies.errors import Refused

FIELD = "csrf"
HEADER = "x-csrf-token"


def masked(secret: str) -> str:
    """The secret as it goes into a page: different every time, so that a compressed page does not leak it. Shape: 128 hex digits."""
    mask = secrets.token_bytes(32)
    return (mask + bytes(a ^ b for a, b in zip(mask, bytes.fromhex(secret), strict=True))).hex()


def is_token_of(secret: str, token: str) -> bool:
    """Whether a masked token was made from this secret."""
    try:
        raw, wanted = bytes.fromhex(token), bytes.fromhex(secret)
    except ValueError:
        return False
    if len(raw) != 64 or len(wanted) != 32:
        return False
    return hmac.compare_digest(bytes(a ^ b for a, b in zip(raw[:32], raw[32:], strict=True)), wanted)


def check_source(request: Request, house: Foundations) -> None:
    """Raises: Refused csrf.cross_site when the browser says the request was made by another site."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if (site is not None and site not in {"same-origin", "none"}) or (
        origin not in {None, "null"} and origin not in _own_origins(request, house)
    ):
        raise Refused("csrf.cross_site", "The request was made by another site.", "Open Countersign itself and try there.")


async def check_token(request: Request, secret: str) -> None:
    """The token comes in a header or in the form. Raises: Refused csrf.missing, csrf.wrong."""
    token = request.headers.get(HEADER)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if token is None and kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        value = (await request.form()).get(FIELD)
        token = value if isinstance(value, str) else None
    if not token:
        raise Refused("csrf.missing", "The form came without its token.", "Load the page again and send the form from there.")
    if not secret or not is_token_of(secret, token):
        raise Refused("csrf.wrong", "The form's token does not fit your session.", "Load the page again and send the form from there.")


def _own_origins(request: Request, house: Foundations) -> set[str]:
    own = {f"{request.url.scheme}://{request.headers.get('host', '')}".lower()}
    if house.settings.public_url:
        parts = urlsplit(house.settings.public_url)
        own.add(f"{parts.scheme}://{parts.netloc}".lower())
    return own
