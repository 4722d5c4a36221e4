"""The pilot's design on a question's way: the baseline phase keeps every draft back, the live phase a share drawn by the plan's seed.

The lot falls only among questions that have a draft, so that both sides are alike. Outside a locked plan's phases nothing happens.
"""

import datetime as dt
import hashlib
import random
from dataclasses import replace

from sqlalchemy.orm import Session

from assistant.compose import House
from assistant.services.pilot import latest
from eval.pilot import PilotPlan
from policies.words.items import Submission
from policies.words.measures import Arm
from policies.words.questions import Outcome

DETAIL = "The pilot keeps this draft back, to compare with questions that get one. Answer it as you did before."


def keep_back(house: House, session: Session, submission: Submission) -> Submission:
    """The submission as the pilot's design wants it: unchanged, marked as drawn, or without its draft."""
    locked = latest(session) if submission.draft is not None else None
    if locked is None:
        return submission
    arm = arm_of(locked.plan, house.clock.today(), submission)
    if arm is Arm.NONE:
        return submission
    flagged = replace(submission, flags=(*submission.flags, f"pilot.{arm.value}"))
    if arm is Arm.DRAFT:
        return flagged
    return replace(flagged, outcome=Outcome.ABSTAINED_HELD_BACK, outcome_detail=DETAIL, draft=None)


def arm_of(plan: PilotPlan, today: dt.date, submission: Submission) -> Arm:
    """Which arm a drafted question falls into. The same person asking the same words on the same day draws the same lot."""
    school = submission.question.school
    if school is not None and school not in plan.schools:
        return Arm.NONE
    if plan.baseline.first <= today <= plan.baseline.last:
        return Arm.BASELINE
    if not plan.live.first <= today <= plan.live.last:
        return Arm.NONE
    drawn_by = f"{plan.hold_out.seed}|{submission.asked_by}|{today}|{submission.question.text}"
    lot = random.Random(hashlib.sha256(drawn_by.encode()).hexdigest()).random()
    return Arm.HOLDOUT if lot < plan.hold_out.share else Arm.DRAFT
