"""The JSON of the contract, made from the words of the house. Nothing is added here that the contract does not name."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ingest.store import Document, Revision
from policies.words.documents import Passage
from policies.words.drafts import Citation, Draft, TranslatedBy, Translation
from policies.words.items import Answer, AttestedLine, Item, Planted, Proposal
from policies.words.measures import Figure
from policies.words.people import Contact
from policies.words.questions import Redaction

MARKED_TRANSLATION = "machine translation, to be checked by a bilingual reviewer"
"""What stands beside every proposed translation."""


def moment(value: dt.datetime) -> str:
    """RFC 3339, UTC."""
    return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(value: dt.date | None) -> str | None:
    """RFC 3339 full-date."""
    return value.isoformat() if value else None


def redaction_shape(redaction: Redaction) -> dict[str, Any]:
    """The preview of a redaction; offsets refer to the text that was sent."""
    return {
        "text": str(redaction.text),
        "language": redaction.language,
        "findings": [
            {"start": f.start, "end": f.end, "entity_type": f.entity_type, "score": round(f.score, 4), "placeholder": f.placeholder}
            for f in redaction.findings
        ],
        "warnings": list(redaction.warnings),
        "doubts": list(redaction.doubts),
    }


def item_shape(item: Item) -> dict[str, Any]:
    """An item."""
    question, timings, made = item.question, item.timings, item.provenance
    return {
        "id": item.id,
        "status": item.status.value,
        "outcome": item.outcome.value,
        "outcome_detail": item.outcome_detail,
        "contact": _contact(item.contact),
        "question": {
            "text": str(question.text),
            "language": question.language,
            "topic": question.topic,
            "school": question.school,
            "school_year": question.school_year,
            "channel": question.channel,
            "received_at": moment(question.received_at),
        },
        "draft": _draft(item.draft),
        "seen_hash": item.seen_hash,
        "provenance": {
            "policy_version": made.policy_version,
            "drafter": made.drafter,
            "model": made.model,
            "prompt_hash": made.prompt_hash,
            "index_build": made.index_build,
            "code_version": made.code_version,
            **_translated_by(made.translation),
        },
        "claim": {"by": item.claim.by, "expires_at": moment(item.claim.expires_at)} if item.claim else None,
        "decision": {
            "decision": item.decision.kind.value,
            "by": item.decision.by,
            "at": moment(item.decision.at),
            "seen_hash": item.decision.seen_hash,
            "reason_code": item.decision.reason_code.value if item.decision.reason_code else None,
            "note": item.decision.note,
            "office": item.decision.office,
        }
        if item.decision
        else None,
        "proposal": _proposal(item.proposal),
        "due_at": moment(item.due_at) if item.due_at else None,
        "origin": {"kind": item.origin.kind.value, "item_id": item.origin.item_id} if item.origin else None,
        "decoy": _planted(item.revealed),
        "submitted_at": moment(item.submitted_at),
        "asked_by": item.asked_by,
        "ask_for": {"field": item.ask_for.field, "choices": [{"id": one.id, "name": one.name} for one in item.ask_for.choices]}
        if item.ask_for
        else None,
        "rule": item.rule,
        "flags": list(item.flags),
        "timings_ms": {
            "redact": timings.redact,
            "triage": timings.triage,
            "retrieve": timings.retrieve,
            "draft": timings.draft,
            "check": timings.check,
            "total": timings.total,
        },
    }


def _planted(planted: Planted | None) -> dict[str, Any] | None:
    """What a decided decoy had planted; None for every real item."""
    if planted is None:
        return None
    return {"error_class": planted.error_class, "sentence": planted.sentence, "was": planted.was, "now": planted.now}


def _proposal(proposal: Proposal | None) -> dict[str, Any] | None:
    """Words that wait for a second person's countersignature."""
    if proposal is None:
        return None
    return {
        "answer_text": proposal.text,
        "by": proposal.by,
        "at": moment(proposal.at),
        "edit_share": round(proposal.edit_share, 4),
        "why": [why.value for why in proposal.why],
        "attested": [attested_shape(line) for line in proposal.attested],
    }


def attested_shape(line: AttestedLine) -> dict[str, Any]:
    """A line that stands in no document: who says it, and until when."""
    return {"text": str(line.text), "by": line.by, "expires_on": day(line.expires_on)}


def _contact(contact: Contact | None) -> dict[str, Any] | None:
    if contact is None:
        return None
    return {"office": contact.office, "phone": contact.phone, "email": contact.email, "hours": contact.hours}


def _draft(draft: Draft | None) -> dict[str, Any] | None:
    if draft is None:
        return None
    return {
        "id": draft.id,
        "greeting": draft.greeting,
        "sentences": [
            {
                "text": s.text,
                "support": s.support.value,
                "citations": [citation_shape(c) for c in s.citations],
                **_translation(s.translation),
            }
            for s in draft.sentences
        ],
        "unanswered_parts": list(draft.unanswered_parts),
        "closing": draft.closing,
        "language": draft.language,
        "checks": [{"name": c.name, "passed": c.passed, "detail": c.detail, "is_blocking": c.is_blocking} for c in draft.checks],
    }


def _translated_by(by: TranslatedBy | None) -> dict[str, Any]:
    """What proposed translations; nothing at all where none were, so that an item without them reads as it always did."""
    return {"translation": {"provider": by.provider, "model": by.model, "prompt_hash": by.prompt_hash}} if by else {}


def _translation(translation: Translation | None) -> dict[str, Any]:
    """A machine's translation of a sentence, always marked; it is no part of the draft's words. Left out where none was asked for."""
    if translation is None:
        return {}
    told = {
        "text": translation.text or None,
        "language": translation.language,
        "marked": MARKED_TRANSLATION if translation.text else None,
        "why_not": translation.why_not or None,
    }
    return {"translation": told}


def citation_shape(citation: Citation) -> dict[str, Any]:
    """Sentence → passage. A table row's headers stand in lines before the quoted row, so that every word said can be found in the quote;
    `start` and `end` are the row's own."""
    return {
        "document_id": citation.document_id,
        "revision": citation.revision,
        "passage_id": citation.passage_id,
        "title": citation.title,
        "file_name": citation.file_name,
        "page": citation.page,
        "section": citation.section,
        "quote": f"{citation.headers}\n{citation.quote}" if citation.headers else citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def answer_shape(answer: Answer) -> dict[str, Any]:
    """The approved words."""
    return {
        "item_id": answer.item_id,
        "text": answer.text,
        "language": answer.language,
        "citations": [citation_shape(citation) for citation in answer.citations],
        "approved_by": answer.approved_by,
        "approved_at": moment(answer.approved_at),
        "edit_share": round(answer.edit_share, 4),
        "countersigned_by": answer.countersigned_by,
        "attested": [attested_shape(line) for line in answer.attested],
    }


def passage_shape(passage: Passage) -> dict[str, Any]:
    """One passage with its place and scope."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "revision": passage.revision_id,
        "title": passage.title,
        "file_name": passage.file_name,
        "kind": passage.kind.value,
        "text": passage.text,
        "readable": passage.readable,
        "page": passage.page,
        "section": " > ".join(passage.section),
        "caption": passage.caption,
        "start": passage.start,
        "end": passage.end,
        "language": passage.language,
        "schools": list(passage.schools),
        "school_year": passage.school_year,
    }


def revision_shape(revision: Revision, today: dt.date, passages: Sequence[Passage] | None = None) -> dict[str, Any]:
    """A revision and where it stands today; with its passages when they are given."""
    shape: dict[str, Any] = {
        "document_id": revision.document_id,
        "revision": revision.id,
        "number": revision.number,
        "status": revision.status.value,
        "state": revision.state_on(today),
        "content_hash": revision.content_hash,
        "file_name": revision.file_name,
        "media_type": revision.media_type,
        "n_bytes": revision.n_bytes,
        "n_pages": revision.n_pages,
        "n_passages": revision.n_passages,
        "language": revision.language,
        "audience": revision.audience.value,
        "schools": list(revision.schools),
        "school_year": revision.school_year,
        "uploaded_by": revision.uploaded_by,
        "uploaded_at": moment(revision.uploaded_at),
        "approved_by": revision.approved_by,
        "approved_at": moment(revision.approved_at) if revision.approved_at else None,
        "effective_from": day(revision.effective_from),
        "expires_on": day(revision.expires_on),
        "reason": revision.close_reason,
        "findings": [
            {"code": note.code, "detail": note.detail, "excerpt": note.excerpt, "page": note.page, "place": note.place}
            for note in revision.findings
        ],
    }
    if passages is not None:
        shape["passages"] = [passage_shape(passage) for passage in passages]
    return shape


def document_shape(document: Document, revisions: Sequence[Revision], today: dt.date) -> dict[str, Any]:
    """A document with its revisions, newest first."""
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "owner": document.owner_id,
        "backup_owner": document.backup_owner_id,
        "revisions": [revision_shape(revision, today) for revision in revisions],
    }


def figure_shape(figure: Figure) -> dict[str, Any]:
    """One figure with what it rests on."""
    interval = figure.interval
    return {
        "name": figure.name,
        "value": figure.value,
        "n": figure.n,
        "unit": figure.unit,
        "interval": {"low": interval.low, "high": interval.high, "method": interval.method, "level": interval.level} if interval else None,
        "definition": figure.definition,
        "group": figure.group,
        "has_enough": figure.has_enough,
    }
