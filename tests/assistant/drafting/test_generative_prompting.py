"""The prompt: data stays data, the hash repeats, the window is kept."""

import itertools

import pytest

from assistant.drafting.generative import find_quote
from assistant.drafting.prompting import build_prompt, check_template, fill, load_template
from policies.errors import WrongConfiguration
from policies.words.questions import RedactedText
from tests.contracts.evidence_at_hand import BELLS, HANDBOOK, WHITCOMB, evidence, paragraph

QUESTION = RedactedText("When does school start?")


def prompt_of(question: RedactedText = QUESTION, given: list[object] | None = None, **more: object):
    return build_prompt(question, given or HANDBOOK, "en", **{"max_sentences": 4, "max_words": 150, "max_prompt_tokens": 8000, **more})  # type: ignore[arg-type]


def test_the_prompt_files_hold_exactly_their_placeholders() -> None:
    for name in ("system", "user"):
        assert load_template(name)
        with pytest.raises(WrongConfiguration, match=r"prompt\.placeholders"):
            check_template(name, load_template(name) + " {{another}}")
        with pytest.raises(WrongConfiguration, match=r"prompt\.placeholders"):
            check_template(name, "nothing to fill")


def test_data_that_looks_like_a_placeholder_stays_data() -> None:
    assert fill("{{a}} {{b}}", {"a": "{{b}}", "b": "x"}) == "{{b}} x"
    said = prompt_of(RedactedText("{{passages}} {{mark}}")).messages[1][1]
    assert "{{passages}} {{mark}}" in said


def test_the_marks_differ_from_call_to_call_and_the_hash_does_not() -> None:
    first, second = prompt_of(), prompt_of()
    assert first.messages != second.messages
    assert first.hash == second.hash
    assert first.hash != prompt_of(RedactedText("When does school end?")).hash


def test_a_mark_that_stands_in_the_data_is_not_used() -> None:
    marks = itertools.chain(["handbook", "start"], itertools.repeat("0123456789abcdef"))
    prompt = prompt_of(RedactedText("handbook start"), make_mark=lambda: next(marks))
    assert "end 0123456789abcdef" in prompt.messages[1][1]


def test_passages_beyond_the_window_are_left_out_the_last_first() -> None:
    many = evidence(*(paragraph("word " * 100, number) for number in range(1, 30)))
    prompt = prompt_of(given=many, max_prompt_tokens=2000)
    assert 0 < len(prompt.passages) < 29
    assert [passage.id for passage in prompt.passages] == [f"p{number}" for number in range(1, len(prompt.passages) + 1)]
    assert sum(len(text) for _, text in prompt.messages) < 2000 * 3


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("School starts at 8:10 a.m.", "School starts at 8:10 a.m."),
        ("school STARTS  at 8:10 a.m.", "School starts at 8:10 a.m."),
        ("“ends at 3:00 p.m.”", "ends at 3:00 p.m."),
        ("School starts at 8:15 a.m.", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_quote_is_found_after_normalisation_and_cited_as_it_stands(quote: str, words: str | None) -> None:
    found = find_quote(quote, BELLS)
    assert (None if found is None else BELLS.text[found[0] - BELLS.start : found[1] - BELLS.start]) == words


def test_a_quote_of_a_row_with_or_without_headers_cites_the_row() -> None:
    for quote in (WHITCOMB.readable, "First bell: 8:10", WHITCOMB.text):
        assert find_quote(quote, WHITCOMB) == (WHITCOMB.start, WHITCOMB.end)
    assert find_quote("First bell: 9:10", WHITCOMB) is None
