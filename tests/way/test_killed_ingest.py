"""Kill -9 at every step of taking a document in: after the restart the registry and the index agree, and one version serves, whole."""

import shutil
import subprocess
import sys
from pathlib import Path

from assistant.services import documents, index_care
from policies import ledger
from policies.words.documents import Scope
from tests.way.killed_ingest import SECOND, STEPS
from tests.way.quiet_house import Quiet, open_quiet

AFTER_THE_APPROVAL = list(STEPS)[6:]


def test_wherever_it_is_killed_registry_and_index_agree_after_the_restart(quiet: Quiet, tmp_path: Path) -> None:
    data = quiet.house.settings.data
    with quiet.house.database.read() as session:
        session.connection().exec_driver_sql("SELECT 1")
    folders = [Path(shutil.copytree(data, tmp_path / f"step-{n}")) for n in range(len(STEPS))]
    ran = subprocess.run([sys.executable, "-m", "tests.way.killed_ingest", *map(str, folders)], capture_output=True, text=True, timeout=200)
    assert ran.returncode == 0, ran.stderr[-2000:]
    for folder, step in zip(folders, STEPS, strict=True):
        again = open_quiet(folder)
        again.users = quiet.users
        house = again.house
        health = index_care.check_index(house, again.who("admin"))
        assert health.is_ok, step
        ((document, revisions),) = documents.list_all(house, again.who("owner"))
        is_second = step in AFTER_THE_APPROVAL
        with house.database.read() as session:
            assert ledger.verify(session).is_ok, step
            found = house.index.search(session, "lunch costs", Scope(again.today), 5)
        assert ("$3.35" if is_second else "$3.10") in found.candidates[0].passage.text, step
        assert len(house.index._dense.ids()) == health.n_passages == (2 if is_second else 1), step  # pyright: ignore[reportPrivateUsage]
        # whoever was interrupted does it again, and nothing is there twice
        done = again.add(SECOND, document.title, file_name="lunch.md", backup_owner_id=None)
        if not is_second:
            documents.approve(house, again.who("owner"), done.document.id, done.revision.id)
        ((_document, revisions),) = documents.list_all(house, again.who("owner"))
        assert [revision.status.value for revision in revisions] == ["approved", "superseded"], step
        assert index_care.check_index(house, again.who("admin")).is_ok, step
        house.close()
