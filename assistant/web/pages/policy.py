"""The policy in force, field by field with what each means, and what another one would change."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import yaml
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.policy_changes import PolicyChange, policy_changes
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, allow, house_of
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import render
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission
from policies.policy import Policy, read_policy

MOST_CHARS = 200_000
ANCHOR = re.compile(r"(?m)(?:^|[\s:\[{,-])[&*]\w")
"""YAML's anchors and references, with which few lines grow into millions of values. No policy needs them."""

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a section. `value` is as a policy file writes it; `is_default` says that the district did not change it."""

    name: str
    value: str
    meaning: str
    is_default: bool

    @property
    def is_long(self) -> bool:
        """Whether it is folded away at first."""
        return self.value.count("\n") > 8


@router.get("/policy")
@allow(Permission.POLICY_READ)
def show_policy(request: Request) -> Response:
    """The policy in force."""
    return _page(request)


@router.post("/policy/compare")
@allow(Permission.OPERATIONS_MANAGE)
async def compare(request: Request) -> Response:
    """What another policy, pasted as YAML, would change. Nothing of it is kept or put in force."""
    return await run_in_threadpool(_compare, request, await request.form())


def _compare(request: Request, form: FormData) -> Response:
    words = text_of(form, "policy")
    try:
        if len(words) > MOST_CHARS or ANCHOR.search(words):
            raise BadInput(
                "policy.not_plain",
                "The policy is too long or uses YAML anchors.",
                f"Paste plain YAML of at most {MOST_CHARS:,} characters.",
            )
        other = read_policy(words)
    except CountersignError as error:
        return _page(request, problem=problem_of(error), words=words)
    return _page(request, words=words, other=other, changes=policy_changes(house_of(request).policy, other))


def _page(
    request: Request,
    problem: Problem | None = None,
    words: str = "",
    other: Policy | None = None,
    changes: list[PolicyChange] | None = None,
) -> Response:
    policy = house_of(request).policy
    told = [(change, _told(change.old), _told(change.new)) for change in changes or ()]
    return render(
        request,
        "policy.html",
        422 if problem else 200,
        version=policy.version,
        sections=[(name, list(_lines(getattr(policy, name), ""))) for name in Policy.model_fields if name != "format"],
        problem=problem,
        words=words,
        other=other.version if other else None,
        changes=told,
    )


def _lines(value: Any, before: str) -> Iterator[Line]:
    """Every field of a section; tables and lists are shown as they are written."""
    if not isinstance(value, BaseModel):
        yield Line(before.rstrip("."), _told(_plain(value)), "", is_default=False)
        return
    for name, field in type(value).model_fields.items():
        inner = getattr(value, name)
        if isinstance(inner, BaseModel):
            yield from _lines(inner, f"{before}{name}.")
        else:
            yield Line(before + name, _told(_plain(inner)), field.description or "", inner == field.default)


def _plain(value: Any) -> Any:
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value)


def _told(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in cast("list[object]", value)):
        return ", ".join(str(one) for one in cast("list[object]", value)) or "–"
    if isinstance(value, dict | list):
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=80).rstrip()
    return json.dumps(value, ensure_ascii=False)
