"""The product's own files, as the house rules look at them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("policies", "ingest", "review_queue", "eval", "assistant")
NOT_WRITTEN_BY_HAND = ("assistant/migrations/versions/",)


@cache
def modules() -> dict[str, str]:
    """Every module of the five folders: path from the root → source."""
    found = (path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")))
    named = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}
    return {name: source for name, source in named.items() if not name.startswith(NOT_WRITTEN_BY_HAND)}


@cache
def trees() -> dict[str, ast.Module]:
    """The same as syntax trees."""
    return {name: ast.parse(source) for name, source in modules().items()}


@cache
def tracked_files() -> tuple[Path, ...]:
    """What git keeps; every file beside this one where there is no git."""
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False)
    names = [name for name in done.stdout.decode().split("\0") if name]
    return tuple(path for name in names if (path := ROOT / name).is_file())


def calls(tree: ast.AST) -> list[ast.Call]:
    """Every call in a tree."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `b` in `a.b(...)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
