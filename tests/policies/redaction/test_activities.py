"""An activity before a club's or a team's word is no name; a name in the same place still is."""

import pytest

from policies.redaction.lexicon import lexicon
from policies.redaction.words import Word, cut, judged


def words_of(text: str, probability: float) -> dict[str, Word]:
    """The words of a text when the model takes every one of them for a name with this probability."""
    words = cut(text, [], lexicon(), [])
    return {word.text: word for word in judged(words, [probability] * len(words))}


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("what time is chess club on tuesdays", "chess"),
        ("is there a drama club at the high school?", "drama"),
        ("How much is the art club?", "art"),
        ("how do I sign up for the soccer team", "soccer"),
        ("when is jazz band practice", "jazz"),
        ("my son wants to try fencing lessons", "fencing"),
        ("¿Hay club de ajedrez?", "ajedrez"),
        ("¿cuándo es el taller de encuadernación?", "encuadernación"),
        ("el equipo de fútbol ya empezó?", "fútbol"),
        ("clase de ballet para niños", "ballet"),
    ],
)
def test_an_activity_before_a_programmes_word_is_no_name(text: str, activity: str) -> None:
    word = words_of(text, 0.85)[activity]
    assert word.is_unlikely or (word.is_listed and word.is_ordinary and not word.is_capital)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("where is jaylen team today", "jaylen"),
        ("is zyaire club today", "zyaire"),
        ("el equipo de jaylen perdió", "jaylen"),
        ("el equipo de keyshawna perdió", "keyshawna"),
        ("el club de maria", "maria"),
        ("Is the Garcia team going?", "Garcia"),
        ("When does the Chess Peter club meet", "Peter"),
        ("does the Rowntree Club meet", "Rowntree"),
    ],
)
def test_a_name_before_a_programmes_word_may_still_be_one(text: str, name: str) -> None:
    assert not words_of(text, 0.85)[name].is_unlikely
