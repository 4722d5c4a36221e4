"""The redactor as a whole: its promises to the doors."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.district import District
from policies.errors import BadInput, RedactionFailed, TooLarge
from policies.policy import RedactionRules
from policies.redaction.redactor import Redactor, make_redactor
from policies.words.questions import RedactedText

TODAY = dt.date(2026, 11, 20)


def make_district() -> District:
    """A small invented district."""
    school = {"level": "middle", "grades": "6-8"}
    return District.model_validate(
        {
            "name": "Marlow Valley School District 9",
            "aliases": ["MVSD", "Marlow Valley Schools"],
            "state": "OR",
            "timezone": "America/Los_Angeles",
            "schools": [
                {
                    "id": "keller",
                    "name": "Helen Keller Elementary School",
                    "phone": "503-555-0110",
                    "email": "keller@marlow.example.org",
                    **school,
                },
                {
                    "id": "chavez",
                    "name": "Cesar Chavez Middle School",
                    "phone": "503-555-0120",
                    "email": "chavez@marlow.example.org",
                    **school,
                },
                {"id": "wells", "name": "Ida B. Wells High School", "phone": "503-555-0130", "email": "wells@marlow.example.org", **school},
            ],
            "offices": [{"id": "front", "name": "Enrollment Office", "phone": "503-555-0100", "email": "office@marlow.example.org"}],
            "front_office": "front",
            "programs": ["Rosa Parks After-School Program", "Carter Field"],
            "public_hosts": ["marlow.example.org"],
            "school_years": [{"name": "2026-2027", "starts_on": "2026-07-01", "ends_on": "2027-06-30"}],
        }
    )


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    """One loaded redactor for all tests: loading costs seconds."""
    made = make_redactor(make_district(), RedactionRules(), extra_allowed=["Winter Concert"], today=lambda: TODAY)
    made.load()
    return made


GONE = [
    ("en", "my son jaylen okonkwo missed the bus", ["jaylen", "okonkwo"]),
    ("en", "Is Art Ward in Ms. Lord's class?", ["Art", "Ward", "Lord"]),
    ("en", "my ssn is 123-45-6789", ["123-45-6789"]),
    ("en", "her ssn 078-05-1120 or 900-12-3456", ["078-05-1120", "900-12-3456"]),
    ("en", "social ends in 4471", ["4471"]),
    ("es", "mi seguro social es 123 45 6789", ["123 45 6789"]),
    ("en", "cell is 555-0142", ["555-0142"]),
    ("en", "jo.marsh at example dot com", ["jo.marsh"]),
    ("en", "he was born March 3, 2015", ["March 3, 2015"]),
    ("es", "nació el 3 de marzo de 2015", ["3 de marzo de 2015"]),
    ("en", "my son rides bus 42 and waits at Quarry Park", ["42", "Quarry Park"]),
    ("en", "We live at\n4418 Quillfeather Ln\nApt 3B\nMarlow, OR 97001", ["4418", "Quillfeather", "3B", "97001"]),
    ("en", "login: tmarsh88 password: Quill!77", ["tmarsh88", "Quill!77"]),
    ("en", "from 203.0.113.77 at http://files.example.net/s/9fQ2mZx81LkPq", ["203.0.113.77", "9fQ2mZx81LkPq"]),
    ("en", "my daughter has epilepsy and takes Keppra 250 mg", ["epilepsy", "Keppra"]),
    ("en", "my s\u200bon Oba\u200bdele Ad\u200beyemi is late", ["Oba", "Ad\u200beyemi"]),
    ("en", "my phone is ５０３-５５５-９９８７", ["５５５"]),
    ("en", "student: M\u0430rya\u043c Volkova", ["Volkova"]),
    ("en", "Thank you,\nT. Brackenridge", ["T. Brackenridge"]),
]

STAYS = [
    ("en", "What time does Helen Keller Elementary start?"),
    ("en", "Will the Rosa Parks After-School Program be open in May?"),
    ("en", "Is there school on October 14, 2026 at Chavez Middle?"),
    ("en", "Can I call the Enrollment Office at (503) 555-0100 or write to office@marlow.example.org?"),
    ("en", "Where is the form on https://marlow.example.org/enrollment/forms ?"),
    ("en", "How much is lunch in 6th grade, $2.75 or $3.10?"),
    ("en", "What is a 504 plan and who do I ask about an IEP?"),
    ("en", "Do students with diabetes need a doctor's form?"),
    ("en", "Does bus 12 stop at Wells HS?"),
    ("en", "I hope the art show will be in May, may I come at 3:30 pm?"),
    ("en", "Is the Winter Concert at Carter Field on 12/17/2026?"),
    ("es", "¿A qué hora empieza la escuela Helen Keller el miércoles?"),
    ("es", "¿Cuánto cuesta el almuerzo para el ciclo 2026-2027?"),
    ("es", "¿Cuándo son las vacaciones de invierno?"),
]


@pytest.mark.parametrize(("language", "text", "secrets"), GONE)
def test_what_is_personal_goes(redactor: Redactor, language: str, text: str, secrets: list[str]) -> None:
    redacted = redactor.redact(text, language).text
    assert not [secret for secret in secrets if secret.lower() in redacted.lower()], redacted


@pytest.mark.parametrize(("language", "text"), STAYS)
def test_what_an_answer_needs_stays(redactor: Redactor, language: str, text: str) -> None:
    assert redactor.redact(text, language).text == text


def test_the_self_test_passes_on_a_sound_installation(redactor: Redactor) -> None:
    redactor.self_test()


def test_one_person_has_one_placeholder_in_a_message(redactor: Redactor) -> None:
    redaction = redactor.redact("My son Tavish Oduya is sick. Can Tavish make up the test? Tavish's teacher is Ms. Vexley.")
    assert redaction.text.count("<STUDENT_1>") == 3
    assert "<STAFF_1>" in redaction.text


def test_offsets_refer_to_the_input(redactor: Redactor) -> None:
    text = "Hi 👋🏽 my daughter Zinnia\u200b Marrowby&nbsp;— call ５０３ 555 9987"
    redaction = redactor.redact(text)
    assert {text[f.start : f.end] for f in redaction.findings} == {"Zinnia\u200b Marrowby", "５０３ 555 9987"}


def test_the_result_is_sealed(redactor: Redactor) -> None:
    assert isinstance(redactor.redact("When is spring break?").text, RedactedText)


@pytest.mark.parametrize(
    ("text", "code"), [("", "question.empty"), (" \n\t", "question.empty"), ("\u200b", "question.empty"), ("a\x00b", "question.not_text")]
)
def test_what_is_no_message_is_refused(redactor: Redactor, text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        redactor.redact(text)
    assert caught.value.code == code


def test_a_text_over_the_limit_is_refused_not_cut(redactor: Redactor) -> None:
    with pytest.raises(TooLarge) as caught:
        redactor.redact("when is lunch? " * 2000)
    assert caught.value.code == "text.too_long"


def test_a_time_out_lets_nothing_through() -> None:
    hasty = make_redactor(make_district(), RedactionRules(timeout_seconds=1e-9), today=lambda: TODAY)
    with pytest.raises(RedactionFailed) as caught:
        hasty.redact("my son Tavish Oduya is late")
    assert "Tavish" not in str(caught.value)


def test_a_failing_analyser_lets_nothing_through() -> None:
    def no_day() -> dt.date:
        raise OSError("my son Tavish")

    broken = make_redactor(make_district(), RedactionRules(), today=no_day)
    with pytest.raises(RedactionFailed) as caught:
        broken.redact("my son Tavish Oduya is late")
    error = caught.value
    assert error.code == "redaction.failed"
    assert "Tavish" not in repr(error)
    assert error.__cause__ is None
    assert error.__context__ is None


_NAMES = st.sampled_from(["Tavish Oduya", "zinnia marrowby", "Nguyễn Thảo", "O'Dell-Reyes", "Ma. Luz de la Cruz", "José Ñandú"])
_PHONES = st.sampled_from(["(212) 555-0187", "212.555.0187", "+1 212 555 0187", "2125550187"])
_NOISE = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00<>", exclude_categories=("Cs",)), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_NOISE, name=_NAMES, phone=_PHONES, after=_NOISE)
def test_no_found_value_survives_and_a_second_run_changes_nothing(
    redactor: Redactor, before: str, name: str, phone: str, after: str
) -> None:
    text = f"{before}\nMy son {name} was absent. My number is {phone}.\n{after}"
    redaction = redactor.redact(text)
    position = 0
    rebuilt = ""
    for finding in redaction.findings:
        assert position <= finding.start < finding.end <= len(text)
        rebuilt += text[position : finding.start] + finding.placeholder
        position = finding.end
    assert rebuilt + text[position:] == redaction.text
    assert phone not in redaction.text
    assert redactor.redact(redaction.text).text == redaction.text


@pytest.mark.parametrize(
    "text", ["Bonjour, mon fils Jean Dupont est malade aujourd'hui, il ne viendra pas", "مرحبا ابني محمد مريض اليوم ولن يأتي إلى المدرسة"]
)
def test_a_language_the_recognisers_do_not_read_is_masked_whole(redactor: Redactor, text: str) -> None:
    redaction = redactor.redact(text)
    assert redaction.language not in {"en", "es"}
    assert redaction.text.strip() == "<UNREAD_1>"


def test_a_private_number_that_ends_like_a_public_one_goes(redactor: Redactor) -> None:
    assert "555-0100" not in redactor.redact("my cell is (971) 555-0100").text


def test_importing_the_redactor_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    check = "import sys, policies.redaction.redactor\n"
    check += "print({'presidio_analyzer', 'torch', 'onnxruntime', 'spacy', 'lingua'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout.strip() == "set()"
