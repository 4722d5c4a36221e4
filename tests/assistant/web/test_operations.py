"""Operations in the browser: the kill switch, health and what it means, work with progress and stop; training, feedback, policy."""

import re
import time
from collections.abc import Iterator

import pytest
import yaml
from starlette.testclient import TestClient

from assistant import switches
from assistant.drafting.reply import holding_words
from assistant.services import questions, switching, work
from assistant.services.grounds import holding_reply
from assistant.services.work import Kind, State
from assistant.training.results import require_trained
from assistant.training.tracks import track
from policies import ledger
from policies.errors import BadInput, Conflict, CountersignError, Refused
from policies.words.questions import Outcome
from tests.assistant.web.forms import SAME_SITE, token_in
from tests.assistant.web.test_calls import ask, decide
from tests.assistant.web.test_screens import send
from tests.assistant.web.whole import HOSTILE, Whole

VISITORS = "Do visitors need to sign in?"


def tags(whole: Whole) -> list[str]:
    with whole.house.database.read() as session:
        return [event.tag for event in ledger.events(session)]


@pytest.fixture
def switched(whole: Whole) -> Iterator[Whole]:
    """A house whose switches stand on again afterwards."""
    yield whole
    with whole.house.database.read() as session:
        left = switches.switched_off(session)
    for one in left:
        switching.switch(whole.house, whole.users["admin"].actor, one.scope, "The test is over.", is_off=False)


def turn(whole: Whole, scope: str, reason: str, way: str = "off"):
    return send(whole.browser("admin"), "/operations/switch", "/operations", scope=scope, reason=reason, turn=way)


def test_switched_off_for_the_district_nothing_is_drafted_and_the_question_waits_with_a_contact(switched: Whole) -> None:
    before = len(tags(switched))
    assert turn(switched, "district", "The visitor rules are being corrected.").status_code == 303
    item = ask(switched, VISITORS)
    assert (item["status"], item["outcome"], item["draft"]) == ("queued", "abstained_no_source", None)
    assert "switched off for the whole district (The visitor rules are being corrected)" in item["outcome_detail"]
    assert item["contact"]["phone"] in item["outcome_detail"]
    assert switches.FLAG in item["flags"]
    assert turn(switched, "district", "Corrected.", "on").status_code == 303
    assert ask(switched, VISITORS)["outcome"] == "drafted"
    assert [tag for tag in tags(switched)[before:] if tag.startswith("drafting.")] == ["drafting.switched_off", "drafting.switched_on"]


def test_a_school_that_is_off_leaves_the_others_alone(switched: Whole) -> None:
    turn(switched, "oak", "Oak moves this week.")
    assert ask(switched, VISITORS, school="oak")["outcome"] == "abstained_no_source"
    assert ask(switched, VISITORS)["outcome"] == "drafted"


def test_danger_is_escalated_all_the_same(switched: Whole) -> None:
    turn(switched, "district", "Being corrected.")
    assert ask(switched, "My daughter says she wants to kill herself tonight.")["outcome"] == Outcome.ESCALATED_SAFETY.value


def test_approving_what_was_not_tried_does_not_say_that_nothing_was_found(switched: Whole) -> None:
    turn(switched, "district", "Being corrected.")
    item = questions.ask(switched.house, switched.users["staff"].actor, VISITORS)
    words = holding_words(Outcome.ABSTAINED_HELD_BACK, item.question, item.contact, switched.house.policy)
    assert holding_reply(switched.house, item) == words


def test_every_page_says_so_with_the_reason_and_nothing_in_it_runs(switched: Whole) -> None:
    turn(switched, "oak", f"Because {HOSTILE}")
    for role, path in (("staff", "/ask"), ("reviewer", "/queue"), ("leader", "/figures"), ("owner", "/documents"), ("service", "/account")):
        page = switched.browser(role).get(path).text
        assert "Drafting is switched off for Oak School." in page
        assert "&lt;script&gt;" in page
        assert HOSTILE not in page
    assert "Drafting is switched off" not in switched.api("").get("/sign-in").text
    ready = switched.api("").get("/readyz").json()
    assert ready["drafting_off"] == ["oak"]


def test_the_reason_passes_the_redactor_before_everyone_reads_it(switched: Whole) -> None:
    turn(switched, "district", "Call 785-555-0142 about student 48213907.")
    page = switched.browser("staff").get("/ask").text
    assert "48213907" not in page
    assert "785-555-0142" not in page


def test_the_switch_refuses_what_makes_no_sense(switched: Whole) -> None:
    admin, staff = switched.users["admin"].actor, switched.users["staff"].actor
    for scope, reason, kind in (("nowhere", "A reason.", BadInput), ("oak", "  ", BadInput), ("oak", "x" * 301, BadInput)):
        with pytest.raises(kind):
            switching.switch(switched.house, admin, scope, reason, is_off=True)
    with pytest.raises(Conflict, match=r"switch\.already"):
        switching.switch(switched.house, admin, "oak", "It is on.", is_off=False)
    with pytest.raises(Refused, match=r"role\.missing"):
        switching.switch(switched.house, staff, "oak", "I should not.", is_off=True)
    wrong = turn(switched, "nowhere", "A reason.")
    assert (wrong.status_code, "There is no such school." in wrong.text) == (422, True)


def test_a_switch_thrown_while_a_question_is_on_its_way_still_holds(switched: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    real, thrown = questions.answer, list[str]()

    def answer_and_switch(*given):
        made = real(*given)
        if not thrown:
            thrown.append("once")
            switching.switch(switched.house, switched.users["admin"].actor, "district", "In the middle.", is_off=True)
        return made

    monkeypatch.setattr(questions, "answer", answer_and_switch)
    item = questions.ask(switched.house, switched.users["staff"].actor, VISITORS)
    assert (item.outcome, item.draft) == (Outcome.ABSTAINED_NO_SOURCE, None)


def test_the_page_tells_each_part_and_what_a_broken_one_means(whole: Whole) -> None:
    page = whole.browser("admin").get("/operations").text
    for words in ("Database", "Index", "Search model", "Redactor", "Policy", "Ledger", "Language model", "Disk", "Everything works"):
        assert words in page
    assert "countersign backup create" in page
    last = whole.app.state.readiness
    kept = last._parts
    try:
        last._parts = [part if part.name != "index" else type(part)("index", False, "index.damaged") for part in kept]
        broken = whole.browser("admin").get("/operations").text
        assert "1 part needs care" in broken
        assert "Passages are found by their words only until the index is rebuilt." in broken
    finally:
        last._parts = kept


def latest(whole: Whole, kind: Kind) -> work.Work:
    return next(one for one in work.listed(whole.house, whole.users["admin"].actor, 200) if one.kind is kind)


def until(whole: Whole, id_: str, *states: State) -> work.Work:
    for _ in range(200):
        (found,) = [one for one in work.listed(whole.house, whole.users["admin"].actor) if one.id == id_]
        if found.state in states:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def test_work_is_begun_in_the_browser_and_shown_with_its_end(whole: Whole) -> None:
    for kind in ("index.rebuild", "index.check", "ledger.verify"):
        answer = send(whole.browser("admin"), "/operations/work", "/operations", kind=kind)
        assert answer.status_code == 303, answer.text
        assert until(whole, latest(whole, Kind(kind)).id, State.DONE, State.FAILED).state is State.DONE
    assert "Rebuilding the index" in whole.browser("admin").get("/operations/work").text
    wrong = send(whole.browser("admin"), "/operations/work", "/operations", kind="documents.delete")
    assert wrong.status_code == 422


def stopped_half_way(whole: Whole, ids: list[str]) -> None:
    """Work of three steps that an administrator stops in the browser after the first."""
    with work.noted(whole.house, whole.users["admin"].actor, Kind.QUESTIONS_IMPORT) as told:
        told(1, 3)
        ids.append(latest(whole, Kind.QUESTIONS_IMPORT).id)
        assert "Stop" in whole.browser("admin").get("/operations/work").text
        assert send(whole.browser("admin"), f"/operations/work/{ids[0]}/cancel", "/operations").status_code == 303
        told(3, 3)
        raise AssertionError("it went on")


def test_work_that_is_asked_to_stop_stops_between_two_steps(whole: Whole) -> None:
    ids: list[str] = []
    with pytest.raises(Conflict, match=r"work\.cancelled"):
        stopped_half_way(whole, ids)
    assert until(whole, ids[0], State.CANCELLED).n_done == 3
    assert tags(whole)[-1] == "work.cancelled"
    again = send(whole.browser("admin"), f"/operations/work/{ids[0]}/cancel", "/operations")
    assert again.status_code == 409


def test_work_that_fails_says_its_code_and_never_its_words(whole: Whole) -> None:
    admin = whole.users["admin"].actor
    failing = (
        (Kind.DOCUMENT_ERASE, RuntimeError("my son Miles"), "RuntimeError"),
        (Kind.FOLDER_WATCH, BadInput("file.bad", "Words of a file.", "Mend it."), "file.bad"),
    )
    for kind, error, code in failing:
        with pytest.raises((RuntimeError, CountersignError)), work.noted(whole.house, admin, kind):
            raise error
        newest = latest(whole, kind)
        assert (newest.state, newest.code) == (State.FAILED, code)
        assert not newest.may_be_cancelled


def test_work_whose_process_died_is_told_as_broken_off(whole: Whole) -> None:
    admin = whole.users["admin"].actor
    kept = whole.moment
    try:
        with work.noted(whole.house, admin, Kind.DOCUMENT_ERASE) as told:
            told(1, 0)
            id_ = next(one.id for one in work.listed(whole.house, admin, 200) if one.state is State.RUNNING)
            whole.moment += work.LOST_AFTER + type(work.LOST_AFTER)(seconds=1)
            assert until(whole, id_, State.LOST)
            assert "Broken off" in whole.browser("admin").get("/operations/work").text
    finally:
        whole.moment = kept


def test_a_reviewer_without_the_training_is_refused_where_the_policy_asks_for_it(whole: Whole) -> None:
    kept = whole.house.policy
    rules = kept.review.model_copy(update={"needs_training": True})
    item = ask(whole)
    whole.api("reviewer2").post(f"/api/v1/items/{item['id']}/claim")
    item = whole.api("reviewer2").get(f"/api/v1/items/{item['id']}").json()
    try:
        whole.house.policy = kept.model_copy(update={"review": rules})
        refused = decide(whole, item, "reviewer2")
        assert (refused.status_code, refused.json()["code"]) == (403, "training.missing")
        assert "/training/reviewer" in refused.json()["remedy"]
        browser = whole.browser("reviewer2")
        assert "Needed before you approve" in browser.get("/training").text
        wrong = send(browser, "/training/reviewer", "/training/reviewer", **{f"question-{n}": "1" for n in range(5)})
        assert "Not passed yet" in wrong.text
        assert decide(whole, item, "reviewer2").status_code == 403
        right = {f"question-{n}": str(question.right) for n, question in enumerate(_reviewer_test())}
        passed = send(browser, "/training/reviewer", "/training/reviewer", **right)
        assert "You passed: 5 of 5 right." in passed.text
        kept_moment = whole.moment
        whole.moment += type(work.LOST_AFTER)(days=366)
        with whole.house.database.read() as session, pytest.raises(Refused, match=r"training\.missing"):
            require_trained(session, whole.moment, whole.users["reviewer2"].actor, rules)
        whole.moment = kept_moment
        assert decide(whole, item, "reviewer2").status_code == 200
    finally:
        whole.house.policy = kept
    with whole.house.database.read() as session:
        taken = ledger.events(session, whole.users["reviewer2"].id, (ledger.Tag.TRAINING_TAKEN,))
        assert [event.payload["is_passed"] for event in taken] == [False, True]
    assert "Reviewing drafts" in whole.browser("admin").get(f"/users/{whole.users['reviewer2'].id}").text


def _reviewer_test():
    return track("reviewer").test


def test_rejecting_and_escalating_need_no_training(whole: Whole) -> None:
    kept = whole.house.policy
    item = ask(whole)
    whole.api("reviewer").post(f"/api/v1/items/{item['id']}/claim")
    try:
        whole.house.policy = kept.model_copy(update={"review": kept.review.model_copy(update={"needs_training": True})})
        item = whole.api("reviewer").get(f"/api/v1/items/{item['id']}").json()
        assert decide(whole, item, decision="reject", reason_code="tone").status_code == 200
    finally:
        whole.house.policy = kept


def tell(client: TestClient, page: str, words: str):
    """Send the form of feedback about a page."""
    return client.post("/feedback", data={"csrf": token_in(client.get("/feedback")), "page": page, "text": words}, headers=SAME_SITE)


def test_feedback_is_redacted_kept_listed_for_administrators_and_bounded(whole: Whole) -> None:
    owner = whole.browser("owner")
    words = f"The button is hidden. My son Miles Ortega, student 48213907. {HOSTILE}"
    sent = tell(owner, "/documents/doc_1a2b/revisions/rev_9", words)
    assert sent.headers["location"] == "/feedback?sent=yes"
    assert "Thank you." in owner.get("/feedback?sent=yes").text
    assert "The button is hidden" not in owner.get("/feedback").text
    seen = whole.browser("admin").get("/feedback").text
    assert "The button is hidden" in seen
    assert "/documents/…/revisions/…" in seen
    assert not any(secret in seen for secret in ("48213907", "Ortega", HOSTILE, "doc_1a2b"))
    statuses = [tell(owner, "/", "More of it.").status_code for _ in range(11)]
    assert statuses.count(303) == 9
    assert set(statuses[9:]) == {429}
    (first, *_rest) = re.findall(r'action="(/feedback/feedback_[0-9a-f]+/close)"', seen)
    assert send(whole.browser("admin"), first, "/feedback").status_code == 303
    assert "Dealt with" in whole.browser("admin").get("/feedback").text
    assert tell(whole.browser("staff"), "/", " ").status_code == 422


def test_the_policy_is_read_by_everyone_and_compared_by_administrators(whole: Whole) -> None:
    page = whole.browser("service").get("/policy").text
    assert whole.house.policy.version in page
    assert "review" in page
    assert "Length of a claim, minutes." in page
    assert "Compare with another policy" not in page
    other = whole.house.policy.model_dump(mode="json")
    other["review"]["claim_minutes"] = 21
    shown = send(whole.browser("admin"), "/policy/compare", "/policy", policy=yaml.safe_dump(other))
    assert shown.status_code == 200
    assert "1 field differs" in shown.text
    assert "review.claim_minutes" in shown.text
    for bad in ("{", "format: 1", "a: &x [1]\nb: [*x, *x]", "[" * 5000, f"format: 1\n{'x' * 210_000}: 1", HOSTILE, "2026-99-99"):
        answer = send(whole.browser("admin"), "/policy/compare", "/policy", policy=bad)
        assert answer.status_code == 422, bad[:20]
        assert HOSTILE not in answer.text


@pytest.mark.parametrize("way", ["object", "place", "revision", "document"])
def test_a_client_that_knows_only_the_contract_says_which_citations_it_opened(whole: Whole, way: str) -> None:
    item = ask(whole)
    whole.api("reviewer").post(f"/api/v1/items/{item['id']}/claim")
    item = whole.api("reviewer").get(f"/api/v1/items/{item['id']}").json()
    cited = [c for s in item["draft"]["sentences"] for c in s["citations"]]
    named = {
        "object": [{name: value for name, value in c.items() if name != "passage_id"} for c in cited],
        "place": [f"{c['revision']}:{c['start']}-{c['end']}" for c in cited],
        "revision": [c["revision"] for c in cited],
        "document": [c["document_id"] for c in cited],
    }[way]
    wrong = decide(whole, item, opened_citations=["rev_none:0-1"])
    assert (wrong.status_code, wrong.json()["code"]) == (403, "decision.citations_unopened")
    unknown = decide(whole, item, opened_citations=[{"revision": "r", "start": 0, "end": 1, "colour": "blue"}])
    assert unknown.status_code == 422
    assert decide(whole, item, opened_citations=named).status_code == 200


def test_an_administrator_changes_roles_languages_schools_and_opens_a_closed_account(whole: Whole) -> None:
    admin, other = whole.browser("admin"), whole.users["owner2"].id
    kept = whole.browser("owner2")
    assert kept.get("/account").status_code == 200
    path = f"/users/{other}"
    changed = send(admin, path, path, roles=["owner", "staff"], languages=["en", "es"], schools=["oak"])
    assert changed.headers["location"] == f"{path}?changed=yes"
    page = admin.get(f"{path}?changed=yes").text
    assert "The account was changed." in page
    assert "Oak School" in page
    assert kept.get("/account").status_code == 401
    assert send(admin, path, path, roles=["owner"], languages=["en"], schools=["nowhere"]).status_code == 422
    assert send(admin, path, path, languages=["en"]).status_code == 422
    mine = f"/users/{whole.users['admin'].id}"
    last = send(admin, mine, mine, roles=["staff"], languages=["en"])
    assert (last.status_code, "last administrator" in last.text) == (409, True)
    assert send(admin, f"{path}/disable", path).status_code == 303
    assert whole.api("owner2").get("/api/v1/policy").status_code == 401
    assert send(admin, f"{path}/enable", path).status_code == 303
    assert whole.api("owner2").get("/api/v1/policy").status_code == 200
    send(admin, path, path, roles=["owner"], languages=["en"])
    assert {"user.changed", "user.enabled"} <= set(tags(whole))
