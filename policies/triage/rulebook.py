"""The triage rules as frozen types, read once from the `rules_*.yaml` and `words_*.yaml` of this folder and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import yaml
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from policies.district import Slug, Strict
from policies.errors import WrongConfiguration
from policies.triage.matching import Matcher, Phrase, PhraseProblem, read_phrase
from policies.triage.normalising import Mender, words_of
from policies.words.questions import Outcome

FLAG = "flag"
Read = TypeVar("Read")
Examples = dict[Literal["en", "es"], tuple[str, ...]]


class WordList(Strict):
    """One word list: phrases in both languages, separated by commas. `forgive_typing` mends near-misses of its long words."""

    why: str = Field(default="", description="What the list stands for, where its name does not say it.")
    forgive_typing: bool = Field(default=False, description="Whether one wrong letter in a word of six letters or more is forgiven.")
    en: str = Field(default="", description="English phrases, separated by commas.")
    es: str = Field(default="", description="Spanish phrases, separated by commas.")
    any: str = Field(default="", description="Phrases of any other language, separated by commas.")

    @property
    def phrases(self) -> list[str]:
        """Every phrase of the list as written."""
        return [phrase.strip() for text in (self.en, self.es, self.any) for phrase in text.split(",") if phrase.strip()]


class Signs(Strict):
    """Where a rule speaks, in one language. One pattern is enough.

    A pattern is phrases joined by `&` (all in one sentence), `&  !` (and not in that sentence) or `+` (somewhere in the message).
    """

    always: tuple[str, ...] = Field(default=(), description="Patterns that speak whatever stands beside them.")
    when: tuple[str, ...] = Field(default=(), description="Patterns that speak unless one of `unless` stands in the same sentence.")
    unless: tuple[str, ...] = Field(default=(), description="Patterns of general questions that silence `when` in their sentence.")
    unless_anywhere: tuple[str, ...] = Field(default=(), description="Patterns that silence the whole rule wherever they stand.")


class RuleExamples(Strict):
    """Messages that the rule must and must not match; the tests run them all."""

    match: Examples = Field(description="Messages the rule must match, by language.")
    no_match: Examples = Field(description="Messages on the same words that it must not match, by language.")


class Rule(Strict):
    """One triage rule. Rules are judged one by one; of those that match, the highest priority decides."""

    id: Slug = Field(description="Stable name; policy.triage.offices maps it to an office.")
    outcome: Outcome | Literal["flag"] = Field(description="How the question's way ends; `flag` marks without deciding.")
    priority: int = Field(ge=0, le=1000, description="Of several matching rules the highest decides.")
    why: str = Field(min_length=10, description="Why the rule exists, for the administrator who reads it.")
    source: str = Field(min_length=3, description="Law, guidance or policy section the rule stands on.")
    detail: str = Field(default="", description="One sentence for staff; {office} and {phone} are filled in.")
    office: Slug | None = Field(default=None, description="Office when policy.triage.offices does not name one.")
    shape: Literal["words", "only_filler", "only_flagged", "other_language", "likeness"] = Field(
        default="words", description="`words` uses the signs; the others look at the whole message (see triage.py)."
    )
    filler: tuple[Slug, ...] = Field(default=(), description="Word lists that carry no question; for the two `only_` shapes.")
    en: Signs = Signs()
    es: Signs = Signs()
    examples: RuleExamples

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.outcome == Outcome.DRAFTED or self.outcome == Outcome.PENDING:
            raise ValueError("outcome: a rule may only abstain, escalate or flag")
        if self.outcome != FLAG and not self.detail:
            raise ValueError("detail: a rule that decides must say so in one sentence")
        try:
            self.detail.format(office="", phone="")
        except (KeyError, IndexError, ValueError):
            raise ValueError("detail: only {office} and {phone} may stand in braces") from None
        if self.shape == "words" and not (self.en.always or self.en.when or self.es.always or self.es.when):
            raise ValueError("en/es: a rule of words needs at least one pattern")
        return self


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern: each group must hold in one sentence; `present` and `absent` are names known to the matcher."""

    groups: tuple[tuple[frozenset[str], frozenset[str]], ...]

    @cached_property
    def needs(self) -> frozenset[str]:
        """Everything that must be present somewhere in the message."""
        return frozenset(name for present, _ in self.groups for name in present)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its patterns compiled."""

    rule: Rule
    always: tuple[Pattern, ...]
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    unless_anywhere: tuple[Pattern, ...]


@dataclass(frozen=True)
class RuleBook:
    """Every rule and word list in force."""

    rules: tuple[Rule, ...]
    lists: Mapping[str, WordList]
    respellings: Mapping[str, str]

    def with_rule(self, rule: Rule) -> "RuleBook":
        """The book with one more rule. Raises: WrongConfiguration (triage.duplicate, triage.pattern)."""
        return checked_book((*self.rules, rule), self.lists, self.respellings)

    @cached_property
    def _compiled(self) -> tuple[tuple[CompiledRule, ...], Matcher, Mender]:
        return _compile(self)

    @property
    def compiled(self) -> tuple[CompiledRule, ...]:
        """The rules, highest priority first; rules of one priority in the order of the files."""
        return self._compiled[0]

    @property
    def matcher(self) -> Matcher:
        """Finds the lists and phrases."""
        return self._compiled[1]

    @property
    def mender(self) -> Mender:
        """Mends typing errors."""
        return self._compiled[2]


class _Compiler:
    """Turns patterns into names that the matcher knows; each distinct phrase gets one name."""

    def __init__(self, lists: Mapping[str, WordList], respellings: Mapping[str, tuple[str, ...]]) -> None:
        self._respellings = respellings
        self.phrases: dict[str, list[Phrase]] = {}
        for name, word_list in lists.items():
            self.phrases[name] = [self._read(phrase, f"word list {name}") for phrase in word_list.phrases]
        self.known = frozenset(word for phrases in self.phrases.values() for phrase in phrases for step in phrase for word in step.words)
        """Words that are never taken for a typing error. Those of rules do not count: a new rule must not undo a mended word."""
        self._refuse_missing_and_circles()

    def pattern(self, text: str, where: str) -> Pattern:
        groups: list[tuple[frozenset[str], frozenset[str]]] = []
        for group in text.split(" + "):
            present: set[str] = set()
            absent: set[str] = set()
            for term in group.split(" & "):
                phrase = term.strip()
                (absent if phrase.startswith("!") else present).add(self._name(phrase.removeprefix("!").strip(), where))
            if not present:
                raise _wrong_pattern(where, f"'{text}' names nothing that must be present")
            groups.append((frozenset(present), frozenset(absent)))
        return Pattern(tuple(groups))

    def _name(self, phrase: str, where: str) -> str:
        if phrase.startswith("{") and phrase.endswith("}") and phrase[1:-1] in self.phrases:
            return phrase[1:-1]
        name = f"={phrase}"
        if name not in self.phrases:
            self.phrases[name] = [self._read(phrase, where)]
            self._known(self.phrases[name][0], where)
        return name

    def _read(self, phrase: str, where: str) -> Phrase:
        try:
            return read_phrase(phrase, self._respellings)
        except PhraseProblem as problem:
            raise _wrong_pattern(where, str(problem)) from None

    def _known(self, phrase: Phrase, where: str) -> None:
        for name in (name for step in phrase for name in step.lists):
            if name not in self.phrases:
                raise _wrong_pattern(where, f"there is no word list '{name}'")

    def _refuse_missing_and_circles(self) -> None:
        finished: set[str] = set()

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                raise _wrong_pattern(f"word list {name}", f"lists use each other in a circle: {' > '.join((*path, name))}")
            if name in finished:
                return
            for phrase in self.phrases[name]:
                self._known(phrase, f"word list {name}")
                for inner in (inner for step in phrase for inner in step.lists):
                    visit(inner, (*path, name))
            finished.add(name)

        for name in list(self.phrases):
            visit(name, ())


def _wrong_pattern(where: str, problem: str) -> WrongConfiguration:
    return WrongConfiguration(
        "triage.pattern", f"A triage pattern is wrong in {where}: {problem}.", "Mend it there; policies/triage/matching.py names the marks."
    )


def _compile(book: RuleBook) -> tuple[tuple[CompiledRule, ...], Matcher, Mender]:
    respellings = {typed: words_of(meant) for typed, meant in book.respellings.items()}
    compiler = _Compiler(book.lists, respellings)
    compiled: list[CompiledRule] = []
    for rule in sorted(book.rules, key=lambda rule: -rule.priority):
        parts = {
            part: tuple(
                compiler.pattern(text, f"rule {rule.id}, {language}.{part}")
                for language, signs in (("en", rule.en), ("es", rule.es))
                for text in getattr(signs, part)
            )
            for part in ("always", "when", "unless", "unless_anywhere")
        }
        for name in rule.filler:
            if name not in book.lists:
                raise _wrong_pattern(f"rule {rule.id}, filler", f"there is no word list '{name}'")
        compiled.append(CompiledRule(rule, parts["always"], parts["when"], parts["unless"], parts["unless_anywhere"]))
    tolerant = {
        word
        for word_list in book.lists.values()
        if word_list.forgive_typing
        for phrase in word_list.phrases
        for step in read_phrase(phrase, respellings)
        for word in step.words
    }
    return tuple(compiled), Matcher(compiler.phrases), Mender.of(compiler.known, respellings, tolerant)


def checked_book(rules: Iterable[Rule], lists: Mapping[str, WordList], respellings: Mapping[str, str]) -> RuleBook:
    """A rule book whose every pattern was compiled. Raises: WrongConfiguration (triage.duplicate, triage.pattern)."""
    book = RuleBook(tuple(rules), lists, respellings)
    seen: set[str] = set()
    for rule in book.rules:
        if rule.id in seen:
            raise WrongConfiguration("triage.duplicate", f"Two triage rules have the id '{rule.id}'.", "Give each rule its own id.")
        seen.add(rule.id)
    _ = book.compiled
    return book


def load_rule_book(folder: Path) -> RuleBook:
    """Read `rules_*.yaml`, `words_*.yaml` and `typing.yaml` of a folder.

    Raises: WrongConfiguration (triage.missing, .not_yaml, .invalid, .duplicate, .pattern) naming the file and the field.
    """
    rule_files, word_files = sorted(folder.glob("rules*.yaml")), sorted(folder.glob("words*.yaml"))
    if not rule_files:
        raise WrongConfiguration(
            "triage.missing", f"There are no triage rules in {folder}.", "Reinstall, or name the folder that holds them."
        )
    rules = [rule for path in rule_files for rule in _checked(path, TypeAdapter(tuple[Rule, ...]))]
    lists: dict[str, WordList] = {}
    for path in word_files:
        for name, word_list in _checked(path, TypeAdapter(dict[Slug, WordList])).items():
            if name in lists:
                raise WrongConfiguration("triage.duplicate", f"{path.name}: the word list '{name}' exists twice.", "Give it another name.")
            lists[name] = word_list
    typing_file = folder / "typing.yaml"
    respellings = _checked(typing_file, TypeAdapter(dict[str, str])) if typing_file.exists() else {}
    return checked_book(rules, lists, respellings)


def _checked(path: Path, shape: TypeAdapter[Read]) -> Read:
    try:
        raw: Any = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise WrongConfiguration("triage.not_yaml", f"{path.name} is not valid YAML{where}.", "Mend that line.") from None
    try:
        return shape.validate_python(raw)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors(include_url=False, include_input=False)
        )
        raise WrongConfiguration("triage.invalid", f"{path.name} is wrong: {problems}.", "Mend the named fields.") from None


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The product's own rules, read once."""
    return load_rule_book(Path(__file__).parent)
