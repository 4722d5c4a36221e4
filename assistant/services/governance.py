"""What holds the product to its word: ledger, policy, health."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.compose import House
from assistant.schema import require_newest
from policies import ledger
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission, require
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """One part that requests need, and whether it is usable now."""

    name: str
    is_ok: bool
    detail: str


def verify_ledger(house: House, actor: Actor, anchor: tuple[int, str] | None = None) -> ledger.Verification:
    """Read the whole chain; with an anchor kept outside the database a cut tail is found too."""
    require(actor, Permission.LEDGER_VERIFY)
    with house.database.read() as session:
        return ledger.verify(session, anchor)


def readiness(house: House) -> list[Part]:
    """Database, index, encoder, redactor and policy, each tried for real."""
    return [
        _try("database", lambda: _database(house)),
        _try("policy", lambda: f"version {house.policy.version}"),
        _try("encoder", lambda: f"{house.encoder.model}, {house.encoder.n_dimensions} dimensions"),
        _try("redactor", lambda: _redactor(house)),
        _try("index", lambda: _index(house)),
    ]


def _try(name: str, probe: Callable[[], str]) -> Part:
    try:
        return Part(name, is_ok=True, detail=probe())
    except CountersignError as error:
        return Part(name, is_ok=False, detail=f"{error.code}: {error.remedy}")
    except Exception as error:  # noqa: BLE001 - readiness reports every fault and never fails itself
        return Part(name, is_ok=False, detail=type(error).__name__)


def _database(house: House) -> str:
    with house.database.read() as session:
        require_newest(session)
    return house.database.check()


def _redactor(house: House) -> str:
    house.redactor.self_test()
    return "canaries hidden"


def _index(house: House) -> str:
    with house.database.read() as session:
        snapshot = house.index.refresh(session)
    return f"{len(snapshot.passages)} passages of {len(snapshot.revisions)} revisions"


def export_ledger(house: House, actor: Actor, out: Path, anchor: Path | None) -> int:
    """Write every event as a JSON line, and the head to the anchor file; gives the number of events."""
    require(actor, Permission.LEDGER_VERIFY)
    n = 0
    with house.database.read() as session, out.open("w", encoding="utf-8") as file:
        for event in ledger.events(session):
            file.write(ledger.canonical(asdict(event)) + "\n")
            n += 1
        head = ledger.head(session)
    if anchor is not None:
        anchor.write_text(ledger.canonical({"seq": head[0], "hash": head[1]}) + "\n", "utf-8")
    return n


def read_anchor(file: Path) -> tuple[int, str]:
    """The head that was kept outside the database. Raises: BadInput anchor.unreadable."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        return int(kept["seq"]), str(kept["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(
            "anchor.unreadable", "The anchor file cannot be read.", "Give the file that `ledger export --anchor` wrote."
        ) from None
