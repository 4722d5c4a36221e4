"""A table row is said as a sentence fit to be read aloud, with only the cells asked for, and the check accounts for every character."""

import pytest

from assistant.checking.said_rows import says_row
from assistant.drafting.row_sentences import say_row
from assistant.drafting.row_words import asks_for_a_column
from assistant.drafting.rows import render_row, stand_beside
from policies.words.documents import Passage, PassageKind, TableCell


def row(cells: dict[str, str], language: str = "en") -> Passage:
    text = " | ".join(cells.values())
    read = tuple(TableCell(header, cell, text.index(cell), text.index(cell) + len(cell)) for header, cell in cells.items())
    return Passage(
        id="p", revision_id="r", document_id="d", ordinal=0, kind=PassageKind.TABLE_ROW, text=text, page=None, section=(), start=0,
        end=len(text), title="Hours", file_name="hours.md", language=language, schools=(), school_year=None, caption=None, cells=read,
    )  # fmt: skip


HOURS = row(
    {
        "School": "Odessa Whitcomb Elementary School", "Grades": "K-5", "Doors open": "7:40 a.m.", "First bell": "7:55 a.m.",
        "Tardy bell": "8:00 a.m.", "Dismissal": "2:45 p.m.",
    }
)  # fmt: skip
HORARIO = row(
    {
        "Escuela": "Escuela Primaria Whitcomb",
        "Grados": "K-5",
        "Se abren las puertas": "7:40 a.m.",
        "Primer timbre": "7:55 a.m.",
        "Salida": "1:45 p.m.",
    },
    "es",
)
PERIOD = row({"Period": "Period 4", "Begins": "10:59 a.m.", "Ends": "11:40 a.m.", "Note": "Grade 6 lunch"})
HOLIDAY = row({"Date": "Monday, September 7, 2026", "Event": "Labor Day", "Students attend": "No"})
PRICES = row({"School": "Whitcomb Elementary (K-5)", "Student breakfast": "$1.75", "Student lunch": "$2.95", "Extra milk": "$0.50"})
FEE = row({"Fee": "Athletics fee, middle school, each sport", "Grades": "6-8", "Amount": "$40.00", "Note": "Family limit $160.00 a year"})
CONCERT = row(
    {
        "Event": "Fall choir concert",
        "School": "High school",
        "Date": "Thursday, October 22, 2026",
        "Time": "7:00 p.m.",
        "Place": "Fenn Auditorium",
    }
)
OFFICE = row({"Role": "Principal", "Person": "Maribeth Solenne", "Telephone": "(217) 555-0110", "E-mail": "msolenne@quillanferry.example"})
SHOTS = row({"Grade": "Kindergarten", "Vaccine": "DTaP", "Doses required": "4 or more doses"})
BUSES = row(
    {"School": "Ferry Landing Middle School", "Morning buses arrive": "8:05 a.m. to 8:15 a.m.", "Afternoon buses leave": "3:30 p.m."}
)
EARLY = row(
    {"Early-release date": "Wednesday, September 16, 2026", "Whitcomb dismissal": "11:30 a.m.", "Ferry Landing dismissal": "12:05 p.m."}
)
DAYS = row({"What": "Dismissal", "Regular day": "2:45 p.m.", "Early-release Wednesday": "11:30 a.m.", "Two-hour late start": "2:45 p.m."})
QUARTER = row({"Quarter": "First", "Ends": "Friday, October 16, 2026", "Report card": "Friday, October 23, 2026"})
TIMES = row({"School": "Alder Middle (6-8)", "Start": "7:50 a.m.", "End": "2:45 p.m."})
CARE = row({"Program": "Morning care", "Per day": "$9", "Per week": "$38"})
SICK = row({"Keep your child home for": "Vomiting", "Until": "24 hours after the last time"})
ATTENDS = row({"Date": "October 9, 2026", "Event": "Staff day", "Students attend?": "No"})


SAID = [
    (TIMES, "what time does it start", "At Alder Middle (6-8), the start is at 7:50 a.m."),
    (CARE, "what does it cost", "Morning care: per day $9; per week $38."),
    (SICK, "how long after throwing up", "Vomiting: until 24 hours after the last time."),
    (ATTENDS, "is there school on october 9", "October 9, 2026: Staff day (students attend? No)."),
    (HOURS, "what time is start", "At Odessa Whitcomb Elementary School, the first bell is at 7:55 a.m. and the tardy bell at 8:00 a.m."),
    (HOURS, "what time do they get out", "At Odessa Whitcomb Elementary School, dismissal is at 2:45 p.m."),
    (HOURS, "when do the doors open", "At Odessa Whitcomb Elementary School, the doors open at 7:40 a.m."),
    (HORARIO, "¿A qué hora empieza la escuela?", "En la Escuela Primaria Whitcomb, el primer timbre es a las 7:55 a.m."),
    (HORARIO, "¿A qué hora salen?", "En la Escuela Primaria Whitcomb, la salida es a la 1:45 p.m."),
    (PERIOD, "when does 4th period end", "Period 4 ends at 11:40 a.m. (note: Grade 6 lunch)."),
    (PERIOD, "what time is 4th period", "Period 4 begins at 10:59 a.m. and ends at 11:40 a.m. (note: Grade 6 lunch)."),
    (HOLIDAY, "is there school on labor day", "On Monday, September 7, 2026: Labor Day (students attend: No)."),
    (PRICES, "how much is lunch", "At Whitcomb Elementary (K-5), student lunch is $2.95."),
    (PRICES, "meal prices?", "At Whitcomb Elementary (K-5), student breakfast is $1.75, student lunch is $2.95 and extra milk is $0.50."),
    (FEE, "what are the costs", "Athletics fee, middle school, each sport: the amount is $40.00 (note: Family limit $160.00 a year)."),
    (CONCERT, "when is the choir concert", "Fall choir concert: Thursday, October 22, 2026 at 7:00 p.m. (High school; Fenn Auditorium)."),
    (OFFICE, "who is the principal", "Principal: Maribeth Solenne; (217) 555-0110; msolenne@quillanferry.example."),
    (SHOTS, "which shots for kindergarten", "Kindergarten: vaccine: DTaP; doses required: 4 or more doses."),
    (
        BUSES,
        "when do the buses come",
        "At Ferry Landing Middle School, morning buses arrive from 8:05 a.m. to 8:15 a.m. and afternoon buses leave at 3:30 p.m.",
    ),
    (DAYS, "when do they get out on early release days", "Dismissal: Early-release Wednesday is at 11:30 a.m."),
    (
        DAYS,
        "when does it start in the morning and when does school get out",
        "Dismissal: regular day is at 2:45 p.m., Early-release Wednesday at 11:30 a.m. and Two-hour late start at 2:45 p.m.",
    ),
    (QUARTER, "when does the first quarter end", "First quarter ends on Friday, October 16, 2026."),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "asked", "sentence"), SAID)
def test_a_row_is_said_with_only_the_cells_asked_for_and_read_back_whole(passage: Passage, asked: str, sentence: str) -> None:
    said = say_row(passage, asked, lambda _words: 0.0)
    assert said == sentence
    assert says_row(said, passage)


DRESS = row({"Acceptable": "Jeans, khakis", "Not acceptable": "Pajama pants; pants with holes"})
ROPA = row({"Permitido": "Pantalones de mezclilla", "No permitido": "Pijamas"}, "es")
SUPPLIES = row({"Primary (K–2)": "2 glue sticks", "Intermediate (3–5)": "2 boxes of tissues", "Middle School (6–8)": "48 pencils"})


@pytest.mark.parametrize(
    ("passage", "asked", "sentence"),
    [
        (DRESS, "can she wear jeans", "Acceptable: Jeans, khakis; Not acceptable: Pajama pants; pants with holes."),
        (ROPA, "¿puede ir en pijama?", "Permitido: Pantalones de mezclilla; No permitido: Pijamas."),
        (
            SUPPLIES,
            "what supplies for 3rd grade",
            "Primary (K–2): 2 glue sticks; Intermediate (3–5): 2 boxes of tissues; Middle School (6–8): 48 pencils.",
        ),
    ],
)
def test_what_stands_beside_the_first_column_is_not_said_of_it(passage: Passage, asked: str, sentence: str) -> None:
    said = say_row(passage, asked, lambda _words: 0.0)
    assert said == sentence
    assert says_row(said, passage)
    assert render_row(passage, lambda _words: 0.0).startswith(f"{passage.cells[0].header}: {passage.cells[0].text}; ")
    turned = sentence.replace("Not acceptable", "Acceptable").replace("No permitido", "Permitido").replace("48", "2")
    assert not says_row(turned, passage)


def test_a_first_column_that_names_what_the_row_is_about_stays_the_subject() -> None:
    for one in (HOURS, PERIOD, PRICES, FEE, DAYS, SHOTS):
        assert not stand_beside(one.cells)


def test_of_a_column_for_each_school_the_asked_schools_is_said() -> None:
    said = say_row(EARLY, "what time is early release", lambda _words: 0.0, frozenset({"ferri", "land", "school", "middl"}))
    assert said == "On Wednesday, September 16, 2026: Ferry Landing dismissal: 12:05 p.m."
    both = say_row(EARLY, "what time is early release", lambda _words: 0.0)
    assert "11:30 a.m." in both
    assert "12:05 p.m." in both
    assert says_row(both, EARLY)


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (HOURS, "At Odessa Whitcomb Elementary School, the first bell is at 8:00 a.m."),
        (HOURS, "At Odessa Whitcomb Elementary School, the first bell is not at 7:55 a.m."),
        (HOURS, "At Ferry Landing Middle School, the first bell is at 7:55 a.m."),
        (HOURS, "At Odessa Whitcomb Elementary School, the late bell is at 8:00 a.m."),
        (HOURS, "At Odessa Whitcomb Elementary School, the first bell is at 7:55 a.m. on most days."),
        (HOLIDAY, "On Monday, September 7, 2026: Labor Day (students attend: Yes)."),
        (HORARIO, "En la Escuela Primaria Whitcomb, el primer timbre es a la 1:45 p.m."),
        (PERIOD, "Period 4 ends at 10:59 a.m. (note: Grade 6 lunch)."),
        (PRICES, "At Whitcomb Elementary (K-5), student lunch is $1.75."),
    ],
)
def test_a_sentence_that_moves_a_cell_or_adds_a_word_is_no_row(passage: Passage, sentence: str) -> None:
    assert not says_row(sentence, passage)


def test_a_row_has_a_column_for_the_moment_that_is_asked_for_by_another_name() -> None:
    assert asks_for_a_column("what time does the middle school let out?", TIMES)
    assert asks_for_a_column("How early can I drop off my son?", HOURS)
    assert not asks_for_a_column("what time does the middle school let out?", CARE)
    assert not asks_for_a_column("How much is lunch?", HOURS)
