"""What the second look cannot read in full holds a message; details that only together point to a child warn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.policy import RedactionRules
from policies.redaction.presidio_engine import ShapeRecognizer
from policies.redaction.recognizers.shape import Shape
from policies.redaction.redactor import Redactor, make_redactor
from policies.redaction.spans import KINDS, Span, merged
from tests.policies.redaction.test_redactor import GONE, TODAY, make_district


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 70))
    return Span(start, start + draw(st.integers(1, 12)), draw(st.sampled_from(sorted(KINDS))))


SPANS = st.lists(spans(), max_size=8)
TEXT = "Hi my son Tavish Oduya-Reyes, id 55 120, rides 22 from 4th & Oak. Call 555 0187"


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return make_redactor(make_district(), RedactionRules(), today=lambda: TODAY)


@pytest.mark.parametrize(
    ("text", "doubt", "secret"),
    [
        ("His name is M-A-T-E-O and he is absent.", "spelled_out", "T-E-O"),
        ("my son j o r d a n is sick today, what do I do", "spelled_out", "o r d"),
        ("What is this about, QmFzZTY0IG5hbWVzIG9mIGtpZHM5 for school?", "encoded", "QmFz"),
        ("When is lunch? يوسف عبد الرحمن الرشيد", "other_script", "يوسف"),
    ],
)
def test_writing_that_cannot_be_read_in_full_is_masked_and_doubted(redactor: Redactor, text: str, doubt: str, secret: str) -> None:
    redaction = redactor.redact(text)
    assert doubt in redaction.doubts
    assert secret not in redaction.text


@pytest.mark.parametrize("text", ["Do you offer A/B days?", "Who grades A-F papers?", "When does the P.T.A. meet?", "Is K-5 in the gym?"])
def test_letters_of_school_life_are_no_doubt(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).doubts == ()


def test_a_name_in_its_own_script_goes_without_holding_the_message(redactor: Redactor) -> None:
    redaction = redactor.redact("My son 王小明 is late. What is the attendance rule?")
    assert "王" not in redaction.text
    assert redaction.doubts == ()


@pytest.mark.parametrize(
    ("text", "is_warned"),
    [
        ("My daughter Itzel has cystic fibrosis and is in 4th grade at Roosevelt Elementary. Who helps?", True),
        ("She is the only deaf girl in 7th grade at Chavez Middle.", True),
        ("My son in 4th grade at Roosevelt Elementary has a fever. When may he return?", False),
        ("My daughter Itzel has cystic fibrosis. Who helps?", False),
        ("What is the supply list for 4th grade at Roosevelt Elementary?", False),
    ],
)
def test_a_rare_condition_with_grade_and_school_warns(redactor: Redactor, text: str, is_warned: bool) -> None:
    assert redactor.redact(text).warnings == (("quasi_identifier",) if is_warned else ())


def hidden(found: list[Span]) -> set[int]:
    """Positions of what can be read: whether the blank between two names is hidden with them tells nothing."""
    covered = {index for span in merged(found, TEXT) for index in range(span.start, min(span.end, len(TEXT)))}
    return {index for index in covered if TEXT[index].isalnum()}


@given(SPANS, SPANS)
def test_more_findings_never_hide_less(some: list[Span], more: list[Span]) -> None:
    some, more = ([span for span in one if span.end <= len(TEXT)] for one in (some, more))
    assert hidden(some) <= hidden([*some, *more])


def test_a_further_recogniser_never_lowers_what_is_found_of_its_type() -> None:
    plain = make_redactor(make_district(), RedactionRules(), today=lambda: TODAY)
    more = make_redactor(make_district(), RedactionRules(), today=lambda: TODAY)
    more.load()
    engine = more._analyzer._engine  # pyright: ignore[reportPrivateUsage, reportOptionalMemberAccess]
    for language in ("en", "es"):
        for kind in ("PHONE", "STUDENT", "OTHER_ID"):
            engine.registry.add_recognizer(ShapeRecognizer(kind, [Shape(kind, "extra", r"\b[a-z]{5}\b|\d{2}", 0.5, "this test")], language))
    for language, text, _ in GONE:
        before, after = (
            {index for f in redactor.redact(text, language).findings for index in range(f.start, f.end) if text[index].isalnum()}
            for redactor in (plain, more)
        )
        assert before <= after, text
