"""Two processes on one data folder: both publish and search, and at the end both serve the same passages, all of them reachable."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ingest import scope, store
from ingest.index import PassageIndex
from policies.ledger import verify
from policies.records import Database
from policies.words.documents import Scope
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import TODAY
from tests.ingest.test_index import ids, publish

ROUNDS = 8
ROOT = Path(__file__).parents[2]
OTHER = """
import json, sys
from pathlib import Path
from ingest.index import PassageIndex
from policies.records import Database
from tests.hash_encoder import HashEncoder
from tests.ingest.test_index_processes import publish_and_search, report

folder = Path(sys.argv[1])
database = Database(f"sqlite:///{folder / 'countersign.db'}")
index = PassageIndex(folder / "index", HashEncoder())
publish_and_search(database, index, "birch0", 1)
print("ready", flush=True)
sys.stdin.readline()
publish_and_search(database, index, "birch", int(sys.argv[2]))
print("done", flush=True)
sys.stdin.readline()
print(json.dumps(report(database, index)), flush=True)
database.close()
"""


def publish_and_search(database: Database, index: PassageIndex, name: str, rounds: int) -> None:
    """Publish a document, every third time a second revision of it, and find it at once; never find what is not in force."""
    for n in range(rounds):
        with database.write() as session:
            mine = publish(session, f"{name}x{n}")
            if n % 3 == 2:
                mine = publish(session, f"{name}x{n}", 2)
        with database.read() as session:
            found = ids(index.search(session, f"the {name}x{n} rule", Scope(TODAY), 500))
            assert mine.id in found, n
            assert found <= set(scope.in_force(scope.published(session), TODAY)), n


def report(database: Database, index: PassageIndex) -> dict[str, Any]:
    """What this process's Chroma holds and does not reach after a last look at the registry."""
    with database.read() as session:
        index.refresh(session)
        return {"present": sorted(index._dense._collection.get(include=[])["ids"]), "unreachable": index.unreachable(session)}


def test_two_processes_that_publish_and_search_end_with_the_same_reachable_passages(sqlite_database: Database, tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "index", HashEncoder())
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(tmp_path), str(ROUNDS)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        publish_and_search(sqlite_database, index, "ash0", 1)
        print("go", file=other.stdin, flush=True)
        publish_and_search(sqlite_database, index, "ash", ROUNDS)
        assert other.stdout.readline() == "done\n"
        print("go", file=other.stdin, flush=True)
        theirs, ours = json.loads(other.stdout.readline()), report(sqlite_database, index)
    assert other.returncode == 0
    with sqlite_database.read() as session:
        revisions = [r.revision_id for r in scope.published(session)]
        expected = sorted(passage.id for passage, _hash in store.load_passages(session, revisions))
        assert len(revisions) == 2 * (ROUNDS + 1)
        assert ours == theirs == {"present": expected, "unreachable": []}
        fresh = PassageIndex(tmp_path / "index", HashEncoder())
        assert fresh.unreachable(session) == []
        assert verify(session).is_ok


def test_a_process_that_had_yet_to_hear_of_a_document_cannot_take_it_out_of_the_index(sqlite_database: Database, tmp_path: Path) -> None:
    slow, quick = (PassageIndex(tmp_path / "index", HashEncoder()) for _ in range(2))
    with sqlite_database.write() as session:
        publish(session, "ash")
    with sqlite_database.read() as session:
        before = slow.refresh(session)
    with sqlite_database.write() as session:
        mine = publish(session, "birch")
    with sqlite_database.read() as session:
        quick.refresh(session)
        slow._dense.bring_to(before.ids, slow._from_registry(session))  # it waited for its turn with what it knew
        assert quick._dense.is_moved
        found = quick.search(session, "the birch rule", Scope(TODAY), 500)
        assert mine.id in {evidence.passage.revision_id for evidence in found.candidates}
        assert report(sqlite_database, quick)["unreachable"] == []
        assert len(report(sqlite_database, quick)["present"]) == 6
        assert not quick._dense.is_moved
