"""The evidence packet of an item: everything the decision leaned on, in one file that is verified without this product."""

import hashlib
import html
import json
from typing import Any

from sqlalchemy import select

from assistant.accounts.users import usernames
from assistant.compose import House
from assistant.services.grounds import holding_reply
from assistant.shapes import item_shape, moment
from policies import ledger
from policies.ledger import canonical
from policies.permissions import Permission, may, require
from policies.words.items import Item
from policies.words.people import Actor
from review_queue import decoys, store
from review_queue.binding import digest
from review_queue.edits import word_diff
from review_queue.tables import AnswerRow, DecisionRow

FORMAT = "countersign-evidence-2"
"""Version of the packet's shape; docs/verify_packet.py reads it."""

WITHOUT_TEXT = ("id", "status", "outcome", "submitted_at", "due_at", "provenance", "timings_ms", "rule", "flags", "seen_hash")


def get_evidence(house: House, actor: Actor, item_id: str) -> dict[str, Any]:
    """Question, evidence with scores, draft, checks, edits, decisions, answer, policy, and the ledger slice with its hashes.

    Leaders get it without texts. While an item waits, only who may verify the ledger gets the slice, for a decoy must not show in it.
    Raises: Refused role.missing; NotFound item.unknown.
    """
    with_text = may(actor, Permission.EVIDENCE_READ)
    if not with_text:
        require(actor, Permission.EVIDENCE_READ_WITHOUT_TEXT)
    with house.database.read() as session:
        row = store.get_row(session, item_id)
        item = store.get_item(session, item_id)
        decisions = list(session.scalars(select(DecisionRow).where(DecisionRow.item_id == item_id).order_by(DecisionRow.number)))
        answers = list(session.scalars(select(AnswerRow).where(AnswerRow.item_id == item_id).order_by(AnswerRow.id)))
        may_wait = house.policy.review.vigilance.decoy_share > 0 or decoys.are_about(session)
        is_told = row.is_closed or not may_wait or may(actor, Permission.LEDGER_VERIFY)
        events = list(ledger.events(session, subject=item_id)) if is_told else []
        head = ledger.head(session)
        people = usernames(session, {event.actor for event in events} | {decision.by for decision in decisions} | {item.asked_by})
    packet: dict[str, Any] = {
        "format": FORMAT,
        "item": item_shape(item),
        "evidence": store.EVIDENCE.dump_python(store.EVIDENCE.validate_json(row.evidence), mode="json") if row.evidence else [],
        "decisions": [_decision(decision) for decision in decisions],
        "answers": [_answer(answer) for answer in answers],
        "edits": _edits(house, item, answers),
        "people": people,
        "ledger": {"events": [_event(event) for event in events], "head": {"seq": head[0], "hash": head[1]}},
        "policy_version": house.policy.version,
        "code_version": house.code_version,
    }
    if not with_text:
        _take_texts_out(packet)
    packet["packet_hash"] = digest(packet)
    return packet


def _event(event: ledger.Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at,
        "actor": event.actor,
        "tag": event.tag,
        "subject": event.subject,
        "payload": event.payload,
        "previous": event.previous,
        "hash": event.hash,
    }


def _decision(row: DecisionRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "by": row.by,
        "at": moment(row.at),
        "is_final": row.is_final,
        "seen_hash": row.seen_hash,
        "reason_code": row.reason_code,
        "office": row.office,
        "note": row.note,
        "words": row.words,
        "bound": json.loads(row.bound) if row.bound else None,
        "undone_at": moment(row.undone_at) if row.undone_at else None,
    }


def _answer(row: AnswerRow) -> dict[str, Any]:
    return {
        "text": row.text,
        "text_hash": row.text_hash,
        "citations": json.loads(row.citations),
        "approved_by": row.approved_by,
        "countersigned_by": row.countersigned_by,
        "approved_at": moment(row.approved_at),
        "edit_share": row.edit_share,
        "attested": json.loads(row.attested),
        "bound": json.loads(row.bound) if row.bound else None,
        "undone_at": moment(row.undone_at) if row.undone_at else None,
        "given_at": moment(row.given_at) if row.given_at else None,
    }


def _edits(house: House, item: Item, answers: list[AnswerRow]) -> list[dict[str, Any]]:
    """Word by word, draft → latest approved words."""
    standing = [answer for answer in answers if answer.undone_at is None]
    if not standing:
        return []
    before = item.draft.words if item.draft else holding_reply(house, item)
    return [{"was": c.was, "now": c.now, "start": c.start, "end": c.end} for c in word_diff(before, standing[-1].text)]


def _take_texts_out(packet: dict[str, Any]) -> None:
    packet["item"] = {key: packet["item"][key] for key in WITHOUT_TEXT}
    for note in packet["evidence"]:
        note.pop("text")
        note.pop("title")
        note.pop("section")
    for decision in packet["decisions"]:
        decision.pop("note")
        decision.pop("words")
    packet["answers"] = [
        {key: answer[key] for key in ("text_hash", "approved_by", "countersigned_by", "approved_at", "edit_share", "bound", "undone_at")}
        for answer in packet["answers"]
    ]
    packet["edits"] = []


def sealed(content: bytes, opens: bytes, closes: bytes = b"") -> bytes:
    """A page for people with the hash of all its bytes as a comment at its end: `verify_packet.py` tells when the page was changed."""
    return content + opens + hashlib.sha256(content).hexdigest().encode() + closes + b"\n"


def as_html_file(packet: dict[str, Any]) -> bytes:
    """The HTML packet as a file."""
    return sealed(as_html(packet).encode(), b"<!-- countersign-sha256 ", b" -->")


def as_pdf_file(packet: dict[str, Any]) -> bytes:
    """The PDF packet as a file."""
    from assistant.evidence_pdf import as_pdf

    return sealed(as_pdf(packet) + b"\n", b"% countersign-sha256 ")


def as_html(packet: dict[str, Any]) -> str:
    """The packet as one page for people, with the same packet as JSON inside it for `verify_packet.py`. No script, no link outside."""
    item = packet["item"]
    rows: list[str] = []

    def part(title: str, body: str) -> None:
        rows.append(f"<section><h2>{html.escape(title)}</h2>{body}</section>")

    part("Item", _table({"Item": item["id"], "Status": item["status"], "Outcome": item["outcome"], "Submitted": item["submitted_at"]}))
    if "question" in item:
        part("Question", f"<blockquote>{html.escape(item['question']['text'])}</blockquote>")
        draft = item["draft"]
        if draft:
            said = "".join(
                f"<li>{html.escape(s['text'])} <small>[{s['support']}] "
                + "; ".join(html.escape(f"{c['title']}, {c['section']}: “{c['quote']}”") for c in s["citations"])
                + "</small></li>"
                for s in draft["sentences"]
            )
            part("Draft", f"<p>{html.escape(draft['greeting'])}</p><ol>{said}</ol><p>{html.escape(draft['closing'])}</p>")
            checks = {c["name"]: f"{'passed' if c['passed'] else 'FAILED'}: {c['detail']}" for c in draft["checks"]}
            part("Checks", _table(checks))
    for note in packet["evidence"]:
        scores = f"score {note['score']:.3f}, dense {note['dense']:.3f}, lexical {note['lexical']:.2f}"
        body = f"<blockquote>{html.escape(note['text'])}</blockquote>" if "text" in note else ""
        part(f"Evidence {note.get('title', note['passage_id'])} ({scores})", body)
    for decision in packet["decisions"]:
        who = packet["people"].get(decision["by"], decision["by"])
        told = {
            "By": who,
            "At": decision["at"],
            "Reason": decision["reason_code"],
            "Note": decision.get("note"),
            "Office": decision["office"],
            "Taken back": decision["undone_at"],
        }
        part(f"Decision {decision['number']}: {decision['kind']}", _table(told))
    for edit in packet["edits"]:
        part("Edit", f"<p><del>{html.escape(edit['was'])}</del> → <ins>{html.escape(edit['now'])}</ins></p>")
    for answer in packet["answers"]:
        part("Answer", f"<blockquote>{html.escape(answer.get('text', answer['text_hash']))}</blockquote>")
    part("Made by", _table(item["provenance"] | {"policy now": packet["policy_version"], "code now": packet["code_version"]}))
    events = "".join(
        f"<tr><td>{e['seq']}</td><td>{e['at']}</td><td>{html.escape(e['tag'])}</td><td>{html.escape(e['actor'])}</td>"
        f"<td><code>{e['hash']}</code></td></tr>"
        for e in packet["ledger"]["events"]
    )
    part("Ledger", f"<table>{events}</table>")
    inside = canonical(packet).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evidence '
        f"{html.escape(item['id'])}</title><style>body{{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto}}"
        "td,th{text-align:left;padding:.1rem .8rem .1rem 0;vertical-align:top}code{font-size:.7rem}</style></head><body>"
        f"<h1>Evidence packet</h1>{''.join(rows)}"
        f'<script type="application/json" id="packet">{inside}</script></body></html>\n'
    )


def _table(rows: dict[str, Any]) -> str:
    told = "".join(
        f"<tr><th>{html.escape(str(name))}</th><td>{html.escape(str(value))}</td></tr>" for name, value in rows.items() if value is not None
    )
    return f"<table>{told}</table>"
