"""Personal information in a document: what belongs to one person is found, what the district publishes is not."""

from functools import lru_cache

import pytest

from assistant.examining.personal import personal_findings
from policies.redaction.redactor import Redactor, make_redactor
from tests.contracts.evidence_at_hand import paragraph
from tests.ingest.registry import policy


@lru_cache(maxsize=1)
def redactor() -> Redactor:
    return make_redactor(policy().district, policy().redaction)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The student's social security number is 536-22-8145.", "personal_number"),
        ("Call Dana Fairweather at (312) 555-7781 after school.", "personal_information"),
        ("Write to dana.fairweather@mailbox.example for the list.", "personal_information"),
        ("Registration opens on March 1 and forms are due in May.", None),
        ("Bring a birth certificate. The child must be five by September 1.", None),
        ("Call the front office at (217) 555-0199 with questions.", None),
    ],
)
def test_only_what_belongs_to_a_person_is_told(text: str, code: str | None) -> None:
    notes = list(personal_findings([paragraph(text, 1, page=2)], redactor, lambda _words, _language: "Office: 217-555-0199"))
    assert [note.code for note in notes] == ([code] if code else [])
    assert all(note.page == 2 for note in notes)


def test_a_document_without_any_sign_never_loads_the_redactor() -> None:
    def never() -> Redactor:
        raise AssertionError("the redactor was asked")

    assert list(personal_findings([paragraph("Lunch costs $3.10.", 1)], never, lambda _words, _language: "")) == []
