"""What the district itself has published stays: schools and their everyday aliases, offices, programmes, numbers, hosts.

Built from the directory and from terms of approved documents, never from a list in the code.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from policies.district import District

_TYPES = {
    "elementary school": (
        "elementary",
        "elem",
        "elem.",
        "es",
        "primary",
        "primaria",
        "elementary school",
        "elem school",
        "school",
        "escuela",
    ),
    "elementary": ("elementary school", "elem", "elem.", "es", "elementary", "primaria", "school"),
    "primary school": ("primary", "primary school", "school", "primaria"),
    "intermediate school": ("intermediate", "intermediate school", "is", "school"),
    "middle school": ("middle", "ms", "m.s.", "middle school", "jr high", "junior high", "secundaria", "school"),
    "junior high school": ("junior high", "jr high", "jr. high", "jhs", "middle", "school"),
    "high school": ("high", "hs", "h.s.", "high school", "sr high", "senior high", "preparatoria", "prepa", "school"),
    "academy": ("academy", "acad", "academia", "school"),
    "charter school": ("charter", "charter school", "school"),
    "magnet school": ("magnet", "magnet school", "school"),
    "early learning center": ("early learning center", "elc", "preschool", "center"),
    "k-8 school": ("k-8", "k8", "school", "escuela"),
    "k-8": ("k-8 school", "k8", "school", "escuela"),
    "k-12 school": ("k-12", "k12", "school", "escuela"),
    "k-12": ("k-12 school", "k12", "school", "escuela"),
    "preschool": ("pre-k", "prek", "preescolar"),
    "school": ("school", "escuela"),
}
_SPANISH_TYPES = (
    "escuela primaria",
    "escuela secundaria",
    "escuela preparatoria",
    "escuela",
    "primaria",
    "secundaria",
    "preparatoria",
    "prepa",
    "colegio",
    "academia",
)
_INSTITUTION = re.compile(
    r"\b(?:[A-Z][\w'.-]+\s+){1,3}(?:Elementary|Elem\.?|Middle|High|Junior High|Primary|Intermediate|Academy|Preschool|Charter|Magnet|"
    r"Montessori|K-8)(?:\s+School)?\b|\b(?:Escuela|Colegio|Primaria|Secundaria|Preparatoria)\s+(?:(?:Primaria|Secundaria|Preparatoria)\s+)?(?:[A-Z][\w'.-]+\s*){1,3}"
    r"|\b(?:[A-Z][\w'.-]+\s+){1,4}(?:ISD|USD|Unified(?:\s+School\s+District)?|School\s+District(?:\s+\d+)?|County\s+(?:Public\s+)?Schools|Public\s+Schools|City\s+Schools)\b"
)
_TITLE_BEFORE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|sr|sra|srta|señor|señora|coach)\.?\s*$", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:at|to|from|for|near|attends?|attending|of|en|de|al|a|por|para|does|is|will|will\s+the|when\s+does|when\s+is|entering|starting|visit|zoned\s+(?:for|to)|go(?:es)?\s+to|va\s+a)\s+(?:the\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)


_EITHER_AFTER = re.compile(r"\s*,?\s*(?:or|o|u)\s+", re.IGNORECASE)
_EITHER_BEFORE = re.compile(r"\s*,?\s*(?:or|o|u|no,?\s+sorry|sorry|i\s+mean|perd[oó]n|digo)\s*,?\s+$", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"\s*,?\s*(?:[A-Z]{2}\b|\d{5})")
"""What follows a town of the same name in an address."""
_DISTRICT_TYPE = re.compile(
    r"\s+(?:(?:unified|consolidated|independent|community|union|county|city|area|central|public|local)\s+)*(?:school\s+district|schools?|isd|usd|csd|distrito\s+escolar)(?:\s+\d+)?$",
    re.IGNORECASE,
)


class AllowList:
    """What stays. Match is on normalised text, longest first, case ignored, blanks free."""

    def __init__(self, district: District, extra_allowed: Sequence[str] = ()) -> None:
        self._district = district
        self._extra = tuple(term for term in extra_allowed if term.strip())

    def protected(self, text: str) -> list[tuple[int, int]]:
        """Stretches that no name, place or detail recogniser may touch."""
        found = [match.span() for match in self._names.finditer(text)]
        for match in self._short_names.finditer(text):
            before = match.start() - 30
            if _AT.search(text, max(0, before), match.start()) or self._stands_beside_school(text, *match.span()):
                found.append(match.span())
        for match in self._stems.finditer(text):
            is_town = _IN_ADDRESS.match(text, match.end()) is not None
            if not is_town and _AT.search(text, max(0, match.start() - 30), match.start()):
                found.append(match.span())
        for match in _INSTITUTION.finditer(text):
            if not _TITLE_BEFORE.search(text, max(0, match.start() - 12), match.start()):
                found.append(_without_opening(match))
        return [span for span in found if not _TITLE_BEFORE.search(text, max(0, span[0] - 12), span[0])]

    def _stands_beside_school(self, text: str, start: int, end: int) -> bool:
        """Whether a school's short name is put beside another school ("Clemente or Sally Ride", "at Clemente no sorry Lincoln")."""
        after, before = _EITHER_AFTER.match(text, end), _EITHER_BEFORE.search(text, max(0, start - 20), start)
        if after and self._schools.match(text, after.end()):
            return True
        return before is not None and any(match.end() == before.start() for match in self._either.finditer(text, max(0, start - 60), start))

    def names_school(self, text: str) -> bool:
        """Whether one of the district's schools, or any by its type, is named."""
        return self._schools.search(text) is not None or _INSTITUTION.search(text) is not None

    def is_public_number(self, words: str) -> bool:
        """Whether these digits are one of the district's own telephone numbers (last seven or ten digits)."""
        digits = re.sub(r"\D", "", re.split(r"(?i)\s*,?\s*(?:x|ext)", words)[0])
        return len(digits) >= 7 and (digits[-10:] in self._phones or digits in self._short_phones)

    def is_public_email(self, words: str) -> bool:
        """Whether this is one of the district's own addresses."""
        return re.sub(r"\s", "", words).strip(".,;:<>").lower() in self._emails

    def is_public_url(self, words: str) -> bool:
        """Whether this is a plain page of one of the district's hosts: no query, no fragment, no log-in, no long token in its path."""
        address = re.sub(r"^\w+\s?:\s?//", "", words.strip().lower()).rstrip(".,;:!?)\"'")
        host, _, path = address.partition("/")
        host = host.removeprefix("www.")
        if not any(host == known or host.endswith("." + known) for known in self._hosts):
            return False
        if any(mark in address for mark in "?#@=&%"):
            return False
        return not any(len(part) > 24 or (len(part) >= 8 and re.search(r"\d[a-z]+\d|[a-z]+\d+[a-z]+", part)) for part in path.split("/"))

    @cached_property
    def addresses(self) -> re.Pattern[str]:
        """The schools' own street addresses."""
        return _alternatives(school.address for school in self._district.schools if school.address)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        district = self._district
        terms = {district.name, *district.aliases, *district.programs, *self._extra}
        terms |= {term for office in district.offices for term in (office.name, office.name_es) if term}
        for school in district.schools:
            terms |= set(school_aliases(school.name)) | set(school.aliases)
            terms |= {alias for name in school.aliases for alias in school_aliases(name) if " " in alias}
            terms |= {school.address} if school.address else set()
        return _alternatives(term for term in terms if len(term) > 2)

    @cached_property
    def _schools(self) -> re.Pattern[str]:
        schools = self._district.schools
        return _alternatives(
            alias for school in schools for name in (school.name, *school.aliases) for alias in (name, *school_aliases(name))
        )

    @cached_property
    def _short_names(self) -> re.Pattern[str]:
        return _alternatives(name for school in self._district.schools for name in _bare_names(school.name))

    @cached_property
    def _stems(self) -> re.Pattern[str]:
        return _alternatives(stem for name in (self._district.name, *self._district.aliases) for stem in _district_stem(name))

    @cached_property
    def _either(self) -> re.Pattern[str]:
        schools = self._district.schools
        full = (alias for school in schools for name in (school.name, *school.aliases) for alias in (name, *school_aliases(name)))
        return _alternatives({*full, *(name for school in schools for name in _bare_names(school.name))})

    @cached_property
    def _phones(self) -> frozenset[str]:
        district = self._district
        given = [s.phone for s in district.schools] + [o.phone for o in district.offices] + list(district.public_phones)
        return frozenset(re.sub(r"\D", "", phone)[-10:] for phone in given if len(re.sub(r"\D", "", phone)) >= 7)

    @cached_property
    def _short_phones(self) -> frozenset[str]:
        return frozenset(phone[-7:] for phone in self._phones)

    @cached_property
    def _emails(self) -> frozenset[str]:
        district = self._district
        given = [s.email for s in district.schools] + [o.email for o in district.offices] + list(district.public_emails)
        return frozenset(email.strip().lower() for email in given if email)

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(host.strip().lower().removeprefix("www.") for host in self._district.public_hosts)


def school_aliases(name: str) -> Iterator[str]:
    """The ways families write a school's name: with another word for its type, short, in Spanish, last name alone with the type."""
    yield name
    low = name.lower()
    kind = next((kind for kind in sorted(_TYPES, key=len, reverse=True) if low.endswith(" " + kind)), None)
    if kind is None:
        return
    stem = name[: -len(kind)].strip()
    words = stem.split()
    heads = {stem, words[-1], " ".join(words[-2:])}
    if len(words) > 1:
        yield stem
        heads.add("".join(word[0] for word in words))
        heads.add(f"{words[0][0]}. {words[-1]}")
    for head in heads:
        for form in {*_TYPES[kind], kind}:
            yield f"{head} {form}"
        for form in _SPANISH_TYPES:
            yield f"{form} {head}"


def _district_stem(name: str) -> Iterator[str]:
    """A district's name without what kind it is, if two words are left: one alone may be a family name."""
    stem = _DISTRICT_TYPE.sub("", name)
    if stem != name and len(stem.split()) > 1:
        yield stem


def _bare_names(name: str) -> Iterator[str]:
    low = name.lower()
    kind = next((kind for kind in sorted(_TYPES, key=len, reverse=True) if low.endswith(" " + kind)), None)
    words = (name[: -len(kind)] if kind else name).split()
    if words and len(words[-1]) > 3:
        yield words[-1]
    if len(words) > 2:
        yield "".join(word[0] for word in words)


def _without_opening(match: re.Match[str]) -> tuple[int, int]:
    """An institution without a leading question word ("Does Lincoln Elementary")."""
    opening = re.match(
        r"(?:(?:Does|Do|Is|Are|Will|Can|When|What|Where|Why|How|Has|Did|The|At|And|For|In|To|From|My|Our|Hi|Hello|Dear|If|On|Which)\s+)+",
        match.group(),
    )
    return (match.start() + (opening.end() if opening else 0), match.end())


def _without_accents(term: str) -> str:
    """How families in a hurry write a name ("Cesar Chavez"); an ñ stays one."""
    parts = unicodedata.normalize("NFD", term.replace("ñ", "\0").replace("Ñ", "\1"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("\0", "ñ").replace("\1", "Ñ")


def _alternatives(terms: Iterable[str]) -> re.Pattern[str]:
    written = {form for term in terms if term.strip() for form in (term.strip(), _without_accents(term.strip()))}
    spoken = {r"[\s-]+".join(re.escape(part).replace(r"\.", r"\.?") for part in re.split(r"[\s-]+", term)) for term in written}
    patterns = sorted(spoken, key=len, reverse=True)
    if not patterns:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?:'s)?(?!\w)", re.IGNORECASE)
