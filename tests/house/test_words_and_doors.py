"""Errors, settings, commands and raw text: what both doors promise."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import typer.main
from pydantic import BaseModel

from assistant.importing import Message
from assistant.language_models.faults import FaultKind, ProviderFault
from assistant.settings import Settings
from assistant.way import Asked
from assistant.web.problems import problem_of
from policies.errors import CountersignError
from policies.policy import Policy
from tests.house.tree import trees

HEAVY = ("torch", "chromadb", "presidio_analyzer", "sentence_transformers", "spacy", "openvino", "llama_index", "transformers")
HEAVY += ("onnxruntime", "pypdfium2", "uvicorn", "fastapi", "scipy", "statsmodels", "pandas", "pyarrow", "opentelemetry")
SECRET = "zephyrine-quillstone-secret"


def _errors(kind: type[CountersignError] = CountersignError) -> Iterator[type[CountersignError]]:
    yield kind
    for inner in kind.__subclasses__():
        if inner.__module__ == "policies.errors":
            yield from _errors(inner)


ERRORS = sorted(set(_errors()), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_has_a_status_that_the_web_door_tells(kind: type[CountersignError]) -> None:
    assert 400 <= kind.status <= 599
    problem = problem_of(kind("subject.problem", "What is wrong.", "What to do.", item_id="i_1"))
    assert (problem.status, problem.code, problem.remedy) == (kind.status, "subject.problem", "What to do.")
    assert problem.ids == {"item_id": "i_1"}
    assert problem.title


def test_a_faulty_provider_is_the_only_error_outside_the_tree_and_is_told_as_unavailable() -> None:
    names = {kind.__name__ for kind in ERRORS}
    assert len(names) >= 12
    outside = {
        f"{name}: {node.name}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and name != "policies/errors.py"
        if {ast.unparse(base).split(".")[-1] for base in node.bases} & names
    }
    assert outside == {"assistant/language_models/faults.py: ProviderFault"}
    problem = problem_of(ProviderFault(next(iter(FaultKind))))
    assert (problem.status, problem.code.split(".")[0]) == (503, "provider")


def test_every_setting_says_what_it_is() -> None:
    assert len(Settings.model_fields) >= 10
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def _models(kind: Any, seen: set[type[BaseModel]]) -> None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in seen:
            seen.add(kind)
            for field in kind.model_fields.values():
                _models(field.annotation, seen)
        return
    for part in get_args(kind):
        _models(part, seen)


def test_every_field_of_the_policy_says_what_it_is() -> None:
    seen: set[type[BaseModel]] = set()
    _models(Policy, seen)
    assert len(seen) >= 15
    silent = [
        f"{kind.__name__}.{name}"
        for kind in seen
        for name, field in kind.model_fields.items()
        if not field.description and not _is_section(field.annotation)
    ]
    assert sorted(silent) == []


def _is_section(annotation: Any) -> bool:
    """A field whose type is a model with its own docstring, or a table of such."""
    kinds = [annotation, *get_args(annotation)]
    return any(isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__doc__ for kind in kinds)


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inside: dict[str, Any] | None = getattr(command, "commands", None)
    if inside is not None:
        for word, inner in inside.items():
            yield from _commands(inner, f"{name} {word}".strip())
    else:
        yield name, command


def _all_commands() -> list[tuple[str, Any]]:
    from assistant.cli.main import app

    return list(_commands(typer.main.get_command(app), ""))


def test_every_command_of_the_first_issue_exists() -> None:
    names = {name for name, _ in _all_commands()}
    assert names >= {
        *("init", "serve", "trace", "questions ask", "questions import", "policy check", "policy explain", "ledger verify"),
        *(f"documents {word}" for word in ("add", "list", "show", "approve", "reject", "revoke", "rebuild-index", "check-index")),
        *(f"review {word}" for word in ("list", "show", "claim", "decide")),
        *("metrics show", "metrics export", "eval run", "ledger export", "db upgrade", "db check"),
        *(f"users {word}" for word in ("add", "token", "list", "disable")),
    }


@pytest.mark.parametrize(("name", "command"), _all_commands(), ids=[name for name, _ in _all_commands()])
def test_every_command_shows_an_example_and_speaks_json(name: str, command: Any) -> None:
    assert f"Example: countersign {name}" in (command.help or "")
    options = {option for parameter in command.params for option in parameter.opts}
    assert ("--json" in options) is (name != "serve")
    assert [p.name for p in command.params if not getattr(p, "help", None)] == []


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import sys\nsys.argv = ['countersign', '--help']\nfrom assistant.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "documents" in done.stdout
    assert done.stdout.strip().endswith("LOADED []"), done.stdout[-400:] + done.stderr


def test_raw_text_is_shown_by_no_repr() -> None:
    asked = Asked(f"my son {SECRET}", "user_1", "en", "whitcomb")
    message = Message(f"my son {SECRET}", "key-1")
    for value in (asked, message):
        assert SECRET not in repr(value)
        assert SECRET not in str(value)
        assert SECRET not in f"{[value]!r}"
    assert "user_1" in repr(asked)
    assert "key-1" in repr(message)
