"""`python -m bench.measure.run --events 1000000 --items 100000`: how long leaders wait for the dashboard over a large ledger.

Measured in one process: first reading (cold), warm, after one more decision (warm), and whether a thrown-away reading comes out the same.
"""

import argparse
import datetime as dt
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import schema
from assistant.accounts.tokens import issue_token
from assistant.accounts.users import add_user
from assistant.compose import House
from assistant.services import pilot
from assistant.services.measuring import facts_of
from assistant.settings import Settings
from assistant.web.app import make_app
from bench.measure.making import END, fill
from bench.pilot.simulating import plan
from eval import projection
from eval.tables import MeasuredRow
from policies.clock import Clock
from policies.ledger import Tag, append
from policies.words.people import SYSTEM, Role
from tests.assistant.web.small_house import small_policy


def timed(act: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What it gives, with wall and CPU seconds of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = act()
    return made, {"wall_s": round(time.perf_counter() - wall, 3), "cpu_s": round(time.process_time() - cpu, 3)}


def digest(house: House) -> str:
    """A hash over every measured row."""
    with house.database.read() as session:
        rows = session.execute(select(*MeasuredRow.__table__.columns).order_by(MeasuredRow.item_id)).all()
    return hashlib.sha256(json.dumps([list(row) for row in rows], default=str).encode()).hexdigest()


def main() -> None:
    """Make the database (or take one that `--folder` holds), then measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="countersign-measure-"))
    policy = small_policy()
    house = House(Settings(data=folder, log_level="error"), policy, Clock("UTC"))
    house.clock = Clock("America/Chicago", lambda: END)
    is_new = not (folder / "countersign.db").exists()
    schema.upgrade(house.database)
    if is_new:
        _made, spent = timed(lambda: fill(house.database, asked.items, asked.events))
        told("made", spent | {"folder": str(folder)})
    with house.database.write() as session:
        name = f"leader{int(time.time())}"
        leader = add_user(session, END, SYSTEM, name, [Role.LEADER], policy.sign_in)
        token = issue_token(session, END, SYSTEM, leader.id, "bench")
    if is_new:
        data = plan().model_dump(mode="json") | {"schools": ["oak"]}
        pilot.lock(house, leader.actor, yaml.safe_dump(data))
    client = TestClient(make_app(house), base_url="http://127.0.0.1:8000", headers={"Authorization": f"Bearer {token}"})
    _facts, spent = timed(lambda: facts_of(house))
    told("first reading of the ledger", spent)
    for path in ("/dashboard", "/scorecard", "/figures", "/figures?by=school", "/gaps", "/recurring"):
        _page, first = timed(lambda path=path: get(client, path))
        warm = [timed(lambda path=path: get(client, path))[1] for _ in range(asked.times)]
        told(path, {"first": first, "warm": min(warm, key=lambda w: w["cpu_s"]), "warm worst": max(warm, key=lambda w: w["wall_s"])})
    after: list[dict[str, float]] = []
    for number in range(3):
        with house.database.write() as session:
            at = END - dt.timedelta(minutes=number)
            payload = {"decision": "approve", "edit_share": 0.0, "n_opened": 1, "outcome": "drafted"}
            append(session, at, leader.actor, Tag.ITEM_DECIDED, f"item_{asked.items - 1 - number}", payload)
        after.append(timed(lambda: get(client, "/dashboard"))[1])
    told("/dashboard after one more decision", {"each": after})
    before = digest(house)
    with house.database.write() as session:
        projection.rebuild(session)
    _facts, spent = timed(lambda: facts_of(house))
    told("thrown away and read again", spent | {"same rows": digest(house) == before})
    house.close()


def get(client: TestClient, path: str) -> int:
    """The size of a page that must answer."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(answer.content)


def told(name: str, what: dict[str, Any]) -> None:
    """One line of the report."""
    print(json.dumps({name: what}), flush=True)


if __name__ == "__main__":
    main()
