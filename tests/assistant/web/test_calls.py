"""The JSON door, call by call, on a whole house."""

import uuid

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.assistant.web.forms import SAME_SITE, token_in
from tests.assistant.web.whole import HOSTILE, HOURS, Whole

ASK = "Do visitors need to sign in?"
ITEM_FIELDS = {
    *("id", "status", "outcome", "outcome_detail", "contact", "question", "draft", "seen_hash", "provenance", "claim", "decision"),
    "timings_ms",
}


def ask(whole: Whole, text: str = ASK, **more: object) -> dict:
    answer = whole.api("staff").post("/api/v1/questions", json={"text": text} | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def decide(whole: Whole, item: dict, role: str = "reviewer", **body: object):
    opened = [c["passage_id"] for s in (item["draft"] or {"sentences": []})["sentences"] for c in s["citations"]]
    sent = {"decision": "approve", "seen_hash": item["seen_hash"], "opened_citations": opened} | body
    return whole.api(role).post(f"/api/v1/items/{item['id']}/decision", json=sent)


def test_a_question_becomes_a_cited_item_a_claim_a_decision_and_an_answer(whole: Whole) -> None:
    item = ask(whole)
    assert set(item) >= ITEM_FIELDS
    assert (item["status"], item["outcome"], item["question"]["channel"]) == ("queued", "drafted", "api")
    (citation, *_rest) = item["draft"]["sentences"][0]["citations"]
    assert citation["quote"] in HOURS.decode()
    assert citation["page"] is None
    assert citation["revision"] == whole.approved[1]
    early = whole.api("staff").get(f"/api/v1/items/{item['id']}/answer")
    assert (early.status_code, early.json()["code"]) == (409, "answer.not_approved")
    claimed = whole.api("reviewer").post(f"/api/v1/items/{item['id']}/claim").json()
    assert claimed["claim"]["by"] == whole.users["reviewer"].id
    taken = whole.api("reviewer2").post(f"/api/v1/items/{item['id']}/claim")
    assert (taken.status_code, taken.json()["code"]) == (409, "item.claimed")
    stale = decide(whole, item, seen_hash="0" * 64)
    assert (stale.status_code, stale.json()["code"]) == (409, "item.changed")
    unopened = decide(whole, item, opened_citations=[])
    assert (unopened.status_code, unopened.json()["code"]) == (403, "decision.citations_unopened")
    decided = decide(whole, item)
    assert (decided.status_code, decided.json()["status"]) == (200, "approved")
    answer = whole.api("staff").get(f"/api/v1/items/{item['id']}/answer").json()
    assert item["draft"]["sentences"][0]["text"] in answer["text"]
    packet = whole.api("admin").get(f"/api/v1/items/{item['id']}/evidence").json()
    assert [event["tag"] for event in packet["ledger"]["events"]] == ["item.submitted", "item.claimed", "item.decided", "answer.copied"]
    assert ASK not in whole.api("leader").get(f"/api/v1/items/{item['id']}/evidence").text


def test_the_same_key_gives_the_same_item_and_no_second_one(whole: Whole) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    client = whole.api("service")
    first, second = (client.post("/api/v1/questions", json={"text": ASK}, headers=headers) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    other = client.post("/api/v1/questions", json={"text": "When is lunch?"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "submission.key_reused")


def test_personal_details_are_hidden_before_anything_is_kept(whole: Whole) -> None:
    text = "My son Benny Quarlton needs his inhaler, call 620-555-0188"
    shown = whole.api("staff").post("/api/v1/redactions", json={"text": text}).json()
    assert "620-555-0188" not in shown["text"]
    phone = next(finding for finding in shown["findings"] if "555" in text[finding["start"] : finding["end"]])
    assert phone["placeholder"] in shown["text"]
    item = ask(whole, text)
    assert "620-555-0188" not in str(item)
    assert "Quarlton" not in str(item)
    for path in whole.house.settings.data.rglob("*"):
        if path.is_file():
            assert b"620-555-0188" not in path.read_bytes()


def test_what_the_second_look_cannot_read_is_held_for_a_person(whole: Whole) -> None:
    text = "My son's name is Q-U-I-L-L-A-N. When does school start?"
    assert whole.api("staff").post("/api/v1/redactions", json={"text": text}).json()["doubts"] == ["spelled_out"]
    item = ask(whole, text)
    assert (item["outcome"], item["draft"]) == ("abstained_unclear", None)
    assert "letters written one by one" in item["outcome_detail"]
    assert "L-L-A-N" not in str(item)


def test_details_that_together_point_to_one_child_warn_and_mark_the_item(whole: Whole) -> None:
    text = "She is the only deaf girl in 4th grade at Lincoln Elementary. When does school start?"
    assert whole.api("staff").post("/api/v1/redactions", json={"text": text}).json()["warnings"] == ["quasi_identifier"]
    browser = whole.browser("staff")
    form = {"text": text, "csrf": token_in(browser.get("/ask"))}
    assert "may point to one child" in browser.post("/ask/preview", data=form, headers=SAME_SITE).text
    assert "quasi_identifier" in ask(whole, text)["flags"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ""}, 422, "question.empty"),
        ({"text": "   \n"}, 422, "question.empty"),
        ({"text": "?!…"}, 422, "question.not_text"),
        ({"text": "a" * 8001}, 413, "question.too_long"),
        ({"text": "Hi\x00"}, 422, "request.invalid"),
        ({"text": "Hi", "school": "nowhere"}, 422, "question.school"),
        ({"text": "Hi", "school_year": "1999-2000"}, 422, "question.school_year"),
        ({"text": "Hi", "channel": "pigeon"}, 422, "question.channel"),
        ({"text": "Hi", "language": "english"}, 422, "question.language"),
        ({"text": "Hi", "received_at": "2026-09-01T00:00:00"}, 422, "question.received_at"),
        ({"text": "Hi", "received_at": "0001-01-01T00:00:00+14:00"}, 422, "request.invalid"),
        ({"text": "Hi", "asked_by": "u_other"}, 422, "request.invalid"),
        ({"question": "Hi"}, 422, "request.invalid"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_its_reason(whole: Whole, body: dict, status: int, code: str) -> None:
    answer = whole.api("staff").post("/api/v1/questions", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["remedy"]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "status=made_up", "cursor=%%%", "cursor=" + "A" * 300, "colour=red"])
def test_a_list_that_cannot_be_made_is_refused(whole: Whole, query: str) -> None:
    assert whole.api("reviewer").get(f"/api/v1/items?{query}").status_code == 422


def test_the_list_is_paged_and_filtered_and_mine_is_what_i_hold(whole: Whole) -> None:
    made = {ask(whole)["id"] for _ in range(3)}
    client, seen, cursor = whole.api("reviewer2"), set(), ""
    while True:
        page = client.get(f"/api/v1/items?limit=2{cursor}").json()
        assert len(page["items"]) <= 2
        seen |= {item["id"] for item in page["items"]}
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert made <= seen
    one = sorted(made)[0]
    client.post(f"/api/v1/items/{one}/claim")
    assert [item["id"] for item in client.get("/api/v1/items?mine=true").json()["items"]] == [one]
    assert client.post(f"/api/v1/items/{one}/release").json()["status"] == "queued"
    assert client.get("/api/v1/items?mine=true").json()["items"] == []


def test_nobody_decides_on_their_own_question(whole: Whole) -> None:
    from assistant.accounts.tables import UserRow

    with whole.house.database.write() as session:
        session.get_one(UserRow, whole.users["reviewer2"].id).roles = ["staff", "reviewer"]
    item = whole.api("reviewer2").post("/api/v1/questions", json={"text": ASK}).json()
    whole.api("reviewer2").post(f"/api/v1/items/{item['id']}/claim")
    refused = decide(whole, item, "reviewer2")
    assert (refused.status_code, refused.json()["code"]) == (403, "decision.self")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"decision": "maybe"}, "request.invalid"),
        ({"decision": "reject"}, "decision.reason"),
        ({"decision": "approve_with_edits"}, "decision.answer"),
        ({"decision": "approve", "answer_text": "other words"}, "decision.answer"),
        ({"decision": "reject", "reason_code": "boredom"}, "request.invalid"),
        ({"decision": "reject", "reason_code": "tone", "by": "u_x"}, "request.invalid"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_refused_and_changes_nothing(whole: Whole, body: dict, code: str) -> None:
    item = ask(whole)
    whole.api("reviewer").post(f"/api/v1/items/{item['id']}/claim")
    refused = decide(whole, item, **body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert whole.api("reviewer").get(f"/api/v1/items/{item['id']}").json()["decision"] is None


def test_a_document_is_added_looked_at_approved_searched_and_revoked(whole: Whole) -> None:
    owner, other = whole.api("owner"), whole.api("owner2")
    form = {"title": "Zebrafish club", "kind": "guide", "owner": "owner", "schools": "oak", "school_year": "2026-2027"}
    file = {"file": ("club.md", b"# Zebrafish club\n\nThe zebrafish club meets on Tuesdays in room 12.\n")}
    added = other.post("/api/v1/documents", data=form, files=file)
    assert (added.status_code, added.json()["status"], added.json()["schools"]) == (201, "pending", ["oak"])
    path = f"/api/v1/documents/{added.json()['document_id']}/revisions/{added.json()['revision']}"
    assert "Tuesdays" in str(owner.get(path).json()["passages"])
    assert "zebrafish club meets" not in owner.get("/api/v1/search?q=zebrafish club").text
    own = other.post(f"{path}/approve", json={})
    assert own.status_code == 403
    approved = owner.post(f"{path}/approve", json={"effective_from": "2026-08-15", "expires_on": "2027-06-30"})
    assert (approved.status_code, approved.json()["state"]) == (200, "in_force")
    assert "zebrafish club meets" in owner.get("/api/v1/search?q=zebrafish club").text
    item = ask(whole, "When does the zebrafish club meet?", school="oak")
    revoked = owner.post(f"{path}/revoke", json={"reason": "The club has closed."})
    assert (revoked.status_code, revoked.json()["status"]) == (200, "revoked")
    if item["draft"]:
        assert item["id"] in revoked.json()["recalled"]
    assert "zebrafish club meets" not in owner.get("/api/v1/search?q=zebrafish club").text
    again = owner.post(f"{path}/approve", json={})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("form", "name", "data", "status"),
    [
        ({"kind": "nothing"}, "a.md", b"# A\n\nWords.\n", 422),
        ({"owner": "nobody"}, "a.md", b"# A\n\nWords.\n", 422),
        ({"schools": "elm"}, "a.md", b"# A\n\nWords.\n", 422),
        ({"audience": "martians"}, "a.md", b"# A\n\nWords.\n", 422),
        ({"title": " "}, "a.md", b"# A\n\nWords.\n", 422),
        ({"colour": "red"}, "a.md", b"# A\n\nWords.\n", 422),
        ({}, "a.pdf", b"%PDF-1.7 nothing more", 422),
        ({}, "a.exe", b"MZ\x90\x00", 422),
        ({}, "a.md", b"", 422),
        ({}, "a.md", b"a" * 200_000, 413),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_and_leaves_nothing(
    whole: Whole, form: dict[str, str], name: str, data: bytes, status: int
) -> None:
    owner = whole.api("owner")
    before = owner.get("/api/v1/documents").json()
    sent = {"title": "Refused", "kind": "guide", "owner": "owner"} | form
    answer = owner.post("/api/v1/documents", data=sent, files={"file": (name, data)})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert owner.get("/api/v1/documents").json() == before


@pytest.mark.parametrize(
    "dates", [{"effective_from": "2027-01-01", "expires_on": "2026-01-01"}, {"expires_on": "9999-12-31"}, {"expires_on": "soon"}]
)
def test_dates_that_make_no_sense_are_refused(whole: Whole, dates: dict[str, str]) -> None:
    path = "/api/v1/documents/{}/revisions/{}/approve".format(*whole.pending)
    assert whole.api("owner").post(path, json=dates).status_code == 422


def test_figures_come_with_n_interval_and_definition(whole: Whole) -> None:
    ask(whole)
    body = whole.api("leader").get("/api/v1/metrics").json()
    assert body["n_items"] >= 1
    for figure in body["figures"]:
        assert set(figure) >= {"name", "value", "n", "interval", "definition"}
    coverage = next(figure for figure in body["figures"] if figure["name"] == "draft_coverage")
    assert coverage["interval"]["low"] <= coverage["value"] <= coverage["interval"]["high"]
    assert whole.api("leader").get("/api/v1/metrics?from=2020-01-01&to=2020-01-02").json()["n_items"] == 0
    today = whole.moment.date().isoformat()
    assert whole.api("leader").get(f"/api/v1/metrics?from={today}&to={today}").json()["n_items"] == body["n_items"]
    assert whole.api("leader").get("/api/v1/metrics?by=shoe_size").status_code == 422
    assert whole.api("leader").get("/api/v1/metrics?from=9999-12-31T23:59:59-12:00").status_code == 422
    assert whole.api("leader").get("/api/v1/scorecard").json()["plan"] is None


def test_the_ledger_holds_and_the_policy_names_its_version(whole: Whole) -> None:
    verified = whole.api("admin").get("/api/v1/ledger/verify").json()
    assert verified["ok"]
    assert verified["n_events"] > 10
    assert whole.api("service").get("/api/v1/policy").json()["version"] == whole.house.policy.version


def test_health_and_counts_are_open_and_hold_no_words(whole: Whole) -> None:
    ask(whole, "Is the zebrafish tank open to visitors?")
    anonymous = whole.api("")
    assert anonymous.get("/healthz").json() == {"status": "alive"}
    ready = anonymous.get("/readyz")
    assert {part["name"] for part in ready.json()["parts"]} == {"database", "policy", "encoder", "redactor", "index"}
    anonymous.get("/nowhere/zebrafish")
    counts = anonymous.get("/metrics")
    families = {family.name: family for family in text_string_to_metric_families(counts.text)}
    assert families["countersign_requests"].samples
    assert sum(sample.value for sample in families["countersign_items"].samples) > 0
    assert "zebrafish" not in counts.text


def test_hostile_titles_come_back_as_data(whole: Whole) -> None:
    answer = whole.api("owner").get(f"/api/v1/documents/{whole.pending[0]}")
    assert answer.headers["content-type"] == "application/json"
    assert HOSTILE in answer.json()["title"]
