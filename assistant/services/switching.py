"""Turning the kill switch, and how it stands: for the command line and the page of operations."""

from assistant import switches
from assistant.compose import House
from assistant.switches import DISTRICT, Switch
from policies.errors import BadInput
from policies.permissions import Permission, require
from policies.words.people import Actor

MOST_TYPED = 300
"""Longest reason as it is typed, code points; placeholders may make it longer."""


def switch(house: House, actor: Actor, scope: str, reason: str, *, is_off: bool) -> Switch:
    """Switch drafting off or on for a school or the district. The reason passes the redactor: it is shown on every page.

    Raises: Refused role.missing; BadInput switch.scope, switch.reason; Conflict switch.already; RedactionFailed.
    """
    require(actor, Permission.OPERATIONS_MANAGE)
    scopes = [DISTRICT, *(school.id for school in house.policy.district.schools)]
    if scope not in scopes:
        raise BadInput("switch.scope", "There is no such school.", f"Use one of: {', '.join(scopes)}.")
    if not 3 <= len(reason.strip()) <= MOST_TYPED:
        raise BadInput("switch.reason", f"A reason of 3 to {MOST_TYPED} characters is needed.", "Say why in one sentence.")
    told = house.redactor.redact(" ".join(reason.split())).text
    with house.database.write() as session:
        return switches.turn(session, house.clock.now(), actor, scope, told, is_off=is_off)


def standing(house: House, actor: Actor) -> tuple[tuple[Switch, ...], tuple[Switch, ...]]:
    """What is off now, and the latest turns, newest first. Raises: Refused role.missing."""
    require(actor, Permission.OPERATIONS_MANAGE)
    with house.database.read() as session:
        return switches.switched_off(session), switches.history(session)
