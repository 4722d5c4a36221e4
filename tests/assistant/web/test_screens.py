"""The screens, as a browser without JavaScript uses them, on a whole house."""

import html
import re

import pytest
from starlette.testclient import TestClient

from tests.assistant.web.forms import SAME_SITE, token_in
from tests.assistant.web.whole import HOSTILE, Whole

ASK = "Do visitors need to sign in?"


def send(client: TestClient, path: str, page: str, files: dict | None = None, **fields: object):
    return client.post(path, data={"csrf": token_in(client.get(page))} | fields, files=files, headers=SAME_SITE)


def hidden(page, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found
    return html.unescape(found.group(1))


def asked(whole: Whole, text: str = ASK) -> tuple[TestClient, str]:
    """A question sent through the form, and its id."""
    staff = whole.browser("staff")
    form = staff.get("/ask")
    answer = staff.post("/ask", data={"csrf": token_in(form), "key": hidden(form, "key"), "text": text}, headers=SAME_SITE)
    assert answer.status_code == 303, answer.text
    return staff, answer.headers["location"].rpartition("/")[2]


def test_a_clerk_asks_a_reviewer_approves_and_the_clerk_gets_the_words(whole: Whole) -> None:
    staff, item_id = asked(whole)
    page = staff.get(f"/questions/{item_id}")
    assert "This is a draft." in page.text
    assert "wears a badge" in page.text
    assert "Copy the answer" not in page.text
    reviewer = whole.browser("reviewer")
    path = f"/items/{item_id}"
    assert "Claim the item" in reviewer.get(path).text
    assert send(reviewer, f"{path}/claim", path).headers["location"] == path
    held = reviewer.get(path)
    assert "You hold this item until" in held.text
    assert '<mark class="cs-quoted">' in held.text
    opened = re.findall(r'name="opened" value="([^"]+)"', held.text)
    assert opened
    fields = {"decision": "approve", "seen_hash": hidden(held, "seen_hash")}
    refused = send(reviewer, f"{path}/decision", path, **fields)
    assert refused.status_code == 403
    assert "Not every citation was opened." in refused.text
    assert re.search(r'value="approve" required [^>]* checked', refused.text)
    decided = send(reviewer, f"{path}/decision", path, opened=opened, **fields)
    assert decided.headers["location"] == f"{path}?decided=yes"
    shown = reviewer.get(f"{path}?decided=yes").text
    assert "Your decision is recorded." in shown
    assert "The approved words" in shown
    assert f'action="{path}/undo"' in shown
    assert "Copy the answer" in staff.get(f"/questions/{item_id}").text


def test_sending_the_form_twice_makes_one_item(whole: Whole) -> None:
    staff = whole.browser("staff")
    form = staff.get("/ask")
    data = {"csrf": token_in(form), "key": hidden(form, "key"), "text": ASK}
    places = {staff.post("/ask", data=data, headers=SAME_SITE).headers["location"] for _ in range(2)}
    assert len(places) == 1


@pytest.mark.parametrize(("text", "status"), [("", 422), ("?!", 422), ("a" * 8001, 413)])
def test_a_question_that_cannot_be_asked_comes_back_with_what_to_do(whole: Whole, text: str, status: int) -> None:
    answer = send(whole.browser("staff"), "/ask", "/ask", text=text)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert text in answer.text


def test_what_is_hidden_is_shown_with_and_without_javascript_and_nothing_is_stored(whole: Whole) -> None:
    staff = whole.browser("staff")
    before = whole.api("staff").get("/api/v1/items?limit=200").json()["items"]
    text = "Call me on 620-555-0177 about the bus"
    page = send(staff, "/ask/preview", "/ask", text=text)
    assert "What will be kept" in page.text
    assert "1 detail is hidden" in page.text
    secret = token_in(staff.get("/ask"))
    found = staff.post("/api/v1/redactions", json={"text": text}, headers=SAME_SITE | {"x-csrf-token": secret})
    assert "620-555-0177" not in found.json()["text"]
    assert staff.post("/api/v1/redactions", json={"text": text}, headers=SAME_SITE).status_code == 403
    assert whole.api("staff").get("/api/v1/items?limit=200").json()["items"] == before


def test_an_abstention_names_the_office_and_its_holding_reply_can_be_decided(whole: Whole) -> None:
    staff, item_id = asked(whole, "How do I renew my fishing licence at the lake?")
    page = staff.get(f"/questions/{item_id}").text
    assert "Why there is no draft" in page
    assert "555-0100" in page
    reviewer, path = whole.browser("reviewer"), f"/items/{item_id}"
    send(reviewer, f"{path}/claim", path)
    held = reviewer.get(path)
    fields = {"decision": "reject", "seen_hash": hidden(held, "seen_hash")}
    assert "A rejection needs its reason." in send(reviewer, f"{path}/decision", path, **fields).text
    done = send(reviewer, f"{path}/decision", path, reason_code="should_escalate", note="Call <b>them</b>", **fields)
    assert done.status_code == 303
    after = reviewer.get(path).text
    assert "A person must handle this" in after
    assert "<b>them" not in after


def test_the_next_item_is_handed_out_and_can_be_given_back(whole: Whole) -> None:
    asked(whole)
    reviewer = whole.browser("reviewer2")
    taken = send(reviewer, "/queue/next", "/queue").headers["location"]
    assert taken.startswith("/items/item_")
    assert "held by you" in reviewer.get("/queue?show=mine").text
    other = whole.browser("reviewer")
    busy = send(other, f"{taken}/claim", taken)
    assert busy.status_code == 409
    assert "reviewer2 is working on this item until" in busy.text
    assert send(reviewer, f"{taken}/release", taken).headers["location"] == "/queue"


def test_filters_that_do_not_exist_are_ignored(whole: Whole) -> None:
    reviewer = whole.browser("reviewer")
    assert reviewer.get("/queue?show=x&outcome=y&topic=z").status_code == 200
    assert reviewer.get("/queue?cursor=nonsense").status_code == 422
    assert "Nothing fits this filter" in reviewer.get("/queue?outcome=abstained_expired").text


def test_an_owner_adds_a_file_and_another_one_approves_and_revokes_it(whole: Whole) -> None:
    other, owner = whole.browser("owner2"), whole.browser("owner")
    fields = {"title": "Garden club", "kind": "guide", "owner": whole.users["owner"].id, "audience": "families", "language": "en"}
    file = {"file": ("garden.md", b"# Garden club\n\nThe garden club meets on Fridays in room 4.\n")}
    added = send(other, "/documents", "/documents/new", files=file, **fields)
    assert added.status_code == 303, added.text
    path = added.headers["location"].partition("?")[0]
    assert "Waiting for approval" in other.get(path).text
    assert "approves it" not in owner.get(path).text
    assert send(other, f"{path}/approve", "/account").status_code == 403
    wrong = send(owner, f"{path}/approve", path, effective_from="soon", expires_on="2027-06-30")
    assert "A date cannot be read." in wrong.text
    done = send(owner, f"{path}/approve", path, effective_from="2026-08-15", expires_on="2027-06-30")
    assert done.headers["location"].startswith(f"{path}?done=approved")
    found = send(whole.browser("staff"), "/knowledge", "/knowledge", q="garden club", school="")
    assert "Fridays in room 4" in found.text
    assert send(owner, f"{path}/revoke", path, reason="").status_code == 422
    assert send(owner, f"{path}/revoke", path, reason="Closed.").status_code == 303
    assert "Fridays in room 4" not in send(whole.browser("staff"), "/knowledge", "/knowledge", q="garden club").text


@pytest.mark.parametrize("bad", [{"title": ""}, {"kind": "x"}, {"owner": "nobody"}, {"audience": "martians"}, {"schools": "elm"}])
def test_a_wrong_upload_form_comes_back_with_what_to_mend(whole: Whole, bad: dict[str, str]) -> None:
    fields = {"title": "T", "kind": "guide", "owner": whole.users["owner"].id} | bad
    answer = send(whole.browser("owner"), "/documents", "/documents/new", files={"file": ("t.md", b"# T\n\nWords.\n")}, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_an_upload_without_a_file_or_with_an_unreadable_one_is_refused(whole: Whole) -> None:
    fields = {"title": "T", "kind": "guide", "owner": whole.users["owner"].id}
    assert "No file was chosen." in send(whole.browser("owner"), "/documents", "/documents/new", **fields).text
    answer = send(whole.browser("owner"), "/documents", "/documents/new", files={"file": ("t.pdf", b"%PDF-1.7 no")}, **fields)
    assert answer.status_code == 422


def test_a_leader_sees_figures_with_their_n_and_no_message(whole: Whole) -> None:
    asked(whole, "Is the axolotl allowed to visit?")
    page = whole.browser("leader").get("/figures").text
    assert "How questions ended" in page
    assert "<svg" in page
    assert "too few to judge" in page
    assert "axolotl" not in page
    assert "No questions in this period" in whole.browser("leader").get("/figures?since=2020-01-01&until=2020-01-02").text
    assert whole.browser("leader").get("/figures?since=yesterday").status_code == 422
    by_topic = whole.browser("leader").get("/figures?by=topic")
    assert by_topic.status_code == 200
    assert "axolotl" not in by_topic.text


STRINGS = (
    HOSTILE,
    "{{ 'zq' * 6 }}",
    "</textarea><script>alert(2)</script>",
    "'\"><svg/onload=alert(3)>",
    "\u202eabc <b>x</b>",
    "When does the bus come in the morning? " * 40,
)


@pytest.mark.parametrize("words", STRINGS, ids=range(len(STRINGS)))
def test_no_surface_runs_what_people_type(whole: Whole, words: str) -> None:
    staff, item_id = asked(whole, f"Do visitors need to sign in? {words}")
    reviewer = whole.browser("reviewer")
    send(reviewer, f"/items/{item_id}/claim", f"/items/{item_id}")
    note = send(reviewer, f"/items/{item_id}/decision", f"/items/{item_id}", decision="approve_with_edits", note=words, answer_text=words)
    upload = send(
        whole.browser("owner"), "/documents", "/documents/new", title=words, kind="x", files={"file": (f"{words[:80]}.md", b"# x\n")}
    )
    surfaces = [
        staff.get(f"/questions/{item_id}"),
        staff.get("/questions"),
        send(staff, "/ask/preview", "/ask", text=words),
        send(staff, "/knowledge", "/knowledge", q=words[:500]),
        reviewer.get("/queue"),
        reviewer.get(f"/items/{item_id}"),
        reviewer.get("/queue", params={"topic": words[:200], "show": words[:200]}),
        note,
        upload,
        whole.browser("owner").get("/documents"),
        whole.browser("owner").get("/documents/{}/revisions/{}".format(*whole.pending)),
        whole.browser("owner").get(f"/documents/{'x'}/revisions/y", params={"done": words[:200]}),
    ]
    for page in surfaces:
        assert page.status_code < 500
        for tag in ("<script>alert", "<img src=x", "<svg/onload", "<b>x", "zqzqzq"):
            assert tag not in page.text
