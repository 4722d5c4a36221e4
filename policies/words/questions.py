"""A parent's message after redaction, and what triage decided about it."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from policies.words.people import Contact


class RedactedText(str):
    """Text that has passed the redactor. Everything behind the redactor takes this type, never `str`.

    Only `policies.redaction` seals new text; stores read it back with `from_record`. `tests/house` holds both rules.
    """

    __slots__ = ()

    @classmethod
    def from_record(cls, text: str) -> Self:
        """Text that was redacted before it was stored."""
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.from_record, core_schema.str_schema())


@dataclass(frozen=True, slots=True)
class Finding:
    """One detected PII span. Offsets are half-open code points of the text that was given to the redactor.

    `score` is the recogniser's confidence, 0…1. `placeholder` stands in the redacted text, e.g. `<STUDENT_1>`.
    """

    start: int
    end: int
    entity_type: str
    score: float
    placeholder: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """What the redactor made of a message. `language` is ISO 639-1; `en` or `es` can be drafted for.

    `doubts` are codes of what was masked but perhaps not in full: nothing may be drafted. `warnings` are codes of details that together may
    point to one child.
    """

    text: RedactedText
    language: str
    findings: tuple[Finding, ...]
    doubts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    escalated_by: str | None = None
    """Id of the triage rule that escalates the message as it was written: the words that it turns on may be hidden now."""


@dataclass(frozen=True, slots=True)
class Question:
    """A parent's message after redaction."""

    text: RedactedText
    language: str
    received_at: dt.datetime
    topic: str | None = None
    school: str | None = None
    school_year: str | None = None
    channel: str = "web"


class Outcome(StrEnum):
    """How a question's way ended. The prefix is the group."""

    DRAFTED = "drafted"
    ABSTAINED_NO_SOURCE = "abstained_no_source"
    ABSTAINED_CONFLICT = "abstained_conflict"
    ABSTAINED_EXPIRED = "abstained_expired"
    ABSTAINED_OUT_OF_SCOPE = "abstained_out_of_scope"
    ABSTAINED_UNCLEAR = "abstained_unclear"
    ABSTAINED_HELD_BACK = "abstained_held_back"
    ESCALATED_STUDENT_RECORD = "escalated_student_record"
    ESCALATED_SENSITIVE = "escalated_sensitive"
    ESCALATED_SAFETY = "escalated_safety"
    FAILED_CHECK = "failed_check"
    PENDING = "pending"


class VerdictKind(StrEnum):
    """What triage decided to do with a question."""

    DRAFT = "draft"
    ABSTAIN = "abstain"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What triage decided, with the rule that said so.

    `outcome` is None exactly when `kind` is draft. `flags` are rule ids that mark without deciding (an instruction
    aimed at the system, say).
    """

    kind: VerdictKind
    outcome: Outcome | None = None
    rule: str | None = None
    detail: str = ""
    contact: Contact | None = None
    flags: tuple[str, ...] = field(default=())
