"""A small house for the door's own tests: real database, real accounts, one route of each kind; no models."""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from assistant.accounts import tables
from assistant.accounts.tokens import issue_token
from assistant.accounts.users import User, add_user
from assistant.settings import Settings
from assistant.web.app import DOOR, make_app
from assistant.web.guards import GuardedRoute, SignedInActor, allow, public, signed_in
from assistant.web.rendering import render
from assistant.web.words_in import StrictBody, Words
from policies import ledger
from policies.clock import Clock
from policies.district import District, Office, School, SchoolYear
from policies.errors import Conflict
from policies.permissions import Permission
from policies.policy import AbstentionRules, DocumentKindRules, DocumentRules, Policy, ReplyWords, SignInRules
from policies.records import Database, Record
from policies.words.people import SYSTEM, Role

PASSWORD = "correct horse battery"
SECRET_WORDS = "marker-7f3a: my child is ill"
START = dt.datetime(2026, 9, 1, 15, 0, tzinfo=dt.UTC)


def small_policy(**changes: object) -> Policy:
    """The smallest policy that holds."""
    year = SchoolYear(name="2026-2027", starts_on=dt.date(2026, 7, 1), ends_on=dt.date(2027, 6, 30))
    office = Office(id="front", name="Front Office", phone="555-0100", email="front@example.org")
    school = School(id="oak", name="Oak School", level="elementary", grades="K-5", phone="555-0101", email="oak@example.org")
    district = District(
        name="Example District",
        state="KS",
        timezone="America/Chicago",
        schools=(school,),
        offices=(office,),
        front_office="front",
        school_years=(year,),
    )
    words = ReplyWords(greeting="Hello,", closing="Ask {office}.", holding={})
    whole = Policy(
        format=1,
        district=district,
        documents=DocumentRules(max_bytes=100_000, kinds={"guide": DocumentKindRules(freshness_days=365, topic="general")}),
        sign_in=SignInRules(max_failures=3),
        replies={"en": words, "es": words},
        abstention=AbstentionRules(min_confidence=0.0, min_sentence_score=0.0),  # its encoder counts letters: no cosine tells anything
    )
    return whole.model_copy(update=changes)


@dataclass
class SmallHouse:
    """What `assistant.web.foundations.Foundations` asks for, with a clock that tests set."""

    settings: Settings
    policy: Policy
    database: Database
    moment: dt.datetime = START
    users: dict[str, User] = field(default_factory=dict[str, User])
    tokens: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def clock(self) -> Clock:
        return Clock(self.policy.district.timezone, lambda: self.moment)

    def later(self, **delta: float) -> None:
        self.moment += dt.timedelta(**delta)


def build(folder: Path, public_url: str | None = None) -> SmallHouse:
    """A house with one user and one token per role; every user has the same password hash, made once."""
    assert tables.UserRow.metadata is ledger.LedgerRow.metadata
    database = Database(f"sqlite:///{folder / 'house.db'}")
    Record.metadata.create_all(database.engine)
    house = SmallHouse(Settings(data=folder, public_url=public_url, log_level="error"), small_policy(), database)
    with database.write() as session:
        for role in Role:
            user = add_user(session, START, SYSTEM, role.value, [role], house.policy.sign_in)
            house.users[role.value] = user
            house.tokens[role.value] = issue_token(session, START, SYSTEM, user.id, "test")
        session.get_one(tables.UserRow, house.users["staff"].id).password_hash = _hash()
    return house


_HASHES: list[str] = []


def _hash() -> str:
    from assistant.accounts.passwords import hash_password

    if not _HASHES:
        _HASHES.append(hash_password(PASSWORD, "nobody", 8))
    return _HASHES[0]


class Body(StrictBody):
    text: Words
    n: int = 1


router = APIRouter(route_class=GuardedRoute)


@router.get("/api/v1/open")
@public
def open_call() -> dict[str, bool]:
    return {"open": True}


@router.get("/api/v1/mine")
@signed_in
def mine(actor: SignedInActor) -> dict[str, str]:
    return {"user": actor.user_id}


@router.post("/api/v1/echo")
@allow(Permission.QUESTION_ASK)
def echo(body: Body) -> dict[str, int]:
    """Say how long a text is."""
    return {"n_chars": len(body.text)}


@router.post("/api/v1/documents")
@allow(Permission.DOCUMENT_ADD)
def upload(file: Annotated[UploadFile, File()]) -> dict[str, int]:
    return {"n_bytes": len(file.file.read())}


@router.post("/api/v1/break")
@signed_in
def break_down() -> dict[str, str]:
    raise RuntimeError(SECRET_WORDS)


@router.post("/api/v1/clash")
@signed_in
def clash() -> dict[str, str]:
    raise Conflict("item.claimed", "Somebody else works on this item.", "Wait or choose another.", by="u_1")


@router.get("/page")
@allow(Permission.QUESTION_ASK)
def page(request: Request, words: str = "") -> Response:
    return render(request, "error.html", problem=_words_as_problem(words))


@router.post("/page")
@allow(Permission.QUESTION_ASK)
def change(request: Request, words: Annotated[str, Form()] = "") -> Response:
    return render(request, "error.html", problem=_words_as_problem(words))


@router.get("/page/broken")
@signed_in
def broken_page() -> Response:
    raise RuntimeError(SECRET_WORDS)


def _words_as_problem(words: str) -> object:
    from assistant.web.problems import Problem, problem_of

    return (
        replace(problem_of(Conflict("test.words", words, words)), fields=({"field": words, "problem": words},))
        if words
        else Problem(409, "a", "b", "c")
    )


def client_of(house: SmallHouse, base_url: str = "http://127.0.0.1:8000") -> TestClient:
    """A client that does not follow redirects and sees faults as answers."""
    return TestClient(make_app(house, (*DOOR, router)), base_url=base_url, follow_redirects=False, client=("192.0.2.1", 50000))


def bearer(house: SmallHouse, role: str) -> dict[str, str]:
    """The header of a role's token."""
    return {"Authorization": f"Bearer {house.tokens[role]}"}
