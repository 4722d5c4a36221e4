"""Static files: a fixed list read once, compressed once, named by content. Only what is in the list can be asked for."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.web.guards import GuardedRoute, public

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file with its compressed form. `version` is 16 hex digits of the SHA-256 of its bytes."""

    body: bytes
    compressed: bytes | None
    media_type: str
    version: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Every static file by its path below `static/`."""
    return {
        path.relative_to(STATIC).as_posix(): _read(path) for path in sorted(STATIC.rglob("*")) if path.is_file() and path.suffix in TYPES
    }


DESIGN_SYSTEM = "uswds.min.css"
_RULE = re.compile(r"(?<=[{};])([^{}@;]+)\{[^{}]*\}")
_CLASS = re.compile(r"\.((?:[A-Za-z_-]|\\.)(?:[\w-]|\\.)*)")
_NEGATED = re.compile(r":not\([^)]*\)")
_NAME = re.compile(r"[A-Za-z][\w-]*")


@cache
def named_in_pages() -> frozenset[str]:
    """Every word of the templates and of our scripts that may be a class; `usa-alert--` where a page fills in the rest."""
    sources = [*(Path(__file__).parent / "templates").glob("*.html"), *STATIC.glob("*.js")]
    return frozenset(name for path in sources for name in _NAME.findall(path.read_text("utf-8")))


def without_unused(css: str, named: frozenset[str]) -> str:
    """The design system without the rules that no page can meet, each of their selectors asking for a class that no page names.

    Four fifths of it: what is left leaves room in the first load for what pages do use.
    """
    openings = tuple(name for name in named if name.endswith("-"))

    def is_met(selector: str) -> bool:
        classes = (name.replace("\\", "") for name in _CLASS.findall(_NEGATED.sub("", selector)))
        return all(name in named or (openings and name.startswith(openings)) for name in classes)

    kept = _RULE.sub(lambda rule: rule[0] if any(is_met(one) for one in rule[1].split(",")) else "", css)
    return re.sub(r"@(?:media|supports)[^{}]*\{\}", "", kept)


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    if path.name == DESIGN_SYSTEM:
        body = without_unused(body.decode(), named_in_pages()).encode()
    compressed = gzip.compress(body, 9, mtime=0) if path.suffix in {".css", ".js", ".svg"} else None
    return StaticFile(body, compressed, TYPES[path.suffix], hashlib.sha256(body).hexdigest()[:16])


def asset_url(name: str) -> str:
    """The address of a static file, with its version, so that browsers keep it until it changes."""
    return f"/static/{name}?v={static_files()[name].version}"


router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/static/{name:path}")
@public
def static_file(request: Request, name: str) -> Response:
    """One static file; the same for everyone."""
    found = static_files().get(name)
    if found is None:
        raise HTTPException(404)
    is_pinned = request.query_params.get("v") == found.version
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if is_pinned else "public, no-cache",
        "etag": f'"{found.version}"',
        "vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(None, 304, headers)
    if found.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.compressed, 200, headers | {"content-encoding": "gzip"}, found.media_type)
    return Response(found.body, 200, headers, found.media_type)
