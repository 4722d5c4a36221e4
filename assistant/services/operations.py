"""How the installation stands, part by part, beside what readiness tries: the provider, sign-in, disk, ledger, anchors and backups."""

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.compose import House
from assistant.services.governance import Part
from assistant.spending import spent_today
from policies.ledger import LedgerRow, Tag, head
from policies.permissions import Permission, require
from policies.words.people import Actor

LEAST_FREE_BYTES = 1_000_000_000
"""Free space under which the disk is told as short: an index of 20,000 passages is built beside the old one."""

OLD_BACKUP = dt.timedelta(days=2)
OLD_ANCHOR = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Operations:
    """The parts, and the moments of the last backup and anchor (None: never)."""

    parts: tuple[Part, ...]
    n_events: int
    backup_at: dt.datetime | None
    anchor_at: dt.datetime | None
    is_backup_old: bool
    is_anchor_old: bool


def overview(house: House, actor: Actor, ready: Sequence[Part]) -> Operations:
    """Everything at a glance; `ready` is the reading of readiness, which tries each part. Raises: Refused role.missing."""
    require(actor, Permission.OPERATIONS_MANAGE)
    now = house.clock.now()
    with house.database.read() as session:
        n_events, _hash = head(session)
        backup_at, anchor_at = _last(session, Tag.BACKUP_CREATED), _last(session, Tag.LEDGER_ANCHORED)
        provider = _provider(house, session)
    return Operations(
        (*ready, _ledger(n_events), provider, _disk(house)),
        n_events,
        backup_at,
        anchor_at,
        backup_at is None or now - backup_at > OLD_BACKUP,
        anchor_at is None or now - anchor_at > OLD_ANCHOR,
    )


def _last(session: Session, tag: Tag) -> dt.datetime | None:
    query = select(LedgerRow.at).where(LedgerRow.tag == tag.value).order_by(LedgerRow.seq.desc()).limit(1)
    stamp = session.scalar(query)
    return dt.datetime.fromisoformat(stamp) if stamp else None


def _ledger(n_events: int) -> Part:
    return Part("ledger", is_ok=n_events > 0, detail=f"{n_events:,} events")


def _provider(house: House, session: Session) -> Part:
    rules = house.policy.drafting
    if not house.uses_provider:
        return Part("provider", is_ok=True, detail="not used: drafts are quoted from the documents on this machine")
    if house.is_provider_resting:
        return Part("provider", is_ok=False, detail=f"{rules.provider}: left alone after several faults in a row")
    if rules.daily_budget and rules.provider:
        spent = spent_today(session, house.clock, rules.provider)
        told = f"{rules.provider}: {spent.amount:,.2f} of {rules.daily_budget:,.2f} spent today in {spent.n_calls} calls"
        if spent.n_refused:
            return Part("provider", is_ok=False, detail=f"{told}; {spent.n_refused} calls were not made because the budget is spent")
        return Part("provider", is_ok=True, detail=told)
    return Part("provider", is_ok=True, detail=f"{rules.provider}")


def _disk(house: House) -> Part:
    usage = shutil.disk_usage(house.settings.data)
    is_ok = usage.free >= LEAST_FREE_BYTES
    return Part("disk", is_ok=is_ok, detail=f"{usage.free / 1e9:,.1f} of {usage.total / 1e9:,.1f} GB free")
