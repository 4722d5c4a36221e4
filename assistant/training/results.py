"""Who passed which test and when, and whether the policy lets somebody approve without."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.tables import TrainingResultRow
from assistant.training import tracks
from assistant.training.tracks import Graded
from policies.errors import NotFound, Refused
from policies.ledger import Tag, append
from policies.review_rules import ReviewRules
from policies.words.people import Actor

APPROVING = "reviewer"
"""The track that approving may ask for."""


@dataclass(frozen=True, slots=True)
class Result:
    """One test that was taken."""

    track: str
    n_right: int
    n_asked: int
    is_passed: bool
    taken_at: dt.datetime


def take(session: Session, now: dt.datetime, actor: Actor, name: str, chosen: Mapping[int, int], language: str = "en") -> Graded:
    """Grade a test and keep its result. Raises: NotFound training.unknown."""
    if name not in tracks.TRACKS:
        raise NotFound("training.unknown", "There is no such training.", "Look at the list of training.")
    graded = tracks.grade(tracks.track(name, language), chosen)
    version, n_asked = tracks.version(name), len(graded.right)
    row = TrainingResultRow(
        user_id=actor.user_id,
        track=name,
        version=version,
        n_right=graded.n_right,
        n_asked=n_asked,
        is_passed=graded.is_passed,
        taken_at=now,
    )
    session.add(row)
    session.flush()
    payload = {"track": name, "version": version, "n_right": graded.n_right, "n_asked": n_asked, "is_passed": graded.is_passed}
    append(session, now, actor, Tag.TRAINING_TAKEN, actor.user_id, payload)
    return graded


def results_of(session: Session, user_id: str) -> dict[str, Result]:
    """The latest passed test of each track; where none was passed, the latest one."""
    rows = session.scalars(select(TrainingResultRow).where(TrainingResultRow.user_id == user_id).order_by(TrainingResultRow.id))
    found: dict[str, Result] = {}
    for row in rows:
        known = found.get(row.track)
        if known is None or row.is_passed or not known.is_passed:
            found[row.track] = Result(row.track, row.n_right, row.n_asked, row.is_passed, row.taken_at)
    return found


def require_trained(session: Session, now: dt.datetime, actor: Actor, rules: ReviewRules) -> None:
    """Raises: Refused training.missing when the policy asks for a passed test and there is none that still counts."""
    if not rules.needs_training:
        return
    result = results_of(session, actor.user_id).get(APPROVING)
    if result is None or not result.is_passed or now - result.taken_at > dt.timedelta(days=rules.training_days):
        raise Refused(
            "training.missing",
            "Your district asks for a passed test before you approve.",
            "Read the training for reviewers and take its short test: /training/reviewer.",
        )
