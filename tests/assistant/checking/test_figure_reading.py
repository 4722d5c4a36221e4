"""What is read as a figure, and in which normal form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.figure_reading import FigureKind, read_figures
from assistant.checking.word_forms import fold

K = FigureKind
TABLE = [
    ("en", "7:45 a.m.", [(K.TIME, (7, 45, "am"))]),
    ("en", "7:45AM", [(K.TIME, (7, 45, "am"))]),
    ("en", "7:45 A. M.", [(K.TIME, (7, 45, "am"))]),
    ("en", "at 7 p.m.", [(K.TIME, (7, 0, "pm"))]),
    ("en", "14:30", [(K.TIME, (2, 30, "pm"))]),
    ("en", "12 noon", [(K.TIME, (12, 0, "pm"))]),
    ("es", "a mediodía", [(K.TIME, (12, 0, "pm"))]),
    ("es", "8:00 de la mañana", [(K.TIME, (8, 0, "am"))]),
    ("en", "from 7-8 a.m.", [(K.TIME, (7, 0, "")), (K.TIME, (8, 0, "am"))]),
    ("en", "11:30–1:30 p.m.", [(K.TIME, (11, 30, "")), (K.TIME, (1, 30, "pm"))]),
    ("en", "August 17, 2026", [(K.DATE, (2026, 8, 17))]),
    ("en", "Aug. 17", [(K.DATE, (None, 8, 17))]),
    ("en", "8/17/2026", [(K.DATE, (2026, 8, 17))]),
    ("en", "2026-08-17", [(K.DATE, (2026, 8, 17))]),
    ("en", "March 3rd–7th, 2027", [(K.DATE, (2027, 3, 3)), (K.DATE, (2027, 3, 7))]),
    ("en", "March 3 at 7 p.m.", [(K.DATE, (None, 3, 3)), (K.TIME, (7, 0, "pm"))]),
    ("es", "el 3 de marzo", [(K.DATE, (None, 3, 3))]),
    ("es", "del 3 al 7 de marzo de 2027", [(K.DATE, (2027, 3, 3)), (K.DATE, (2027, 3, 7))]),
    ("es", "el primero de agosto", [(K.DATE, (None, 8, 1))]),
    ("es", "miércoles", [(K.WEEKDAY, (2,))]),
    ("en", "in August", [(K.DATE, (None, 8, None))]),
    ("en", "grades K-5 may ride", [(K.GRADE, (0,)), (K.GRADE, (5,))]),
    ("en", "students may leave", []),
    ("en", "6th-8th grade", [(K.GRADE, (6,)), (K.GRADE, (8,))]),
    ("es", "sexto grado", [(K.GRADE, (6,))]),
    ("en", "pre-K", [(K.GRADE, (-1,))]),
    ("en", "$1.50", [(K.AMOUNT, (Decimal("1.5"),))]),
    ("en", "50 cents", [(K.AMOUNT, (Decimal("0.5"),))]),
    ("es", "5 dólares", [(K.AMOUNT, (Decimal(5),))]),
    ("en", "$1,250", [(K.AMOUNT, (Decimal(1250),))]),
    ("en", "90%", [(K.PERCENT, (Decimal(90),))]),
    ("es", "90 por ciento", [(K.PERCENT, (Decimal(90),))]),
    ("en", "(217) 555-0110 ext. 12", [(K.PHONE, ("2175550110", "12"))]),
    ("en", "217.555.0110", [(K.PHONE, ("2175550110", ""))]),
    ("en", "555-0110", [(K.PHONE, ("5550110", ""))]),
    ("en", "Nurse@School.example", [(K.EMAIL, ("nurse@school.example",))]),
    ("en", "see https://www.district.org/bus/.", [(K.URL, ("district.org/bus",))]),
    ("en", "2026-2027", [(K.YEARS, (2026, 2027))]),
    ("en", "2026–27", [(K.YEARS, (2026, 2027))]),
    ("en", "twenty-five days", [(K.NUMBER, (Decimal(25),))]),
    ("es", "treinta y cinco días", [(K.NUMBER, (Decimal(35),))]),
    ("es", "once años", [(K.NUMBER, (Decimal(11),))]),
    ("en", "once enrolled", []),
    ("en", "one of the forms", []),
    ("en", "1,200 students", [(K.NUMBER, (Decimal(1200),))]),
    ("en", "form 504B", [(K.CODE, ("504b",))]),
    ("en", "the 1st and third", [(K.ORDINAL, (1,)), (K.ORDINAL, (3,))]),
]


@pytest.mark.parametrize(("language", "text", "figures"), TABLE)
def test_a_figure_is_read_in_its_normal_form(language: str, text: str, figures: list[tuple[FigureKind, tuple[object, ...]]]) -> None:
    assert [(figure.kind, figure.value) for figure in read_figures(fold(text), language)] == figures


@given(st.text(max_size=200), st.sampled_from(["en", "es"]))
def test_no_text_makes_the_reader_fail_and_every_digit_belongs_to_a_figure(text: str, language: str) -> None:
    folded = fold(text)
    figures = read_figures(folded, language)
    covered = {place for figure in figures for place in range(figure.start, figure.end)}
    assert all(place in covered for place, sign in enumerate(folded) if sign in "0123456789")


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_of_day_reads_alike_in_both_notations(hour: int, minute: int) -> None:
    noted = f"{hour % 12 or 12}:{minute:02d} {'a.m.' if hour < 12 else 'p.m.'}"
    (figure,) = read_figures(fold(noted), "en")
    assert figure.value == (hour % 12 or 12, minute, "am" if hour < 12 else "pm")
