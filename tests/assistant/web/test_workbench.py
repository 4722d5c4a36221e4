"""The reviewer's workbench as a browser without JavaScript sees it: order, differences, undo, library, second readings, tasks."""

import datetime as dt
import html
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from assistant.web.pages.workbench import in_looking_order, runs_of
from policies.words.drafts import Draft, Sentence, Support
from review_queue.edits import word_diff
from tests.assistant.review.test_review_calls import START, claimed, telescopes, words_of
from tests.assistant.web.test_calls import ask, decide
from tests.assistant.web.test_screens import hidden, send
from tests.assistant.web.whole import Whole
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import cite, drafted


def test_what_needs_the_closest_look_comes_first_and_keeps_its_number(whole: Whole) -> None:
    item = whole.house.database
    with item.read() as session:
        from review_queue import store

        found = store.get_item(session, ask(whole)["id"])
    cited = (cite(LUNCH),)
    sentences = (
        Sentence("Word for word.", Support.VERBATIM, cited),
        Sentence("It follows.", Support.ENTAILED, cited),
        Sentence("Somebody says so.", Support.ATTESTED, (cite(BELLS),)),
        Sentence("Nobody says so.", Support.ENTAILED, ()),
        Sentence("It follows too.", Support.ENTAILED, cited),
    )
    shown = in_looking_order(replace(found, draft=replace(drafted(), sentences=sentences)))
    assert [one.number for one in shown] == [4, 3, 2, 5, 1]
    assert [one.is_unsupported for one in shown] == [True, False, False, False, False]
    assert isinstance(found.draft, Draft)


def test_a_difference_reads_as_the_new_text_with_what_went() -> None:
    before, after = "Lunch costs $2.75 for all students.", "Lunch costs $2.85 for students today."
    runs = runs_of(after, word_diff(before, after))
    assert "".join(run.text for run in runs if run.kind != "gone") == after
    assert [run.text for run in runs if run.kind == "gone"] == ["$2.75", "all students."]


def test_no_score_stands_on_the_page(whole: Whole) -> None:
    item = claimed(whole)
    page = whole.browser("reviewer").get(f"/items/{item['id']}").text
    assert not re.search(r"score|confidence|0\.\d\d", re.sub(r"<script.*?</script>|v=[0-9a-f]+", "", page), re.IGNORECASE)


def test_a_decision_is_undone_on_the_page_until_the_asker_reads_the_words(whole: Whole) -> None:
    item = claimed(whole)
    path = f"/items/{item['id']}"
    assert decide(whole, item).json()["status"] == "approved"
    reviewer = whole.browser("reviewer")
    assert f'action="{path}/undo"' not in whole.browser("reviewer2").get(path).text
    assert send(reviewer, f"{path}/undo", path).headers["location"] == f"{path}?done=undone"
    held = reviewer.get(f"{path}?done=undone")
    assert "Your decision is taken back." in held.text
    assert "You hold this item until" in held.text
    assert decide(whole, item).json()["status"] == "approved"
    assert "Copy the answer" in whole.browser("staff").get(f"/questions/{item['id']}").text
    late = send(reviewer, f"{path}/undo", path)
    assert late.status_code == 409
    assert "were given out already" in late.text
    assert send(reviewer, f"{path}/reopen", path, reason="mistake").headers["location"] == f"{path}?done=reopened"
    assert "Called back: decide again" in reviewer.get(path).text


def test_what_changed_since_it_was_opened_is_shown_word_by_word(whole: Whole) -> None:
    item = claimed(whole, START)
    edited = words_of(item).replace("7:55", "8:05")
    assert decide(whole, item, decision="approve_with_edits", answer_text=edited).json()["proposal"]
    path = f"/items/{item['id']}"
    second = whole.browser("reviewer2")
    send(second, f"{path}/claim", path)
    fresh = second.get(path)
    assert "A figure, date, name or citation was changed" in fresh.text
    assert re.search(r"<del>.*?7:55</del>", fresh.text)
    stale = send(second, f"{path}/decision", path, decision="approve", seen_hash=item["seen_hash"], opened=["x"])
    assert stale.status_code == 409
    changed = stale.text.partition("This changed since you opened it</h2>")[2]
    assert "the words that wait for a second person" in changed
    assert re.search(r"<del>.*?7:55</del>.*?<ins>.*?8:05</ins>", changed, re.DOTALL)
    assert (
        send(
            second, f"{path}/decision", path, decision="reject", reason_code="wrong_fact", seen_hash=hidden(fresh, "seen_hash")
        ).status_code
        == 303
    )


def test_an_attested_line_is_put_into_the_answer_and_needs_its_last_day(whole: Whole) -> None:
    item = claimed(whole, "Do visitors wear a badge?")
    reviewer, path = whole.browser("reviewer"), f"/items/{item['id']}"
    opened = [c["passage_id"] for s in item["draft"]["sentences"] for c in s["citations"]]
    fields = {
        "decision": "approve_with_edits",
        "answer_text": words_of(item),
        "attested_text": "The lift is out of order.",
        "opened": opened,
    }
    fields["seen_hash"] = item["seen_hash"]
    refused = send(reviewer, f"{path}/decision", path, **fields)
    assert "The line has no last day." in refused.text
    assert "The lift is out of order.</textarea>" in refused.text
    until = (whole.moment + dt.timedelta(days=2)).date().isoformat()
    assert send(reviewer, f"{path}/decision", path, attested_until=until, **fields).status_code == 303
    waiting = whole.browser("reviewer2").get(path).text
    assert "A line stands in no document" in waiting
    assert "No document</span> “The lift is out of order.”" in waiting


def search(client: TestClient, words: str) -> str:
    return send(client, "/answers", "/answers", q=words).text


def test_an_approved_answer_is_found_used_again_through_the_queue_and_shown_as_fallen_later(whole: Whole) -> None:
    document, revision = telescopes(whole)
    item = claimed(whole, "Where does the telescope club meet?")
    decide(whole, item)
    staff = whole.browser("staff")
    page = search(staff, "telescope")
    assert "1 answer holds" in page
    assert "tower room" in page
    assert "Use it for another message" not in search(whole.browser("reviewer"), "telescope")
    again = send(staff, f"/answers/{item['id']}/reuse", "/answers", text="In which room is the telescope club?", q="telescope")
    assert re.fullmatch(r"/questions/item_[0-9a-f]{16}", again.headers["location"])
    hurt = send(staff, f"/answers/{item['id']}/reuse", "/answers", text="I want to kill myself", q="telescope")
    assert hurt.status_code == 409
    assert "Triage lets nothing be drafted for this message." in hurt.text
    whole.api("owner").post(f"/api/v1/documents/{document}/revisions/{revision}/revoke", json={"reason": "out of date"})
    fallen = html.unescape(search(staff, "telescope"))
    assert "No approved answer has these words." in fallen
    assert "Where does the telescope club meet?" in fallen
    assert "called back: something it cites changed" in fallen
    assert "tower room" not in fallen
    called_back = whole.browser("reviewer").get(f"/items/{item['id']}").text
    assert "A source holds no more: Telescope club" in called_back
    assert "Nothing takes its place." in called_back


@pytest.mark.parametrize("role", ["reviewer", "leader"])
def test_the_group_s_figures_have_n_and_intervals_and_name_nobody(whole: Whole, role: str) -> None:
    page = whole.browser(role).get("/queue/watch").text
    assert "Planted errors caught" in page
    assert "95 % interval" in page
    assert not re.search(r"reviewer2|u_[0-9a-f]{8}", page)


def test_a_second_reading_is_blind_and_needs_a_reason_to_disagree(whole: Whole) -> None:
    house = whole.house
    before = house.policy
    rules = before.review.model_copy(update={"vigilance": before.review.vigilance.model_copy(update={"reread_share": 1.0})})
    try:
        house.policy = before.model_copy(update={"review": rules})
        decide(whole, claimed(whole))
    finally:
        house.policy = before
    other = whole.browser("reviewer2")
    page = other.get("/queue/reread").text
    assert "Is it right?" in page
    assert "Approved by" not in page
    action = re.search(r'action="(/queue/reread/reread_[0-9a-f]+)"', page)
    assert action
    assert "A disagreement needs its reason." in send(other, action[1], "/queue/reread", agrees="no").text
    assert send(other, action[1], "/queue/reread", agrees="no", reason_code="tone").headers["location"] == "/queue/reread?done=yes"
    assert "Nothing waits for a second reading" in whole.browser("reviewer").get("/queue/reread").text


def test_the_same_correction_three_times_is_told_to_the_document_s_owner_who_closes_it(whole: Whole) -> None:
    for number in range(3):
        item = claimed(whole, f"Do visitors sign in? ({number})")
        edited = words_of(item).replace("wears", "shows")
        assert edited != words_of(item)
        decide(whole, item, decision="approve_with_edits", answer_text=edited)
    owner = whole.browser("owner")
    page = owner.get("/documents").text
    assert "Reviewers keep making the same correction" in page
    assert "Reviewers keep making the same correction" not in whole.browser("owner2").get("/documents").text
    action = re.search(r'action="(/documents/tasks/task_[0-9a-f]+/close)"', page)
    assert action
    assert send(owner, action[1], "/documents").headers["location"] == "/documents"
    assert "Reviewers keep making the same correction" not in owner.get("/documents").text


def test_who_may_not_approve_is_told_before_the_work(whole: Whole) -> None:
    item = claimed(whole)
    house, path = whole.house, f"/items/{item['id']}"
    before = house.policy
    departments = {item["question"]["topic"]: ("somebody-else",)}
    assert "to its department." not in whole.browser("reviewer").get(path).text
    try:
        house.policy = before.model_copy(update={"review": before.review.model_copy(update={"departments": departments})})
        page = whole.browser("reviewer").get(path).text
    finally:
        house.policy = before
    assert "to its department." in page
