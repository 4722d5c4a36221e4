"""Two documents that disagree: both owners are told once, where they look, until one of the documents changes."""

from datetime import date, timedelta

from assistant.services import documents, recalls
from ingest.documents import DocumentFacts
from tests.assistant.web.test_calls import ask
from tests.assistant.web.whole import Whole

QUESTION = "What time does the pottery studio open on school days?"


def published(whole: Whole, title: str, words: str, owner: str, expires_on: date = date(2027, 6, 30)) -> tuple[str, str]:
    house, maker = whole.house, whole.users["admin"].actor
    added = documents.add(house, maker, words.encode(), f"{title}.md", DocumentFacts(title, "guide", whole.users[owner].id))
    documents.approve(house, whole.users[owner].actor, added.document.id, added.revision.id, date(2026, 8, 1), expires_on)
    return added.document.id, added.revision.id


def told(whole: Whole, role: str, *, is_open: bool = True) -> list[dict]:
    found = whole.api(role).get("/api/v1/review/tasks", params={} if is_open else {"all": True}).json()["tasks"]
    return [task for task in found if task["kind"] == "conflict"]


def test_both_owners_are_told_once_and_the_task_closes_when_one_document_changes(whole: Whole) -> None:
    ours = published(whole, "Studio handbook", "# Pottery\n\nThe pottery studio opens at 7:30 a.m. on school days.\n", "owner")
    theirs = published(whole, "Studio flyer", "# Pottery\n\nThe pottery studio opens at 8:00 a.m. on school days.\n", "owner2")
    first = ask(whole, QUESTION)
    assert first["outcome"] == "abstained_conflict"
    ask(whole, QUESTION)
    ((mine,), (other,)) = told(whole, "owner"), told(whole, "owner2")
    assert {mine["document_id"], other["document_id"]} == {ours[0], theirs[0]}
    assert (mine["title"], mine["other_title"]) == ("Studio handbook", "Studio flyer")
    assert (other["title"], other["other_title"]) == ("Studio flyer", "Studio handbook")
    assert mine["detail"]["item_id"] == first["id"]
    page = whole.browser("owner").get("/documents").text
    assert "Two documents say different things" in page
    assert f"/documents/{theirs[0]}/revisions/{theirs[1]}" in page
    whole.api("owner2").post(f"/api/v1/documents/{theirs[0]}/revisions/{theirs[1]}/revoke", json={"reason": "out of date"})
    assert told(whole, "owner") == []
    assert told(whole, "owner2") == []
    assert [task["closed_by"] for task in told(whole, "owner", is_open=False)] == [whole.users["owner2"].id]
    assert "Two documents say different things" not in whole.browser("owner").get("/documents").text
    assert ask(whole, QUESTION)["outcome"] == "drafted"


def test_a_document_that_runs_out_settles_the_dispute_on_its_day(whole: Whole) -> None:
    published(whole, "Kiln rules", "# Kiln\n\nThe kiln room closes at 4:30 p.m. on school days.\n", "owner")
    published(whole, "Kiln note", "# Kiln\n\nThe kiln room closes at 5:00 p.m. on school days.\n", "owner2", date(2026, 9, 3))
    assert ask(whole, "What time does the kiln room close on school days?")["outcome"] == "abstained_conflict"
    assert len(told(whole, "owner")) == 1
    moment = whole.moment
    whole.moment += timedelta(days=5)
    recalls.settle(whole.house)
    assert told(whole, "owner") == []
    whole.moment = moment
