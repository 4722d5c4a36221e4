"""Made-up calls of every operation in openapi.json, by schemathesis, against a whole house in this process: no server error may come.

    nice python -m bench.web.calls --cases 50000

Every operation gets its share of the cases, half of them valid by the schema and half not. Prints how many answers had which status, and
each operation that answered 5xx with the request that did it. Exit 1 when one did.
"""

import argparse
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
from policies.words.people import SYSTEM, Role
from tests.assistant.web.small_house import START
from tests.assistant.web.whole import Whole, build_whole


@dataclass
class Found:
    """What came back: answers by status, and a request for each operation that answered 5xx."""

    n: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    faults: dict[str, str] = field(default_factory=dict[str, str])


def run(whole: Whole, n_cases: int, first_seed: int = 1) -> Found:
    """Make about so many calls as somebody who holds every role, so that no guard hides what lies behind it."""
    import schemathesis

    with whole.house.database.write() as session:
        someone = whole.users["admin"]
        change_user(session, START, SYSTEM, someone.id, list(Role), ["en", "es"], [])
    whole.house.redactor.load()
    token = {"Authorization": f"Bearer {whole.tokens['admin']}"}
    found = Found()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_asgi("/openapi.json", whole.app, headers=token)
        operations = [one.ok() for one in schema.get_all_operations()]
        each = max(1, n_cases // (2 * len(operations)))
        for operation in operations:
            for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
                _try(operation, mode, each, token, found, first_seed)
    return found


def _try(operation: Any, mode: Any, n: int, token: dict[str, str], found: Found, first_seed: int) -> None:
    """`n` calls of one operation in one mode; an operation that has nothing to spoil has no negative cases."""
    from hypothesis.errors import Unsatisfiable

    @seed(first_seed)
    @settings(
        max_examples=n, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
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
