"""Names where a cue shows them, whole; and what stands behind the same cue without being anybody's name."""

import pytest

from policies.redaction.recognizers import cued
from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    ("text", "language", "hidden"),
    [
        ("um hi this is jean baptiste pierre louis calling about the bus", "en", ["jean", "baptiste", "pierre", "louis"]),
        ("Is there any help after school? Saw Eh 509 555 0111", "en", ["Saw", "Eh"]),
        ("She earned it same as everybody. Dot Kessler", "en", ["Dot", "Kessler"]),
        ("When do they close? - big deshawn", "en", ["big", "deshawn"]),
        ("His father is Go Sian; please call him.", "en", ["Go ", "Sian"]),
        ("My son TJ Oglesby needs letter jacket info.", "en", ["TJ", "Oglesby"]),
        ("Which house on our road is the Andersons, the first one?", "en", ["Andersons"]),
        ("Los Beltrán ya no viven aquí.", "es", ["Beltrán"]),
        ("Ya recogí a Wendy y a su prima la Flor.", "es", ["Wendy", "Flor"]),
        ("Dear Principal Ondrak, when is the play?", "en", ["Ondrak"]),
        ("can my daughter zuleyka ride the bus", "en", ["zuleyka"]),
        ("The counselor asked about her son Min Thu on the phone.", "en", ["Min", "Thu"]),
        ("Ahtakoop: medicaid number YE06978U, is that enough?", "en", ["Ahtakoop"]),
        ("First came Cormac, then Una, and now our youngest.", "en", ["Cormac", "Una"]),
        ("Noé ahora vive con nosotros.", "es", ["Noé"]),
        ("El camión dejó a Kraurzel en la gasolinera.", "es", ["Kraurzel"]),
        ("Mr. Gray teaches math. mr stone is new.", "en", ["Gray", "stone"]),
    ],
)
def test_a_name_that_a_cue_shows_is_hidden_whole(redactor: Redactor, text: str, language: str, hidden: list[str]) -> None:
    told = redactor.redact(text, language).text
    assert all(word not in told for word in hidden)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dear Registrar, which papers do you need?", "en"),
        ("Good afternoon Transportation, when does the late bus leave?", "en"),
        ("Please forward this to the Dean of Students.", "en"),
        ("Buenas tardes, señora secretaria: ¿cuándo salen de vacaciones?", "es"),
        ("Estimada señora directora, ¿cuándo es la junta?", "es"),
        ("Quisiera saber los horarios. Gracias de antemano.", "es"),
        ("thanks in advance for your help with the forms", "en"),
        ("Can my son skip a year of art?", "en"),
        ("¿Puede mi hijo tomar álgebra?", "es"),
        ("It's May 1 at 2, right?", "en"),
        ("Can I get the Parent Square message again?", "en"),
        ("Is there anything for Teacher Appreciation Week?", "en"),
        ("Is the game on Friday? Go Wildcats", "en"),
        ("Call me back. Main Office", "en"),
        ("Dear Sir or Madam, when is the next board meeting?", "en"),
        ("Where do I find your student Handbook and your student Portal?", "en"),
        ("Is anyone from Watch D.O.G.S. here, and who teaches P.E. in the U.S. now?", "en"),
    ],
)
def test_offices_verbs_and_things_behind_a_cue_are_no_names(redactor: Redactor, text: str, language: str) -> None:
    assert redactor.redact(text, language).text == text


@pytest.mark.parametrize("piece", ["\n", "A\n", "hi\n\n", "her kid ", "Mr. A ", "A.B. ", "- a "])
def test_no_cue_is_slow_on_a_long_row_of_the_same(piece: str) -> None:
    cued.cues(piece * (20_000 // len(piece)), seconds=1.0)


@pytest.mark.parametrize(
    ("language", "message", "left"),
    [
        ("en", "Xngwith Barlow is out today, please send the work home.", "Xngwith"),
        ("en", "could you move ofelia varnthoki to another table? she is upset", "varnthoki"),
        ("en", "Please take Edna Marsh, who moved away, off the list for Noah Bell.", "Marsh"),
        ("en", "The form for Ismael Y. was due and Efraín E. Barrientos has it.", "E. Barrientos"),
    ],
)
def test_what_stands_in_no_list_beside_a_name_belongs_to_it(redactor: Redactor, language: str, message: str, left: str) -> None:
    assert left not in str(redactor.redact(message, language).text)


@pytest.mark.parametrize(
    ("language", "message", "kept"),
    [
        ("en", "Ada Kessel asks why March and April are missing on the calendar.", "March and April"),
        ("en", "Does the garden club still want rose and rosemary cuttings?", "rose and rosemary cuttings"),
        ("es", "¿El club de jardín todavía quiere semillas de rosa y romero?", "rosa y romero"),
    ],
)
def test_months_in_a_row_and_plants_are_nobody(redactor: Redactor, language: str, message: str, kept: str) -> None:
    assert kept in str(redactor.redact(message, language).text)


def test_sisters_named_like_months_go(redactor: Redactor) -> None:
    text = str(redactor.redact("Mis hijas Abril y Mayo Quispe no van hoy.", "es").text)
    assert "Abril" not in text
    assert "Mayo" not in text


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("Please tell Mark the bus is late today.", "Mark"),
        ("my daughter ivy leaves at 2 for the dentist", "ivy"),
        ("Hope was sick this morning, she stays home.", "Hope"),
        ("My son said April and June hit him at recess.", "April"),
    ],
)
def test_who_is_named_like_a_verb_a_plant_or_a_month_goes(redactor: Redactor, message: str, name: str) -> None:
    assert name not in str(redactor.redact(message, "en").text)
