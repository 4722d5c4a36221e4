"""What the district itself has published stays: schools and their everyday aliases, offices, programmes, numbers, hosts.

Built from the directory and from terms of approved documents, never from a list in the code.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from policies.district import District
from policies.redaction import office_addresses
from policies.redaction.bare_names import is_the_school, speaks_for_a_person, stands_for_a_school
from policies.redaction.lexicon import lexicon
from policies.redaction.school_names import alternatives, bare_names, core, district_forms, folded, school_aliases, within_a_letter
from policies.redaction.stretches import Stretches

_PROPER = r"(?:(?:St|Mt|Ft|Dr|Mc|Wm)\.|(?:[A-Z]\.)+|[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*)"
"""A word of a school's name. One that ends its sentence belongs to that ("by Ana. Does Heron Sound USD")."""
_INSTITUTION = re.compile(
    rf"\b(?:{_PROPER}[ ]{{1,2}}){{1,3}}(?:Elementary|Elem\.?|Middle|High|Junior High|Primary|Intermediate|Academy|Preschool|Charter|Magnet|"
    rf"Montessori|K-8)(?:[ ]+School)?\b"
    rf"|\b(?:Escuela|Colegio|Primaria|Secundaria|Preparatoria)[ ]+(?:(?:Primaria|Secundaria|Preparatoria)[ ]+)?(?:{_PROPER}[ ]*){{1,3}}"
    rf"|\b(?:{_PROPER}[ ]{{1,2}}){{1,4}}(?:ISD|USD|Unified(?:[ ]+School[ ]+District)?|School[ ]+District(?:[ ]+\d+)?|"
    rf"County[ ]+(?:Public[ ]+)?Schools|Public[ ]+Schools|City[ ]+Schools)\b"
)
_TITLE_BEFORE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|sr|sra|srta|señor|señora|coach)\.?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_EITHER_AFTER = re.compile(r"\s*,?\s*(?:or|o|u)\s+", re.IGNORECASE)
_EITHER_BEFORE = re.compile(r"\s*,?\s*(?:or|o|u|no,?\s+sorry|sorry|i\s+mean|perd[oó]n|digo)\s*,?\s+$", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"\s*,?\s*(?:[A-Z]{2}\b|\d{5})|\s+(?:Rd|Road|St|Street|Ave|Avenue|Ln|Lane|Dr|Drive)\b")
"""What follows a town of the same name in an address."""
_MOVED = re.compile(
    r"\b(?:live|lives|living|moved|moving|born|vivo|vive|vivimos|nac[ií]o?|mudamos)\s+(?:\w+\s+)?(?:in|to|from|en|a|de)\s+$", re.IGNORECASE
)
"""Where a town of a district's name is somebody's home."""
_NUMBER_BEFORE = re.compile(r"\d[^\n?!;]*,\s*$")
_DISTRICT_WORD = re.compile(r"\b(?:schools?|districts?|distrito|unified|public|usd|isd|sd)\b", re.IGNORECASE)
_MIN_MISSPELT_CHARS = 6


class AllowList:
    """What stays. Match is on normalised text, longest first, case ignored, blanks free."""

    def __init__(self, district: District, extra_allowed: Sequence[str] = ()) -> None:
        self._district = district
        self._extra = tuple(term for term in extra_allowed if term.strip())

    def protected(self, text: str) -> list[tuple[int, int]]:
        """Stretches that no name, place or detail recogniser may touch."""
        low = folded(text)
        found = [
            match.span()
            for match in self._names.finditer(low)
            if not self._is_of_a_person(text, match) and not self._is_home(text, low, *match.span())
        ]
        found += [
            span
            for span in self._stem_spans(low)
            if not speaks_for_a_person(text, *span, lexicon(), is_whole=True) and not self._is_home(text, low, *span)
        ]
        found += self._bare(text, low)
        for match in self._stems.finditer(low):
            if not _is_in_address(text, *match.span()):
                found.append(match.span())
        for match in _INSTITUTION.finditer(text):
            if not _TITLE_BEFORE.search(text, max(0, match.start() - 12), match.start()):
                found.append(_without_opening(match))
        return [span for span in found if not _TITLE_BEFORE.search(text, max(0, span[0] - 12), span[0])]

    def _is_of_a_person(self, text: str, match: re.Match[str]) -> bool:
        """Whether the words a school is named after are a person's name here ("my son John Lewis", "Emma Lazarus-Cohen")."""
        if folded(match.group()) not in self._cores:
            return False
        return speaks_for_a_person(text, *match.span(), lexicon(), is_whole=True) and not stands_for_a_school(text, match.end())

    def _is_home(self, text: str, low: str, start: int, end: int) -> bool:
        """Whether a town that the district is named after is somebody's home here, and neither the district nor a school named alike."""
        return low[start:end] in self._towns and _is_in_address(text, start, end)

    def _bare(self, text: str, low: str) -> list[tuple[int, int]]:
        """Where one word of a school's name alone, or such a word misspelt, stands for the school."""
        known = lexicon()
        towns = Stretches(match.span() for match in self._stems.finditer(low))
        exact = [_without_ending(match) for match in self._short_names.finditer(low) if not towns.touch(*match.span())]
        slips = self._slips(low, {start for start, _ in exact})
        is_person = {span: _is_half_a_name(text, *span) or speaks_for_a_person(text, *span, known) for span in (*exact, *slips)}
        persons = {low[slice(*span)] for span, speaks in is_person.items() if speaks}
        found: list[tuple[int, int]] = []
        for span, speaks in is_person.items():
            if speaks:
                continue
            is_person_elsewhere = low[slice(*span)] in persons
            if is_the_school(
                text, *span, known, is_person_elsewhere=is_person_elsewhere, is_misspelt=span in slips
            ) or self._stands_beside_school(low, *span):
                found.append(span)
        return found

    def _slips(self, low: str, taken: set[int]) -> set[tuple[int, int]]:
        """Words a letter away from one that stands for a school, and may be words or names themselves."""
        found: set[tuple[int, int]] = set()
        for match in _WORD.finditer(low):
            word = match.group()
            if len(word) < _MIN_MISSPELT_CHARS or match.start() in taken or word[0] not in self._first_letters:
                continue
            if not self._near.isdisjoint(within_a_letter(word)):
                found.add(match.span())
        return found

    def _stem_spans(self, low: str) -> list[tuple[int, int]]:
        """Two words of a school's name with a letter wrong in one or both ("cotonwood bend")."""
        found: list[tuple[int, int]] = []
        words = list(_WORD.finditer(low))
        for one, other in pairwise(words):
            if one.group()[0] not in self._first_letters or low[one.end() : other.start()].strip(" -") or other.start() == one.end():
                continue
            left, right = within_a_letter(one.group()), within_a_letter(other.group())
            if any(not a.isdisjoint(left) and not b.isdisjoint(right) for a, b in self._pairs):
                found.append((one.start(), other.end()))
        return found

    def _stands_beside_school(self, text: str, start: int, end: int) -> bool:
        """Whether a school's short name is put beside another school ("Clemente or Sally Ride", "at Clemente no sorry Lincoln")."""
        after, before = _EITHER_AFTER.match(text, end), _EITHER_BEFORE.search(text, max(0, start - 20), start)
        if after and self._schools.match(text, after.end()):
            return True
        return before is not None and any(match.end() == before.start() for match in self._either.finditer(text, max(0, start - 60), start))

    def names_school(self, text: str) -> bool:
        """Whether one of the district's schools, or any by its type, is named."""
        return self._schools.search(folded(text)) is not None or _INSTITUTION.search(text) is not None

    def is_public_number(self, words: str) -> bool:
        """Whether these digits are one of the district's own telephone numbers (last seven or ten digits)."""
        digits = re.sub(r"\D", "", re.split(r"(?i)\s*,?\s*(?:x|ext)", words)[0])
        return len(digits) >= 7 and (digits[-10:] in self._phones or digits in self._short_phones)

    def is_public_email(self, words: str) -> bool:
        """Whether this is one of the district's own addresses."""
        address = re.sub(r"\s", "", words).strip(".,;:<>").lower()
        mailbox, _, host = address.partition("@")
        return address in self._emails or (host in self._hosts | self._mail_hosts and office_addresses.is_office(mailbox))

    def is_public_url(self, words: str) -> bool:
        """Whether this is a plain page of one of the district's hosts: no query, no fragment, no log-in, no long token in its path."""
        written = re.sub(r"^\w+\s?:\s?//", "", words.strip()).rstrip(".,;:!?)\"'")
        address = written.lower()
        host = address.partition("/")[0]
        host = host.removeprefix("www.")
        if not any(host == known or host.endswith("." + known) for known in self._hosts):
            return False
        if any(mark in address for mark in "?#@=&%"):
            return False
        return not any(_is_token(piece) for piece in written.partition("/")[2].split("/"))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        district = self._district
        terms = {district.name, *district.aliases, *district.programs, *self._extra}
        terms |= {term for office in district.offices for term in (office.name, office.name_es) if term}
        for school in district.schools:
            terms |= set(school_aliases(school.name)) | set(school.aliases)
            terms |= {alias for name in school.aliases for alias in school_aliases(name) if " " in alias}
            terms |= {school.address} if school.address else set()
        return alternatives(term for term in terms if len(term) > 2)

    @cached_property
    def _towns(self) -> frozenset[str]:
        """The district's names without a word for what it is: those of a town ("Heron Sound")."""
        names = [name for name in (self._district.name, *self._district.aliases) if not name.isupper()]
        forms = [form for name in names for form in (name, *district_forms(name))]
        return frozenset(folded(form) for form in forms if not _DISTRICT_WORD.search(form))

    @cached_property
    def _schools(self) -> re.Pattern[str]:
        return alternatives(self._school_terms())

    @cached_property
    def _short_names(self) -> re.Pattern[str]:
        return alternatives(self._bare_names)

    @cached_property
    def _either(self) -> re.Pattern[str]:
        return alternatives({*self._school_terms(), *self._bare_names})

    @cached_property
    def _stems(self) -> re.Pattern[str]:
        return alternatives(form for name in (self._district.name, *self._district.aliases) for form in district_forms(name))

    def _school_terms(self) -> set[str]:
        schools = self._district.schools
        return {alias for school in schools for name in (school.name, *school.aliases) for alias in (name, *school_aliases(name))}

    @cached_property
    def _bare_names(self) -> frozenset[str]:
        return frozenset(name for school in self._district.schools for name in bare_names(school.name))

    @cached_property
    def _cores(self) -> frozenset[str]:
        return frozenset(folded(core(school.name)) for school in self._district.schools)

    @cached_property
    def _near(self) -> frozenset[str]:
        long = (folded(name) for name in self._bare_names if len(name) >= _MIN_MISSPELT_CHARS)
        return frozenset(near for name in long for near in within_a_letter(name))

    @cached_property
    def _pairs(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """The last two distinctive words of each school, with what is a letter away."""
        stems = [folded(core(school.name)).split()[-2:] for school in self._district.schools]
        return tuple(
            (frozenset(within_a_letter(stem[0])), frozenset(within_a_letter(stem[1])))
            for stem in stems
            if len(stem) == 2 and min(map(len, stem)) >= 4
        )

    @cached_property
    def _first_letters(self) -> frozenset[str]:
        words = (word for school in self._district.schools for word in folded(core(school.name)).split()[-2:])
        return frozenset(word[0] for word in words)

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
    def _mail_hosts(self) -> frozenset[str]:
        return frozenset(email.partition("@")[2] for email in self._emails)

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(host.strip().lower().removeprefix("www.") for host in self._district.public_hosts)


def _is_half_a_name(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the word to another in capitals ("Ortiz-Baca")."""
    return bool(re.search(r"[^\W\d_]-$", text[max(0, start - 2) : start]) or re.match(r"-[A-ZÁÉÍÓÚÑ]", text[end : end + 2]))


def _is_token(piece: str) -> bool:
    """Whether a piece of a path is a made-up token: very long, with figures among letters, or with capitals strewn in ("FSRpsxLVbLZn")."""
    if len(piece) < 8:
        return False
    is_strewn = len(re.findall(r"[a-z][A-Z]", piece)) >= 2 and len(re.findall(r"[A-Z]{2}|[A-Z][a-z]{0,2}(?=[A-Z])", piece)) >= 2
    return len(piece) > 24 or is_strewn or bool(re.search(r"\d[a-z]+\d|[a-z]+\d+[a-z]+", piece.lower()))


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether a district's name stands here for the town where somebody lives."""
    before = text[max(0, start - 40) : start]
    return bool(_IN_ADDRESS.match(text, end) or _MOVED.search(before) or _NUMBER_BEFORE.search(before))


def _without_ending(match: re.Match[str]) -> tuple[int, int]:
    """A name without the "'s" that may follow it."""
    return match.start(), match.end() - (2 if match.group().endswith(("'s", "’s")) else 0)


def _without_opening(match: re.Match[str]) -> tuple[int, int]:
    """An institution without a leading question word ("Does Lincoln Elementary")."""
    opening = re.match(
        r"(?:(?:Does|Do|Is|Are|Will|Can|When|What|Where|Why|How|Has|Did|The|At|And|For|In|To|From|My|Our|Hi|Hello|Dear|If|On|Which)\s+)+",
        match.group(),
    )
    return (match.start() + (opening.end() if opening else 0), match.end())
