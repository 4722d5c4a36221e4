"""Makes our own annotated messages from `own_templates`: other wording and other names than any set we were given.

`python -m bench.redaction.own_messages OUT.jsonl [--seed N] [--per N]`. Same form as the shared development data. All invented, CC0.
"""

import argparse
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.redaction.own_names import FAMILY, GIVEN
from bench.redaction.own_templates import ENGLISH, SPANISH

SCHOOLS = (
    "Ida B. Wells High School",
    "Sally Ride Elementary School",
    "Roberto Clemente Middle School",
    "Harriet Tubman Academy",
    "Elm Creek Elementary",
)
SCHOOL_FORMS: dict[str, tuple[str, ...]] = {
    "Ida B. Wells High School": ("Ida B. Wells High School", "Wells High", "Wells HS", "Ida B. Wells High"),
    "Sally Ride Elementary School": ("Sally Ride Elementary School", "Sally Ride Elementary", "Ride Elementary", "Sally Ride Elem"),
    "Roberto Clemente Middle School": ("Roberto Clemente Middle School", "Clemente Middle", "Clemente MS", "Roberto Clemente Middle"),
    "Harriet Tubman Academy": ("Harriet Tubman Academy", "Tubman Academy"),
    "Elm Creek Elementary": ("Elm Creek Elementary", "Elm Creek Elem", "Elm Creek Elementary School"),
}
DISTRICT = "Marlow Valley Unified School District"
OFFICE_PHONE = "(503) 555-0100"
DIRECTORY: dict[str, Any] = {
    "schools": list(SCHOOLS),
    "districts": [DISTRICT, "Marlow Valley USD"],
    "office_phones": ["5035550100"],
    "office_emails": ["enroll@marlow.example.org"],
    "url_hosts": ["marlow.example.org"],
}
# Four kinds of names in equal shares: frequent, ordinary words, coined or rare spellings, from languages that English models know least.

MARK = re.compile(r"\{(?P<slot>\w+)\}|[\[(](?P<type>[A-Z_]+)\|(?P<words>[^\])]+)[\])]")


class People:
    """The people of one message."""

    def __init__(self, rng: random.Random) -> None:
        kind = rng.randrange(4)
        self.kind = ("frequent", "word", "coined", "rare")[kind]

        def person() -> tuple[str, str]:
            return rng.choice(GIVEN[kind]), rng.choice(FAMILY[kind])

        self.student, self.parent, self.staff, self.other = person(), person(), person(), person()
        self.more = [rng.choice([n for n in GIVEN[kind] if n != self.student[0]]) for _ in range(2)]


def _slots(people: People, rng: random.Random, spanish: bool) -> dict[str, Callable[[], tuple[str, str]]]:
    digits: Callable[[int], str] = lambda n: "".join(rng.choice("0123456789") for _ in range(n))  # noqa: E731
    letters: Callable[[int], str] = lambda n: "".join(rng.choice("BCDFGHJKLMNPRSTVWXZ") for _ in range(n))  # noqa: E731
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(2009, 2021)
    name = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"][month - 1]
    mes = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"][
        month - 1
    ]
    number, street = rng.randint(3, 18999), rng.choice(("Fenwick", "Larkspur", "Old Quarry", "W 9th", "Mirabel", "Sgt Hollis"))
    place = rng.choice(("Marlow, OR 97001", "Pine Gap OR", "Cedar Falls, Oregon 97014"))
    full: Callable[[tuple[str, str]], str] = " ".join
    home = rng.choice(
        (
            f"{number} {street} {rng.choice(('Street', 'Ln', 'ave', 'Blvd', 'Ct', 'drive'))}{rng.choice(('', ' Apt 4', ', unit 12B', ' #7'))}{rng.choice(('', ', ' + place))}",
        )
        if not spanish
        else (f"Calle {street} {number}", f"{number} {street} Street apto {rng.randint(1, 30)}", f"avenida {street} #{number}, {place}")
    )
    user = (people.parent[0] + people.parent[1])[:9].lower().replace(" ", "") + digits(2)
    area = rng.choice(("971", "458", "541"))
    phone = rng.choice(
        (
            f"({area}) 555-01{digits(2)}",
            f"{area}.555.01{digits(2)}",
            f"{area}55501{digits(2)}",
            f"555-01{digits(2)}",
            f"+1 {area} 555 01{digits(2)}",
        )
    )
    email = f"{user}@{rng.choice(('mail', 'post', 'inbox'))}.example.{rng.choice(('com', 'net'))}"
    return {
        "s": lambda: ("NAME_STUDENT", full(people.student)),
        "s1": lambda: ("NAME_STUDENT", people.student[0]),
        "t1": lambda: ("NAME_STUDENT", people.more[0]),
        "t2": lambda: ("NAME_STUDENT", people.more[1]),
        "p": lambda: ("NAME_PARENT", full(people.parent)),
        "p1": lambda: ("NAME_PARENT", people.parent[0]),
        "pi": lambda: ("NAME_PARENT", f"{people.parent[0][0]}. {people.parent[1]}"),
        "f": lambda: ("NAME_STAFF", people.staff[1]),
        "ff": lambda: ("NAME_STAFF", full(people.staff)),
        "o": lambda: ("NAME_OTHER", full(people.other)),
        "phone": lambda: ("PHONE", phone),
        "email": lambda: ("EMAIL", rng.choice((email, email, email.replace("@", " at ").replace(".example.", ".example dot ")))),
        "address": lambda: ("ADDRESS", home),
        "sid": lambda: ("STUDENT_ID", rng.choice((digits(6), digits(8), "S" + digits(6), letters(2) + digits(5)))),
        "pin": lambda: ("STUDENT_ID", digits(rng.choice((4, 5)))),
        "bus": lambda: ("BUS", rng.choice((digits(2), digits(3), f"{rng.randint(1, 60)}A"))),
        "case": lambda: (
            "CASE_NUMBER",
            rng.choice((f"{year}-FM-{digits(5)}", f"{year}DR{digits(5)}", f"{digits(2)}-CV-{digits(6)}", f"FC-{year}-{digits(4)}")),
        ),
        "ssn": lambda: ("SSN", rng.choice((f"{digits(3)}-{digits(2)}-{digits(4)}", digits(9), f"{digits(3)} {digits(2)} {digits(4)}"))),
        "dob": lambda: (
            "DOB",
            rng.choice(
                (
                    f"{month}/{day}/{year}",
                    f"{year}-{month:02}-{day:02}",
                    f"{name} {day}, {year}",
                    f"{month}-{day}-{str(year)[2:]}",
                    f"{day} {name} {year}",
                )
            ),
        ),
        "dob_es": lambda: ("DOB", rng.choice((f"{day} de {mes} de {year}", f"{day}/{month}/{year}", f"{day} de {mes} del {year}"))),
        "user": lambda: ("CREDENTIAL", user),
        "pw": lambda: (
            "CREDENTIAL",
            rng.choice((f"{people.student[0].split()[0]}{digits(3)}!", letters(4).lower() + digits(4), f"Soccer{digits(2)}")),
        ),
        "plate": lambda: (
            "PLATE",
            rng.choice((f"{digits(3)} {letters(3)}", f"{letters(3)}{digits(4)}", f"{digits(1)}{letters(3)}{digits(3)}")),
        ),
        "url": lambda: ("URL_TOKEN", f"https://forms.example.net/r/{letters(4)}{digits(4)}{letters(5).lower()}?t={digits(8)}"),
        "ip": lambda: ("IP", f"198.51.100.{rng.randint(1, 254)}"),
        "school": lambda: ("+SCHOOL", rng.choice(SCHOOL_FORMS[rng.choice(SCHOOLS)])),
        "district": lambda: ("+DISTRICT", rng.choice((DISTRICT, "Marlow Valley USD"))),
        "officephone": lambda: ("+OFFICE_PHONE", rng.choice((OFFICE_PHONE, "503-555-0100"))),
    }


def make(template: str, number: int, spanish: bool, rng: random.Random) -> dict[str, Any]:
    """One annotated message from a template."""
    people = People(rng)
    slots = _slots(people, rng, spanish)
    pieces: list[tuple[str, str | None]] = []
    position = 0
    for match in MARK.finditer(template):
        pieces.append((template[position : match.start()], None))
        if match["slot"]:
            kind, words = slots[match["slot"]]()
        else:
            kind, words = ("+" if match.group().startswith("(") else "") + match["type"], match["words"]
        pieces.append((words, kind))
        position = match.end()
    pieces.append((template[position:], None))
    noise = rng.choice(("", "", "", "lower", "lower", "lower_names", "no_points", "slips", "upper"))
    text, spans, keep = "", list[dict[str, Any]](), list[dict[str, Any]]()
    for words, kind in pieces:
        shown = _noisy(words, kind, noise, rng)
        if kind:
            (keep if kind.startswith("+") else spans).append({"start": len(text), "end": len(text) + len(shown), "type": kind.lstrip("+")})
        text += shown
    language = "es" if spanish else "en"
    return {
        "id": f"own-{language}-{number:04}",
        "lang": language,
        "text": text,
        "spans": spans,
        "must_keep": keep,
        "template": f"{language}-{number}",
        "noise": noise,
        "names": people.kind,
    }


def _noisy(words: str, kind: str | None, noise: str, rng: random.Random) -> str:
    is_code = kind in {"CREDENTIAL", "URL_TOKEN", "EMAIL"}
    if noise == "lower" and not is_code:
        return words.lower()
    if noise == "upper" and not is_code:
        return words.upper()
    if noise == "lower_names" and kind and kind.startswith("NAME"):
        return words.lower()
    if noise == "no_points" and kind is None:
        return re.sub(r"[.,?!¿¡](?=\s|$)", "", words)
    if noise == "slips" and kind is None:
        return re.sub(r"\b[a-z]{5,}\b", lambda m: _slip(m.group(), rng) if rng.random() < 0.15 else m.group(), words)
    return words


def _slip(word: str, rng: random.Random) -> str:
    i = rng.randrange(1, len(word) - 2)
    return rng.choice((word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:]))


def messages(seed: int = 7, per: int = 4) -> list[dict[str, Any]]:
    """`per` messages from every template."""
    rng = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for spanish, templates in ((False, ENGLISH), (True, SPANISH)):
        for number, template in enumerate(templates):
            for copy in range(per):
                row = make(template, number, spanish, rng)
                row["id"] += f"-{copy}"
                rows.append(row)
    return rows


def main() -> None:
    """Write the messages and, beside them, the directory they belong to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per", type=int, default=4)
    given = parser.parse_args()
    rows = messages(given.seed, given.per)
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    given.out.with_suffix(".directory.json").write_text(json.dumps(DIRECTORY, indent=1), "utf-8")
    print(f"{len(rows)} messages in {given.out}")


if __name__ == "__main__":
    main()
