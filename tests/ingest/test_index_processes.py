"""Two processes on one data folder: both publish and search, and at the end both serve the same passages, all of them reachable."""

import json
import subprocess
import sys
from pathlib import Path

from ingest import scope, store
from ingest.index import PassageIndex
from policies.ledger import verify
from policies.records import Database
from policies.words.documents import Scope
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import TODAY

ROUNDS = 6
ROOT = Path(__file__).parents[2]
WORKER = """
import json, sys
from pathlib import Path
from ingest import scope
from ingest.index import PassageIndex
from policies.records import Database
from policies.words.documents import Scope
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import TODAY
from tests.ingest.test_index import ids, publish

folder, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
database = Database(f"sqlite:///{folder / 'countersign.db'}")
index = PassageIndex(folder / "index", HashEncoder())
print("ready", flush=True)
sys.stdin.readline()
n_degraded = 0
for n in range(rounds):
    with database.write() as session:
        mine = publish(session, f"{name}{n}")
        if n % 3 == 2:
            mine = publish(session, f"{name}{n}", 2)
    with database.read() as session:
        found = index.search(session, f"the {name}{n} rule", Scope(TODAY), 500)
        n_degraded += found.is_degraded
        assert mine.id in ids(found), n
        assert ids(found) <= set(scope.in_force(scope.published(session), TODAY)), n
print("done", flush=True)
sys.stdin.readline()
with database.read() as session:
    index.refresh(session)
    present = sorted(index._dense._collection.get(include=[])["ids"])
    print(json.dumps({"present": present, "unreachable": index.unreachable(session), "n_degraded": n_degraded}), flush=True)
database.close()
"""


def say(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin is not None
    worker.stdin.write("go\n")
    worker.stdin.flush()


def hear(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None
    return worker.stdout.readline().strip()


def test_two_processes_that_publish_and_search_end_with_the_same_reachable_passages(sqlite_database: Database, tmp_path: Path) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path), name, str(ROUNDS)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("ash", "birch")
    ]
    try:
        for expected in ("ready", "done"):
            assert [hear(worker) for worker in workers] == [expected] * 2
            for worker in workers:
                say(worker)
        reports = [json.loads(hear(worker)) for worker in workers]
    finally:
        for worker in workers:
            worker.communicate(timeout=60)
    with sqlite_database.read() as session:
        index = PassageIndex(tmp_path / "index", HashEncoder())
        revisions = [r.revision_id for r in scope.published(session)]
        expected_ids = sorted(passage.id for passage, _hash in store.load_passages(session, revisions))
        assert len(revisions) == 2 * ROUNDS
        assert [report["present"] for report in reports] == [expected_ids] * 2
        assert [report["unreachable"] for report in reports] == [[], []]
        assert index.unreachable(session) == []
        assert index.search(session, "the ash0 rule", Scope(TODAY), 5).candidates
        assert verify(session).is_ok
    assert [worker.returncode for worker in workers] == [0, 0]
