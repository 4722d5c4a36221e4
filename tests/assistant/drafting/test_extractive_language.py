"""The extractive drafter answers in the question's language where a sentence in it is nearly as good, else in the document's."""

from dataclasses import replace

import pytest

from assistant.drafting.extractive import ExtractiveDrafter
from policies.words.documents import Passage
from policies.words.questions import Question
from tests.contracts.evidence_at_hand import ask, demo_policy, evidence, paragraph

ENGLISH = paragraph("Families show one proof of address from group A and two from group B.", 1, title="Enrollment and residency")
SPANISH = paragraph(
    "Las familias muestran una prueba de domicilio del grupo A y dos del grupo B.", 2, title="Inscripción y domicilio", language="es"
)
ASKED = ask("What proof of address do families show?")
PREGUNTA = ask("¿Qué prueba de domicilio muestran las familias?", "es")


def cited(question: Question, *passages: Passage) -> set[str]:
    drafted = ExtractiveDrafter(demo_policy().drafting).draft(question, evidence(*passages))
    return {citation.passage_id for sentence in drafted.sentences for citation in sentence.citations}


@pytest.mark.parametrize("given", [(ENGLISH, SPANISH), (SPANISH, ENGLISH)], ids=["English first", "Spanish first"])
def test_of_twins_the_one_in_the_questions_language_is_said(given: tuple[Passage, Passage]) -> None:
    assert cited(ASKED, *given) == {ENGLISH.id}
    assert cited(PREGUNTA, *given) == {SPANISH.id}


def test_a_language_without_an_answer_is_answered_from_the_other() -> None:
    beside = replace(paragraph("The office closes at noon on Fridays.", 3), section=("Hours",))
    assert cited(ASKED, SPANISH) == {SPANISH.id}
    assert cited(ASKED, SPANISH, beside) == {SPANISH.id}
