"""What a redacted question is, decided by rules before any model: draft, abstain or escalate."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policies.policy import Policy
from policies.triage.matching import Occurrences
from policies.triage.normalising import sentences
from policies.triage.rulebook import FLAG, CompiledRule, Pattern, Rule, RuleBook, rule_book
from policies.words.questions import Outcome, RedactedText, Verdict, VerdictKind

_DRAFTED_LANGUAGES = frozenset({"en", "es"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    occurrences: Occurrences
    found: frozenset[str]

    def holds(self, group: tuple[frozenset[str], frozenset[str]]) -> bool:
        present, absent = group
        return present <= self.found and absent.isdisjoint(self.found)


@dataclass(frozen=True)
class _Message:
    sentences: tuple[_Sentence, ...]

    @cached_property
    def found(self) -> frozenset[str]:
        """Every list that occurs in some sentence."""
        return frozenset[str]().union(*(sentence.found for sentence in self.sentences))


def triage(text: RedactedText, language: str, policy: Policy) -> Verdict:
    """Decide what may be done with a question, by the rules in force.

    Shape: `language` is ISO 639-1. Of all rules that match, the highest priority decides, so one more rule can only take
    questions away from drafting. The contact's office comes from `policy.triage.offices`.
    Source: default district policy P01-P20, P33.
    """
    return triage_by(rule_book(), text, language, policy)


def triage_by(book: RuleBook, text: RedactedText, language: str, policy: Policy) -> Verdict:
    """`triage` by another rule book (a district's own, or one in a test)."""
    matching = list(_matching(book, _read(book, text), language))
    flags = tuple(compiled.rule.id for compiled in matching if compiled.rule.outcome == FLAG)
    deciding = next((compiled.rule for compiled in matching if compiled.rule.outcome != FLAG), None)
    if deciding is None:
        return Verdict(VerdictKind.DRAFT, flags=flags)
    return _verdict(deciding, language, policy, flags)


def escalating_rule(text: str, language: str) -> str | None:
    """Id of the rule that escalates a message as it is written. For the redactor alone, which may hide the words that a rule turns on."""
    book = rule_book()
    deciding = next((one.rule for one in _matching(book, _read(book, text), language) if one.rule.outcome != FLAG), None)
    return deciding.id if deciding is not None and deciding.outcome.startswith("escalated_") else None


def is_of_danger(rule_id: str | None) -> bool:
    """Whether a rule is one of life-safety."""
    return any(rule.id == rule_id and rule.outcome == Outcome.ESCALATED_SAFETY for rule in rule_book().rules)


def verdict_of(rule_id: str, language: str, policy: Policy, flags: tuple[str, ...] = ()) -> Verdict:
    """What one rule decides, for a rule that something else than words has found (`shape: likeness`)."""
    return _verdict(next(rule for rule in rule_book().rules if rule.id == rule_id), language, policy, flags)


def _verdict(rule: Rule, language: str, policy: Policy, flags: tuple[str, ...]) -> Verdict:
    outcome = Outcome(rule.outcome)
    office = policy.district.office(policy.triage.offices.get(rule.id, rule.office or policy.district.front_office))
    return Verdict(
        kind=VerdictKind.ESCALATE if outcome.value.startswith("escalated") else VerdictKind.ABSTAIN,
        outcome=outcome,
        rule=rule.id,
        detail=rule.detail.format(office=office.name, phone=office.phone),
        contact=office.contact(language),
        flags=flags,
    )


def rules_matching(book: RuleBook, text: RedactedText, language: str) -> tuple[str, ...]:
    """Ids of every rule that matches, highest priority first: for tests and `policy explain`."""
    return tuple(compiled.rule.id for compiled in _matching(book, _read(book, text), language))


def _read(book: RuleBook, text: str) -> _Message:
    read = ((words, book.matcher.read(words)) for words in sentences(text, book.mender))
    return _Message(tuple(_Sentence(words, occurrences, occurrences.names) for words, occurrences in read))


def _matching(book: RuleBook, read: _Message, language: str) -> Iterator[CompiledRule]:
    """Every rule that matches, highest priority first; each is looked for only when it is asked for."""
    return (rule for rule in book.compiled if _matches(book, rule, read, language))


def _matches(book: RuleBook, rule: CompiledRule, read: _Message, language: str) -> bool:
    match rule.rule.shape:
        case "other_language":
            return language not in _DRAFTED_LANGUAGES
        case "likeness":
            return False
        case "only_filler":
            return all(_is_covered(sentence, rule.rule.filler) for sentence in read.sentences)
        case "only_flagged":
            flagged = {n for other in book.compiled if other.rule.outcome == FLAG for n in _sentences_matching(other, read)}
            honest = tuple(sentence for n, sentence in enumerate(read.sentences) if n not in flagged)
            return bool(flagged) and not _any_found(rule.when, _Message(honest), ())
        case _:
            if _any_found(rule.unless_anywhere, read, ()):
                return False
            return _any_found(rule.always, read, ()) or _any_found(rule.when, read, rule.unless)


def _is_covered(sentence: _Sentence, lists: tuple[str, ...]) -> bool:
    """Whether every word of a sentence belongs to one of these lists."""
    covered = {0}
    for name in lists:
        for start, stop in sentence.occurrences.spans(name):
            covered.update(range(start, stop))
    return len(covered) == len(sentence.words)


def _any_found(patterns: tuple[Pattern, ...], read: _Message, unless: tuple[Pattern, ...]) -> bool:
    """Whether one pattern holds: each of its groups in some sentence that no exception silences."""
    if not patterns:
        return False
    anywhere = read.found
    for pattern in patterns:
        if pattern.needs <= anywhere and all(
            any(sentence.holds(group) and not _silenced(sentence, unless) for sentence in read.sentences) for group in pattern.groups
        ):
            return True
    return False


def _silenced(sentence: _Sentence, unless: tuple[Pattern, ...]) -> bool:
    return any(pattern.needs <= sentence.found and all(sentence.holds(group) for group in pattern.groups) for pattern in unless)


def _sentences_matching(rule: CompiledRule, read: _Message) -> set[int]:
    alone = (_Message((one,)) for one in read.sentences)
    return {n for n, one in enumerate(alone) if _any_found(rule.always, one, ()) or _any_found(rule.when, one, rule.unless)}
