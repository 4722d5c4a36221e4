"""Every rule holds its own examples; the rule book is read strictly; rules only ever narrow what is answered."""

import pytest

from policies.triage.rulebook import rule_book
from policies.triage.triage import rules_matching
from policies.words.questions import RedactedText

BOOK = rule_book()
EXAMPLES = [
    (rule.id, must, language, text)
    for rule in BOOK.rules
    for must, table in ((True, rule.examples.match), (False, rule.examples.no_match))
    for language, texts in table.items()
    for text in texts
]


@pytest.mark.parametrize(("rule_id", "must", "language", "text"), EXAMPLES)
def test_a_rule_matches_its_examples_and_not_its_counterexamples(rule_id: str, must: bool, language: str, text: str) -> None:
    assert (rule_id in rules_matching(BOOK, RedactedText(text), language)) is must
