"""Every word that is said of a table row can be found in the quote that the API gives for it."""

import re

import pytest

from assistant.checking.said_rows import FIXED_WORDS
from assistant.drafting.extractive import ExtractiveDrafter
from assistant.shapes import citation_shape
from policies.words.documents import Passage
from review_queue import store
from tests.contracts.evidence_at_hand import ask, cite, demo_policy, evidence, paragraph, row

ROWS = (
    (row({"Grade": "6 to 12", "Lunch": "$3.10", "Breakfast": "$2.25"}), "How much is lunch in grade 6?"),
    (row({"Request": "Homeschooling", "Procedure": "Notify the school in writing. No number is required."}), "What about homeschooling?"),
    (row({"Acceptable": "Jeans, khakis, joggers", "Not acceptable": "Pajama pants, pants with holes"}), "Can my son wear joggers?"),
)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(("passage", "question"), ROWS, ids=["prices", "procedure", "two lists"])
def test_the_quote_of_a_said_row_holds_every_word_said(passage: Passage, question: str) -> None:
    drafted = ExtractiveDrafter(demo_policy().drafting).draft(ask(question), evidence(passage))
    assert drafted.sentences
    for sentence in drafted.sentences:
        [citation] = sentence.citations
        quote = citation_shape(citation)["quote"]
        assert words(sentence.text) <= words(quote) | FIXED_WORDS
        assert quote.splitlines()[-1] == citation.quote == passage.text[citation.start - passage.start : citation.end - passage.start]


def test_a_paragraph_is_quoted_as_it_stands() -> None:
    [sentence] = (
        ExtractiveDrafter(demo_policy().drafting)
        .draft(ask("When does school start?"), evidence(paragraph("School starts at 8:10 a.m.")))
        .sentences
    )
    assert citation_shape(sentence.citations[0])["quote"] == "School starts at 8:10 a.m."


def test_what_was_bound_before_there_were_headers_keeps_its_hash() -> None:
    """Digests are of this form: a field that is empty must not appear in it."""
    [plain] = store.CITATIONS.dump_python((cite(paragraph("School starts at 8:10 a.m.")),), mode="json")
    assert "headers" not in plain
    assert store.CITATIONS.validate_python((plain,))[0].headers == ""
