"""The proof from beginning to end: copy, plant, drive, search, sign."""

import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import LargeBinary, select

from assistant import schema
from assistant.compose import House
from assistant.privacy import broken_requests, commands, doors, people_doors
from assistant.privacy.canaries import KINDS, canaries_of, joined
from assistant.privacy.doors import Door, Driven, Server
from assistant.privacy.listening import ListeningModel
from assistant.privacy.report import DoorResult, Report
from assistant.privacy.scanning import FORMS, Leak, Scanner
from assistant.privacy.scratch import Scratch, ServerProcess, make_scratch
from assistant.services import backup, governance
from policies import ledger
from policies.errors import CountersignError, WrongConfiguration
from policies.words.people import Actor, Role

DOORS: Mapping[str, Door] = {
    "question over HTTP": doors.questions_over_http,
    "redaction preview over HTTP": doors.previews_over_http,
    "knowledge search over HTTP": doors.searches_over_http,
    "reviewer's note and edit": doors.decisions_over_http,
    "browser: ask, preview, search": doors.pages,
    "document that is refused": doors.refused_documents,
    "document that is kept": doors.kept_documents,
    "owner's reason": doors.reasons,
    "failing request: body and fields": broken_requests.broken_bodies,
    "failing request: address and headers": broken_requests.addresses_and_headers,
    "sign-in": broken_requests.sign_ins,
    "reply of a failing model": doors.model_replies,
    "figures and readiness": doors.figures,
    "families' form": people_doors.families,
    "feedback on a page": people_doors.feedback,
    "mail and tables brought in on a page": people_doors.brought_in,
    "training and switches": people_doors.written_aside,
    "question on the command line": commands.asked_on_the_command_line,
    "imported mail and tables": commands.imported_files,
}
"""Every door by name. The order numbers them."""
COMMANDS = ("question on the command line", "imported mail and tables")
MODEL = "reply of a failing model"
DOCUMENT_TABLES = frozenset({"documents", "revisions", "revision_files", "passages"})
"""Where an official document's own words stand."""
_DATABASE = ("data/countersign.db", "backup/countersign.db")
Step = Callable[[str, int, int], None]


def prove(
    house: House,
    step: Step = lambda _name, _done, _all: None,
    server: Callable[[Scratch], ServerProcess] = ServerProcess,
    only: Iterable[str] | None = None,
) -> Report:
    """Drive a copy of the district through its doors (all, or `only` the named ones) and search everything it wrote and sent.

    Raises: Unavailable proof.server; WrongConfiguration proof.canaries when a planted detail stands in the district already.
    """
    began = time.monotonic()
    driven = {name: one for name, one in doors.prepared(DOORS).items() if only is None or name in set(only)}
    scanner = Scanner(canary for one in driven.values() for canary in one.canaries)
    with _folder() as folder, ListeningModel(joined(canaries_of(list(DOORS).index(MODEL)))) as model:
        step("copying the district", 0, 1)
        scratch = make_scratch(house, folder, model.base_url)
        if scanner.find_in_files(scratch.root)[0]:
            raise WrongConfiguration(
                "proof.canaries", "A planted detail stands in the district already.", "Tell the makers of Countersign."
            )
        running = server(scratch)
        step("starting a server on the copy", 0, 1)
        running.start()
        try:
            _drive(Server(running.address, scratch), driven, step)
            step("searching while it runs", 0, 1)
            leaks, _ = _search(scanner, scratch, driven)
        finally:
            running.stop()
        faults = [*_faults(driven), *_leave_copies(scratch)]
        step("searching what it left", 0, 1)
        more, files = _search(scanner, scratch, driven)
        leaks += more
        heard, shown = list(model.heard), [words for one in driven.values() for words in one.shown]
        for number, request in enumerate(heard, start=1):
            leaks += scanner.find(f"request {number} to the language model", request)
        for words in shown:
            leaks += scanner.find("what others than the sender were shown", words)
    found = tuple(dict.fromkeys(leak for leak in leaks if not _is_an_official_place(leak, driven)))
    return Report(
        made_at=ledger.stamp(house.clock.now()),
        code_version=house.code_version,
        policy_version=house.policy.version,
        seconds=round(time.monotonic() - began, 1),
        kinds=tuple(sorted(KINDS)),
        n_canaries=sum(len(one.canaries) for one in driven.values()),
        n_patterns=scanner.n_patterns,
        forms=FORMS,
        doors=tuple(_result(one) for one in driven.values()),
        n_files=len(files),
        n_bytes=sum(n for _name, n in files),
        places=tuple(name for name, _n in files),
        n_model_requests=len(heard),
        n_answers_searched=len(shown),
        faults=tuple(faults),
        leaks=found,
    )


@contextmanager
def _folder() -> Generator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="countersign-proof-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drive(server: Server, driven: Mapping[str, Driven], step: Step) -> None:
    """Commands load the models anew, so they run beside the server's own doors."""
    aside = [name for name in driven if name in COMMANDS]
    first = [name for name in driven if name not in COMMANDS]
    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(DOORS[name], server, driven[name]) for name in aside]
        for number, name in enumerate(first, start=1):
            step(name, number, len(driven))
            DOORS[name](server, driven[name])
        for number, job in enumerate(waiting, start=len(first) + 1):
            step(aside[number - len(first) - 1], number, len(driven))
            job.result()


def _search(scanner: Scanner, scratch: Scratch, driven: Mapping[str, Driven]) -> tuple[list[Leak], list[tuple[str, int]]]:
    leaks, files = scanner.find_in_files(scratch.root)
    if any(one.is_kept for one in driven.values()):
        leaks += _search_rows(scanner, scratch)
    return leaks, files


def _search_rows(scanner: Scanner, scratch: Scratch) -> list[Leak]:
    """The rows of every table but those of documents, for details that stand in an official document by right."""
    house = House(scratch.settings)
    leaks: list[Leak] = []
    try:
        with house.database.read() as session:
            for table in schema.metadata().sorted_tables:
                columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
                if table.name not in DOCUMENT_TABLES:
                    rows = "\n".join(repr(tuple(row)) for row in session.execute(select(*columns)))
                    leaks += scanner.find(f"table {table.name}", rows.encode("utf-8", "replace"))
    finally:
        house.close()
    return leaks


def _is_an_official_place(leak: Leak, driven: Mapping[str, Driven]) -> bool:
    """Whether a detail of the kept document stands where documents stand: inside the database files, whose rows were read one by one."""
    kept = {number for number, name in enumerate(DOORS) if name in driven and driven[name].is_kept}
    return leak.door in kept and leak.place.startswith(_DATABASE)


def _leave_copies(scratch: Scratch) -> list[str]:
    """A backup and every export, as an administrator makes them: they are searched too. Gives what could not be made."""
    house = House(scratch.settings)
    auditor = Actor("proof", frozenset({Role.ADMIN}))
    made = {
        "backup": lambda: backup.create(house, scratch.root / "backup"),
        "export of the ledger": lambda: governance.export_ledger(
            house, auditor, scratch.root / "ledger.jsonl", scratch.root / "anchor.json"
        ),
    }
    faults: list[str] = []
    for name, make in made.items():
        try:
            make()
        except CountersignError as error:
            faults.append(f"{name}: {error.code}")
    house.close()
    return faults


def _faults(driven: Mapping[str, Driven]) -> list[str]:
    """Doors that answered with a fault of the server, or took nothing in at all: a proof over a closed door proves nothing."""
    faults = [f"{one.name}: answered {status}" for one in driven.values() for status in one.statuses if status in {"500", "exit 2"}]
    for name in (
        "question over HTTP",
        "reviewer's note and edit",
        "document that is kept",
        "browser: ask, preview, search",
        "families' form",
        "feedback on a page",
    ):
        if name in driven and not {"200", "201", "303"} & set(driven[name].statuses):
            faults.append(f"{name}: nothing was taken in")
    return faults


def _result(one: Driven) -> DoorResult:
    return DoorResult(one.canaries[0].door, one.name, len(one.canaries), dict(sorted(one.statuses.items())))
