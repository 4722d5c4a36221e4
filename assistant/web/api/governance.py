"""What holds the product to its word, over JSON: policy and ledger."""

from typing import Any

from fastapi import APIRouter

from assistant.services import governance
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from policies.permissions import Permission

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["governance"])
JsonObject = dict[str, Any]


@router.get("/ledger/verify")
@allow(Permission.LEDGER_VERIFY)
def verify_ledger(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """Read the whole chain of events and say whether it holds."""
    found = governance.verify_ledger(house, actor)
    shape: JsonObject = {"ok": found.is_ok, "n_events": found.n_events, "head": found.head}
    return shape if found.is_ok else shape | {"first_bad": found.first_bad, "reason": found.reason}


@router.get("/policy")
@allow(Permission.POLICY_READ)
def read_policy(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """The policy in force and its version."""
    return {"version": house.policy.version, "policy": house.policy.model_dump(mode="json")}
