"""Every word that pages show is there in Spanish, and no catalog holds what nobody says any more."""

import re

from assistant.web.translation import catalog_paths, read_catalog
from tests.house.page_words import said_words, template_words, wrapped_variables

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
    for file, english, spanish in messages():
        if file != "said.po":
            filled = dict.fromkeys(re.findall(r"%\((\w+)\)s", english[-1]), "x")
            assert all(words % filled is not None for words in spanish)


def test_every_saying_in_the_catalog_is_still_said() -> None:
    known = set(said_words())
    assert len(known) > 300
    assert [english[0] for file, english, _ in messages() if file == "said.po" and english[0] not in known] == []
