"""Every word that pages show is there in Spanish, and no catalog holds what nobody says any more."""

import re

from assistant.checking.check import HOLDS
from assistant.web.translation import catalog_paths, read_catalog, words_of
from eval.beside import BESIDE
from eval.definitions import METRICS
from eval.flow import MIX
from eval.gaps import GAPS
from eval.wording import MONTHS, NEXT, STANDINGS, VERDICTS
from policies.triage.rulebook import rule_book
from tests.house.page_words import (
    OPERATORS,
    figure_sayings,
    figure_words,
    finding_words,
    moment_words,
    operating_words,
    outcome_words,
    policy_words,
    refusal_words,
    said_words,
    table_words,
    template_words,
    wrapped_variables,
)

NAMED = re.compile(r"%\(\w+\)s|\{\d\}")


def messages() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """File, English words, Spanish words of every entry."""
    return [
        (
            path.name,
            (message.id,) if isinstance(message.id, str) else tuple(message.id),
            (message.string,) if isinstance(message.string, str) else tuple(message.string),
        )
        for path in catalog_paths("es")
        for message in read_catalog(path)
        if message.id
    ]


def test_only_constants_are_wrapped_for_translation() -> None:
    assert template_words()
    assert wrapped_variables() == []


def test_no_words_are_translated_in_two_ways() -> None:
    found: dict[str, set[tuple[str, ...]]] = {}
    for _file, english, spanish in messages():
        found.setdefault(english[0], set()).add(spanish)
    assert [words for words, ways in found.items() if len(ways) > 1] == []


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    wrong = [
        (file, words)
        for file, english, spanish in messages()
        for words in spanish
        if set(NAMED.findall(words)) != set(NAMED.findall(english[-1])) or words != words.strip("\n") or not words
    ]
    assert wrong == []


def test_percent_signs_are_doubled_where_jinja_fills_in() -> None:
    for words in template_words():
        filled = dict.fromkeys(re.findall(r"%\((\w+)\)s", words), "x")
        assert words % filled is not None
    filled_in = set(template_words()) | figure_sayings()
    for file, english, spanish in messages():
        if english[0] in filled_in or file not in {"said.po", "outcomes.po", "figures.po", "health.po"}:
            filled = dict.fromkeys(re.findall(r"%\((\w+)\)s", english[-1]), "x")
            assert all(words % filled is not None for words in spanish)


def test_every_word_that_a_page_shows_is_there_in_spanish() -> None:
    known = {english[0] for _file, english, _spanish in messages()}
    assert len(template_words()) > 500
    assert {words: sorted(files) for words, files in template_words().items() if words not in known} == {}


def test_every_error_that_a_page_may_tell_is_there_in_spanish() -> None:
    known = {english[0] for _file, english, _spanish in messages()}
    shown = {words for words, places in said_words().items() if not all(place.startswith(OPERATORS) for place in places)}
    assert len(shown) > 250
    assert sorted(shown - known) == []


def test_every_reason_without_a_draft_is_there_in_spanish() -> None:
    known = {english[0] for file, english, _spanish in messages() if file == "outcomes.po"}
    details = {rule.detail.replace("{office}", "{0}").replace("{phone}", "{1}") for rule in rule_book().rules if rule.detail}
    silences = {
        words
        for words in outcome_words()
        if "{" in words and words.startswith(("Nothing is drafted", "The answer differs", "A draft was made"))
    }
    assert len(details) > 20
    assert len(silences) >= 6
    assert sorted((details | silences) - known) == []


def test_every_figure_says_its_name_and_its_formula_in_spanish() -> None:
    named = [*(metric.named for metric in METRICS), *BESIDE, *GAPS, MIX]
    shown = {words for one in named for words in (one.label, one.definition)}
    told = {*NEXT.values(), *STANDINGS.values(), *VERDICTS.values(), *MONTHS} | figure_sayings()
    spanish = words_of("es")
    assert len(shown) > 60
    assert len(figure_sayings()) > 15
    assert sorted(words for words in shown if spanish.told(words) == words) == []
    assert sorted(told - set(spanish.messages)) == []


def test_every_table_of_the_data_map_says_in_spanish_what_it_holds() -> None:
    spanish = words_of("es")
    assert len(table_words()) > 25
    assert sorted(table_words() - set(spanish.messages)) == []


def test_every_refusal_says_in_spanish_what_to_do() -> None:
    assert len(refusal_words()) > 12
    assert sorted(refusal_words() - set(words_of("es").messages)) == []


def test_every_field_of_the_policy_says_in_spanish_what_it_means() -> None:
    spanish = words_of("es")
    assert len(policy_words()) > 100
    assert sorted(policy_words() - set(spanish.messages)) == []


def test_checks_and_findings_are_told_in_spanish() -> None:
    spanish = words_of("es")
    caught = "This day does not exist."  # where a date is read; no page tells it
    held = {words for words in finding_words() - {caught} if words.endswith(".") and " " in words.strip()}
    assert len(held) > 25
    assert sorted(held - set(spanish.messages)) == []
    assert sorted(words for words in HOLDS.values() if spanish.told(words) == words) == []


def test_no_catalog_holds_what_nobody_says_any_more() -> None:
    said = (
        set(template_words())
        | set(said_words())
        | outcome_words()
        | moment_words()
        | figure_words()
        | table_words()
        | operating_words()
        | finding_words()
        | policy_words()
        | refusal_words()
    )
    assert [(file, english[0]) for file, english, _spanish in messages() if english[0] not in said] == []
