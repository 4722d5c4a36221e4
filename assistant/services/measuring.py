"""What measurement stands on: the ledger read forward into columns, and what the registry and the ledger say beside items."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from eval import projection
from eval.beside import read_beside
from eval.column_store import ColumnStore
from eval.facts import Beside, Facts
from ingest import scope
from policies import ledger
from policies.ledger import Tag
from policies.policy import Policy
from policies.records import Database
from policies.words.questions import Outcome
from review_queue.service_levels import business_hours_between

if TYPE_CHECKING:
    from assistant.compose import House

_STORES: WeakKeyDictionary[Database, ColumnStore] = WeakKeyDictionary()


def facts_of(house: "House") -> Facts:
    """Everything that was measured so far. Reads what is new in the ledger first; nothing but the reading itself is written."""
    rules = rules_of(house.policy)
    with house.database.read() as session:
        is_behind = projection.read_until(session, rules) < ledger.head(session)[0]
    if is_behind:
        projection.catch_up(house.database.write, rules)
    store = _STORES.setdefault(house.database, ColumnStore())
    with house.database.read() as session:
        facts = store.read(session)
        today = house.clock.today()
        in_force = scope.in_force(scope.published(session), today).values()
        return Facts(facts.text, facts.number, beside_of(session, [(revision.expires_on - today).days for revision in in_force]))


def rules_of(policy: Policy) -> projection.Rules:
    """The policy's rules as measurement needs them."""
    review, timezone, idle = policy.review, policy.district.timezone, policy.evaluation.idle_seconds
    leans_on = {
        "review": review.model_dump(mode="json", include={"hours", "service_level_hours", "outcome_hours"}),
        "timezone": timezone,
        "idle": idle,
    }

    def hours(start: dt.datetime, end: dt.datetime) -> float:
        return business_hours_between(start, end, review.hours, timezone)

    def allowed(outcome: str) -> float:
        return review.outcome_hours.get(Outcome(outcome), review.service_level_hours)

    version = hashlib.sha256(json.dumps(leans_on, sort_keys=True).encode()).hexdigest()
    return projection.Rules(hours, allowed, idle, version)


def beside_of(session: Session, days_left: Sequence[int]) -> Beside:
    """What the ledger says beside items, with the days that are left to each revision in force."""
    tags = (Tag.REREAD_DONE, Tag.DECOY_REVEALED, Tag.OBSERVATION_RECORDED, Tag.AUDIT_RECORDED)
    return read_beside(((event.at, event.tag, event.subject, event.payload) for event in ledger.events(session, tags=tags)), days_left)
