"""Takes a document in and is killed at a named step: run as `python -m tests.way.killed_ingest FOLDER…`, one data folder a step.

Imports once and forks for each step, so that all steps together cost one start.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.accounts import users
from assistant.services import documents, index_care
from ingest import approval, store
from ingest import documents as registry
from ingest.chroma import ChromaDenseIndex
from ingest.documents import DocumentFacts
from policies.words.people import Actor
from tests.way.quiet_house import QuietHouse, open_quiet

FIRST = "# Lunch\n\nLunch costs $3.10 for every student.\n"
SECOND = "# Lunch\n\nLunch costs $3.35 for every student.\n\n# Breakfast\n\nBreakfast is free.\n"
STEPS: dict[str, tuple[Any, str, bool]] = {
    "before reading": (QuietHouse, "read_document", True),
    "after reading": (QuietHouse, "read_document", False),
    "after embedding": (registry, "prepare_revision", False),
    "before the commit of the revision": (registry, "add_revision", False),
    "after the commit of the revision": (documents, "approve", True),
    "before the commit of the approval": (approval, "approve", False),
    "after the commit of the approval": (index_care, "refresh_index", True),
    "between passages and vectors of the index": (store, "load_vectors", False),
    "before the index is finished": (ChromaDenseIndex, "_write", False),
    "after the index is finished": (index_care, "refresh_index", False),
}
"""What is killed at, by name: where a function stands, its name, and whether before it runs or after."""


def kill_at(step: str) -> None:
    """From now on the process ends by SIGKILL at the step."""
    home, name, is_before = STEPS[step]
    real: Callable[..., Any] = getattr(home, name)

    def deadly(*given: Any, **named: Any) -> Any:
        if not is_before:
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(home, name, deadly)


def take_in(data: Path, step: str) -> None:
    """One version in force, then a second one until the kill."""
    quiet = open_quiet(data)
    people: dict[str, Actor] = {}
    with quiet.house.database.read() as session:
        people = {user.username: user.actor for user in users.list_users(session)}
    facts = DocumentFacts("Lunch", "meals", "owner")
    first = documents.add(quiet.house, people["clerk"], FIRST.encode(), "lunch.md", facts)
    documents.approve(quiet.house, people["owner"], first.document.id, first.revision.id)
    kill_at(step)
    second = documents.add(quiet.house, people["clerk"], SECOND.encode(), "lunch.md", facts)
    documents.approve(quiet.house, people["owner"], second.document.id, second.revision.id)


def main() -> None:
    import chromadb
    import llama_index.vector_stores.chroma

    assert chromadb
    assert llama_index
    for folder, step in zip(sys.argv[1:], STEPS, strict=True):
        pid = os.fork()
        if pid == 0:
            take_in(Path(folder), step)
            os._exit(3)
        _pid, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"{step}: the process was not killed")


if __name__ == "__main__":
    main()
