"""Addresses and stops go whole in every form in which families and offices write them; routes, lessons and dates stay."""

import pytest

from policies.redaction.recognizers import address_parts, bus
from policies.redaction.redactor import Redactor
from policies.redaction.spans import Span
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("My address is now RR 2 Box 118, Elk Fork WV", "RR 2 Box 118, Elk Fork WV"),
        ("we live at hc 34 box 9a elk fork nm", "hc 34 box 9a elk fork nm"),
        ("ship it to Unit 45013 Box 2666, APO AP 96338", "Unit 45013 Box 2666, APO AP 96338"),
        ("we get mail at General Delivery, Dry Fork, KY 41999", "General Delivery, Dry Fork, KY 41999"),
        (
            "mi direccion es urb. villa del carmen calle 5 casa D-14 ponce PR 00716",
            "urb. villa del carmen calle 5 casa D-14 ponce PR 00716",
        ),
        ("Vivimos en Av. Juárez 45, Col. Centro, Puebla, C.P. 72000, México", "Av. Juárez 45, Col. Centro, Puebla, C.P. 72000, México"),
        ("vivimos en el 2840 de la calle Olmo, apto 3B, segundo piso", "2840 de la calle Olmo, apto 3B, segundo piso"),
        ("We are at 12 Elm Street\nApt. 4\nMarlow OR 97001-1234", "12 Elm Street\nApt. 4\nMarlow OR 97001-1234"),
        ("Street: 12 Elm Street\nCity: Marlow\nState: OR\nZip: 97001", "12 Elm Street\nCity: Marlow\nState: OR\nZip: 97001"),
        ("she moved to 123 sw main st portland oregon", "123 sw main st portland oregon"),
        ("We live off County Road 14 past the grain elevator", "off County Road 14 past the grain elevator"),
        ("We live at milepost 12 on State Route 7", "milepost 12 on State Route 7"),
        ("vivo en el lote 12 de los Estates Pine View", "lote 12 de los Estates Pine View"),
        ("we moved to 14 Sunset Mobile Home Park, space 7", "14 Sunset Mobile Home Park, space 7"),
        ("we live in building C apt 12 at Maple Court Apartments", "building C apt 12 at Maple Court Apartments"),
        ("we live at 9 Elm and the nurse said no", "9 Elm"),
        ("they live on the corner of Ash and 3rd", "the corner of Ash and 3rd"),
        ("we live in the blue trailer behind the Chevron on Hwy 12", "the blue trailer behind the Chevron on Hwy 12"),
        ("we are staying at the Safe Harbor shelter on Pine Street", "the Safe Harbor shelter on Pine Street"),
        ("Vivimos en Calle Olmo No. 204 Int. 3, Agua Prieta, Son., C.P. 84200", "Calle Olmo No. 204 Int. 3, Agua Prieta, Son., C.P. 84200"),
        ("Home address: 77 Depot Street (off Hwy 30), Lowell", "77 Depot Street (off Hwy 30), Lowell"),
    ],
)
def test_an_address_goes_whole(redactor: Redactor, text: str, place: str) -> None:
    gone = [text[finding.start : finding.end] for finding in redactor.redact(text).findings]
    assert any(place in words for words in gone), gone


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("my son rides bus nine B", "bus nine B"),
        ("my daughter was on bus 3-33", "bus 3-33"),
        ("the driver on R12 yelled at my son", "R12"),
        ("El chofer del 33 no dejó subir a mi hija", "33"),
        ("la rampa del 204 no sirve, mi hijo va en el autobús", "204"),
        ("my son's bus: the old one was 246, now nobody knows", "246"),
        ("no mande a mi hija en el 17, viene su tía por ella a la parada", "17"),
        ("my daughter rode 40 from Fish Trap Rd at the iron bridge", "40"),
        ("my daughter rode 40 from Fish Trap Rd at the iron bridge", "Fish Trap Rd at the iron bridge"),
        ("my son gets off at NE 4th & Alder", "NE 4th & Alder"),
        ("my son was let off at W 22nd Ct at Sycamore Hollow Blvd", "W 22nd Ct at Sycamore Hollow Blvd"),
        ("digale a mi hija que se baje en lark way y e 9th cir", "lark way y e 9th cir"),
        ("mi hijo agarra el bus en pino con olmo", "pino con olmo"),
        ("MI HIJO SE BAJA EN OLMO Y LA 12", "OLMO Y LA 12"),
        ("my son should get off at Hickory/Vine", "Hickory/Vine"),
        ("dejaron a mi hija en la gasolinera de Sycamore Hollow Drive", "la gasolinera de Sycamore Hollow Drive"),
        ("mi hijo sube al camión en los apartamentos las brisas", "los apartamentos las brisas"),
        ("my son stands at the dollar general by the tracks", "the dollar general by the tracks"),
        ("my son's stop is across from St. Mary's church on Hwy 20", "St. Mary's church on Hwy 20"),
        ("can my son be let off at Cottonwood Court today", "Cottonwood Court"),
        ("my son waits at the Courthouse stop", "the Courthouse stop"),
        ("le toca al 12 recoger a mi hijo en el autobús", "12"),
        ("my son: bus 22 am / bus 31 pm, stop = Oak/Pine", "bus 31"),
        ("el bus dejó a mi hija por la llantera", "la llantera"),
        ("my daughter was left at the quick trip on 9th", "the quick trip on 9th"),
        ("mi hijo camina hasta la parada de Walnut Grove Rd", "Walnut Grove Rd"),
    ],
)
def test_a_stop_or_a_bus_of_a_child_goes_whole(text: str, place: str) -> None:
    gone = [text[span.start : span.end] for span in bus.find(text, has_person=False)]
    assert any(place in words for words in gone), gone


@pytest.mark.parametrize(
    "text",
    [
        "¿El autobús 12 pasa por la escuela los lunes?",
        "Which stop is on Maple Street for route 7?",
        "Does the summer lunch truck stop at Depot Street?",
        "Is Unit 4 homework due Friday? Chapter 3, Lesson 2",
        "What is on the March 6 calendar square?",
        "Is the dental van here on the 21st and 22nd?",
        "Where does the Park bus drop the kids?",
        "my daughter left her lunch on the desk by the front office",
        "my son is on page 14 of the reader and on level 12",
        "mi hija falta el 14 y el 15",
        "my son will be absent on the 21st and 22nd",
        "my son was moved from JV to varsity on 9/2",
        "The 8th grade trip bus for my son leaves at 8 from the gym",
        "my twins in 3rd and 5th need the bus",
        "Can my son play at the park after the field trip bus gets back?",
        "can my son be picked up by the curb on the 4th, Mon/Wed?",
    ],
)
def test_a_route_a_lesson_or_a_date_stays(redactor: Redactor, text: str) -> None:
    assert not [f for f in redactor.redact(text).findings if f.entity_type in {"ADDRESS", "BUS"}]


def test_growth_takes_what_belongs_to_an_address_and_stops_at_the_next_sentence() -> None:
    text = "Bldg 4, 88 Pine St, Apt 3, Laurel Fork. Any teacher may call."
    start = text.index("88")
    (whole,) = address_parts.grown(text, [Span(start, start + len("88 Pine St"), "ADDRESS", 0.9)])
    assert text[whole.start : whole.end] == "Bldg 4, 88 Pine St, Apt 3, Laurel Fork"


@pytest.mark.parametrize("piece", ["a", "st ", "12 Elm St, ", "box 1 ", "the ", "Oak and ", "gets off at ", "apt ", "3rd & ", "A ", "la "])
def test_long_runs_of_one_piece_are_read_in_linear_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    bus.find(text, has_person=True)
    list(address_parts.grown(text, [Span(0, 2, "ADDRESS", 0.9)]))


@pytest.mark.parametrize(
    ("language", "message", "number"),
    [
        ("en", "Can Idris Vance take the 47 home with a friend on Friday?", "47"),
        ("en", "Driver of 83 says that Idris Vance stood up the whole way.", "83"),
        ("en", "Idris Vance left his clarinet on 83 this afternoon.", "83"),
        ("es", "Idris Vance se queda hoy, que no se monte en la 47.", "47"),
        ("es", "Gracias al chofer de la 83, que esperó a Idris Vance.", "83"),
    ],
)
def test_a_bus_told_by_who_drives_it_or_what_was_left_on_it_goes(redactor: Redactor, language: str, message: str, number: str) -> None:
    assert number not in str(redactor.redact(message, language).text)


@pytest.mark.parametrize(
    ("language", "message", "place"),
    [
        ("en", "Idris Vance left his hat on bus 14, could the driver hold it at Meadowlark at Larch Dr?", "Meadowlark"),
        ("en", "Why did bus K-12 skip the Texaco on Hwy 31? Idris Vance walked.", "Texaco"),
        ("es", "El camion 58 no paso por Nogal y Sauce. Idris Vance llego tarde.", "Nogal"),
    ],
)
def test_what_lies_at_a_street_goes_with_it(redactor: Redactor, language: str, message: str, place: str) -> None:
    assert place not in str(redactor.redact(message, language).text)
