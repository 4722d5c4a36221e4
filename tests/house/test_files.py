"""How files are cut, named and documented."""

import ast
import re
import subprocess
import sys

import pytest

from tests.house.tree import FLOORS, ROOT, called_name, calls, modules, tracked_files, trees

MOST_LINES = 300
FLOW_LINES = 120
BANNED_PARTS = {"utils", "util", "helpers", "helper", "common", "misc"}
BANNED_CLASS = re.compile(r"(Manager|Impl|Helper|Utils?)$|^(Base|Abstract)[A-Z]")
LIBRARY_BASES = {"BaseModel", "BaseSettings"}
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
ELSEWHERE = re.compile(
    r"(?<![\w)\]>}.|])/(?:work|root|home|Users)/[A-Za-z.]|\.pyenv|"
    r"(?:index-url|https?://)[^\s\"']*(?:pypi\.org|pythonhosted|artifactory|nexus|jfrog|:\d+/simple)",
)
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".lock", ".txt", ".html", ".css", ".js", ".sh", ".mako", ".jsonl", ".cfg", ".ini", ""}


def test_a_file_of_the_five_folders_has_at_most_300_lines() -> None:
    assert len(modules()) > 150
    assert {name: n for name, source in modules().items() if (n := source.count("\n")) > MOST_LINES} == {}


def test_a_style_sheet_a_script_and_a_template_have_at_most_300_lines() -> None:
    ours = [path for kind in ("css", "js", "html") for path in (ROOT / "assistant/web").rglob(f"*.{kind}") if "vendor" not in path.parts]
    assert len(ours) > 60
    assert {path.name: n for path in ours if (n := path.read_text("utf-8").count("\n")) > MOST_LINES} == {}


def test_a_flow_has_at_most_120_lines() -> None:
    flows = {name: source.count("\n") for name, source in modules().items() if name.endswith("/flow.py") and "/formats/" not in name}
    assert {name.split("/")[0] for name in flows} >= {"assistant", "eval"}
    assert {name: n for name, n in flows.items() if n > FLOW_LINES} == {}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    parts = {part for name in modules() for part in re.split(r"[/._]", name)}
    assert parts & BANNED_PARTS == set()


def test_no_class_has_a_name_that_says_nothing() -> None:
    classes = [(name, node.name) for name, tree in trees().items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert len(classes) > 100
    assert [found for found in classes if BANNED_CLASS.search(found[1]) and found[1] not in LIBRARY_BASES] == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    assert [name for name, source in modules().items() if MARKS.search(source)] == []


def test_no_test_replaces_a_part_by_a_mock() -> None:
    mock, magic = "unittest" + ".mock", "Magic" + "Mock"
    files = list((ROOT / "tests").rglob("*.py"))
    assert len(files) > 40
    assert [str(path) for path in files if mock in (text := path.read_text("utf-8")) or magic in text or "mocker" in text.split()] == []


def _public(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    """Public functions and classes of a module and the public methods of its classes; properties and dunders of protocols too."""
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += [n for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    return found


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    public = [(name, node) for name, tree in trees().items() for node in _public(tree)]
    silent = [f"{name}:{node.lineno} {node.name}" for name, node in public if not ast.get_docstring(node)]
    assert len(public) > 600
    assert silent == []


def test_every_module_and_folder_says_what_it_is_for() -> None:
    assert [name for name, tree in trees().items() if not ast.get_docstring(tree)] == []


def test_an_init_file_holds_no_code() -> None:
    inits = {name: tree for name, tree in trees().items() if name.endswith("__init__.py")}
    assert {name.split("/")[0] for name in inits} == set(FLOORS)
    assert [name for name, tree in inits.items() if len(tree.body) > 1] == []


def test_imports_go_down_only_and_rooms_never_meet() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_no_tracked_file_names_this_machine_or_a_package_host() -> None:
    if not tracked_files():
        pytest.skip("there is no git here")
    own = "tests/house/test_files.py"
    told = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if path.suffix in TEXT and path.relative_to(ROOT).as_posix() != own and path.stat().st_size < 5_000_000
        for match in [ELSEWHERE.search(path.read_text("utf-8", errors="replace"))]
        if match
    ]
    assert told == []


def test_the_rule_about_machine_paths_finds_one() -> None:
    assert ELSEWHERE.search("see /root/.cache/model")
    assert ELSEWHERE.search("--index-url https://user@host.example/artifactory/api/pypi/simple")
    assert not ELSEWHERE.search("https://docs.python.org/3/library/ast.html")


def test_text_is_sealed_as_redacted_only_where_redaction_ends() -> None:
    sealing = [(name, called_name(call)) for name, tree in trees().items() for call in calls(tree) if called_name(call) == "seal"]
    assert {name for name, _ in sealing} == {"policies/redaction/redactor.py", "policies/redaction/published.py"}
    assert len(sealing) == 2


def test_redacted_text_is_made_from_a_record_only_by_the_seal_and_the_stores_reader() -> None:
    named = {
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == "from_record")
        or (isinstance(node, ast.Constant) and node.value == "from_record")
    }
    assert named == {"policies/redaction/sealing.py", "policies/words/questions.py"}


def test_redacted_text_is_never_made_by_calling_its_type() -> None:
    made = [name for name, tree in trees().items() for call in calls(tree) if called_name(call) == "RedactedText"]
    assert made == []
    cast = [
        name
        for name, tree in trees().items()
        for call in calls(tree)
        if called_name(call) == "cast" and call.args and "RedactedText" in ast.unparse(call.args[0])
    ]
    assert cast == []
