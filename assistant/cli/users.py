"""`countersign users`: who may do what."""

import secrets
from typing import Annotated

import typer

from assistant.cli.door import As, Json, acting, emit, group, open_house

app = group("Users: accounts, roles and tokens.")
Name = Annotated[str, typer.Argument(help="User name.")]


@app.command()
def add(
    name: Name,
    role: Annotated[list[str], typer.Option(help="Role; repeat for several: staff, reviewer, leader, owner, admin, service.")],
    language: Annotated[list[str] | None, typer.Option(help="Language the person approves in; repeat for several.")] = None,
    no_password: Annotated[bool, typer.Option("--no-password", help="Only tokens, for a service.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Add a user with a generated password, shown once.

    Example: countersign users add jdoe --role staff --role reviewer
    """
    from assistant.accounts import users
    from policies.permissions import Permission
    from policies.words.people import Role

    if any(r not in {known.value for known in Role} for r in role):
        raise typer.BadParameter(f"role is one of: {', '.join(Role)}")
    password = None if no_password else secrets.token_urlsafe(12)
    with open_house() as house:
        by = acting(house, as_, Permission.USER_MANAGE)
        with house.database.write() as session:
            roles, languages = [Role(r) for r in role], language or ["en"]
            user = users.add_user(session, house.clock.now(), by, name, roles, house.policy.sign_in, password, languages)
    lines = [f"{user.username} was added." + (f" Password, shown once: {password}" if password else "")]
    emit({"id": user.id, "username": user.username, "password": password}, as_json=json, lines=lines)


@app.command()
def token(
    name: Name,
    label: Annotated[str, typer.Option(help="What the token is for.")] = "command line",
    as_: As = None,
    json: Json = False,
) -> None:
    """Make an API token for a user, shown once.

    Example: countersign users token staff --label "phone system"
    """
    from assistant.accounts import tokens, users
    from policies.errors import NotFound
    from policies.permissions import Permission

    with open_house() as house:
        by = acting(house, as_, Permission.USER_MANAGE)
        with house.database.write() as session:
            user = users.find_user(session, name)
            if user is None:
                raise NotFound("user.unknown", "There is no user of this name.", "`countersign users list` shows them.")
            made = tokens.issue_token(session, house.clock.now(), by, user.id, label)
    emit({"token": made}, as_json=json, lines=[f"Token, shown once: {made}"])


@app.command("list")
def list_(as_: As = None, json: Json = False) -> None:
    """List the users with their roles.

    Example: countersign users list
    """
    from assistant.accounts import users
    from policies.permissions import Permission

    with open_house() as house:
        acting(house, as_, Permission.USER_MANAGE)
        with house.database.read() as session:
            everyone = users.list_users(session)
    rows = [
        {"id": u.id, "username": u.username, "roles": sorted(u.roles), "languages": sorted(u.languages), "is_disabled": u.is_disabled}
        for u in everyone
    ]
    lines = [f"{u.username:20} {', '.join(sorted(u.roles))}{'  (disabled)' if u.is_disabled else ''}" for u in everyone]
    emit({"users": rows}, as_json=json, lines=lines)


@app.command()
def disable(name: Name, as_: As = None, json: Json = False) -> None:
    """Close an account: its sessions end and its tokens hold no more.

    Example: countersign users disable jdoe
    """
    from assistant.accounts import users
    from policies.errors import NotFound
    from policies.permissions import Permission

    with open_house() as house:
        by = acting(house, as_, Permission.USER_MANAGE)
        with house.database.write() as session:
            user = users.find_user(session, name)
            if user is None:
                raise NotFound("user.unknown", "There is no user of this name.", "`countersign users list` shows them.")
            users.disable_user(session, house.clock.now(), by, user.id)
    emit({"username": name, "is_disabled": True}, as_json=json, lines=[f"{name} is disabled."])
