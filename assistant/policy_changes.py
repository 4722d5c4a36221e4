"""What differs between two policies, field by field, with what each field means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from policies.policy import Policy

_MISSING = object()
_NAMES = ("id", "name")
"""Fields that tell entries of a list apart, so that a moved school is no change."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One field that differs. `path` is dotted, entries of lists by their id; `meaning` is the field's description with its range."""

    path: str
    kind: Literal["changed", "added", "removed"]
    old: Any
    new: Any
    meaning: str


def policy_changes(old: Policy, new: Policy) -> list[PolicyChange]:
    """Every field that differs, in the order of the policy; none when both have one version."""
    return list(_of_models(type(new), old, new, ""))


def _of_models(kind: type[BaseModel], old: BaseModel, new: BaseModel, before: str) -> Iterator[PolicyChange]:
    for name, field in kind.model_fields.items():
        yield from _of_values(getattr(old, name), getattr(new, name), f"{before}{name}", _meaning(field))


def _of_values(old: Any, new: Any, path: str, meaning: str) -> Iterator[PolicyChange]:
    if old == new:
        return
    if old is not _MISSING and isinstance(new, BaseModel) and type(old) is type(new):
        yield from _of_models(type(new), old, new, f"{path}.")
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_tables(cast("Mapping[str, Any]", old), cast("Mapping[str, Any]", new), path, meaning)
    elif (before := _named(old)) is not None and (after := _named(new)) is not None and (before or after):
        yield from _of_tables(before, after, path, meaning)
    else:
        kind = "added" if old is _MISSING else "removed" if new is _MISSING else "changed"
        yield PolicyChange(path, kind, _plain(old), _plain(new), meaning)


def _of_tables(old: Mapping[str, Any], new: Mapping[str, Any], path: str, meaning: str) -> Iterator[PolicyChange]:
    for key in dict.fromkeys((*old, *new)):
        yield from _of_values(old.get(key, _MISSING), new.get(key, _MISSING), f"{path}.{key}", meaning)


def _named(value: Any) -> dict[str, Any] | None:
    """A list of models by the field that names each; None when it is none or two share a name."""
    if not isinstance(value, list | tuple):
        return None
    entries = cast("Sequence[object]", value)
    if not all(isinstance(entry, BaseModel) for entry in entries):
        return None
    models = cast("Sequence[BaseModel]", entries)
    for name in _NAMES:
        if all(name in type(entry).model_fields for entry in models):
            found = {str(getattr(entry, name)): entry for entry in models}
            return cast("dict[str, Any]", found) if len(found) == len(models) else None
    return None


def _meaning(field: FieldInfo) -> str:
    bounds = ", ".join(str(mark) for mark in field.metadata)
    return " ".join(part for part in (field.description or _docstring(field.annotation), f"[{bounds}]" if bounds else "") if part)


def _docstring(annotation: Any) -> str:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return (annotation.__doc__ or "") if is_model else ""


def _plain(value: Any) -> Any:
    """A value as JSON has it; None for what is not there."""
    from pydantic_core import to_jsonable_python

    return None if value is _MISSING else to_jsonable_python(value)
