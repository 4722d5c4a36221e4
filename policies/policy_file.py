"""A number written into a policy file: every comment, every other line and the order stay as the district wrote them."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from policies.errors import Refused, WrongConfiguration
from policies.policy import Policy, read_policy


def write_number(path: Path, field: tuple[str, str], value: float) -> Policy:
    """Set one field (section, name) of a policy file to a number; gives the policy that the file now holds.

    The file is replaced in one move, so that nobody ever reads half of it.
    Raises: WrongConfiguration policy.*; Refused policy.unplaceable when the field cannot be changed without changing anything else.
    """
    try:
        before = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongConfiguration(
            "policy.missing", f"There is no readable policy file at {path}.", "Set COUNTERSIGN_POLICY to the file."
        ) from None
    after = with_number(before, field, value)
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(after.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    part.chmod(path.stat().st_mode & 0o777)
    part.replace(path)
    return read_policy(after)


def with_number(words: str, field: tuple[str, str], value: float) -> str:
    """The words of a policy file with one field (section, name) set. Raises: as `write_number`."""
    wanted = _expected(read_policy(words), field, value)
    placed = _placed(words, field, f"{value:g}")
    try:
        made = read_policy(placed) if placed is not None else None
    except WrongConfiguration:
        made = None
    if placed is None or made != wanted:
        raise Refused(
            "policy.unplaceable",
            f"{'.'.join(field)} cannot be set in this file without touching anything else (an alias or a merged table may stand there).",
            f"Write the line by hand: {field[1]}: {value:g} under {field[0]}.",
        )
    return placed


def _expected(policy: Policy, field: tuple[str, str], value: float) -> Policy:
    section: Any = getattr(policy, field[0])
    return policy.model_copy(update={field[0]: section.model_copy(update={field[1]: value})})


def _placed(words: str, field: tuple[str, str], told: str) -> str | None:
    """The words with the number put where it belongs; None where the file has no table to put it into."""
    root = cast("yaml.Node | None", yaml.compose(words, Loader=yaml.SafeLoader))  # pyright: ignore[reportUnknownMemberType]
    if not isinstance(root, yaml.MappingNode):
        return None
    section = _value_of(root, field[0])
    line_end = "\r\n" if "\r\n" in words else "\n"
    if section is None:
        gap = "" if words.endswith("\n") else line_end
        return f"{words}{gap}{line_end}{field[0]}:{line_end}  {field[1]}: {told}{line_end}"
    if not isinstance(section, yaml.MappingNode):
        return None
    found = _value_of(section, field[1])
    if found is not None:
        return words[: found.start_mark.index] + told + words[found.end_mark.index :]
    if section.flow_style:
        at = section.start_mark.index + 1
        return f"{words[:at]}{field[1]}: {told}{', ' if _entries(section) else ''}{words[at:]}"
    first = section.start_mark
    return f"{words[: first.index]}{field[1]}: {told}{line_end}{' ' * first.column}{words[first.index :]}"


def _value_of(table: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in _entries(table) if isinstance(key, yaml.ScalarNode) and key.value == name), None)


def _entries(table: yaml.MappingNode) -> Sequence[tuple[yaml.Node, yaml.Node]]:
    return cast("Sequence[tuple[yaml.Node, yaml.Node]]", table.value)
