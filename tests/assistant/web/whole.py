"""A whole house for the tests of calls and screens: real models, real reader, one approved and one pending document."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant import schema
from assistant.accounts.sessions import open_session
from assistant.accounts.tokens import issue_token
from assistant.accounts.users import User, add_user
from assistant.compose import House
from assistant.services import documents
from assistant.settings import Settings
from assistant.web.app import make_app
from ingest.documents import DocumentFacts
from policies.clock import Clock
from policies.policy import Policy
from policies.words.people import SYSTEM, Role
from tests.assistant.web.small_house import START, small_policy

HOURS = b"""# School hours

| School | Doors open | First bell | Dismissal |
|---|---|---|---|
| Oak School | 7:40 a.m. | 7:55 a.m. | 2:45 p.m. |

## Visitors

Every visitor signs in at the front office and wears a badge.

## Inhalers

A student may carry an inhaler with a form that a doctor and a parent have signed.
"""
PENDING = b"# Lunch prices\n\nLunch costs $3.10 from January.\n"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@dataclass
class Whole:
    """The house with what tests need of it."""

    house: House
    moment: dt.datetime
    users: dict[str, User] = field(default_factory=dict[str, User])
    tokens: dict[str, str] = field(default_factory=dict[str, str])
    approved: tuple[str, str] = ("", "")
    pending: tuple[str, str] = ("", "")

    @cached_property
    def app(self) -> FastAPI:
        """One app for all clients."""
        return make_app(self.house)

    def api(self, role: str) -> TestClient:
        """A program that acts as a role."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}
        return TestClient(self.app, base_url="http://127.0.0.1:8000", follow_redirects=False, headers=headers)

    def browser(self, role: str) -> TestClient:
        """A signed-in browser of a role."""
        with self.house.database.write() as session:
            opened = open_session(session, self.house.clock.now(), self.users[role].id)
        client = TestClient(self.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        client.cookies.set("countersign", opened.id, domain="127.0.0.1", path="/")
        return client


def build_whole(folder: Path) -> Whole:
    """One user and token per role, one more reviewer and owner, two documents."""
    policy: Policy = small_policy()
    whole = Whole(House(Settings(data=folder, log_level="error"), policy, Clock("UTC")), START)
    whole.house.clock = Clock("America/Chicago", lambda: whole.moment)
    house = whole.house
    schema.upgrade(house.database)
    with house.database.write() as session:
        for name, role in [*((role.value, role) for role in Role), ("reviewer2", Role.REVIEWER), ("owner2", Role.OWNER)]:
            user = add_user(session, START, SYSTEM, name, [role], policy.sign_in)
            whole.users[name] = user
            whole.tokens[name] = issue_token(session, START, SYSTEM, user.id, "test")
    owner, other = whole.users["owner"].actor, whole.users["owner2"].actor
    hours = documents.add(house, other, HOURS, "hours.md", DocumentFacts("School hours", "guide", owner.user_id, school_year="2026-2027"))
    documents.approve(house, owner, hours.document.id, hours.revision.id, dt.date(2026, 8, 1), dt.date(2027, 6, 30))
    lunch = documents.add(house, other, PENDING, "lunch.md", DocumentFacts(f"Lunch {HOSTILE}", "guide", owner.user_id))
    whole.approved = (hours.document.id, hours.revision.id)
    whole.pending = (lunch.document.id, lunch.revision.id)
    return whole
