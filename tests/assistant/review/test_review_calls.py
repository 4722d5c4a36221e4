"""Review by its calls, on a whole house: checks of edits, second approvals, library, packets, tasks."""

from datetime import timedelta

from policies.ledger import Tag, events
from policies.review_rules import ErrorClass
from tests.assistant.web.test_calls import ask, decide
from tests.assistant.web.whole import Whole

ASK = "Do visitors need to sign in?"
START = "What time is the first bell at Oak School?"


def claimed(whole: Whole, text: str = ASK, role: str = "reviewer") -> dict:
    item = ask(whole, text)
    assert item["outcome"] == "drafted", item["outcome_detail"]
    return whole.api(role).post(f"/api/v1/items/{item['id']}/claim").json()


def words_of(item: dict) -> str:
    draft = item["draft"]
    body = " ".join(sentence["text"] for sentence in draft["sentences"])
    return "\n\n".join(part for part in (draft["greeting"], body, draft["closing"]) if part)


def test_every_citation_of_an_item_has_the_id_that_a_decision_takes(whole: Whole) -> None:
    item = claimed(whole)
    cited = [c for s in item["draft"]["sentences"] for c in s["citations"]]
    assert cited
    assert all(c["passage_id"] for c in cited)
    assert decide(whole, item, opened_citations=[c["passage_id"] for c in cited]).status_code == 200


def test_the_next_item_is_taken_and_an_empty_queue_gives_none(whole: Whole) -> None:
    client = whole.api("reviewer")
    ask(whole)
    taken = client.post("/api/v1/items/claim-next").json()["item"]
    assert (taken["status"], taken["claim"]["by"]) == ("claimed", whole.users["reviewer"].id)
    assert taken["due_at"] > taken["submitted_at"]
    while (item := client.post("/api/v1/items/claim-next").json()["item"]) is not None:
        assert item["id"] != taken["id"]


def test_a_held_item_names_its_holder_and_is_taken_over_after_a_while(whole: Whole) -> None:
    item = claimed(whole)
    other = whole.api("reviewer2")
    refused = other.post(f"/api/v1/items/{item['id']}/claim", json={"take_over": True})
    assert (refused.status_code, refused.json()["code"], refused.json()["ids"]["by"]) == (409, "item.claimed", "reviewer")
    assert "reviewer is working on this item" in refused.json()["detail"]
    whole.moment += timedelta(minutes=6)
    taken = other.post(f"/api/v1/items/{item['id']}/claim", json={"take_over": True}).json()
    assert taken["claim"]["by"] == whole.users["reviewer2"].id
    lost = decide(whole, item)
    assert (lost.status_code, lost.json()["code"]) == (409, "item.claimed")
    assert decide(whole, taken, "reviewer2").status_code == 200
    late = decide(whole, item)
    assert (late.status_code, late.json()["ids"]["by"], late.json()["ids"]["decision"]) == (409, "reviewer2", "approve")


def test_live_checks_name_the_place_of_a_figure_that_no_source_holds(whole: Whole) -> None:
    item = claimed(whole, START)
    words = words_of(item)
    assert "7:55" in words
    client = whole.api("reviewer")
    path = f"/api/v1/items/{item['id']}/checks"
    good = client.post(path, json={"answer_text": words}).json()
    assert (good["unheld_figures"], good["changes"], good["needs_second"]) == ([], [], False)
    assert {s["standing"] for s in good["sentences"]} <= {"fixed", "cited"}
    edited = words.replace("7:55", "8:25") + "\n\nTickets cost $12 – pay by 3:30 p.m."
    found = client.post(path, json={"answer_text": edited}).json()
    assert [found["text"][f["start"] : f["end"]] for f in found["unheld_figures"]] == [f["text"] for f in found["unheld_figures"]]
    told = " ".join(f["text"] for f in found["unheld_figures"])
    assert "8:25" in told
    assert "$12" in told
    assert "3:30" in told
    by_standing = {s["standing"]: found["text"][s["start"] : s["end"]] for s in found["sentences"]}
    assert "Tickets" in by_standing["uncited"]
    (wrong,) = [s for s in found["sentences"] if "8:25" in found["text"][s["start"] : s["end"]]]
    assert "figures" in wrong["faults"]
    assert found["needs_second"]
    line = "Tickets cost $12 – pay by 3:30 p.m."
    with_line = client.post(path, json={"answer_text": edited.replace("8:25", "7:55"), "attested": [line]}).json()
    assert with_line["unheld_figures"] == []
    assert "attested" in {s["standing"] for s in with_line["sentences"]}
    assert whole.api("staff").post(path, json={"answer_text": words}).status_code == 403


def test_personal_details_in_checked_words_come_back_hidden(whole: Whole) -> None:
    item = claimed(whole)
    found = whole.api("reviewer").post(
        f"/api/v1/items/{item['id']}/checks", json={"answer_text": "Please tell Mrs. Brunhilde Ackerquist at 617-555-0187 today."}
    )
    assert found.json()["is_redacted"]
    assert "617-555-0187" not in found.text


def test_a_changed_figure_waits_for_a_second_person_and_the_difference_is_told(whole: Whole) -> None:
    item = claimed(whole, START)
    edited = words_of(item).replace("7:55", "8:05")
    waiting = decide(whole, item, decision="approve_with_edits", answer_text=edited).json()
    assert (waiting["status"], waiting["proposal"]["why"], waiting["decision"]) == ("queued", ["own_facts"], None)
    assert waiting["proposal"]["answer_text"] == edited
    path = f"/api/v1/items/{item['id']}"
    assert whole.api("staff").get(f"{path}/answer").json()["code"] == "answer.not_approved"
    own = whole.api("reviewer").post(f"{path}/claim").json()
    assert decide(whole, own).json()["code"] == "decision.own_words"
    whole.api("reviewer").post(f"{path}/release")
    second = whole.api("reviewer2").post(f"{path}/claim").json()
    stale = decide(whole, second, "reviewer2", seen_hash=item["seen_hash"])
    assert (stale.status_code, stale.json()["code"], stale.json()["ids"]["changed"]) == (409, "item.changed", "proposal")
    assert "8:05" not in stale.text
    changes = whole.api("reviewer2").get(f"{path}/changes", params={"since": item["seen_hash"]}).json()
    assert changes["parts"] == ["proposal"]
    assert [(c["was"], c["now"]) for c in changes["words"]] == [("7:55", "8:05")]
    assert whole.api("reviewer2").get(f"{path}/changes", params={"since": "0" * 64}).status_code == 404
    assert whole.api("reviewer2").get(f"{path}/difference").json()["changes"] == changes["words"]
    assert decide(whole, second, "reviewer2").json()["status"] == "approved"
    answer = whole.api("staff").get(f"{path}/answer").json()
    assert (answer["text"], answer["approved_by"]) == (edited, whole.users["reviewer"].id)
    assert answer["countersigned_by"] == whole.users["reviewer2"].id


def test_an_item_is_escalated_to_an_office_of_the_policy_only(whole: Whole) -> None:
    item = claimed(whole)
    assert decide(whole, item, decision="escalate", office="nowhere").json()["code"] == "decision.office"
    done = decide(whole, item, decision="escalate", office="front").json()
    assert (done["status"], done["decision"]["office"]) == ("escalated", "front")


def test_a_returned_item_is_asked_again_by_its_asker_and_names_the_first(whole: Whole) -> None:
    item = claimed(whole)
    assert decide(whole, item, decision="return").json()["code"] == "decision.note"
    early = whole.api("staff").post(f"/api/v1/items/{item['id']}/resubmit")
    assert (early.status_code, early.json()["code"]) == (409, "item.not_returned")
    done = decide(whole, item, decision="return", note="Which door do they mean?").json()
    assert (done["status"], done["decision"]["decision"]) == ("withdrawn", "return")
    assert whole.api("staff").get(f"/api/v1/items/{item['id']}").json()["decision"]["note"] == "Which door do they mean?"
    assert whole.api("service").post(f"/api/v1/items/{item['id']}/resubmit").status_code == 404
    again = whole.api("staff").post(f"/api/v1/items/{item['id']}/resubmit", json={"text": "Do visitors sign in at the front door?"})
    assert (again.status_code, again.json()["origin"]) == (201, {"kind": "resubmission", "item_id": item["id"]})
    twice = whole.api("staff").post(f"/api/v1/items/{item['id']}/resubmit", json={"text": "Do visitors sign in at the front door?"})
    assert twice.json()["id"] == again.json()["id"]
    with whole.house.database.read() as session:
        (event,) = [e for e in events(session, subject=again.json()["id"]) if e.tag == Tag.ITEM_SUBMITTED]
    assert event.payload["follows"] == item["id"]


def test_an_attested_line_is_visibly_uncited_ends_and_is_never_found_again(whole: Whole) -> None:
    item = claimed(whole, "Do visitors wear a badge?")
    line = "The side door is locked this week."
    edited = f"{words_of(item)}\n\n{line}"
    until = (whole.moment + timedelta(days=4)).date().isoformat()
    sent = {"decision": "approve_with_edits", "answer_text": edited, "attested": [{"text": line, "expires_on": until}]}
    waiting = decide(whole, item, **sent).json()
    assert "attested" in waiting["proposal"]["why"]
    second = whole.api("reviewer2").post(f"/api/v1/items/{item['id']}/claim").json()
    assert decide(whole, second, "reviewer2").json()["status"] == "approved"
    path = f"/api/v1/items/{item['id']}/answer"
    told = whole.api("staff").get(path).json()
    assert told["attested"] == [{"text": line, "by": whole.users["reviewer"].id, "expires_on": until}]
    found = whole.api("staff").get("/api/v1/answers", params={"q": "side door locked badge"}).json()["answers"]
    assert item["id"] not in {answer["item_id"] for answer in found}
    again = whole.api("staff").post(f"/api/v1/answers/{item['id']}/reuse", json={"text": "Do visitors wear a badge?"})
    assert (again.status_code, again.json()["code"]) == (409, "answer.attested")
    before = whole.moment
    whole.moment += timedelta(days=6)
    assert whole.api("staff").get(path).json()["code"] == "answer.expired"
    whole.moment = before


def telescopes(whole: Whole) -> tuple[str, str]:
    """A document of this test's own, in force; gives document and revision."""
    form = {"title": "Telescope club", "kind": "guide", "owner": "owner", "school_year": "2026-2027"}
    file = {"file": ("stars.md", b"# Telescope club\n\nThe telescope club meets in the tower room on clear evenings.\n")}
    added = whole.api("owner2").post("/api/v1/documents", data=form, files=file).json()
    path = f"/api/v1/documents/{added['document_id']}/revisions/{added['revision']}"
    done = whole.api("owner").post(f"{path}/approve", json={"effective_from": "2026-08-01", "expires_on": "2027-06-30"})
    assert done.status_code == 200, done.text
    return added["document_id"], added["revision"]


def test_an_approved_answer_is_found_queued_again_and_falls_with_its_source(whole: Whole) -> None:
    revision = telescopes(whole)
    item = claimed(whole, "Where does the telescope club meet?")
    assert decide(whole, item).json()["status"] == "approved"
    found = whole.api("staff").get("/api/v1/answers", params={"q": "telescope club"}).json()["answers"]
    assert found[0]["item_id"] == item["id"]
    assert whole.api("leader").get("/api/v1/answers", params={"q": "telescope"}).status_code == 403
    reused = whole.api("staff").post(f"/api/v1/answers/{item['id']}/reuse", json={"text": "In which room is the telescope club?"})
    made = reused.json()
    assert (reused.status_code, made["status"], made["origin"]) == (201, "queued", {"kind": "reuse", "item_id": item["id"]})
    assert made["draft"]["sentences"] == item["draft"]["sentences"]
    assert whole.api("staff").get(f"/api/v1/items/{made['id']}/answer").json()["code"] == "answer.not_approved"
    hurt = whole.api("staff").post(f"/api/v1/answers/{item['id']}/reuse", json={"text": "I want to kill myself"})
    assert (hurt.status_code, hurt.json()["code"]) == (409, "reuse.triaged")
    owner = whole.api("owner")
    revoked = owner.post(f"/api/v1/documents/{revision[0]}/revisions/{revision[1]}/revoke", json={"reason": "out of date"})
    assert {item["id"], made["id"]} <= set(revoked.json()["recalled"])
    assert whole.api("staff").get("/api/v1/answers", params={"q": "telescope club"}).json()["answers"] == []
    gone = whole.api("staff").post(f"/api/v1/answers/{item['id']}/reuse", json={"text": "Where is the telescope club?"})
    assert (gone.status_code, gone.json()["code"]) == (409, "answer.recalled")


def test_a_decision_is_taken_back_until_the_words_are_given_out_and_presence_is_told(whole: Whole) -> None:
    item = claimed(whole)
    path = f"/api/v1/items/{item['id']}"
    approved = decide(whole, item).json()
    assert approved["status"] == "approved"
    assert whole.api("reviewer2").post(f"{path}/undo").json()["code"] == "undo.not_yours"
    back = whole.api("reviewer").post(f"{path}/undo").json()
    assert (back["status"], back["decision"], back["claim"]["by"]) == ("claimed", None, whole.users["reviewer"].id)
    assert whole.api("staff").get(f"{path}/answer").json()["code"] == "answer.not_approved"
    seen = whole.api("reviewer2").post(f"{path}/presence").json()
    assert (seen["holder"], seen["is_mine"], seen["others"], seen["seen_hash"]) == ("reviewer", False, [], item["seen_hash"])
    mine = whole.api("reviewer").post(f"{path}/presence").json()
    assert (mine["is_mine"], mine["others"]) == (True, ["reviewer2"])
    before = whole.moment
    whole.moment += timedelta(seconds=61)
    assert whole.api("reviewer").post(f"{path}/presence").json()["others"] == []
    whole.moment = before
    assert decide(whole, item).json()["status"] == "approved"
    assert whole.api("staff").get(f"{path}/answer").status_code == 200
    late = whole.api("reviewer").post(f"{path}/undo")
    assert (late.status_code, late.json()["code"]) == (409, "undo.given_out")
    packet = whole.api("reviewer").get(f"{path}/evidence").json()
    assert [bool(decision["undone_at"]) for decision in packet["decisions"]] == [True, False]
    assert [bool(answer["given_at"]) for answer in packet["answers"]] == [False, True]


def test_no_call_decides_on_more_than_one_item(whole: Whole) -> None:
    told = whole.api("admin").get("/openapi.json").json()
    schemas = told["components"]["schemas"]
    deciding = {path for path in told["paths"] if path.endswith(("/decision", "/undo", "/reopen", "/claim", "/release"))}
    assert len(deciding) >= 4
    assert all("{item_id}" in path for path in deciding)
    for path in deciding:
        body = told["paths"][path].get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        for named in [body, *body.get("anyOf", [])]:
            fields = schemas.get(named.get("$ref", "").rsplit("/", 1)[-1], {}).get("properties", {})
            assert not {name for name in fields if name in {"ids", "items", "item_ids"}}, path


def test_the_figures_of_vigilance_are_the_group_s_and_name_nobody(whole: Whole) -> None:
    decide(whole, claimed(whole))
    told = whole.api("leader").get("/api/v1/review/vigilance")
    assert {figure["group"] for figure in told.json()["figures"]} <= {None, *(kind.value for kind in ErrorClass)}
    page = whole.api("leader").get("/queue/watch")
    for user in ("reviewer", "reviewer2"):
        assert whole.users[user].id not in told.text + page.text
        assert user not in told.text.replace("reviewers", "")
