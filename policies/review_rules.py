"""How a person decides, as policy: claims, service levels in business hours, who approves what, vigilance."""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from policies.district import Slug, Strict
from policies.words.questions import Outcome


class ErrorClass(StrEnum):
    """What a decoy plants: exactly one error of one class. Source: issue 6, 'Vigilance'."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    WRONG_SCHOOL = "wrong_school"
    WRONG_CITATION = "wrong_citation"


class ClosedSpan(Strict):
    """Days on which nobody is expected to answer: a break or a holiday."""

    first: dt.date = Field(description="First closed day (local date, inclusive).")
    last: dt.date = Field(description="Last closed day (local date, inclusive).")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("last lies before first")
        return self


class BusinessHours(Strict):
    """When service levels count: the school calendar of the office that answers, in the district's time zone."""

    opens: dt.time = Field(default=dt.time(8), description="When the working day begins (local time).")
    closes: dt.time = Field(default=dt.time(16), description="When the working day ends (local time, after opens).")
    weekdays: tuple[int, ...] = Field(default=(0, 1, 2, 3, 4), min_length=1, description="Working days, 0 Monday to 6 Sunday.")
    closed: tuple[ClosedSpan, ...] = Field(default=(), description="Holidays and breaks.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("closes must be later than opens")
        if not set(self.weekdays) <= set(range(7)):
            raise ValueError("weekdays are numbers from 0 (Monday) to 6 (Sunday)")
        return self


class VigilanceRules(Strict):
    """How the review measures itself. Shares, 0…1; 0 switches a measure off."""

    decoy_share: float = Field(default=0, ge=0, le=0.2, description="Decoys per drafted item: drafts with one planted error. Never sent.")
    decoy_classes: tuple[ErrorClass, ...] = Field(default=tuple(ErrorClass), min_length=1, description="Kinds of error that decoys plant.")
    min_approval_seconds: float = Field(default=8, ge=0, le=600, description="An approval sooner after the claim than this is too fast.")
    max_fast_share: float = Field(default=0.2, ge=0, le=1, description="Share of too fast approvals above which an audit is raised.")
    max_zero_edit_share: float = Field(default=0.95, ge=0, le=1, description="Share of unchanged approvals above which one is raised.")
    audit_window: int = Field(default=50, ge=5, le=1000, description="Latest approvals that both shares are read from.")
    reread_share: float = Field(default=0, ge=0, le=1, description="Share of approved answers that a second person reads again, blind.")


class ReviewRules(Strict):
    """How a person decides."""

    claim_minutes: int = Field(default=15, ge=1, le=480, description="Length of a claim, minutes.")
    takeover_minutes: int = Field(default=5, ge=0, le=480, description="Minutes after which another reviewer may take a held item over.")
    undo_minutes: int = Field(
        default=10,
        ge=0,
        le=1440,
        description="Minutes within which a reviewer may take a decision back, until its words are given out; 0 never.",
    )
    must_open_citations: bool = Field(default=True, description="Whether approving asks that every citation was opened.")
    max_own_edit_share: float = Field(
        default=0.3, ge=0, le=1, description="Share of changed words up to which an editor may approve alone."
    )
    service_level_hours: float = Field(default=8, gt=0, le=400, description="Business hours within which an item should be decided.")
    outcome_hours: dict[Outcome, float] = Field(
        default={Outcome.ESCALATED_SAFETY: 0.5, Outcome.ESCALATED_SENSITIVE: 4},
        description="Business hours for some outcomes, in place of service_level_hours.",
    )
    hours: BusinessHours = Field(default=BusinessHours(), description="When business hours run.")
    two_approval_topics: tuple[Slug, ...] = Field(default=(), description="Topics whose answers two persons approve.")
    departments: dict[Slug, tuple[str, ...]] = Field(
        default={}, description="Topic → user names of the department's reviewers: only they decide on it."
    )
    needs_language: bool = Field(default=True, description="Whether a reply in another language than English needs an approver who has it.")
    attestation_days: int = Field(default=30, ge=1, le=366, description="Longest life of a staff-attested line, days.")
    corrections_before_task: int = Field(default=3, ge=2, le=100, description="The same correction so many times opens a task.")
    needs_training: bool = Field(
        default=False, description="Whether approving asks for a passed test of the reviewers' training, not older than training_days."
    )
    training_days: int = Field(default=365, ge=1, le=3660, description="How long a passed training test counts, days.")
    vigilance: VigilanceRules = Field(default=VigilanceRules(), description="How the review measures itself.")
