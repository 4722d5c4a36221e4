"""Confidence in a draft: what it rests on, and what it must not rest on."""

from dataclasses import replace

from assistant.abstaining import SIGNALS, WEIGHTS, confidence, signals
from policies.words.documents import Evidence
from tests.assistant.test_understanding import understood
from tests.contracts.evidence_at_hand import paragraph


def idf(_stem: str, _language: str) -> float:
    return 1.0


ASKED = understood("¿Cuánto dura el recreo?", language="es")
FOUND = Evidence(paragraph("Xylophones hang behind velvet curtains."), 1.0, 0.85, 0.0)


def test_the_language_of_a_passage_alone_is_no_reason_for_silence() -> None:
    spanish = replace(FOUND, passage=replace(FOUND.passage, language="es"))
    assert confidence(ASKED, [FOUND], idf, 0.4) == confidence(ASKED, [spanish], idf, 0.4)


def test_a_nearer_passage_gives_more_confidence_and_none_gives_none() -> None:
    assert confidence(ASKED, [], idf, 0.4) == 0.0
    assert 0.0 < confidence(ASKED, [replace(FOUND, dense=0.75)], idf, 0.4) < confidence(ASKED, [FOUND], idf, 0.4) < 1.0


def test_every_signal_has_a_name_and_a_weight() -> None:
    assert len(signals(ASKED, [FOUND], idf, 0.4)) == len(SIGNALS) == len(WEIGHTS)
