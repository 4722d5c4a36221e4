"""Many at once: what asks alike is told, the words approved before are offered while their sources hold, each item is decided by itself."""

import html
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import event, select, text, update

from assistant import schema
from review_queue import alike, store
from review_queue.tables import ItemRow
from tests.assistant.review.test_review_calls import claimed, telescopes, words_of
from tests.assistant.web.test_calls import ask, decide
from tests.assistant.web.test_screens import hidden, send
from tests.assistant.web.whole import Whole, build_whole

ASK = "Where does the telescope club meet?"
OTHERWISE = "In which room is the telescope club?"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = build_whole(tmp_path_factory.mktemp("again"))
    yield made
    made.house.close()


def read(whole: Whole, item: dict, role: str = "reviewer") -> dict:
    return whole.api(role).get(f"/api/v1/items/{item['id']}").json()


def test_the_approved_words_are_offered_again_until_their_source_is_gone_and_nothing_is_decided_by_it(many: Whole) -> None:
    document, revision = telescopes(many)
    first = claimed(many, ASK)
    assert read(many, first)["approved_before"] is None
    edited = words_of(first).replace("meets", "gathers")
    assert decide(many, first, decision="approve_with_edits", answer_text=edited).json()["status"] == "approved"
    again, other = ask(many, OTHERWISE), ask(many, ASK)
    told = read(many, again)
    assert told["status"] == "queued"
    assert (told["same_as"], told["n_same"]) == ([other["id"]], 1)
    assert (told["approved_before"]["item_id"], told["approved_before"]["n_items"]) == (first["id"], 1)
    assert "same_as" not in {k for k, v in read(many, again, "staff").items() if v}
    reviewer, path = many.browser("reviewer"), f"/items/{again['id']}"
    assert "2 wait that ask alike" in reviewer.get("/queue").text
    assert "Claim the item to use these words." in reviewer.get(path).text
    send(reviewer, f"{path}/claim", path)
    page = reviewer.get(path).text
    assert "Approved before, sources unchanged" in page
    assert ASK in html.unescape(page.partition("The family asked then:")[2][:300])
    filled = reviewer.get(f"{path}?use=before")
    assert "gathers" in html.unescape(filled.text.partition('name="answer_text"')[2].partition("</textarea>")[0])
    assert read(many, again)["status"] == "claimed"
    cited = [c["passage_id"] for s in again["draft"]["sentences"] for c in s["citations"]]
    sent = {"decision": "approve_with_edits", "answer_text": edited, "opened": cited, "seen_hash": hidden(filled, "seen_hash")}
    assert send(reviewer, f"{path}/decision", path, **sent).status_code == 303
    assert read(many, again)["status"] == "approved"
    assert (read(many, other)["status"], read(many, other)["same_as"]) == ("queued", [])
    assert read(many, other)["approved_before"]["n_items"] == 2
    many.api("owner").post(f"/api/v1/documents/{document}/revisions/{revision}/revoke", json={"reason": "out of date"})
    assert read(many, other)["approved_before"] is None
    assert "Approved before" not in reviewer.get(f"/items/{other['id']}").text


def test_another_source_school_or_language_asks_something_else(many: Whole) -> None:
    a, b = ask(many, "Do visitors need to sign in?"), ask(many, "May my child carry an inhaler?")
    assert b["outcome"] == "drafted"
    assert b["id"] not in read(many, a)["same_as"]
    with many.house.database.read() as session:
        item = store.get_item(session, a["id"])
    keys = {
        alike.key_of(question, item.draft)
        for question in (item.question, replace(item.question, school="oak"), replace(item.question, language="es"))
    }
    assert len(keys) == 3
    assert alike.key_of(item.question, None) is None


def test_nothing_is_offered_beside_a_decoy(many: Whole) -> None:
    first = claimed(many, "Do visitors wear a badge?")
    decide(many, first)
    planted = ask(many, "Do visitors wear a badge?")
    assert read(many, planted)["approved_before"]
    with many.house.database.write() as session:
        session.execute(update(ItemRow).where(ItemRow.id == planted["id"]).values(is_decoy=True))
    assert read(many, planted)["approved_before"] is None


def test_the_step_of_the_schema_gives_older_items_the_key_that_new_ones_get(many: Whole) -> None:
    ask(many, "Do visitors need to sign in?")
    ask(many, "asdf qwer zxcv")
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    keys = select(ItemRow.id, ItemRow.alike).order_by(ItemRow.id)
    with many.house.database.write() as session:
        before = [tuple(row) for row in session.execute(keys)]
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "0008")
        assert "alike" not in {row.name for row in session.execute(text("PRAGMA table_info(items)"))}
        command.upgrade(config, "head")
        assert [tuple(row) for row in session.execute(keys)] == before
    assert {key is None for _id, key in before} == {True, False}


def test_a_page_of_the_queue_counts_its_groups_in_one_statement(many: Whole) -> None:
    items = [ask(many, "Do visitors need to sign in?")["id"] for _time in range(3)]
    with many.house.database.read() as session:
        asked: list[str] = []
        connection = session.connection()

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        counts = alike.n_waiting(session, items)
        event.remove(connection, "before_cursor_execute", note)
    assert set(counts) == set(items)
    assert min(counts.values()) >= 3
    assert len(asked) == 1
