"""What a redacted question is, decided by rules before any model: draft, abstain or escalate."""

from dataclasses import dataclass

from policies.policy import Policy
from policies.triage.normalising import sentences
from policies.triage.rulebook import FLAG, CompiledRule, Pattern, RuleBook, rule_book
from policies.words.questions import Outcome, RedactedText, Verdict, VerdictKind

_DRAFTED_LANGUAGES = frozenset({"en", "es"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    spans: dict[str, set[tuple[int, int]]]

    def holds(self, group: tuple[frozenset[str], frozenset[str]]) -> bool:
        present, absent = group
        return all(name in self.spans for name in present) and not any(name in self.spans for name in absent)

    def is_covered_by(self, lists: tuple[str, ...]) -> bool:
        """Whether every word of the sentence belongs to one of these lists."""
        covered: set[int] = {0}
        for name in lists:
            for start, stop in self.spans.get(name, ()):
                covered.update(range(start, stop))
        return len(covered) == len(self.words)


def triage(text: RedactedText, language: str, policy: Policy) -> Verdict:
    """Decide what may be done with a question, by the rules in force.

    Shape: `language` is ISO 639-1. Of all rules that match, the highest priority decides, so one more rule can only take
    questions away from drafting. The contact's office comes from `policy.triage.offices`.
    Source: default district policy P01-P20, P33.
    """
    return triage_by(rule_book(), text, language, policy)


def triage_by(book: RuleBook, text: RedactedText, language: str, policy: Policy) -> Verdict:
    """`triage` by another rule book (a district's own, or one in a test)."""
    matching = _matching(book, _read(book, text), language)
    flags = tuple(compiled.rule.id for compiled in matching if compiled.rule.outcome == FLAG)
    deciding = next((compiled.rule for compiled in matching if compiled.rule.outcome != FLAG), None)
    if deciding is None:
        return Verdict(VerdictKind.DRAFT, flags=flags)
    outcome = Outcome(deciding.outcome)
    office_id = policy.triage.offices.get(deciding.id, deciding.office or policy.district.front_office)
    office = policy.district.office(office_id)
    return Verdict(
        kind=VerdictKind.ESCALATE if outcome.value.startswith("escalated") else VerdictKind.ABSTAIN,
        outcome=outcome,
        rule=deciding.id,
        detail=deciding.detail.format(office=office.name, phone=office.phone),
        contact=office.contact(language),
        flags=flags,
    )


def rules_matching(book: RuleBook, text: RedactedText, language: str) -> tuple[str, ...]:
    """Ids of every rule that matches, highest priority first: for tests and `policy explain`."""
    return tuple(compiled.rule.id for compiled in _matching(book, _read(book, text), language))


def _read(book: RuleBook, text: str) -> tuple[_Sentence, ...]:
    return tuple(_Sentence(words, book.matcher.find(words)) for words in sentences(text, book.mender))


def _matching(book: RuleBook, read: tuple[_Sentence, ...], language: str) -> list[CompiledRule]:
    """Every rule that matches, highest priority first."""
    flagged = {n for rule in book.compiled if rule.rule.outcome == FLAG for n in _sentences_matching(rule, read)}
    return [rule for rule in book.compiled if _matches(rule, read, language, flagged)]


def _matches(rule: CompiledRule, read: tuple[_Sentence, ...], language: str, flagged: set[int]) -> bool:
    match rule.rule.shape:
        case "other_language":
            return language not in _DRAFTED_LANGUAGES
        case "only_filler":
            return all(sentence.is_covered_by(rule.rule.filler) for sentence in read)
        case "only_flagged":
            return bool(flagged) and not any(
                n not in flagged and any(_found(pattern, (sentence,), ()) for pattern in rule.when) for n, sentence in enumerate(read)
            )
        case _:
            if any(_found(pattern, read, ()) for pattern in rule.unless_anywhere):
                return False
            return any(_found(pattern, read, ()) for pattern in rule.always) or any(
                _found(pattern, read, rule.unless) for pattern in rule.when
            )


def _found(pattern: Pattern, read: tuple[_Sentence, ...], unless: tuple[Pattern, ...]) -> bool:
    """Whether each group of the pattern holds in some sentence that no exception silences."""
    return all(any(s.holds(group) and not _silenced(s, unless) for s in read) for group in pattern.groups)


def _silenced(sentence: _Sentence, unless: tuple[Pattern, ...]) -> bool:
    return any(all(sentence.holds(group) for group in pattern.groups) for pattern in unless)


def _sentences_matching(rule: CompiledRule, read: tuple[_Sentence, ...]) -> set[int]:
    return {
        n
        for n, sentence in enumerate(read)
        if any(_found(p, (sentence,), ()) for p in rule.always) or any(_found(p, (sentence,), rule.unless) for p in rule.when)
    }
