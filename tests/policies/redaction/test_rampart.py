"""The name tagger: the fast weights say what the shipped ones say."""

from policies.redaction.rampart import RampartTagger


def test_the_fast_weights_agree_with_the_shipped_ones() -> None:
    text = "Hi this is mason nguyen, mother of Hiwot Nguyen. We live at 12 Oak St, Riverbend. When does spring break begin?"
    fast, shipped = RampartTagger().tokens(text), RampartTagger(is_fast=False).tokens(text)
    assert [(token.start, token.end) for token in fast] == [(token.start, token.end) for token in shipped]
    assert max(abs(one.name - other.name) for one, other in zip(fast, shipped, strict=True)) < 0.1


def test_a_long_text_is_tagged_to_its_end() -> None:
    text = "The office is open. " * 200 + "My son Jayden Carter was absent."
    last = [token for token in RampartTagger().tokens(text) if token.start >= text.index("Jayden") and token.name > 0.5]
    assert last
