"""Each kind of detail as a table: text, and the words that its recogniser must find (or none)."""

import datetime as dt
from collections.abc import Sequence

import pytest
import regex

from policies.redaction.language import detect_language
from policies.redaction.normalising import normalise
from policies.redaction.recognizers import (
    address,
    birth_date,
    bus,
    case_number,
    credential,
    details,
    door_code,
    email,
    license_plate,
    other_id,
    phone,
    ssn,
    student_id,
    web,
)
from policies.redaction.recognizers.shape import Shape

TODAY = dt.date(2026, 11, 20)


def _found(shapes: Sequence[Shape], kind: str, text: str) -> set[str]:
    flags = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL
    return {match.group() for shape in shapes if shape.kind == kind for match in regex.finditer(shape.regex, text, flags)}


PATTERNS = [
    (ssn.SHAPES, "SSN", "it is 123-45-6789", "123-45-6789"),
    (ssn.SHAPES, "SSN", "078 05 1120", "078 05 1120"),
    (ssn.SHAPES, "SSN", "ssn 987654321", "987654321"),
    (ssn.SHAPES, "SSN", "XXX-XX-4471", "XXX-XX-4471"),
    (ssn.SHAPES, "SSN", "the last four of her social are 4471", "4471"),
    (ssn.SHAPES, "SSN", "los últimos cuatro son 4471", "4471"),
    (ssn.SHAPES, "SSN", "open 2026-2027", None),
    (phone.SHAPES, "PHONE", "(212) 555-0187 x12", "(212) 555-0187 x12"),
    (phone.SHAPES, "PHONE", "2125550187", "2125550187"),
    (phone.SHAPES, "PHONE", "call 555 0187", "555 0187"),
    (phone.SHAPES, "PHONE", "+52 55 1234 5678", "+52 55 1234 5678"),
    (phone.SHAPES, "PHONE", "two one two five five five oh one eight seven", "two one two five five five oh one eight seven"),
    (phone.SHAPES, "PHONE", "from 8:15 to 3:20 in 2026", None),
    (email.SHAPES, "EMAIL", "q.m+x@mail.example.net ok", "q.m+x@mail.example.net"),
    (email.SHAPES, "EMAIL", "qm at mail.example dot net", "qm at mail.example dot net"),
    (email.SHAPES, "EMAIL", "meet at school dot", None),
    (web.SHAPES, "IP_ADDRESS", "from 203.0.113.77", "203.0.113.77"),
    (web.SHAPES, "IP_ADDRESS", "from 2001:db8::86f:cc0", "2001:db8::86f:cc0"),
    (web.SHAPES, "IP_ADDRESS", "at 10:30 am", None),
    (web.SHAPES, "URL", "see https://x.example.net/s/9f?t=1 now", "https://x.example.net/s/9f?t=1"),
    (student_id.SHAPES, "STUDENT_ID", "Student ID# S-0025923", "S-0025923"),
    (student_id.SHAPES, "STUDENT_ID", "lunch pin: 4417", "4417"),
    (student_id.SHAPES, "STUDENT_ID", "número de estudiante 20417", "20417"),
    (student_id.SHAPES, "STUDENT_ID", "lunch in 2026", None),
    (case_number.SHAPES, "CASE_NUMBER", "docket 2023-DR-004417", "2023-DR-004417"),
    (case_number.SHAPES, "CASE_NUMBER", "caso 2024FL28097", "2024FL28097"),
    (license_plate.SHAPES, "LICENSE_PLATE", "plate KTR 4471", "KTR 4471"),
    (license_plate.SHAPES, "LICENSE_PLATE", "a plate of food", None),
    (credential.SHAPES, "CREDENTIAL", "password: Quill!77", "Quill!77"),
    (credential.SHAPES, "CREDENTIAL", "how do I reset my password please", None),
    (address.SHAPES, "ADDRESS", "at 4418 Quillfeather Ln Apt 3B, Marlow, OR 97001", "4418 Quillfeather Ln"),
    (address.SHAPES, "ADDRESS", "vivo en Calle Peñalba 417", "Calle Peñalba 417"),
    (address.SHAPES, "ADDRESS", "PO Box 88", "PO Box 88"),
    (address.SHAPES, "ADDRESS", "is the 5th grade way behind", None),
]


@pytest.mark.parametrize(("shapes", "kind", "text", "wanted"), PATTERNS)
def test_a_pattern_finds_the_whole_detail_and_nothing_else(shapes: Sequence[Shape], kind: str, text: str, wanted: str | None) -> None:
    found = _found(shapes, kind, text)
    assert (wanted in found) if wanted else not found


def test_every_pattern_cites_its_source() -> None:
    modules = (ssn, phone, email, web, student_id, case_number, license_plate, credential, door_code, other_id, address)
    assert all(shape.source and 0 < shape.score <= 1 for module in modules for shape in module.SHAPES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("she was born March 3, 2015", {"March 3, 2015"}),
        ("DOB 4/17/14", {"4/17/14"}),
        ("nació el 3 de mayo de 2015", {"el 3 de mayo de 2015"}),
        ("on file: 2014-04-17", {"2014-04-17"}),
        ("his birthday is May 3", {"May 3"}),
        ("picture day is October 14, 2026", set()),
        ("early release on 4/10?", set()),
        ("school year 2026-2027", set()),
    ],
)
def test_birth_dates_go_and_event_dates_stay(text: str, wanted: set[str]) -> None:
    assert {text[span.start : span.end] for span in birth_date.find(text, TODAY)} == wanted


@pytest.mark.parametrize(
    ("text", "is_tied", "wanted"),
    [
        ("my son rides bus 42", False, {"bus 42"}),
        ("does bus 42 run on early release days?", False, set()),
        ("bus 42 stop at Quarry Park was late", True, {"bus 42", "Quarry Park"}),
    ],
)
def test_a_bus_is_personal_only_when_tied_to_a_child(text: str, is_tied: bool, wanted: set[str]) -> None:
    assert {text[span.start : span.end] for span in bus.find(text, is_tied)} == wanted


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("she has epilepsy", {"HEALTH"}),
        ("tiene autismo leve", {"SPECIAL_EDUCATION"}),
        ("he was suspended for fighting", {"DISCIPLINE"}),
        ("I have sole custody", {"CUSTODY"}),
        ("she got a D in math", {"GRADES"}),
        ("who writes the 504 plan and the IEP?", set()),
        ("how do I start a suspension appeal?", set()),
        ("when are report cards sent, and the diploma?", set()),
    ],
)
def test_details_of_a_child_go_and_programmes_stay(text: str, kinds: set[str]) -> None:
    assert {span.kind for span in details.find(text, is_tied=True)} == kinds


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("what time is lunch", None, "en"),
        ("a qué hora es el lunch", None, "es"),
        ("IEP?", "es", "es"),
        ("IEP?", None, "en"),
        ("hola my son se enfermó, can i pick up his homework", None, "en"),
        ("Bonjour, mon fils est malade aujourd'hui et ne viendra pas à l'école", "en", "fr"),
        ("Con tôi bị ốm hôm nay, tôi muốn xin phép nghỉ học", None, "vi"),
    ],
)
def test_the_language_is_found_and_a_hint_decides_only_in_doubt(text: str, hint: str | None, language: str) -> None:
    assert detect_language(text, hint) == language


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ma\u200bría", "María"),
        ("&amp; caf&eacute;", "& café"),
        ("ｆｕｌｌ", "full"),
        ("Jаydеn", "Jayden"),
        ("Мария пришла", "Мария пришла"),
    ],
)
def test_normalising_gives_one_spelling_and_leads_back(text: str, plain: str) -> None:
    normalised = normalise(text)
    assert normalised.text == plain
    assert normalised.original(0, len(plain)) == (0, len(text))
