"""The words that pages show: those written in templates, and those that the code says in errors and outcomes."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

from jinja2 import nodes
from pydantic import BaseModel

from assistant.web.rendering import TEMPLATES, environment
from policies.policy import Policy
from policies.triage.rulebook import rule_book
from tests.house.tree import called_name, calls, trees

ERRORS = "policies/errors.py"
OUTCOMES = ("assistant/abstaining.py", "assistant/steps.py", "assistant/services/hold_out.py", "assistant/services/library.py")
OPERATING = ("assistant/services/operations.py", "assistant/services/governance.py")
"""Modules that tell how the parts of an installation do."""
CHECKED = ("ingest/reading/", "assistant/examining/")
"""Modules that note what the owner of a document must see."""
CHECKS = (
    *(f"assistant/checking/{name}.py" for name in ("check", "manner", "form", "figures", "names", "polarity", "polarity_phrases")),
    *(f"assistant/checking/{name}.py" for name in ("scope", "sources", "support", "figure_kinds", "translation")),
    *("assistant/examining/past.py", "assistant/examining/personal.py"),
    *("assistant/examining/alike.py", "ingest/reading/formats/pptx.py", "ingest/reading/formats/docx_parts.py"),
    "ingest/reading/formats/xlsx.py",
    "ingest/reading/formats/pdf/reader.py",
)
"""Modules that hold such words beside the call, in a table."""
FIGURES = (
    *(
        "eval/wording.py",
        "eval/definitions.py",
        "eval/share_metrics.py",
        "eval/beside.py",
        "eval/audits.py",
        "eval/gaps.py",
        "eval/flow.py",
    ),
    *("assistant/services/pilot_memo.py", "assistant/services/dashboard.py", "assistant/web/pages/dashboard.py"),
    *("assistant/pdf_paper.py", "assistant/services/governance_pack.py", "assistant/services/governance_readiness.py"),
)
"""Modules that name figures and tell what they say, and those of the papers for a board."""
TABLES = ("tables.py", "policies/ledger.py")
MOMENTS = "assistant/web/moments.py"
PROBLEMS = "assistant/web/problems.py"
OPERATORS = (
    *("assistant/cli/", "assistant/settings", "assistant/serving", "assistant/founding", "assistant/schema", "assistant/compose"),
    *(
        "assistant/demo/",
        "assistant/privacy/",
        "assistant/language_models/",
        "assistant/drafting/",
        "assistant/learned",
        "assistant/exports",
    ),
    *(
        "assistant/services/backup",
        "assistant/services/evaluation",
        "assistant/baselines",
        "assistant/services/pilot",
        "assistant/services/watching",
    ),
    *("assistant/services/erasing", "assistant/services/measuring", "assistant/services/metrics", "assistant/services/governance"),
    *("assistant/web/guards", "assistant/measure_shapes", "eval/", "ingest/embedding", "ingest/chroma", "ingest/index", "ingest/reading/"),
    *("policies/policy", "policies/district", "policies/records", "policies/ledger", "policies/anchor", "policies/triage/"),
    *("policies/clock", "policies/redaction/rampart", "policies/redaction/redactor", "assistant/services/index_care"),
    *("assistant/services/metric_exports", "assistant/services/golden", "assistant/baselines", "assistant/services/audit_sample"),
    "assistant/services/threshold",
)
"""Modules whose errors are told to who runs the installation, in English: their remedies are commands and settings."""


@cache
def template_words() -> dict[str, set[str]]:
    """Words wrapped for translation → the templates that hold them. A plural is keyed by its singular."""
    found: dict[str, set[str]] = {}
    for path in templates():
        for _line, _function, message in environment("en").extract_translations(path.read_text("utf-8")):
            key = message if isinstance(message, str) else message[0]
            assert key, f"{path.name}:{_line} wraps something that is no constant"
            found.setdefault(key, set()).add(path.name)
    return found


def templates() -> list[Path]:
    """Every template."""
    return sorted(TEMPLATES.glob("*.html"))


def wrapped_variables() -> list[str]:
    """Calls of `_` whose words are no constant: those would be shown unescaped and untranslated."""
    wrong: list[str] = []
    for path in templates():
        for call in environment("en").parse(path.read_text("utf-8")).find_all(nodes.Call):
            is_ours = isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}
            if is_ours and not (call.args and isinstance(call.args[0], nodes.Const)):
                wrong.append(f"{path.name}:{call.lineno}")
    return wrong


@cache
def said_words() -> dict[str, set[str]]:
    """What our errors say, detail and remedy, with {0}, {1} … for what is filled in → where."""
    kinds = {node.name for node in ast.walk(trees()[ERRORS]) if isinstance(node, ast.ClassDef)}
    found: dict[str, set[str]] = {}
    for name, tree in trees().items():
        for call in calls(tree):
            if called_name(call) in kinds and len(call.args) >= 3:
                for words in (text for argument in call.args[1:3] for text in _texts(argument)):
                    found.setdefault(words, set()).add(f"{name}:{call.lineno}")
    return found


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value)
    elif isinstance(node, ast.JoinedStr):
        words, n = "", 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                words += str(part.value)
            else:
                words += f"{{{n}}}"
                n += 1
        yield words


@cache
def outcome_words() -> set[str]:
    """What an item says about its outcome, with {0}, {1} … for what is filled in: the modules' sentences and the rules' details."""
    return _all_texts(OUTCOMES) | {rule.detail.replace("{office}", "{0}").replace("{phone}", "{1}") for rule in rule_book().rules}


@cache
def finding_words() -> set[str]:
    """What is told of a draft's checks and of a document's findings, with {0}, {1} … for what is filled in."""
    modules = [name for name in trees() if name.startswith(CHECKED)]
    noted = {words for name in modules for call in calls(trees()[name]) for words in _noted(call)}
    explained = {
        node.value.value
        for name in CHECKS
        for node in ast.walk(trees()[name])
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    return noted | (_all_texts(CHECKS) - explained)


def _noted(call: ast.Call) -> Iterator[str]:
    if called_name(call) in {"note", "ReadingNote"} and len(call.args) >= 2:
        yield from _texts(call.args[1])
        yield from (words for keyword in call.keywords if keyword.arg == "place" for words in _texts(keyword.value))


@cache
def operating_words() -> set[str]:
    """What is said about the parts of an installation."""
    return _all_texts(OPERATING)


def _all_texts(modules: tuple[str, ...]) -> set[str]:
    nodes_in = [node for name in modules for node in ast.walk(trees()[name]) if isinstance(node, ast.expr)]
    inside = {id(part) for node in nodes_in if isinstance(node, ast.JoinedStr) for part in node.values}
    return {words for node in nodes_in if id(node) not in inside for words in _texts(node)}


@cache
def moment_words() -> set[str]:
    """What is said about how long ago something was."""
    return {words for node in ast.walk(trees()[MOMENTS]) if isinstance(node, ast.Constant) for words in _texts(node)}


@cache
def refusal_words() -> set[str]:
    """What is told of an error that is none of the house's tree: an address that is not there, a request that cannot be read, a fault."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(trees()[PROBLEMS]) if isinstance(node, documented)}
    return {words for words in _all_texts((PROBLEMS,)) - docs if words.endswith(".") and " " in words}


@cache
def policy_words() -> set[str]:
    """What the fields of the policy mean, as the page of the policy in force says it."""
    models: list[type[BaseModel]] = [Policy]
    for model in models:  # grows while it is walked
        kinds = [kind for field in model.model_fields.values() for kind in (field.annotation, *get_args(field.annotation))]
        models += [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in models]
    return {field.description for model in models for field in model.model_fields.values() if field.description}


@cache
def table_words() -> set[str]:
    """What the tables say they hold: the first line of each one's docstring, as the data map shows it."""
    return {
        (ast.get_docstring(node) or "").split("\n")[0]
        for name, tree in trees().items()
        if name.endswith(TABLES)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Record" for base in node.bases)
    }


@cache
def figure_words() -> set[str]:
    """Everything that the modules of figures may say."""
    return {words for name in FIGURES for node in ast.walk(trees()[name]) if isinstance(node, ast.expr) for words in _texts(node)}


@cache
def figure_sayings() -> set[str]:
    """What they say through a language's words: the constants within `say(...)`."""
    return {
        words
        for name in FIGURES
        for call in calls(trees()[name])
        if called_name(call) == "say" and call.args
        for words in _texts(call.args[0])
    }
