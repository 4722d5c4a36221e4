"""Alternatives put together by their first letters find what they find one after another."""

import re

import pytest

from policies.redaction.school_names import alternatives, folded, school_aliases

NAMES = ["Maple Street Elementary School", "St. Mary Academy", "Mapleton High School", "Escuela Niños Héroes", "K-8 School of the Arts"]
TERMS = [alias for name in NAMES for alias in school_aliases(name)] + ["Map", "Maple", "Maples Fair", "9 to 5", "@ home"]


def _one_after_another(terms: list[str]) -> "re.Pattern[str]":
    spoken = {
        r"[\s-]+".join(re.escape(part).replace(r"\.", r"\.?") for part in re.split(r"[\s-]+", folded(term.strip()))) for term in terms
    }
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(spoken, key=len, reverse=True)) + r")(?:['’]s)?(?!\w)")


@pytest.mark.parametrize(
    "text",
    [
        "is maple street elementary open, or maple  street-elem's gym, or maples fair at the map?",
        "st mary academy and st. mary school; mapleton hs, ninos heroes, escuela ninos heroes, k-8 school of the arts, 9 to 5 @ home",
        "mapl maples street school elementary maple",
    ],
)
def test_terms_are_found_as_if_tried_one_after_another(text: str) -> None:
    found = [match.span() for match in alternatives(TERMS).finditer(text)]
    assert found == [match.span() for match in _one_after_another(TERMS).finditer(text)]
    assert found


def test_terms_that_begin_with_letters_are_found_the_same_too() -> None:
    letters = [term for term in TERMS if term[0].isalpha()]
    text = "maple street elementary, maple street, map and maples fair; st mary school's bell"
    found = [match.group() for match in alternatives(letters).finditer(text)]
    assert found == [match.group() for match in _one_after_another(letters).finditer(text)]
    assert len(found) >= 4
