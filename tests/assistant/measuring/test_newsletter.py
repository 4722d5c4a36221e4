"""A newsletter's section: approved sentences only, each with its source, into the same queue; no figure takes it for a question."""

import datetime as dt
from collections.abc import Iterator

import pytest

from assistant.services import gaps, library, newsletter, questions, recurring, review
from assistant.services.measuring import facts_of
from assistant.services.review import SentDecision
from policies.errors import BadInput, NotFound, Refused
from policies.newsletter_rules import NewsletterRules, NewsletterWords
from policies.words.items import DecisionKind, Item, ItemStatus
from tests.assistant.web.forms import SAME_SITE, token_in
from tests.assistant.web.whole import Whole, build_whole

ASKED = (
    "Do visitors need to sign in?",
    "Does every visitor sign in at the front office?",
    "Do visitors wear a badge and sign in?",
    "Must a visitor sign in at the office?",
    "Where do visitors sign in?",
)
MONDAY = dt.date(2026, 8, 31)


def decide(whole: Whole, item: Item, kind: DecisionKind = DecisionKind.APPROVE, text: str | None = None) -> Item:
    reviewer = whole.users["reviewer"].actor
    held = review.claim(whole.house, reviewer, item.id)
    opened = tuple(c.passage_id for s in (held.draft.sentences if held.draft else ()) for c in s.citations)
    return review.decide(whole.house, reviewer, item.id, SentDecision(kind, held.seen_hash, answer_text=text, opened_citations=opened))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = build_whole(tmp_path_factory.mktemp("newsletter"))
    for words in ASKED:
        decide(made, questions.ask(made.house, made.users["staff"].actor, words))
    yield made
    made.house.close()


def source_of(whole: Whole) -> str:
    (group,) = recurring.digest(whole.house, whole.users["staff"].actor, MONDAY).groups
    assert group.answer_item_id is not None
    return group.answer_item_id


def test_a_section_holds_approved_sentences_with_their_sources_and_waits_for_a_reviewer(whole: Whole) -> None:
    staff, source = whole.users["staff"].actor, source_of(whole)
    n_measured, n_read = len(facts_of(whole.house)), len(gaps.report(whole.house, whole.users["admin"].actor))
    item = newsletter.draft_section(whole.house, staff, MONDAY, [source])
    assert (item.status, item.outcome.value, item.flags, item.question.channel) == (
        ItemStatus.QUEUED,
        "drafted",
        ("newsletter",),
        "newsletter",
    )
    assert item.draft is not None
    approved = review.show_answer(whole.house, staff, source)
    assert item.draft.sentences
    assert all(sentence.text in approved.text and sentence.citations for sentence in item.draft.sentences)
    assert item.provenance.drafter == "newsletter"
    assert str(item.question.text).startswith("Newsletter section: ")
    assert "<" not in item.question.text
    decided = decide(whole, item)
    assert decided.status is ItemStatus.APPROVED
    words = review.get_answer(whole.house, staff, item.id).text
    assert item.draft.sentences[0].text in words
    assert "What families asked this week" in words
    assert (len(facts_of(whole.house)), len(gaps.report(whole.house, whole.users["admin"].actor))) == (n_measured, n_read)
    assert item.id not in {found.item_id for found in library.find(whole.house, staff, "visitors sign in", 50)}
    with pytest.raises(NotFound):
        library.reuse(whole.house, staff, item.id, "Do visitors sign in?")


def test_the_words_around_a_section_are_the_policys_in_the_answers_language(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    words = NewsletterRules(
        en=NewsletterWords(greeting="From the front office", closing="Call {office}."),
        es=NewsletterWords(greeting="Desde la oficina", closing="Llame al {phone}."),
    )
    monkeypatch.setattr(whole.house, "policy", whole.house.policy.model_copy(update={"newsletter": words}))
    item = newsletter.draft_section(whole.house, whole.users["staff"].actor, MONDAY, [source_of(whole)])
    district = whole.house.policy.district
    office = next(office for office in district.offices if office.id == district.front_office)
    assert item.draft is not None
    assert (item.draft.greeting, item.draft.closing) == ("From the front office", f"Call {office.name}.")


@pytest.mark.parametrize("closing", ["Call {name}.", "Call {office", "{0}", "{office.name}", ""])
def test_a_closing_names_only_what_is_filled_in(closing: str) -> None:
    with pytest.raises(ValueError, match="closing"):
        NewsletterWords(greeting="Hello", closing=closing)


def test_only_answers_that_the_digest_shows_make_a_section_and_only_staff_make_one(whole: Whole) -> None:
    staff, source = whole.users["staff"].actor, source_of(whole)
    for chosen in ([], ["item_0"], [source, "item_0"]):
        with pytest.raises(BadInput) as raised:
            newsletter.draft_section(whole.house, staff, MONDAY, chosen)
        assert raised.value.code == "newsletter.choice"
    with pytest.raises(Refused):
        newsletter.draft_section(whole.house, whole.users["leader"].actor, MONDAY, [source])


def test_staff_draft_a_section_on_the_page_and_an_empty_choice_is_told(whole: Whole) -> None:
    browser = whole.browser("staff")
    page = browser.get(f"/recurring?week={MONDAY}")
    source = source_of(whole)
    assert f'value="{source}"' in page.text
    sent = browser.post("/recurring/newsletter", headers=SAME_SITE, data={"csrf": token_in(page), "week": str(MONDAY), "answer": source})
    assert sent.status_code == 303
    item_id = sent.headers["location"].rsplit("/", 1)[1]
    assert "visitor" in browser.get(sent.headers["location"]).text.casefold()
    held = review.claim(whole.house, whole.users["reviewer"].actor, item_id)
    assert held.asked_by == whole.users["staff"].id
    wrong = browser.post("/recurring/newsletter", headers=SAME_SITE, data={"csrf": token_in(page), "week": str(MONDAY)})
    assert wrong.status_code in {400, 422}
    assert "week&#39;s digest" in wrong.text or "week's digest" in wrong.text


def test_a_section_falls_with_its_source_like_any_answer(whole: Whole) -> None:
    from assistant.services import documents

    item = newsletter.draft_section(whole.house, whole.users["staff"].actor, MONDAY, [source_of(whole)])
    decide(whole, item)
    documents.revoke(whole.house, whole.users["owner"].actor, *whole.approved, "wrong")
    assert questions.get_item(whole.house, whole.users["reviewer"].actor, item.id).status is ItemStatus.RECALLED
