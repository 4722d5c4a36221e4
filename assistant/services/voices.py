"""Training and feedback as the doors call them."""

from collections.abc import Mapping

from assistant import feedback
from assistant.accounts.users import usernames
from assistant.compose import House
from assistant.feedback import Feedback
from assistant.training import results
from assistant.training.results import Result
from assistant.training.tracks import Graded
from policies.errors import BadInput
from policies.permissions import Permission, require
from policies.words.people import Actor


def take_test(house: House, actor: Actor, track: str, chosen: Mapping[int, int], language: str = "en") -> Graded:
    """Take the short test of a track. Raises: NotFound training.unknown."""
    with house.database.write() as session:
        return results.take(session, house.clock.now(), actor, track, chosen, language)


def my_results(house: House, actor: Actor) -> dict[str, Result]:
    """One's own results by track."""
    with house.database.read() as session:
        return results.results_of(session, actor.user_id)


def give_feedback(house: House, actor: Actor, page: str, text: str) -> str:
    """Keep what somebody says about a page; the redactor sees it first.

    Raises: BadInput feedback.text; TooMany feedback.too_many; RedactionFailed.
    """
    if not 3 <= len(text.strip()) <= feedback.MOST_TYPED:
        raise BadInput("feedback.text", f"Feedback has 3 to {feedback.MOST_TYPED:,} characters.", "Say in a few words what you noticed.")
    redacted = house.redactor.redact(text.strip()).text
    with house.database.write() as session:
        return feedback.give(session, house.clock.now(), actor, feedback.place_of(page), redacted)


def list_feedback(house: House, actor: Actor) -> tuple[tuple[Feedback, str], ...]:
    """What people said, each with the name of who said it. Raises: Refused role.missing."""
    require(actor, Permission.OPERATIONS_MANAGE)
    with house.database.read() as session:
        found = feedback.listed(session)
        names = usernames(session, {one.given_by for one in found})
    return tuple((one, names[one.given_by]) for one in found)


def close_feedback(house: House, actor: Actor, feedback_id: str) -> None:
    """Mark feedback as dealt with. Raises: Refused role.missing; NotFound feedback.unknown."""
    require(actor, Permission.OPERATIONS_MANAGE)
    with house.database.write() as session:
        feedback.close(session, house.clock.now(), actor, feedback_id)
