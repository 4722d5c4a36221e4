"""What a reviewer works on: items, claims, decisions and the approved words."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from policies.words.drafts import Citation, Draft, Provenance, Timings
from policies.words.people import Contact
from policies.words.questions import Outcome, Question


class ItemStatus(StrEnum):
    """Where an item stands. The allowed moves are in `review_queue.items.MOVES`."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    APPROVED = "approved"
    REJECTED = "rejected"
    ESCALATED = "escalated"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


class DecisionKind(StrEnum):
    """What a reviewer can do with an item."""

    APPROVE = "approve"
    APPROVE_WITH_EDITS = "approve_with_edits"
    REJECT = "reject"
    ESCALATE = "escalate"


class ReasonCode(StrEnum):
    """Why an item was not approved as drafted. Source: pilot metric 6 of the district's plan."""

    WRONG_FACT = "wrong_fact"
    WRONG_SOURCE = "wrong_source"
    OUT_OF_DATE = "out_of_date"
    INCOMPLETE = "incomplete"
    TONE = "tone"
    TOO_LONG = "too_long"
    PRIVACY = "privacy"
    SHOULD_ESCALATE = "should_escalate"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Claim:
    """A reviewer's lease on an item."""

    by: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """The reviewer's act, bound to what the reviewer saw (`seen_hash`, SHA-256 hex)."""

    kind: DecisionKind
    by: str
    at: dt.datetime
    seen_hash: str
    reason_code: ReasonCode | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A finished question's way, ready for the queue: exactly one outcome, and a draft only when drafted."""

    question: Question
    outcome: Outcome
    outcome_detail: str
    contact: Contact | None
    draft: Draft | None
    provenance: Provenance
    timings: Timings
    asked_by: str
    rule: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What a reviewer works on. `seen_hash` is the SHA-256 of everything a decision leans on."""

    id: str
    status: ItemStatus
    outcome: Outcome
    outcome_detail: str
    contact: Contact | None
    question: Question
    draft: Draft | None
    seen_hash: str
    provenance: Provenance
    timings: Timings
    asked_by: str
    submitted_at: dt.datetime
    rule: str | None = None
    flags: tuple[str, ...] = ()
    claim: Claim | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The human-approved words of one item, and what they lean on."""

    item_id: str
    text: str
    language: str
    citations: tuple[Citation, ...]
    approved_by: str
    approved_at: dt.datetime
    edit_share: float
    """Share of words changed between draft and answer, 0…1."""
