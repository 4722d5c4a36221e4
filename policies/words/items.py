"""What a reviewer works on: items, claims, decisions and the approved words."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from policies.words.drafts import Citation, Draft, Provenance, Timings
from policies.words.people import Contact
from policies.words.questions import Outcome, Question, RedactedText


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
    RETURN = "return"


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
    office: str | None = None
    is_final: bool = True
    """False for the first of two approvals."""


class NeedsSecond(StrEnum):
    """Why one person's approval is not enough."""

    OWN_FACTS = "own_facts"
    OWN_WORDS = "own_words"
    ATTESTED = "attested"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class AttestedLine:
    """A line that is true today and stands in no document: said by a person, until a day. Never learned."""

    text: RedactedText
    by: str
    expires_on: dt.date


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that one person approved and a second must countersign."""

    text: str
    by: str
    at: dt.datetime
    edit_share: float
    why: tuple[NeedsSecond, ...]
    attested: tuple[AttestedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """What a decoy planted: `was` stood in the sentence (number from 0) and `now` stands there; for a citation both are passage ids."""

    error_class: str
    sentence: int
    was: str
    now: str


class OriginKind(StrEnum):
    """Where an item comes from when it is not a fresh question."""

    RESUBMISSION = "resubmission"
    REUSE = "reuse"


@dataclass(frozen=True, slots=True)
class Origin:
    """The item that another one follows."""

    kind: OriginKind
    item_id: str


@dataclass(frozen=True, slots=True)
class EvidenceNote:
    """One retrieved passage as the drafter had it, with its scores (as in `Evidence`), kept for the evidence packet."""

    passage_id: str
    revision: str
    document_id: str
    title: str
    page: int | None
    section: str
    text: str
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question that the district asks back: what to send, and what a person reads."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AskFor:
    """What is missing before anything can be drafted, as a field of the question (`school`) and the answers that it may have."""

    field: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """One of two passages in force that disagree."""

    document_id: str
    revision: str
    passage_id: str


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
    origin: Origin | None = None
    evidence: tuple[EvidenceNote, ...] = ()
    ask_for: AskFor | None = None
    disputed: tuple[Disputed, ...] = ()
    """The two passages whose owners must settle what they say; only with a conflict."""


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
    due_at: dt.datetime | None = None
    proposal: Proposal | None = None
    origin: Origin | None = None
    revealed: Planted | None = None
    """Set when the item was a decoy and has been decided."""
    ask_for: AskFor | None = None


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
    countersigned_by: str | None = None
    attested: tuple[AttestedLine, ...] = ()
