"""Like questions are put together, always in the same way, and what a new version changed is told with its uncertainty."""

import random

import pytest

from eval.gaps import LEAST_LIKENESS, Asked, GapKind, cluster, effect, keywords, typical
from tests.eval.plain_groups import plain_groups


def asked(number: int, words: str, place: str = "", kind: GapKind | None = GapKind.ABSTAINED, at: float = 0.0) -> Asked:
    return Asked(f"item_{number:03d}", at or float(number), kind, frozenset(words.split()), frozenset(place.split()))


LUNCH = [asked(i, words, "meals") for i, words in enumerate(("lunch price", "price lunch middl", "cost lunch", "cuest almuerzo"))]
BUS = [asked(10 + i, words, "bus") for i, words in enumerate(("bus stop chang", "chang bus stop address", "parada camion"))]


def test_questions_on_one_matter_come_together_across_languages() -> None:
    groups = cluster([*BUS, *LUNCH])
    names = [{[*BUS, *LUNCH][place].item_id for place in group} for group in groups]
    assert names == [{q.item_id for q in LUNCH}, {q.item_id for q in BUS}]


def test_the_order_in_which_questions_are_given_changes_nothing() -> None:
    every = [*LUNCH, *BUS, asked(30, "hat rule", "dress"), asked(31, "swim team", "")]
    expected = [[every[place].item_id for place in group] for group in cluster(every)]
    for seed in range(5):
        mixed = random.Random(seed).sample(every, len(every))
        assert [[mixed[place].item_id for place in group] for group in cluster(mixed)] == expected


def test_nothing_and_one_question_are_no_trouble() -> None:
    assert cluster([]) == []
    assert cluster([asked(1, "")]) == [[0]]
    assert len(cluster([asked(1, ""), asked(2, "")])) == 2


def test_words_are_named_only_when_three_questions_share_them() -> None:
    assert keywords(LUNCH, BUS) == ["lunch"]
    assert keywords(BUS[:2], LUNCH) == []
    common = [asked(50 + i, "lunch you" if i < 6 else "bus you" if i < 36 else "fee form") for i in range(100)]
    assert keywords(common[:6], common) == ["lunch"]  # every third question elsewhere says `you` too
    assert typical(LUNCH) in range(4)


def test_an_effect_counts_like_questions_before_and_after_and_answered_ones_too() -> None:
    before = [asked(i, "lunch price", "meals", at=10.0 + i) for i in range(12)]
    after = [asked(100 + i, "lunch price", "meals", kind=None, at=50.0 + i) for i in range(20)]
    other = [asked(200 + i, "bus stop", "bus", at=60.0 + i) for i in range(9)]
    found = effect(before, [*before, *after, *other], 40.0)
    assert (found.before, found.n_before, found.after, found.n_after) == (1.0, 12, 0.0, 20)
    assert found.is_better
    unsure = effect(before[:2], [*before[:2], *after[:2]], 40.0)
    assert not unsure.is_better


@pytest.mark.parametrize("seed", range(6))
def test_groups_are_those_that_joining_the_nearest_pair_by_pair_gives(seed: int) -> None:
    rng = random.Random(seed)
    words, places = [f"w{n}" for n in range(30)], [f"p{n}" for n in range(8)]
    topics = [(rng.sample(words, 6), rng.sample(places, 3)) for _ in range(7)]
    asked: list[Asked] = []
    for number in range(45):
        of_topic, found = topics[rng.randrange(7)]
        stems = frozenset([*rng.sample(of_topic, rng.randint(2, 5)), *rng.sample(words, rng.randint(0, 2))])
        asked.append(Asked(f"item_{number:02}", float(number), None, stems, frozenset(rng.sample(found, rng.randint(0, 3)))))
    plain = plain_groups([(one.stems, one.passages) for one in asked], LEAST_LIKENESS)
    assert 3 < len(plain) < 40
    assert sorted(map(sorted, cluster(asked))) == sorted(map(sorted, plain))
