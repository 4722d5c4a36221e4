"""The tracks of training: short items to read, and a short test, as data that the district can read and change."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import Field, model_validator

from policies.district import Strict
from policies.words.people import Role

TRACKS: Mapping[str, Role] = {"staff": Role.STAFF, "reviewer": Role.REVIEWER, "owner": Role.OWNER}
"""Each track, and the role it is meant for. Anyone may take any."""

PASS_SHARE = 0.8
"""Share of right answers that passes: one of five questions may be wrong, none of four."""


class Lesson(Strict):
    """One short text to read."""

    title: str = Field(min_length=3, max_length=120, description="What it is about.")
    text: str = Field(min_length=20, max_length=1500, description="The text.")


class TestQuestion(Strict):
    """One question of the test, with one right choice."""

    __test__ = False  # pytest must not take it for a test

    ask: str = Field(min_length=10, max_length=300, description="The question.")
    choices: tuple[str, ...] = Field(min_length=2, max_length=5, description="What can be chosen.")
    right: int = Field(ge=1, description="The number of the right choice, counted from 1.")
    why: str = Field(min_length=10, max_length=400, description="Why, shown after the test.")

    @model_validator(mode="after")
    def _right_exists(self) -> "TestQuestion":
        if self.right > len(self.choices):
            raise ValueError("right names no choice")
        return self


class Track(Strict):
    """One track in one language."""

    title: str = Field(description="What it is called.")
    about: str = Field(description="What it is for, in one sentence.")
    items: tuple[Lesson, ...] = Field(min_length=3, description="What to read.")
    test: tuple[TestQuestion, ...] = Field(min_length=3, description="The short test.")


@dataclass(frozen=True, slots=True)
class Graded:
    """A test that was taken: which choices were right, in the order of the questions."""

    right: tuple[bool, ...]

    @property
    def n_right(self) -> int:
        """How many were right."""
        return sum(self.right)

    @property
    def is_passed(self) -> bool:
        """Whether enough were right."""
        return self.n_right >= PASS_SHARE * len(self.right)


def track(name: str, language: str = "en") -> Track:
    """A track in a language; in English where it is not written in that one. Raises: KeyError for a track that does not exist."""
    whole = _read(name)
    return Track.model_validate(whole.get(language, whole["en"]))


def version(name: str) -> str:
    """Content hash of a track over every language: 16 hex digits. A result names what it was taken against."""
    canonical = json.dumps(_read(name), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def grade(taken: Track, chosen: Mapping[int, int]) -> Graded:
    """Compare choices (question number from 0 → choice number from 1) with the right ones; what was left out is wrong."""
    return Graded(tuple(chosen.get(n) == question.right for n, question in enumerate(taken.test)))


@cache
def _read(name: str) -> dict[str, Any]:
    if name not in TRACKS:
        raise KeyError(name)
    return yaml.safe_load((files("assistant.training") / f"{name}.yaml").read_text("utf-8"))
