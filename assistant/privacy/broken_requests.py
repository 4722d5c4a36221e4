"""Requests that fail, with canaries in every part of them: body, field names, address, headers, sign-in."""

import json

import httpx

from assistant.privacy.canaries import joined
from assistant.privacy.doors import Driven, Server, post
from policies.words.people import Role


def broken_bodies(server: Server, driven: Driven) -> None:
    """Malformed, wrong fields, wrong kinds, too large, wrong type, wrong method, wrong encoding: to every call that takes a text."""
    with server.api(Role.STAFF) as staff:
        for canary in driven.canaries:
            text, field = canary.text, canary.secrets[0]
            for path in ("/api/v1/questions", "/api/v1/redactions"):
                malformed = json.dumps({"text": text})[:-1]
                driven.note(staff.post(path, content=malformed, headers={"content-type": "application/json"}))
                driven.note(staff.post(path, json={"text": "When is lunch?", field: text}))
                driven.note(staff.post(path, json={"text": [text], "language": {"of": text}}))
                driven.note(staff.post(path, json={"text": "When is lunch?", "school": text, "language": text, "school_year": text}))
                driven.note(staff.post(path, json={"text": text, "received_at": text, "channel": text}))
                driven.note(staff.post(path, content=text.encode(), headers={"content-type": "text/plain"}))
                driven.note(staff.post(path, data={"text": text}))
                driven.note(staff.put(path, json={"text": text}))
        words = joined(driven.canaries)
        driven.note(staff.post("/api/v1/questions", json={"text": words * 20}))
        driven.note(staff.post("/api/v1/questions", json={"text": words * 3000}))
        driven.note(staff.post("/api/v1/questions", content=words.encode("utf-16"), headers={"content-type": "application/json"}))
        driven.note(staff.post("/api/v1/questions", json={"text": f"{words}\x00"}))
    with server.api(Role.REVIEWER) as reviewer:
        driven.note(reviewer.post("/api/v1/items/item_0000000000000000/decision", json={"decision": joined(driven.canaries)}))
        driven.note(reviewer.post("/api/v1/questions", json={"text": joined(driven.canaries)}))


def addresses_and_headers(server: Server, driven: Driven) -> None:
    """What people and programs put where no text belongs: a name in the address, in a query, in a header."""
    with server.api(Role.STAFF) as staff, server.api(Role.REVIEWER) as reviewer:
        for canary in driven.canaries:
            secret = canary.secrets[0]
            ascii_only = secret.encode("ascii", "replace").decode().replace("\n", " ")
            for path in ("/api/v1/items/", "/questions/", "/documents/", "/static/", "/"):
                driven.note(staff.get(httpx.URL(server.address).join(path).copy_with(path=path + secret)))
            driven.note(reviewer.get("/api/v1/items", params={"topic": secret[:40], "cursor": secret}))
            driven.note(reviewer.get("/api/v1/items", params={secret: canary.text}))
            driven.note(staff.get("/api/v1/search", params={"q": "lunch", "school": secret}))
            sent = {"User-Agent": ascii_only, "Referer": f"https://mail.example/{ascii_only}", "X-Request-Id": ascii_only}
            driven.note(staff.get("/api/v1/policy", headers=sent | {"Cookie": f"visit={ascii_only}", "X-Forwarded-For": ascii_only}))
            body = {"text": "When is lunch?"}
            driven.note(staff.post("/api/v1/questions", json=body, headers={"Idempotency-Key": ascii_only}))
            driven.note(staff.get("/api/v1/items", headers={"Authorization": f"Bearer {ascii_only}"}))


def sign_ins(server: Server, driven: Driven) -> None:
    """A name as user name, a secret as password: refused, throttled, kept as a digest at most."""
    with httpx.Client(base_url=server.address, timeout=60, trust_env=False, headers={"Sec-Fetch-Site": "same-origin"}) as visitor:
        for canary in driven.canaries[:6]:
            secret = canary.secrets[0]
            driven.note(post(visitor, "/sign-in", "/sign-in", {"username": secret, "password": secret, "next": f"/ask?{secret}"}))
