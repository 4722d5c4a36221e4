"""`make llm` fails when a sentence got through that its source does not hold, and when the model never replied."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.language_models.faults import FaultKind
from bench.language_model.run import PROVIDER, Asked, report, unsupported
from policies.words.documents import Passage, PassageKind
from policies.words.drafts import Citation, Sentence, Support

TEXT = "Children who arrive after 8:00 a.m. go to the office first."
PASSAGE = Passage(
    id="p1",
    revision_id="r1",
    document_id="d1",
    ordinal=0,
    kind=PassageKind.PARAGRAPH,
    text=TEXT,
    page=None,
    section=(),
    start=100,
    end=100 + len(TEXT),
    title="Guide",
    file_name="guide.md",
    language="en",
    schools=(),
    school_year=None,
)
CITATION = Citation("d1", "r1", "p1", "Guide", "guide.md", None, "", TEXT, 100, 100 + len(TEXT))
GOOD = Sentence("Children who arrive after 8:00 a.m. go to the office.", Support.ENTAILED, (CITATION,))


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (GOOD, ""),
        (replace(GOOD, citations=()), "it cites nothing"),
        (replace(GOOD, text="Children who arrive after 8:15 a.m. go to the office."), "figures without a source: 15"),
        (replace(GOOD, text="Every family receives a refund tomorrow."), "its source holds 0 of its 5 longer words"),
        (replace(GOOD, citations=(replace(CITATION, quote="Children may come late."),)), "its quote is not what stands there"),
        (replace(GOOD, citations=(replace(CITATION, revision="r0"),)), "it cites what is not in force"),
    ],
)
def test_a_sentence_that_its_source_does_not_hold_is_told(sentence: Sentence, why: str) -> None:
    found = unsupported(sentence, {"p1": PASSAGE})
    assert found[:1] == ([why] if why else [])


def asked(drafter: str, detail: str = "", faults: tuple[str, ...] = ()) -> Asked:
    """What came of one question, as far as the report reads it."""
    item: Any = SimpleNamespace(
        outcome=SimpleNamespace(value="drafted"), provenance=SimpleNamespace(drafter=drafter), draft=None, outcome_detail=""
    )
    return Asked("When?", item, 1.0, faults, drafter == f"generative:{PROVIDER}", (detail,))


def note(kind: FaultKind) -> str:
    return f"The provider {PROVIDER} was not used: {kind.value}. The extractive drafter wrote this draft."


@pytest.mark.parametrize(
    ("made", "status"),
    [
        ([asked(f"generative:{PROVIDER}"), asked("extractive", note(FaultKind.UNREACHABLE))], 0),
        ([asked("extractive", note(FaultKind.NOT_SUPPORTED))], 0),
        ([asked("extractive", note(FaultKind.UNREACHABLE)), asked("extractive", note(FaultKind.TOO_SLOW))], 1),
        ([asked("none")], 1),
        ([asked(f"generative:{PROVIDER}", faults=("sentence 1: it cites nothing",))], 1),
    ],
)
def test_the_target_fails_without_a_reply_and_with_an_unsupported_sentence(made: list[Asked], status: int) -> None:
    assert report(made, "m", "http://127.0.0.1:1/v1") == status
