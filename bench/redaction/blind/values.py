"""The values of one message: people, numbers, places. Every slot gives a type and the words; `+TYPE` is a fact that must stay."""

import random
from collections.abc import Callable

from bench.redaction.blind.names import DISTRICTS, FAMILY, GIVEN, NICKNAMES, OFFICE, SCHOOLS

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MESES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")
STREETS: dict[str, tuple[str, ...]] = {"a": ("Juniper", "Old Mill", "S 14th", "Governor Hale", "Tanager", "Martin Luther King"), "b": ("Bramble", "NE 203rd", "Quarry Hill", "Sycamore", "County Road 9", "Lt. Amos")}  # fmt: skip
KINDS_OF_STREET = ("St", "Ave.", "Court", "Lane", "Dr", "Way", "blvd", "Terrace", "Pl", "Circle")
TOWNS: dict[str, tuple[str, ...]] = {"a": ("Tamarack, MN 55700", "Lake Orla, Minnesota", "Elk Mound MN 55711"), "b": ("Port Orrin, ME 04600", "Gull Harbor Maine", "Stillwater Cove, ME")}  # fmt: skip
CALLES: dict[str, tuple[str, ...]] = {"a": ("Calle Nogal 215", "avenida Juárez #18", "215 Nogal Street apto 3"), "b": ("Calle del Río 44, casa 2", "44 Alder Ave departamento 9", "privada Los Pinos número 7")}  # fmt: skip
STOPS: dict[str, tuple[str, ...]] = {"a": ("the corner of Juniper and 14th", "Maple & Vine", "the Shell station on Tanager Rd", "Old Mill Apartments", "8th & Pine"), "b": ("Bramble and Main", "the entrance of Heron Mobile Park", "Sycamore @ 3rd", "the laundromat on Quarry Hill Rd", "5th St and Oak")}  # fmt: skip
PARADAS: dict[str, tuple[str, ...]] = {"a": ("la esquina de Nogal y 14", "Juniper con Tercera", "los apartamentos Old Mill"), "b": ("Alder y la Quinta", "la calle Bramble con Main", "la gasolinera de la avenida Sycamore")}  # fmt: skip


class Cast:
    """The people of one message; the student and the parent share a family name in half of them."""

    def __init__(self, half: str, origin: str, rng: random.Random) -> None:
        step = 0 if half == "a" else 1
        given, family = GIVEN[origin][step::2], FAMILY[origin][step::2]
        others = rng.choice([name for name in GIVEN if name != origin])
        names = rng.sample(given, 4)
        self.student = (names[0], rng.choice(family))
        self.parent = (names[1], self.student[1] if rng.random() < 0.5 else rng.choice(family))
        self.siblings = names[2:4]
        self.staff, self.other, self.second = (
            (first, rng.choice(FAMILY[others][step::2])) for first in rng.sample(GIVEN[others][step::2], 3)
        )


def slots(half: str, cast: Cast, rng: random.Random) -> dict[str, Callable[[], tuple[str, str]]]:
    """What each slot of a template holds in this message."""
    digits: Callable[[int], str] = lambda n: "".join(rng.choice("0123456789") for _ in range(n))  # noqa: E731
    letters: Callable[[int], str] = lambda n: "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(n))  # noqa: E731
    full: Callable[[tuple[str, str]], str] = " ".join
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(2007, 2021)
    number, street, town = rng.randint(2, 9999), rng.choice(STREETS[half]), rng.choice(TOWNS[half])
    home = f"{number} {street}" + ("" if "Road" in street else f" {rng.choice(KINDS_OF_STREET)}")
    unit = rng.choice(("", "", " Apt 12", " #3C", ", Unit 5", " lot 9"))
    user = (cast.parent[0][:1] + cast.parent[1])[:10].lower().replace(" ", "").replace("'", "") + digits(2)
    area = rng.choice(("218", "320", "507") if half == "a" else ("207", "603", "978"))
    nickname = NICKNAMES.get(cast.student[0], "")
    known_as = f"{cast.student[0]} ({nickname}) {cast.student[1]}" if nickname else full(cast.student)

    def phone() -> str:
        end = f"01{rng.randint(0, 59):02}"
        return rng.choice((f"{area}-555-{end}", f"({area}) 555-{end}", f"{area} 555 {end}", f"1-{area}-555-{end}", f"{area}.555.{end}", f"555-{end}", f"{area}555{end}", f"{area}/555-{end}", f"+1{area}555{end}"))  # fmt: skip

    def email() -> str:
        name, host = rng.choice((user, f"{cast.student[1].split()[-1].lower()}.family", f"momof{digits(1)}_{digits(2)}")), rng.choice(("mail.example.com", "inbox.example.net"))  # fmt: skip
        name = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "._"))
        return rng.choice((f"{name}@{host}", f"{name}@{host}", f"{name}@{host}", f"{name} at {host.replace('.', ' dot ')}", f"{name} (at) {host}"))  # fmt: skip

    return {
        "s": lambda: ("NAME_STUDENT", rng.choice((full(cast.student), full(cast.student), known_as, f"{cast.student[0]} {letters(1)}. {cast.student[1]}"))),
        "s1": lambda: ("NAME_STUDENT", nickname if nickname and rng.random() < 0.4 else cast.student[0]),
        "sg": lambda: ("NAME_STUDENT", cast.student[0]),
        "sfam": lambda: ("NAME_STUDENT", cast.student[1]),
        "sl": lambda: ("NAME_STUDENT", f"{cast.student[1]}, {cast.student[0]}"),
        "t1": lambda: ("NAME_STUDENT", cast.siblings[0]),
        "t2": lambda: ("NAME_STUDENT", cast.siblings[1]),
        "p": lambda: ("NAME_PARENT", full(cast.parent)),
        "p1": lambda: ("NAME_PARENT", cast.parent[0]),
        "pi": lambda: ("NAME_PARENT", rng.choice((f"{cast.parent[0][0]}. {cast.parent[1]}", f"{cast.parent[0]} {cast.parent[1][0]}."))),
        "f": lambda: ("NAME_STAFF", cast.staff[1]),
        "f1": lambda: ("NAME_STAFF", cast.staff[0]),
        "ff": lambda: ("NAME_STAFF", full(cast.staff)),
        "o": lambda: ("NAME_OTHER", full(cast.other)),
        "o1": lambda: ("NAME_OTHER", cast.other[0]),
        "o2": lambda: ("NAME_OTHER", full(cast.second)),
        "phone": lambda: ("PHONE", phone()),
        "phone2": lambda: ("PHONE", phone()),
        "ext": lambda: ("PHONE", digits(3)),
        "email": lambda: ("EMAIL", email()),
        "email2": lambda: ("EMAIL", f"{letters(3).lower()}{digits(3)}@post.example.com"),
        "address": lambda: ("ADDRESS", home + unit + rng.choice(("", f", {town}", f" in {town}"))),
        "address_ml": lambda: ("ADDRESS", f"{home}{unit}\n{town}"),
        "address_es": lambda: ("ADDRESS", rng.choice((*CALLES[half], home + unit))),
        "stop": lambda: ("BUS", rng.choice(STOPS[half])),
        "stop_es": lambda: ("BUS", rng.choice(PARADAS[half])),
        "busno": lambda: ("BUS", rng.choice((digits(2), f"#{rng.randint(2, 99)}", f"{rng.randint(100, 399)}", f"{rng.randint(2, 60)}-B"))),
        "sid": lambda: ("STUDENT_ID", rng.choice((digits(5), digits(7), digits(9), f"{letters(1)}{digits(7)}", f"{digits(3)}-{digits(4)}"))),
        "lunch": lambda: ("STUDENT_ID", digits(rng.choice((4, 5, 6)))),
        "pin": lambda: ("STUDENT_ID", digits(4)),
        "case": lambda: ("CASE_NUMBER", rng.choice((f"{year}-CV-{digits(4)}", f"D-{digits(3)}-DM-{year}-{digits(5)}", f"{digits(2)}-FA-{digits(2)}-{digits(4)}", f"JV{digits(6)}", f"{digits(2)}FL{digits(5)}"))),
        "ssn": lambda: ("SSN", rng.choice((f"{digits(3)}-{digits(2)}-{digits(4)}", digits(9), f"{digits(3)} {digits(2)} {digits(4)}", f"{digits(3)}.{digits(2)}.{digits(4)}", "078-05-1120", "123-45-6789"))),
        "ssn4": lambda: ("SSN", digits(4)),
        "dob": lambda: ("DOB", rng.choice((f"{month}/{day}/{year}", f"{MONTHS[month - 1]} {day}, {year}", f"{year}-{month:02}-{day:02}", f"{month}.{day}.{year % 100:02}", f"{MONTHS[month - 1][:3].lower()} {day} {year}", f"{month:02}{day:02}{year}"))),
        "dob_es": lambda: ("DOB", rng.choice((f"{day} de {MESES[month - 1]} de {year}", f"{day}-{month:02}-{year}", f"{MESES[month - 1]} {day} del {year}", f"{day}/{MESES[month - 1][:3]}/{year}"))),
        "medid": lambda: ("OTHER_ID", rng.choice((f"{letters(3)}{digits(9)}", digits(10), f"{letters(1)}{digits(8)}"))),
        "mrn": lambda: ("OTHER_ID", digits(rng.choice((7, 8)))),
        "dl": lambda: ("OTHER_ID", rng.choice((f"{letters(1)}{digits(7)}", digits(8), f"{letters(1)}{digits(3)}-{digits(4)}-{digits(4)}"))),
        "url": lambda: ("URL_TOKEN", rng.choice((f"https://sign.example.com/p/{letters(6)}{digits(5)}", f"http://forms.example.net/reset?token={letters(3).lower()}{digits(8)}", f"portal.example.com/invite/{digits(4)}-{letters(4).lower()}-{digits(4)}"))),
        "ip": lambda: ("IP", rng.choice((f"203.0.113.{rng.randint(1, 254)}", f"2001:db8:{digits(2)}::{digits(3)}"))),
        "user": lambda: ("CREDENTIAL", user),
        "pw": lambda: ("CREDENTIAL", rng.choice((f"{cast.student[0].split()[0]}!{digits(4)}", f"{letters(2)}-{digits(4)}{letters(1).lower()}", f"go{rng.choice(('tigers', 'bears'))}{digits(2)}", f"{letters(1)}{letters(5).lower()}#{digits(2)}"))),
        "plate": lambda: ("PLATE", rng.choice((f"{letters(3)} {digits(3)}", f"{digits(3)}-{letters(3)}", f"{letters(3)}{digits(4)}", f"{letters(1)}{digits(2)} {letters(3)}"))),
        "room": lambda: ("", f"{rng.randint(1, 230)}"),
        "grade": lambda: ("+GRADE_LEVEL", rng.choice(("4th grade", "10th grade", "sophomore", "1st grade"))),
        "grade_es": lambda: ("+GRADE_LEVEL", rng.choice(("cuarto grado", "primer grado", "séptimo"))),
        "school": lambda: ("+SCHOOL", rng.choice(SCHOOLS[half][rng.choice(list(SCHOOLS[half]))])),
        "district": lambda: ("+DISTRICT", rng.choice(DISTRICTS[half])),
        "ophone": lambda: ("+OFFICE_PHONE", rng.choice(OFFICE[half][0])),
        "oemail": lambda: ("+OFFICE_EMAIL", OFFICE[half][1]),
        "ourl": lambda: ("+URL_PUBLIC", OFFICE[half][2]),
    }  # fmt: skip
