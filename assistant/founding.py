"""The first start: data folder, policy, schema, first users; with the fictional district's documents where asked."""

import json
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.accounts import tokens, users
from assistant.compose import House
from assistant.schema import upgrade
from assistant.settings import Settings, load_settings
from policies.errors import WrongConfiguration
from policies.ledger import Tag, append
from policies.words.people import SYSTEM, Role

TEMPLATE = Path(__file__).parent.parent / "policies" / "district.yaml"
DEMO = Path(__file__).parent / "demo" / "district"
SIGN_IN_FILE = "demo-sign-in.json"
"""Passwords and tokens of the fictional district's users, mode 0600; never written for a real one."""


@dataclass(frozen=True, slots=True)
class Founded:
    """What `init` made. `tokens` is by role; `passwords` is (user name, password) by role, empty when it was there already."""

    data: Path
    policy_file: Path
    policy_version: str
    is_new: bool
    tokens: dict[str, str] = field(default_factory=dict[str, str])
    passwords: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])


def found(*, is_demo: bool, progress: Callable[[int, int], None] = lambda _done, _all: None, settings: Settings | None = None) -> Founded:
    """Make what is missing; never overwrite.

    Raises: WrongConfiguration data.unwritable, data.not_demo, policy.*, schema.newer, model.missing.
    """
    settings = settings or load_settings()
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not settings.policy_file.exists():
            settings.policy_file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(DEMO / "policy.yaml" if is_demo else TEMPLATE, settings.policy_file)
    except OSError as error:
        raise WrongConfiguration(
            "data.unwritable",
            f"The data folder cannot be made ({type(error).__name__}).",
            "Set COUNTERSIGN_DATA to a folder you may write.",
        ) from None
    house = House(settings)
    try:
        upgrade(house.database)
        made = _demo_users(house) if is_demo else _first_administrator(house)
        if is_demo:
            from assistant.demo.loading import load_documents

            load_documents(house, progress)
        return made
    finally:
        house.close()


def _first_administrator(house: House) -> Founded:
    """One administrator with every role but none to decide alone: nobody decides on what they asked themselves."""
    password = secrets.token_urlsafe(12)
    with house.database.write() as session:
        is_new = not users.list_users(session)
        base = Founded(house.settings.data, house.settings.policy_file, house.policy.version, is_new)
        if not is_new:
            return base
        now = house.clock.now()
        append(session, now, SYSTEM, Tag.POLICY_ADOPTED, "policy", {"version": house.policy.version})
        roles = [role for role in Role if role is not Role.SERVICE]
        user = users.add_user(session, now, SYSTEM, "admin", roles, house.policy.sign_in, password, ("en", "es"))
        token = tokens.issue_token(session, now, SYSTEM, user.id, "first token")
    return Founded(base.data, base.policy_file, base.policy_version, True, {"admin": token}, {"admin": ("admin", password)})


def _demo_users(house: House) -> Founded:
    kept = house.settings.data / SIGN_IN_FILE
    with house.database.read() as session:
        is_new = not users.list_users(session)
    if not is_new and not kept.exists():
        raise WrongConfiguration(
            "data.not_demo", "This data folder belongs to a real district.", "Set COUNTERSIGN_DATA to another folder for the demonstration."
        )
    if is_new:
        secret = _add_demo_users(house)
        _write_private(kept, json.dumps(secret))
    secret = json.loads(kept.read_text("utf-8"))
    return Founded(
        house.settings.data,
        house.settings.policy_file,
        house.policy.version,
        is_new,
        secret["tokens"],
        {role: (name, password) for role, (name, password) in secret["passwords"].items()},
    )


def _add_demo_users(house: House) -> dict[str, Any]:
    people: list[dict[str, Any]] = yaml.safe_load((DEMO / "people.yaml").read_text("utf-8"))
    passwords: dict[str, list[str]] = {}
    issued: dict[str, str] = {}
    with house.database.write() as session:
        now = house.clock.now()
        append(session, now, SYSTEM, Tag.POLICY_ADOPTED, "policy", {"version": house.policy.version})
        for person in people:
            roles = [Role(role) for role in person["roles"]]
            is_service = roles == [Role.SERVICE]
            password = None if is_service else secrets.token_urlsafe(12)
            user = users.add_user(session, now, SYSTEM, person["username"], roles, house.policy.sign_in, password, person["languages"])
            name = str(person["username"])
            if name in {role.value for role in Role} or is_service:
                role = "service" if is_service else name
                issued[role] = tokens.issue_token(session, now, SYSTEM, user.id, "demonstration")
            if password is not None:
                passwords[name] = [name, password]
    return {"tokens": issued, "passwords": passwords}


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
