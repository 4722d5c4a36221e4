"""The kill switch: drafting off for one school or the whole district, with a reason, at once for every worker: it stands in SQL."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.tables import SwitchRow
from policies.errors import Conflict
from policies.ledger import Tag, append
from policies.words.people import Actor
from policies.words.questions import RedactedText

DISTRICT = "district"
"""The scope that means every school."""

FLAG = "drafting.off"
"""Flag of an item that has no draft because drafting was switched off."""

MAX_REASON_CHARS = 500


@dataclass(frozen=True, slots=True)
class Switch:
    """One turn of the switch; the last one of a scope is how it stands."""

    scope: str
    is_off: bool
    reason: str
    set_by: str
    set_at: dt.datetime


_OFF = select(SwitchRow.scope, SwitchRow.is_off, SwitchRow.reason, SwitchRow.set_by, SwitchRow.set_at).where(
    SwitchRow.id.in_(select(func.max(SwitchRow.id)).group_by(SwitchRow.scope)), SwitchRow.is_off.is_(True)
)


def switched_off(session: Session) -> tuple[Switch, ...]:
    """Every scope that is off now, the district first."""
    return tuple(sorted((Switch(*row) for row in session.execute(_OFF)), key=lambda switch: (switch.scope != DISTRICT, switch.scope)))


def off_for(session: Session, schools: Collection[str]) -> Switch | None:
    """Why nothing may be drafted for these schools, if so: the district is off, or all of them are."""
    off = {switch.scope: switch for switch in switched_off(session)}
    if DISTRICT in off:
        return off[DISTRICT]
    named = sorted(school for school in schools if school)
    return off[named[0]] if named and all(school in off for school in named) else None


def turn(session: Session, now: dt.datetime, by: Actor, scope: str, reason: RedactedText, *, is_off: bool) -> Switch:
    """Switch a scope off or on. Raises: Conflict switch.already."""
    if is_off == any(switch.scope == scope for switch in switched_off(session)):
        raise Conflict("switch.already", f"Drafting is {'off' if is_off else 'on'} there already.", "Look at the page of operations.")
    row = SwitchRow(scope=scope, is_off=is_off, reason=reason[:MAX_REASON_CHARS], set_by=by.user_id, set_at=now)
    session.add(row)
    session.flush()
    append(session, now, by, Tag.DRAFTING_SWITCHED_OFF if is_off else Tag.DRAFTING_SWITCHED_ON, scope, {"switch": row.id})
    return _switch(row)


def history(session: Session, n_most: int = 20) -> tuple[Switch, ...]:
    """The latest turns, newest first."""
    return tuple(_switch(row) for row in session.scalars(select(SwitchRow).order_by(SwitchRow.id.desc()).limit(n_most)))


def _switch(row: SwitchRow) -> Switch:
    return Switch(row.scope, row.is_off, row.reason, row.set_by, row.set_at)
