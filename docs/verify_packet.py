#!/usr/bin/env python3
# ruff: noqa: T201
"""Verify an evidence packet of Countersign without Countersign: plain Python 3.8 or later, nothing to install.

    python3 verify_packet.py PACKET.json|PACKET.html|PACKET.pdf [--show] [--anchor ANCHOR.json --key KEY] [--events LEDGER.jsonl]

It checks that the packet was not changed (packet_hash), that every ledger event in it has the hash that its content gives, that every
approved text has the hash that its decision was bound to and that the ledger recorded, that the decisions of the packet and of the
ledger are the same, and that an approval saw the item as it stood. With --events (the file of `countersign ledger export`) it checks the
whole chain and that the packet's events stand in it; with --anchor, that the chain holds the anchored head, and with --key its signature.
An HTML or PDF packet carries the packet inside it, and at its end the hash of all that stands before. Whoever computed that hash anew could
show other words on the page than were verified: --show prints the verified question, decisions and answers.
Exit status 0 when everything holds, 1 when something does not, 2 when a file cannot be read.
"""

import argparse
import hashlib
import hmac
import json
import re
import sys
import zlib


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def event_hash(event):
    parts = ("actor", "at", "payload", "previous", "seq", "subject", "tag")
    return sha256(canonical({part: event[part] for part in parts}))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_packet(path):
    """The packet, and whether the page it came in is as it was written."""
    with open(path, "rb") as file:
        content = file.read()
    if content.startswith(b"%PDF-"):
        for found in re.finditer(rb"stream\r?\n", content):
            try:
                attached = zlib.decompressobj().decompress(content[found.end() :])
            except zlib.error:
                continue
            if attached.startswith(b"{") and b'"packet_hash":' in attached:
                return json.loads(attached.decode("utf-8")), is_sealed(content)
        raise ValueError("no packet inside")
    text = content.decode("utf-8")
    if text.lstrip().startswith("<"):
        text = re.search(r'<script type="application/json" id="packet">(.*?)</script>', text, re.S).group(1)
        return json.loads(text), is_sealed(content)
    return json.loads(text), True


def is_sealed(content):
    found = re.search(rb"(?:% |<!-- )countersign-sha256 ([0-9a-f]{64})(?: -->)?\n\Z", content)
    return bool(found) and hashlib.sha256(content[: found.start()]).hexdigest().encode() == found.group(1)


def shown(packet):
    item = packet["item"]
    yield f"{item['id']}: {item['status']}"
    if "question" in item:
        yield f"question: {item['question']['text']}"
    for decision in packet["decisions"]:
        by = packet["people"].get(decision["by"], decision["by"])
        back = ", taken back" if decision.get("undone_at") else ""
        yield f"decision {decision['number']}: {decision['kind']} by {by} at {decision['at']}{back}"
    for answer in packet["answers"]:
        yield f"answer{' (taken back)' if answer.get('undone_at') else ''}: {answer.get('text', answer['text_hash'])}"


def packet_faults(packet):
    body = {key: value for key, value in packet.items() if key != "packet_hash"}
    if sha256(canonical(body)) != packet.get("packet_hash"):
        yield "the packet was changed after it was written (packet_hash)"
    item, events = packet["item"], packet["ledger"]["events"]
    before = 0
    for event in events:
        if event_hash(event) != event["hash"]:
            yield f"ledger event {event['seq']} does not have its hash"
        if event["subject"] != item["id"]:
            yield f"ledger event {event['seq']} is about something else"
        if event["seq"] <= before:
            yield f"ledger event {event['seq']} stands out of order"
        before = event["seq"]
    if before > packet["ledger"]["head"]["seq"]:
        yield "the ledger's head is older than an event of the packet"
    if not events:
        yield "the packet holds no ledger events (the item was not decided yet)"
        return
    if events[0]["tag"] != "item.submitted":
        yield "the first ledger event is not the submission"
    yield from decision_faults(packet, [e for e in events if e["tag"] in ("item.decided", "item.proposed")])
    undone = sorted(decision["number"] for decision in packet["decisions"] if decision.get("undone_at"))
    if undone != sorted(event["payload"]["number"] for event in events if event["tag"] == "item.undone"):
        yield "the ledger disagrees which decisions were taken back"
    yield from answer_faults(packet)


def decision_faults(packet, told):
    decisions = packet["decisions"]
    if len(decisions) != len(told):
        yield f"the packet has {len(decisions)} decisions, the ledger {len(told)}"
    for decision, event in zip(decisions, told):  # noqa: B905 - Python 3.8
        number, payload = decision["number"], event["payload"]
        if (decision["by"], decision["kind"]) != (event["actor"], payload["decision"]):
            yield f"decision {number}: the ledger names another person or kind"
        if decision["reason_code"] != payload["reason_code"] or decision["office"] != payload.get("office"):
            yield f"decision {number}: the ledger has another reason or office"
        if decision["seen_hash"] != payload["seen_hash"]:
            yield f"decision {number}: the ledger saw another item"
        if decision["is_final"] != (event["tag"] == "item.decided"):
            yield f"decision {number}: the ledger disagrees whether it was final"
        bound = decision.get("bound")
        if bound is None:
            continue
        if (bound["words"], bound["revisions"], bound["rules"]) != (payload["words"], payload["revisions"], payload["rules"]):
            yield f"decision {number}: it is bound to something else than the ledger recorded"
        if decision.get("words") is not None and sha256(decision["words"]) != bound["words"]:
            yield f"decision {number}: its words do not have the hash it was bound to"


def answer_faults(packet):
    bounds = [d["bound"]["words"] for d in packet["decisions"] if d["is_final"] and d.get("bound")]
    for number, answer in enumerate(packet["answers"], start=1):
        if "text" in answer and sha256(answer["text"]) != answer["text_hash"]:
            yield f"answer {number}: its words do not have its hash"
        if answer["text_hash"] not in bounds:
            yield f"answer {number}: no final approval was bound to its words"
        bound = answer.get("bound")
        if bound and "citations" in answer and sha256(canonical(answer["citations"])) != bound["citations"]:
            yield f"answer {number}: its citations do not have the hash that was approved"
    if packet["item"]["status"] == "approved" and all(answer.get("undone_at") for answer in packet["answers"]):
        yield "the item is approved but has no answer"


def ledger_faults(packet, path, anchor):
    previous, seen, n = "0" * 64, {}, 0
    with open(path, encoding="utf-8") as file:
        for n, line in enumerate(file, start=1):
            event = json.loads(line)
            if event["seq"] != n or event["previous"] != previous or event_hash(event) != event["hash"]:
                yield f"the ledger file does not hold at line {n}"
                return
            previous = event["hash"]
            seen[n] = previous
    for event in packet["ledger"]["events"]:
        if seen.get(event["seq"]) != event["hash"]:
            yield f"event {event['seq']} of the packet does not stand in the ledger file"
    if anchor and anchor["seq"] and seen.get(anchor["seq"]) != anchor["hash"]:
        yield "the ledger file does not hold the anchored head"


def anchor_faults(anchor, key):
    body = canonical({name: anchor[name] for name in ("format", "at", "seq", "hash")})
    if not hmac.compare_digest(hmac.new(key, body.encode("utf-8"), hashlib.sha256).hexdigest(), str(anchor.get("signature"))):
        yield "the anchor's signature does not fit the key"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packet")
    parser.add_argument("--show", action="store_true", help="print what was verified")
    parser.add_argument("--events")
    parser.add_argument("--anchor")
    parser.add_argument("--key", help="file with the anchor key, as hexadecimal digits")
    given = parser.parse_args()
    try:
        packet, is_whole = read_packet(given.packet)
        anchor = json.loads(read(given.anchor)) if given.anchor else None
        key = bytes.fromhex(read(given.key).strip()) if given.key else None
        faults = [] if is_whole else ["the page was changed after it was written"]
        faults += packet_faults(packet)
        told = list(shown(packet)) if given.show else []
        if given.events:
            faults += ledger_faults(packet, given.events, anchor)
        if anchor and key is not None:
            faults += anchor_faults(anchor, key)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        print(f"cannot be read as an evidence packet: {type(error).__name__}", file=sys.stderr)
        return 2
    for line in told:
        print(line)
    for fault in faults:
        print(f"FAULT {fault}")
    if not faults:
        print(f"OK {packet['item']['id']}: {len(packet['ledger']['events'])} events, {len(packet['decisions'])} decisions hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
