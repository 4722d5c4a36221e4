"""The training says the same in both languages."""

import pytest

from assistant.training.tracks import TRACKS, Track, grade, track


def words(told: Track) -> list[str]:
    """Every word that somebody reads, in order."""
    lessons = [part for lesson in told.items for part in (lesson.title, lesson.text)]
    tests = [part for question in told.test for part in (question.ask, *question.choices, question.why)]
    return [told.title, told.about, *lessons, *tests]


@pytest.mark.parametrize("name", TRACKS)
def test_the_spanish_training_is_the_english_one_in_other_words(name: str) -> None:
    english, spanish = track(name, "en"), track(name, "es")
    assert len(spanish.items) == len(english.items)
    assert [(question.right, len(question.choices)) for question in spanish.test] == [
        (question.right, len(question.choices)) for question in english.test
    ]
    pairs = list(zip(words(english), words(spanish), strict=True))
    assert [one for one, other in pairs if one == other] == []
    assert [one for one, other in pairs if not 0.5 < len(other) / len(one) < 2.1] == [], "a translation is about as long as its original"


@pytest.mark.parametrize("name", TRACKS)
def test_the_same_choices_pass_in_either_language(name: str) -> None:
    right = {n: question.right for n, question in enumerate(track(name, "en").test)}
    assert grade(track(name, "es"), right).is_passed


def test_a_language_without_training_is_told_in_english() -> None:
    assert track("staff", "fr") == track("staff", "en")
