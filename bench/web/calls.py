"""Made-up calls of every operation in openapi.json, by schemathesis, against a whole house in this process: no server error may come.

    nice python -m bench.web.calls --cases 50000

Every operation gets its share of the cases, half of them valid by the schema and half not. Where an address names something, every other
call names what is really there (items, documents, versions), so that the made-up rest of the call reaches what lies behind the look-up.
Prints how many answers had which status, and each operation that answered 5xx with the request that did it. Exit 1 when one did.
"""

import argparse
import datetime as dt
import itertools
import json
import sys
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from assistant.accounts.users import change_user
from assistant.services import documents, questions
from ingest.documents import DocumentFacts
from policies.words.people import SYSTEM, Role
from tests.assistant.web.small_house import START
from tests.assistant.web.whole import Whole, build_whole

LAST = ("/erase", "/reject", "/revoke")
"""Calls that take something away come after the others."""
N_REAL = 12


@dataclass
class Found:
    """What came back: answers by status, and a request for each operation that answered 5xx."""

    n: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    faults: dict[str, str] = field(default_factory=dict[str, str])


class Real:
    """What is there: ids by the name that they have in an address, each in turn."""

    def __init__(self, whole: Whole) -> None:
        owner, staff = whole.users["owner"], whole.users["staff"].actor
        pairs = [whole.approved, whole.pending]
        for number in range(N_REAL):
            words = f"# Club {number}\n\nThe club {number} meets on Fridays in room {number}.\n".encode()
            added = documents.add(
                whole.house, whole.users["owner2"].actor, words, f"club-{number}.md", DocumentFacts(f"Club {number}", "guide", owner.id)
            )
            pairs.append((added.document.id, added.revision.id))
            if number % 2:
                documents.approve(whole.house, owner.actor, *pairs[-1], dt.date(2026, 8, 1), dt.date(2027, 6, 30))
        items = [questions.ask(whole.house, staff, f"Do visitors sign in at gate {number}?").id for number in range(N_REAL)]
        self._pairs, self._items = itertools.cycle(pairs), itertools.cycle(items)

    def put_into(self, places: dict[str, Any]) -> None:
        """Name what is there in the address of a call."""
        if "item_id" in places:
            places["item_id"] = next(self._items)
        if "document_id" in places:
            document_id, revision_id = next(self._pairs)
            places.update({name: one for name, one in (("document_id", document_id), ("revision_id", revision_id)) if name in places})


def run(whole: Whole, n_cases: int, first_seed: int = 1) -> Found:
    """Make about so many calls as somebody who holds every role, so that no guard hides what lies behind it."""
    import schemathesis

    with whole.house.database.write() as session:
        someone = whole.users["admin"]
        change_user(session, START, SYSTEM, someone.id, list(Role), ["en", "es"], [])
    whole.house.redactor.load()
    real = Real(whole)
    token = {"Authorization": f"Bearer {whole.tokens['admin']}"}
    found = Found()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_asgi("/openapi.json", whole.app, headers=token)
        operations = sorted((one.ok() for one in schema.get_all_operations()), key=lambda one: one.path.endswith(LAST))
        each = max(1, n_cases // (2 * len(operations)))
        for operation in operations:
            for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
                _try(operation, mode, each, token, found, first_seed, real)
    return found


def _try(operation: Any, mode: Any, n: int, token: dict[str, str], found: Found, first_seed: int, real: Real) -> None:
    """`n` calls of one operation in one mode; an operation that has nothing to spoil has no negative cases."""
    from hypothesis.errors import Unsatisfiable

    @seed(first_seed)
    @settings(
        max_examples=n, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        if case.path_parameters and found.n % 2:
            real.put_into(case.path_parameters)
        answer = case.call(headers=token, timeout=120)
        found.n += 1
        found.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            found.faults.setdefault(operation.label, f"{answer.status_code} {case.as_curl_command()[:600]}")

    try:
        call()
    except Unsatisfiable:
        return


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = build_whole(Path(folder))
        found = run(whole, given_.cases, given_.seed)
        whole.house.close()
    print(json.dumps({"n": found.n, "statuses": dict(sorted(found.statuses.items())), "faults": found.faults}, indent=1))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
