"""What every command shares: opening the house, acting as a user, printing for people or as JSON."""

import json
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from assistant.compose import House
    from policies.permissions import Permission
    from policies.words.people import Actor

Choice = TypeVar("Choice", bound=StrEnum)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Language = Annotated[Literal["en", "es"], typer.Option("--language", help="Language of the paper.")]
As = Annotated[str | None, typer.Option("--as", help="User name to act as; default: the first user whose role allows it.")]


def group(help_: str) -> typer.Typer:
    """A group of commands."""
    return typer.Typer(help=help_, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


@contextmanager
def open_house() -> "Generator[House]":
    """The house of the data folder. Raises: WrongConfiguration data.missing, policy.*, schema.*."""
    from assistant.compose import House, data_folder
    from assistant.schema import require_newest
    from assistant.settings import load_settings

    settings = load_settings()
    data_folder(settings)
    house = House(settings)
    try:
        with house.database.read() as session:
            require_newest(session)
        yield house
    finally:
        house.close()


def acting(house: "House", name: str | None, permission: "Permission", unlike: str | None = None) -> "Actor":
    """The user a command acts as; it is the ledger's actor. `unlike` is a user id that must not be taken by default.

    Whoever can run this can read the data folder anyway: the command line is the operator's door, and says on stderr whom it acts as.
    Raises: NotFound user.unknown; Refused role.missing, user.disabled.
    """
    from assistant.accounts import users
    from policies.errors import NotFound, Refused
    from policies.permissions import may

    with house.database.read() as session:
        everyone = sorted(users.list_users(session), key=lambda user: (user.created_at, user.username))
        if name is not None:
            user = users.find_user(session, name)
            if user is None:
                raise NotFound("user.unknown", "There is no user of this name.", "`countersign users list` shows them.")
            if user.is_disabled:
                raise Refused("user.disabled", "This account is closed.", "Act as another user; `countersign users list` shows them.")
            return user.actor
    for user in everyone:
        if not user.is_disabled and may(user.actor, permission) and user.id != unlike:
            print(f"(acting as {user.username})", file=sys.stderr)  # noqa: T201
            return user.actor
    raise Refused("role.missing", "No user may do this.", "Add one: `countersign users add NAME --role ROLE`.")


def one_of(kind: type[Choice], value: str | None) -> Choice | None:
    """The member of an enum, or None for none. Raises: typer.BadParameter naming what is allowed."""
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not one of: {', '.join(kind)}") from None


def say(line: str = "") -> None:
    """One line for a person."""
    typer.echo(line)


def emit(value: Any, *, as_json: bool, lines: Sequence[str]) -> None:
    """The result: JSON for programs or lines for people."""
    if as_json:
        from pydantic_core import to_jsonable_python

        typer.echo(json.dumps(to_jsonable_python(value), ensure_ascii=False))
    else:
        for line in lines:
            typer.echo(line)


class Progress:
    """A line on stderr that is written over: `label 12/40`. Silent when stderr is not a terminal, but for the first and the last."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._is_live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._is_live:
            end = "\n" if done >= total else ""
            print(f"\r{self._label} {done}/{total}", end=end, file=sys.stderr, flush=True)  # noqa: T201
        elif done in {1, total}:
            print(f"{self._label} {done}/{total}", file=sys.stderr, flush=True)  # noqa: T201
