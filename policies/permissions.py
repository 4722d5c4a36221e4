"""What each role may do, as data. A door asks for a permission, never for a role; what is not named here is refused."""

from enum import StrEnum

from policies.errors import Refused
from policies.words.people import Actor, Role


class Permission(StrEnum):
    """Every act behind a door, as `subject.action`."""

    REDACTION_PREVIEW = "redaction.preview"
    QUESTION_ASK = "question.ask"
    ITEM_READ_OWN = "item.read_own"
    ITEM_READ = "item.read"
    ITEM_CLAIM = "item.claim"
    ITEM_DECIDE = "item.decide"
    ANSWER_FIND = "answer.find"
    ANSWER_REUSE = "answer.reuse"
    EVIDENCE_READ = "evidence.read"
    EVIDENCE_READ_WITHOUT_TEXT = "evidence.read_without_text"
    DOCUMENT_READ = "document.read"
    DOCUMENT_ADD = "document.add"
    DOCUMENT_APPROVE = "document.approve"
    DOCUMENT_MAINTAIN = "document.maintain"
    KNOWLEDGE_SEARCH = "knowledge.search"
    METRICS_READ = "metrics.read"
    PILOT_LOCK = "pilot.lock"
    LEDGER_VERIFY = "ledger.verify"
    POLICY_READ = "policy.read"
    USER_MANAGE = "user.manage"
    OPERATIONS_MANAGE = "operations.manage"


_P = Permission
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.STAFF: frozenset(
        {
            _P.REDACTION_PREVIEW,
            _P.QUESTION_ASK,
            _P.ITEM_READ_OWN,
            _P.DOCUMENT_READ,
            _P.KNOWLEDGE_SEARCH,
            _P.POLICY_READ,
            _P.ANSWER_FIND,
            _P.ANSWER_REUSE,
        }
    ),
    Role.REVIEWER: frozenset(
        {
            _P.REDACTION_PREVIEW,
            _P.ITEM_READ_OWN,
            _P.ITEM_READ,
            _P.ITEM_CLAIM,
            _P.ITEM_DECIDE,
            _P.ANSWER_FIND,
            _P.EVIDENCE_READ,
            _P.DOCUMENT_READ,
            _P.KNOWLEDGE_SEARCH,
            _P.POLICY_READ,
        }
    ),
    Role.LEADER: frozenset({_P.METRICS_READ, _P.PILOT_LOCK, _P.POLICY_READ, _P.EVIDENCE_READ_WITHOUT_TEXT}),
    Role.OWNER: frozenset({_P.DOCUMENT_READ, _P.DOCUMENT_ADD, _P.DOCUMENT_APPROVE, _P.KNOWLEDGE_SEARCH, _P.POLICY_READ}),
    Role.ADMIN: frozenset(
        {
            _P.DOCUMENT_READ,
            _P.DOCUMENT_ADD,
            _P.DOCUMENT_APPROVE,
            _P.DOCUMENT_MAINTAIN,
            _P.KNOWLEDGE_SEARCH,
            _P.EVIDENCE_READ,
            _P.METRICS_READ,
            _P.PILOT_LOCK,
            _P.LEDGER_VERIFY,
            _P.POLICY_READ,
            _P.USER_MANAGE,
            _P.OPERATIONS_MANAGE,
        }
    ),
    Role.SERVICE: frozenset({_P.QUESTION_ASK, _P.ITEM_READ_OWN, _P.POLICY_READ}),
}
"""Source: the 'who' column of the HTTP contract."""


def may(actor: Actor, permission: Permission) -> bool:
    """Whether any of the actor's roles grants the permission."""
    return any(permission in GRANTS[role] for role in actor.roles)


def require(actor: Actor, permission: Permission) -> None:
    """Raises: Refused role.missing when no role of the actor grants the permission."""
    if not may(actor, permission):
        raise Refused("role.missing", "Your roles do not allow this.", "Ask an administrator for the role that does.")
