"""Invented personal details of every entity type, different for every door, so that a leak names the door it came in by.

None belongs to a person: names are coined, telephone, mail and network addresses lie in ranges kept free for examples (RFC 2606,
RFC 5737) or carry the door's number.
"""

from collections.abc import Callable
from dataclasses import dataclass

_GIVEN = (("Zephy", "Otto", "Mari", "Cor", "Hadri", "Quen", "Fenwa", "Yso", "Tezca", "Barthe"), ("rine", "selka", "quette", "lino"))
_FAMILY = (
    ("Quill", "Brandle", "Olden", "Pelling", "Snow", "Thistle", "Locks", "March", "Wren", "Dessa"),
    ("stonne", "whitt", "farroe", "wycke", "gaarde", "spyre", "barroe", "mantle", "holme", "brooke", "thwaite", "kerne", "loughe"),
)


@dataclass(frozen=True, slots=True)
class Canary:
    """One invented detail in a message. `secrets` are the words that may stand nowhere; `door` is the number of the door."""

    kind: str
    door: int
    language: str
    text: str
    secrets: tuple[str, ...]

    @property
    def is_of_one_door(self) -> bool:
        """Whether its secrets name the door; some details cannot be coined."""
        return self.kind not in {"SPECIAL_EDUCATION", "CUSTODY"}


@dataclass(frozen=True, slots=True)
class _Values:
    """What the messages of one door are filled with. Shape: `door` 0…39."""

    door: int

    def given(self, slot: int) -> str:
        """A coined given name."""
        return _coined(_GIVEN, self.door * 5 + slot)

    def family(self, slot: int) -> str:
        """A coined family name."""
        return _coined(_FAMILY, self.door * 5 + slot)

    @property
    def two(self) -> str:
        """The door's number in two digits that begin no known series."""
        return f"{self.door + 31:02d}"


def _coined(parts: tuple[tuple[str, ...], tuple[str, ...]], number: int) -> str:
    first, last = parts
    return first[number % len(first)] + last[(number // len(first) + number) % len(last)]


_Made = tuple[str, str, tuple[str, ...]]


def _student(v: _Values) -> _Made:
    given, family = v.given(0), v.family(0)
    return "en", f"My son {given} {family} starts in third grade. When is picture day?", (f"{given} {family}", family)


def _alumno(v: _Values) -> _Made:
    given, family = v.given(1), v.family(1)
    return "es", f"Mi hija {given} {family} falta hoy a la escuela, ¿a quién aviso?", (f"{given} {family}", family)


def _parent(v: _Values) -> _Made:
    given, family = v.given(2), v.family(2)
    return "en", f"I am the mother, {given} {family}. What are the lunch prices?", (f"{given} {family}", family)


def _staff(v: _Values) -> _Made:
    family = v.family(3)
    return "en", f"Ms. {family} told my son to stay at home. What is the attendance rule?", (family,)


def _person(v: _Values) -> _Made:
    given, family = v.given(4), v.family(4)
    return "en", f"When is spring break?\n\nThanks,\n{given} {family}", (f"{given} {family}", family)


def _plain(text: str, *secrets: str) -> Callable[[_Values], _Made]:
    def make(v: _Values) -> _Made:
        return "en", text.replace("{2}", v.two), tuple(secret.replace("{2}", v.two) for secret in secrets)

    return make


_MAKERS: tuple[tuple[str, Callable[[_Values], _Made]], ...] = (
    ("STUDENT", _student),
    ("STUDENT", _alumno),
    ("PARENT", _parent),
    ("STAFF", _staff),
    ("PERSON", _person),
    ("DATE_OF_BIRTH", _plain("His date of birth is 04/17/19{2}. When does kindergarten start?", "04/17/19{2}")),
    ("STUDENT_ID", _plain("Student ID 7740{2}93, when do report cards come out?", "7740{2}93")),
    ("SSN", _plain("Do you need her social security number 219-{2}-9137 to enroll?", "219-{2}-9137", "219{2}9137")),
    ("SSN", _plain("social security 0785{2}120 for the form", "0785{2}120")),
    ("PHONE", _plain("When is spring break? Call me back at (217) 664-83{2} please.", "664-83{2}", "66483{2}")),
    ("EMAIL", _plain("What are the bus rules? Write to plumthistle{2}@mailbox.example", "plumthistle{2}")),
    ("ADDRESS", _plain("We moved to 88{2} Wrenhollow Terrace, is there a bus?", "88{2} Wrenhollow")),
    ("BUS", _plain("My son waits at Corkwhistle{2} Lane for the bus. Is it late?", "Corkwhistle{2}")),
    ("CASE_NUMBER", _plain("Docket 2023-DR-0044{2} says only I may pick up.", "2023-DR-0044{2}")),
    ("IP_ADDRESS", _plain("The portal fails from 203.0.113.{2} since Monday.", "203.0.113.{2}")),
    ("URL", _plain("Her form is at https://files.example.net/s/9fQ2mZx81Lk{2}Pq, is it right?", "9fQ2mZx81Lk{2}Pq")),
    ("LICENSE_PLATE", _plain("My plate is KTR 44{2} for the parking pass", "KTR 44{2}")),
    ("CREDENTIAL", _plain("portal login: tmarrow{2} password: Quill!77{2}x", "tmarrow{2}", "Quill!77{2}x")),
    ("OTHER_ID", _plain("Our Medicaid number is 99384{2}417, do we pay for lunch?", "99384{2}417")),
    ("HEALTH", _plain("My son was diagnosed with Tollby{2} myocarditis. May he carry pills?", "Tollby{2} myocarditis")),
    ("SPECIAL_EDUCATION", _plain("My daughter has auditory processing disorder. Who do I call?", "auditory processing disorder")),
    ("DISCIPLINE", _plain("My son was suspended for vaping Kelpmint{2}. When is lunch?", "vaping Kelpmint{2}")),
    ("CUSTODY", _plain("I have sole legal custody of my daughter. Who may pick up?", "sole legal custody")),
    ("GRADES", _plain("My son got 41.{2}% in algebra. When is the next test?", "41.{2}% in algebra")),
    ("UNREAD", _plain("Mój syn Gwidonek Przemysl{2}wicz jest chory. Kiedy może wrócić do szkoły?", "Przemysl{2}wicz")),
)
KINDS = frozenset(kind for kind, _make in _MAKERS)
"""Every entity type that the proof plants."""


def canaries_of(door: int) -> tuple[Canary, ...]:
    """Every canary of one door. `door` is 0…39."""
    values = _Values(door)
    return tuple(Canary(kind, door, *make(values)) for kind, make in _MAKERS)


def joined(canaries: tuple[Canary, ...], language: str = "en") -> str:
    """Every canary of one language in one text, a paragraph each: for doors that take few long texts."""
    return "\n\n".join(canary.text for canary in canaries if canary.language == language and canary.kind != "UNREAD")
