"""The second look after the rules of triage: it may only take questions away from drafting, and it belongs to one encoder."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.second_look import CHUNK_WORDS, CLASSES, LEAST, MAX_CHUNKS, Likeness, load_likeness, pieces, second_look
from policies.triage.triage import triage
from policies.words.questions import Outcome, RedactedText, VerdictKind
from tests.policies.triage.test_rules import POLICY

CASES = Path(__file__).parents[1] / "policies" / "triage" / "cases"
TEXTS = [
    json.loads(line)["text"]
    for name in ("must_escalate", "look_alikes")
    for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
]
FLAT = Likeness(np.eye(4, dtype=np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))


def like(kind: str, strength: float = 9.0) -> Callable[[str], NDArray[np.float32]]:
    """An encoder by which every message is like one kind."""
    vector = np.array([strength * (name == kind) for name in CLASSES], dtype=np.float32)
    return lambda _text: vector


@pytest.mark.parametrize(
    ("kind", "outcome", "rule"),
    [
        ("life", Outcome.ESCALATED_SAFETY, "like_danger"),
        ("sensitive", Outcome.ESCALATED_SENSITIVE, "like_sensitive"),
        ("record", Outcome.ESCALATED_STUDENT_RECORD, "like_record"),
    ],
)
def test_a_message_that_is_like_what_must_not_be_drafted_is_escalated_and_names_its_rule(kind: str, outcome: Outcome, rule: str) -> None:
    text = RedactedText("What time does school start?")
    verdict = second_look(triage(text, "en", POLICY), text, "en", FLAT, like(kind), POLICY)
    assert (verdict.kind, verdict.outcome, verdict.rule) == (VerdictKind.ESCALATE, outcome, rule)
    assert verdict.contact is not None


@settings(max_examples=60, deadline=None)
@given(text=st.sampled_from(TEXTS), kind=st.sampled_from(CLASSES), strength=st.floats(0, 12))
def test_the_second_look_never_widens_what_is_answered(text: str, kind: str, strength: float) -> None:
    before = triage(RedactedText(text), "en", POLICY)
    after = second_look(before, RedactedText(text), "en", FLAT, like(kind, strength), POLICY)
    assert not (before.kind is not VerdictKind.DRAFT and after.kind is VerdictKind.DRAFT)
    if before.outcome is Outcome.ESCALATED_SAFETY:
        assert after == before


def test_with_another_encoder_the_second_look_is_silent() -> None:
    assert load_likeness("hash-encoder") is None
    text = RedactedText("What time does school start?")
    before = triage(text, "en", POLICY)
    assert second_look(before, text, "en", None, like("life"), POLICY) == before


def test_a_matter_of_another_office_is_lifted_to_safety_only_where_danger_is_likely() -> None:
    text = RedactedText("i want to appeal the suspension of my son")
    before = triage(text, "en", POLICY)
    assert before.outcome is Outcome.ESCALATED_SENSITIVE
    weak = np.log(np.array([0.3 * (1 - LEAST["life"]) if n != "life" else LEAST["life"] + 0.01 for n in CLASSES], dtype=np.float32))
    assert second_look(before, text, "en", FLAT, lambda _text: weak, POLICY) == before
    assert second_look(before, text, "en", FLAT, like("life"), POLICY).rule == "like_danger"


def test_a_long_message_is_read_in_pieces_of_whole_sentences() -> None:
    long = " ".join(f"This is sentence number {n} of a long and friendly letter." for n in range(40))
    read = pieces(long)
    assert 1 < len(read) <= MAX_CHUNKS
    assert all(len(piece.split()) <= CHUNK_WORDS for piece in read)
    assert all(piece.endswith(".") for piece in read)
    assert pieces("One short question?") == ["One short question?"]
    assert pieces("  ") == []
