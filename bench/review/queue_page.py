"""The reviewer's two pages with a full queue, through the whole web door (session, guard, template), on SQLite.

    python -m bench.review.queue_page [--size 10000] [--rounds 30] [--out FILE]

CPU time of the process stands beside wall time: on a shared machine the wall time is mostly waiting. The target of issue 7 is 200 ms for
the queue page at 10,000 waiting items. The item is one without a draft: the bench's documents stand in no registry. Bytes are those of the page, compressed as a proxy would.
"""

import argparse
import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import schema
from assistant.accounts.sessions import open_session
from assistant.accounts.users import add_user
from assistant.compose import House
from assistant.settings import Settings
from assistant.web.app import make_app
from bench.review.queue import copy, submit, timed
from policies.clock import Clock
from policies.words.people import SYSTEM, Role
from review_queue.tables import ItemRow
from tests.review_queue.desk import NOW, policy


def main() -> None:
    """Fill a queue and time the queue page and an item's page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000, help="waiting items")
    parser.add_argument("--rounds", type=int, default=30, help="calls of each page")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(data=Path(folder), log_level="error"), policy(), Clock("America/Chicago", lambda: NOW))
        schema.upgrade(house.database)
        submit(house.database)
        copy(house.database, 1000, options.size)
        with house.database.write() as session:
            user = add_user(session, NOW, SYSTEM, "reviewer", [Role.REVIEWER], house.policy.sign_in)
            cookie = open_session(session, NOW, user.id).id
            item_id = session.scalars(select(ItemRow.id).where(ItemRow.draft.is_(None)).limit(1)).one()
        client = TestClient(make_app(house), base_url="http://127.0.0.1:8000", follow_redirects=False)
        client.cookies.set("countersign", cookie, domain="127.0.0.1", path="/")
        figures: dict[str, Any] = {"items": options.size}
        for name, path in (("queue_page", "/queue"), ("item_page", f"/items/{item_id}")):
            page = client.get(path)
            assert page.status_code == 200, page.text[:500]
            figures[name] = timed(options.rounds, lambda path=path: client.get(path).status_code == 200)
            figures[name]["kilobytes_compressed"] = round(len(gzip.compress(page.content)) / 1000, 1)
        house.close()
    print(json.dumps(figures, indent=1))
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
