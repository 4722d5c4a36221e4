"""A sentence that introduces a list brings the list: item by item, each cited by its own passage, as far as the draft's words reach."""

import datetime as dt
from dataclasses import replace

from assistant.drafting.drafter import Drafted
from assistant.drafting.extractive import ExtractiveDrafter
from policies.policy import DraftingRules
from policies.words.documents import Evidence, Passage, PassageKind
from policies.words.questions import Outcome
from tests.contracts.evidence_at_hand import ask, demo_policy, paragraph
from tests.demo_house import Demo, demo

__all__ = ["demo"]

ITEMS = ("Fill in the volunteer form", "Wait for the check. It is free", "Watch the video", "Sign in", "Wear the badge", "Wave")
STEPS = "\n\n".join(("Every volunteer follows the same steps:", "\n".join(ITEMS)))
QUESTION = "What steps does a volunteer follow?"


def drafted(found: Evidence, words: str = QUESTION, **rules: int) -> Drafted:
    chosen: DraftingRules = demo_policy().drafting.model_copy(update=rules)
    return ExtractiveDrafter(chosen).draft(ask(words), [found])


def texts(made: Drafted) -> list[str]:
    return [sentence.text for sentence in made.sentences]


def test_all_items_below_a_sentence_are_said_though_they_are_more_than_the_sentences_of_a_draft() -> None:
    made = drafted(Evidence(paragraph(STEPS, kind=PassageKind.LIST_ITEM), 1.0, 0.9, 5.0))
    assert texts(made)[1:] == [f"{item}." for item in ITEMS]
    assert len(made.sentences) > demo_policy().drafting.max_sentences
    assert made.notes == ()


def test_every_item_is_cited_with_its_own_words_of_its_own_passage() -> None:
    first, more = STEPS[: STEPS.index("\nSign in")], STEPS[STEPS.index("Sign in") :]
    intro = paragraph(first, kind=PassageKind.LIST_ITEM)
    behind = paragraph(more, 2, kind=PassageKind.LIST_ITEM, revision_id="rev1", document_id="doc1")
    made = drafted(Evidence(intro, 1.0, 0.9, 5.0, follows=(behind,)))
    by_id: dict[str, Passage] = {intro.id: intro, behind.id: behind}
    assert [s.citations[0].passage_id for s in made.sentences] == [*[intro.id] * 4, *[behind.id] * 3]
    for sentence in made.sentences:
        (citation,) = sentence.citations
        passage = by_id[citation.passage_id]
        assert passage.text[citation.start - passage.start : citation.end - passage.start] == citation.quote
        assert citation.quote.rstrip(".") == sentence.text.rstrip(".") or citation.quote == sentence.text


def test_a_list_that_is_too_long_is_cut_at_an_items_end_and_the_rest_is_told() -> None:
    made = drafted(Evidence(paragraph(STEPS, kind=PassageKind.LIST_ITEM), 1.0, 0.9, 5.0), max_words=22, max_sentences=2)
    said = texts(made)
    assert said[1:] == [f"{item}." for item in ITEMS[:3]]
    assert sum(len(text.split()) for text in said) <= 22
    assert made.notes == ("A list of “Family Handbook” was cut at 22 words: 3 more stand there.",)


def test_where_one_item_is_the_better_answer_the_others_are_not_said() -> None:
    made = drafted(Evidence(paragraph(STEPS, kind=PassageKind.LIST_ITEM), 1.0, 0.9, 5.0), "Which video do I watch?")
    assert "Watch the video." in texts(made)
    assert "Wave." not in texts(made)


def test_the_draft_is_the_same_where_nothing_is_introduced() -> None:
    plain = Evidence(paragraph("Lunch costs $2.75. Breakfast is free."), 1.0, 0.9, 5.0)
    other = replace(plain, follows=(paragraph("A lease", 2, kind=PassageKind.LIST_ITEM),))
    assert drafted(plain, "How much is lunch?") == drafted(other, "How much is lunch?")


CASES = [
    (
        "Which papers do I bring to the Enrollment Office?",
        "Bring the papers below.",
        ["Proof of the child's age", "Proof of residency, one", "Proof of residency, two", "Health records", "Photo ID"],
    ),
    (
        "When are report cards posted in the Family Portal at the high school?",
        "Report cards are posted in the Family Portal at 4:00 p.m. on the days below.",
        ["First quarter", "Second quarter", "Third quarter", "Fourth quarter"],
    ),
]


def test_the_districts_own_tables_follow_the_sentence_that_introduces_them_while_they_are_in_force(demo: Demo) -> None:
    for question, introduced_by, items in CASES:
        item = demo.ask(question)
        assert item.outcome is Outcome.DRAFTED
        assert item.draft is not None
        said = item.draft.sentences
        assert said[0].text == introduced_by
        assert [text.startswith(start) for text, start in zip((s.text for s in said[1:]), items, strict=True)] == [True] * len(items)
        assert len({s.citations[0].passage_id for s in said}) == len(items) + 1
        assert all(check.passed for check in item.draft.checks if check.is_blocking)
        assert sum(len(s.text.split()) for s in said) <= demo.house.policy.drafting.max_words
    demo.time.moment += dt.timedelta(days=3 * 365)
    assert demo.ask(CASES[0][0]).draft is None
