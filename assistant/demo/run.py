"""`make demo`: found the fictional district, ask its sample questions, print what came of each, then serve.

Run as `python -m assistant.demo.run [--no-serve]`. A second run finds everything in place and starts at once.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections import Counter
from typing import Any

from assistant.cli.door import Progress
from assistant.cli.showing import citation_line
from assistant.compose import House
from assistant.demo.loading import FOLDER
from assistant.founding import Founded, found
from assistant.serving import serve_forever, warm
from assistant.settings import load_settings
from policies.errors import CountersignError
from policies.words.items import Item
from policies.words.people import Actor


def main(arguments: list[str] | None = None) -> None:
    """Run the demonstration; exits 1 with code and remedy when something is missing."""
    parser = argparse.ArgumentParser(description="Load the fictional district, ask its questions, serve the app.")
    parser.add_argument("--no-serve", action="store_true", help="stop after the questions")
    options = parser.parse_args(arguments)
    os.umask(0o077)  # as `assistant.cli.main.run`
    try:
        _run(is_serving=not options.no_serve)
    except CountersignError as error:
        print(f"{error.code}: {error.detail}\n{error.remedy}", file=sys.stderr)
        sys.exit(1)


def _run(*, is_serving: bool) -> None:
    from ingest.embedding import prepare

    settings = load_settings()
    began = time.perf_counter()
    prepare.prepare(settings.models_folder, lambda step: print(f"encoder: {step} …", flush=True))
    made = found(is_demo=True, progress=Progress("documents read and embedded"), settings=settings)
    house = warm(House(settings))
    _ask_all(house)
    print(f"\nReady after {time.perf_counter() - began:.0f} s. Data folder: {made.data}\n")
    _print_sign_in(made, f"http://{settings.host}:{settings.port}")
    if is_serving:
        serve_forever(house=house)
    else:
        house.close()


def _ask_all(house: House) -> None:
    """Ask every sample question once; what was asked before is shown from the queue."""
    from assistant.accounts import users
    from assistant.services import questions
    from review_queue.items import Filter

    with house.database.read() as session:
        staff = users.find_user(session, "staff")
    assert staff is not None, "the demonstration's users are there once it is founded"
    cases: list[dict[str, Any]] = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text("utf-8").splitlines()]
    asked = _all_items(house, staff.actor, Filter())
    if len(asked) >= len(cases):
        print(f"{len(asked)} questions wait in the queue or were decided. Outcomes: {_outcomes(asked)}")
        return
    print(f"Asking {len(cases)} questions as families write them:\n")
    items: list[Item] = []
    for case in cases:
        item = questions.ask(
            house, staff.actor, case["question"], language=case["language"], school=case["school"], key=f"demonstration-{case['id']}"
        )
        items.append(item)
        _print_item(item)
    times = sorted(item.timings.total for item in items)
    print(f"\nOutcomes: {_outcomes(items)}")
    p95 = times[int(0.95 * (len(times) - 1))]
    print(f"Time of the whole way: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, n={len(times)}")


def _all_items(house: House, actor: Actor, wanted: Any) -> list[Item]:
    from assistant.services import questions

    found_items: list[Item] = []
    cursor: str | None = None
    while True:
        page = questions.list_items(house, actor, wanted, cursor, 200)
        found_items += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found_items


def _outcomes(items: list[Item]) -> str:
    counts = Counter(item.outcome.value for item in items)
    return ", ".join(f"{outcome} {n}" for outcome, n in counts.most_common())


def _print_item(item: Item) -> None:
    words = " ".join(item.question.text.split())
    print(f"{item.outcome.value:24} {item.timings.total:5.0f} ms  {words[:110]}{'…' if len(words) > 110 else ''}")
    for sentence in item.draft.sentences if item.draft else ():
        print(f"{'':34}→ {sentence.text}")
        for citation in sentence.citations:
            print(f"{'':36}[{citation_line(citation)}]")
    if item.draft is None and item.contact:
        print(f"{'':34}→ {item.contact.office}, {item.contact.phone}")
    sys.stdout.flush()


def _print_sign_in(made: Founded, address: str) -> None:
    for name, (username, password) in made.passwords.items():
        if name in made.tokens:
            print(f"Sign in as {name:9} {address}/sign-in  user name {username}, password {password}")
    print()


if __name__ == "__main__":
    main()
