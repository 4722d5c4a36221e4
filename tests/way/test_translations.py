"""A question in Spanish that only an English document answers: quoted, translated beside, and left to a bilingual reviewer."""

import datetime as dt
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.accounts.sessions import open_session
from assistant.services import documents, edit_checks, operations, review
from assistant.services.review import SentDecision
from assistant.shapes import MARKED_TRANSLATION, item_shape
from assistant.web.app import make_app
from ingest.documents import DocumentFacts
from policies.errors import Refused
from policies.policy import Policy, load_policy
from policies.words.items import DecisionKind, Item, ItemStatus
from tests.demo_house import Demo, copy_of_the_district, open_demo, opened
from tests.scripted_provider.server import ScriptedProvider

DOCUMENT = b"# Origami circle\n\nThe origami circle meets on Thursdays at 3:30 p.m. in the cafeteria.\n"
PREGUNTA = "¿Cuándo se reúne el círculo de origami?"
SAID = "El círculo de origami se reúne los jueves a las 3:30 p.m. en la cafetería."


@pytest.fixture(scope="module")
def provider() -> Iterator[ScriptedProvider]:
    with ScriptedProvider("translated") as provider:
        yield provider


@pytest.fixture
def translating(tmp_path_factory: pytest.TempPathFactory, provider: ScriptedProvider) -> Iterator[Demo]:
    data = copy_of_the_district(tmp_path_factory.mktemp("district"))
    demo = open_demo(data, translated_by(load_policy(data / "policy.yaml"), provider))
    owner, other = demo.people["owner"], demo.people["admin"]
    added = documents.add(demo.house, other, DOCUMENT, "origami.md", DocumentFacts("Origami circle", "handbook", owner.user_id))
    documents.approve(demo.house, owner, added.document.id, added.revision.id, dt.date(2026, 8, 1), dt.date(2027, 6, 30))
    yield demo
    demo.house.close()


def translated_by(policy: Policy, provider: ScriptedProvider) -> Policy:
    """The policy with a provider that may translate and does not draft."""
    listed = {"name": "scripted", "kind": "openai_compatible", "base_url": provider.base_url, "model": "scripted-1", "timeout_seconds": 2}
    raw = policy.model_dump(mode="json")
    return Policy.model_validate(
        {**raw, "drafting": {**raw["drafting"], "may_translate": True, "provider": "scripted", "providers": [listed]}}
    )


def ask(demo: Demo, provider: ScriptedProvider, reply: str) -> Item:
    provider.follow(reply)
    item = demo.ask(PREGUNTA)
    assert item.draft is not None
    assert item.draft.sentences[0].text == "The origami circle meets on Thursdays at 3:30 p.m. in the cafeteria."
    return item


def test_the_reviewer_reads_the_translation_beside_the_words_that_stand_in_the_document(
    translating: Demo, provider: ScriptedProvider
) -> None:
    item = ask(translating, provider, "translated")
    told = item_shape(item)
    assert told["draft"]["sentences"][0]["translation"] == {
        "text": SAID,
        "language": "es",
        "marked": MARKED_TRANSLATION,
        "why_not": None,
    }
    assert SAID not in item.draft.words  # type: ignore[union-attr]
    assert told["provenance"]["translation"]["model"] == "scripted-1"
    assert len(told["provenance"]["translation"]["prompt_hash"]) == 64
    assert item.provenance.drafter == "extractive"
    assert "a bilingual reply is needed" in item.outcome_detail
    assert PREGUNTA not in provider.requests[0].body


def test_a_translation_that_alters_a_figure_or_obeys_is_not_shown(translating: Demo, provider: ScriptedProvider) -> None:
    for reply in ("translated_with_another_figure", "translated_as_told", "translated_with_personal_data"):
        shown = item_shape(ask(translating, provider, reply))["draft"]["sentences"][0]["translation"]
        assert shown["text"] is None
        assert shown["why_not"]


def test_a_provider_that_fails_leaves_the_item_as_it_was(translating: Demo, provider: ScriptedProvider) -> None:
    item = ask(translating, provider, "hang")
    assert "translation" not in item_shape(item)["draft"]["sentences"][0]
    assert "translation" not in item_shape(item)["provenance"]
    assert "No translation is proposed: the reply took too long." in item.outcome_detail


def test_only_a_bilingual_reviewer_approves_it(translating: Demo, provider: ScriptedProvider) -> None:
    item = ask(translating, provider, "translated")
    for name, may in (("reviewer2", False), ("reviewer", True)):
        person = translating.people[name]
        held = review.claim(translating.house, person, item.id)
        sent = SentDecision(
            DecisionKind.APPROVE_WITH_EDITS, held.seen_hash, answer_text=translated_words(item), opened_citations=opened(item)
        )
        if may:
            assert review.decide(translating.house, person, item.id, sent).status in {ItemStatus.APPROVED, ItemStatus.QUEUED}
            continue
        with pytest.raises(Refused, match=r"decision\.language"):
            review.decide(translating.house, person, item.id, sent)
        review.release(translating.house, person, item.id)


def translated_words(item: Item) -> str:
    assert item.draft is not None
    assert SAID in item.draft.translated_words
    return item.draft.translated_words


def test_a_translation_that_the_reviewer_puts_into_the_edit_is_checked_against_the_original(
    translating: Demo, provider: ScriptedProvider
) -> None:
    item = ask(translating, provider, "translated")
    reviewer = translating.people["reviewer"]
    checked = edit_checks.check_edits(translating.house, reviewer, item.id, translated_words(item))
    assert [one.drafted for one in checked.sentences if one.drafted is not None] == [0]
    assert checked.unheld == ()
    altered = edit_checks.check_edits(translating.house, reviewer, item.id, translated_words(item).replace("3:30", "4:30"))
    assert [figure.text for figure in altered.unheld] == ["4:30 p.m."]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Machine translation, to be checked by a bilingual reviewer", "a bilingual reply is needed", "Put it into the edit")),
        (
            "es",
            ("Traducción automática, por revisar por una persona bilingüe", "falta una respuesta bilingüe", "Pasarla a la edición"),
        ),
    ],
)
def test_the_reviewers_page_marks_the_translation_in_both_languages(
    translating: Demo, provider: ScriptedProvider, language: str, told: tuple[str, ...]
) -> None:
    item, reviewer = ask(translating, provider, "translated"), translating.people["reviewer"]
    review.claim(translating.house, reviewer, item.id)
    with translating.house.database.write() as session:
        opened_session = open_session(session, translating.house.clock.now(), reviewer.user_id)
    client = TestClient(make_app(translating.house), base_url="http://127.0.0.1:8000", headers={"accept-language": language})
    client.cookies.set("countersign", opened_session.id, domain="127.0.0.1", path="/")
    page = client.get(f"/items/{item.id}").text
    assert all(words in page for words in told)
    assert f'<p class="cs-quote" lang="es">{SAID}</p>' in page
    assert '<span lang="en">The origami circle' in page
    assert SAID not in page.split("<textarea", 1)[1].split("</textarea>")[0]
    edit = client.get(f"/items/{item.id}", params={"use": "translation"}).text
    assert SAID in edit.split("<textarea", 1)[1].split("</textarea>")[0]


def test_a_spent_budget_leaves_the_draft_quoted_and_is_told_to_the_administrator(translating: Demo, provider: ScriptedProvider) -> None:
    raw = translating.house.policy.model_dump(mode="json")
    raw["drafting"]["providers"][0]["price_per_1000_input_tokens"] = 1.0
    poor = open_demo(translating.data, Policy.model_validate({**raw, "drafting": {**raw["drafting"], "daily_budget": 0.001}}))
    item = ask(poor, provider, "translated")
    parts = {part.name: part for part in operations.overview(poor.house, poor.people["admin"], ()).parts}
    poor.house.close()
    assert provider.requests == []
    assert "No translation is proposed: the day's budget for language models is spent." in item.outcome_detail
    assert not parts["provider"].is_ok
    assert "1 calls were not made because the budget is spent" in parts["provider"].detail
