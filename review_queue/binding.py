"""What a decision is bound to: hashes of what was seen, of the words, of every cited revision and of the rules."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from policies.errors import Conflict
from policies.ledger import canonical
from policies.policy import Policy
from policies.words.drafts import Citation
from policies.words.items import Item, Proposal, Submission
from review_queue import store
from review_queue.tables import ItemRow, SeenRow

InForce = Callable[[Collection[str]], Mapping[str, str]]
"""Asks the registry which of these revision ids may be cited now: revision id → hash of its content."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What an approval leans on, each as SHA-256 hex; `revisions` is revision id → hash of its content."""

    words: str
    citations: str
    revisions: dict[str, str]
    rules: str

    def json(self) -> str:
        """As it is stored."""
        return canonical(asdict(self))

    @classmethod
    def from_json(cls, stored: str) -> "Bound":
        """As it was stored."""
        return cls(**json.loads(stored))


def digest(value: object) -> str:
    """SHA-256 hex of canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256 hex of the words."""
    return hashlib.sha256(text.encode()).hexdigest()


def rules_hash(policy: Policy) -> str:
    """SHA-256 hex of the rules that an approval leans on: the district, triage, the fixed words, drafting and who may approve.

    Service levels, sign-in and the like are left out: changing them takes no answer back. Source: DECISIONS.md, 'Bound approval'.
    """
    review = policy.review.model_dump(
        mode="json",
        include={"must_open_citations", "max_own_edit_share", "two_approval_topics", "departments", "needs_language", "attestation_days"},
    )
    parts = {name: getattr(policy, name).model_dump(mode="json") for name in ("district", "triage", "drafting", "abstention")}
    replies = {language: words.model_dump(mode="json") for language, words in policy.replies.items()}
    return digest({**parts, "replies": replies, "review": review})


def bind(words: str, citations: tuple[Citation, ...], revisions: Mapping[str, str], policy: Policy) -> Bound:
    """What approving these words with these citations leans on now."""
    return Bound(text_hash(words), digest(store.CITATIONS.dump_python(citations, mode="json")), dict(revisions), rules_hash(policy))


def differences(before: Bound, now: Bound) -> list[str]:
    """What differs, part by part, as ids and short hashes; empty when nothing does."""
    found = [name for name in ("words", "citations") if getattr(before, name) != getattr(now, name)]
    for revision in sorted(before.revisions.keys() | now.revisions.keys()):
        if before.revisions.get(revision) != now.revisions.get(revision):
            found.append(f"revision {revision}")
    if before.rules != now.rules:
        found.append(f"policy ({before.rules[:8]} → {now.rules[:8]})")
    return found


def seen_parts(submission: Submission | Item, proposal: Proposal | None) -> dict[str, object]:
    """Everything a decision leans on, by part."""
    parts: dict[str, object] = {
        "question": submission.question.text,
        "outcome": submission.outcome.value,
        "draft": store.DRAFT.dump_python(submission.draft, mode="json") if submission.draft else None,
        "policy": submission.provenance.policy_version,
    }
    if proposal is not None:
        parts["proposal"] = store.PROPOSAL.dump_python(proposal, mode="json")
    return parts


def remember_seen(session: Session, row: ItemRow, parts: dict[str, object], words: str) -> None:
    """Put the hash of the parts on the item and keep what it stood for."""
    row.seen_hash = digest(parts)
    session.flush()
    if session.get(SeenRow, (row.id, row.seen_hash)) is None:
        session.add(version_of(row, parts, words))
        session.flush()


def version_of(row: ItemRow, parts: dict[str, object], words: str) -> SeenRow:
    """What the item's present hash stands for, as it is kept."""
    hashes = {name: digest(value) for name, value in parts.items()}
    return SeenRow(item_id=row.id, seen_hash=row.seen_hash, words=words, parts=canonical(hashes))


def set_proposal(session: Session, row: ItemRow, proposal: Proposal | None) -> None:
    """Put words that wait for a second approval on the item, or take them away; the item's hash follows."""
    if proposal is None and row.proposal is None:
        return
    row.proposal = store.PROPOSAL.dump_json(proposal).decode() if proposal else None
    row.proposed_by = proposal.by if proposal else None
    item = store.item_of(row, None)
    remember_seen(session, row, seen_parts(item, proposal), proposal.text if proposal else item.draft.words if item.draft else "")


def changed_parts(session: Session, row: ItemRow, seen: str) -> list[str]:
    """Which parts differ between what a reviewer saw and what is there now; empty when that hash was never this item's."""
    then, now = session.get(SeenRow, (row.id, seen)), session.get(SeenRow, (row.id, row.seen_hash))
    if then is None or now is None:
        return []
    old: dict[str, str] = json.loads(then.parts)
    new: dict[str, str] = json.loads(now.parts)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def words_seen(session: Session, item_id: str, seen: str) -> str | None:
    """The reply as it stood at one of the item's hashes."""
    row = session.get(SeenRow, (item_id, seen))
    return row.words if row else None


def require_unchanged(session: Session, row: ItemRow, seen: str, policy: Policy) -> None:
    """Raises: Conflict item.changed, naming what changed since the reviewer opened the item."""
    changed = changed_parts(session, row, seen) if seen != row.seen_hash else []
    if seen == row.seen_hash and row.opened_policy not in {None, rules_hash(policy)}:
        changed = [f"policy ({(row.opened_policy or '')[:8]} → {rules_hash(policy)[:8]})"]
    elif seen == row.seen_hash:
        return
    what = f": {', '.join(changed)}" if changed else ""
    raise Conflict(
        "item.changed",
        f"This changed since you opened it{what}.",
        "Claim it again, read the difference (GET /items/{id}/changes) and decide anew.",
        item_id=row.id,
        changed=", ".join(changed) or None,
    )
