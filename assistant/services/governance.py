"""What holds the product to its word: ledger, policy, health."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.compose import House
from assistant.schema import require_newest
from policies import ledger
from policies.anchor import Anchor, anchor_key
from policies.errors import BadInput, Conflict, CountersignError
from policies.permissions import Permission, require
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """One part that requests need, and whether it is usable now."""

    name: str
    is_ok: bool
    detail: str


def verify_ledger(house: House, actor: Actor, anchor: Anchor | None = None, key: Path | None = None) -> ledger.Verification:
    """Read the whole chain; with an anchor kept outside the database a cut tail and a chain written anew are found too.

    Raises: Conflict anchor.forged when the anchor's signature does not fit the key; WrongConfiguration anchor.key.
    """
    require(actor, Permission.LEDGER_VERIFY)
    if anchor is not None and anchor.signature is not None and not anchor.is_signed_by(anchor_key(key or _key_file(house), make=False)):
        raise Conflict("anchor.forged", "The anchor's signature does not fit the key.", "Use the anchor and key kept outside.")
    with house.database.read() as session:
        return ledger.verify(session, anchor.head if anchor else None)


def anchor_ledger(house: House, actor: Actor, file: Path, key: Path | None = None) -> Anchor:
    """Write the signed head to a file outside the database; the ledger records that it was done.

    Raises: BadInput anchor.unwritable; WrongConfiguration anchor.key.
    """
    require(actor, Permission.LEDGER_VERIFY)
    secret = anchor_key(key or _key_file(house), make=key is None)
    now = house.clock.now()
    with house.database.write() as session:
        seq, hash_ = ledger.head(session)
        ledger.append(session, now, actor, ledger.Tag.LEDGER_ANCHORED, "ledger", {"seq": seq, "hash": hash_})
        seq, hash_ = ledger.head(session)
    anchor = Anchor(seq, hash_, ledger.stamp(now)).signed(secret)
    try:
        anchor.write(file)
    except OSError:
        raise BadInput("anchor.unwritable", "The anchor file cannot be written.", "Give a path in a folder that exists.") from None
    return anchor


def _key_file(house: House) -> Path:
    """The key of this installation, made with its first anchor."""
    return house.settings.data / "anchor.key"


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
    """Write every event as a JSON line, and the signed head of the same moment to the anchor file; gives the number of events."""
    require(actor, Permission.LEDGER_VERIFY)
    n = 0
    with house.database.read() as session, out.open("w", encoding="utf-8") as file:
        for event in ledger.events(session):
            file.write(ledger.canonical(asdict(event)) + "\n")
            n += 1
        head = ledger.head(session)
    if anchor is not None:
        secret = anchor_key(_key_file(house), make=True)
        Anchor(head[0], head[1], ledger.stamp(house.clock.now())).signed(secret).write(anchor)
    return n
