"""Health, special education, discipline, custody and grades of a child: the words themselves go, the topic stays as the placeholder's type.

Found only in a message that speaks of one certain child; "students with diabetes" is a topic and stays. Programme words ("504 plan", "IEP",
"suspension appeal") stay in every message. Source: 34 CFR 99.3 (education records), 34 CFR 300.8 (disability categories), 45 CFR 160.103.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from policies.redaction.recognizers import custody, discipline, grades, health, special_education, vocabulary
from policies.redaction.recognizers.learned_details import trimmed, without_day
from policies.redaction.recognizers.needs import Letters, Sieve, chosen
from policies.redaction.recognizers.whole_details import bridged, whole
from policies.redaction.spans import Span

_PATTERNS = tuple(
    (kind, regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE))
    for module in (health, special_education, discipline, custody, grades)
    for kind, pattern in module.PATTERNS
)
_PROGRAM = regex.compile(
    r"\b504s?(?:\s+plan)?\b|\bIEPs?\b|\bARD\b|\b(?:suspension|expulsion|discipline|disciplinary)\s+(?:appeal|"
    r"hearing|policy|policies|handbook|process|records?|rules?)\b"
    r"|\b(?:asthma|allergy|diabetes|seizure|health|medication|medicine|inhaler|epi-?\s?pen|insulin|emergency|flu|covid)\s+(?:action\s+|care\s+|"
    r"management\s+)?(?:plans?|forms?|policy|policies|authorization|shots?|clinics?|vaccines?|rules?)\b"
    r"|\b[\w-]+\s+(?:shots?|vaccin\w+|boosters?|immuni[sz]ations?|screenings?|awareness|prevention|fundraisers?|walks?)\b(?!\s+(?:in|on|because)\b)"
    r"|\bvacunas?\s+(?:de|del|contra)\s+(?:la\s+|el\s+)?\w+|\b(?:prueba|examen|campaña|prevenci[oó]n)\s+(?:de|del|contra)\s+(?:la\s+|el\s+)?\w+"
    r"|\b(?:tb|tuberculosis|covid|lead|hearing|vision|scoliosis|lice)\s+(?:skin\s+)?(?:tests?|checks?)\b"
    r"|\bhomeless\s+(?:liaisons?|students?|services|programs?|families)\b|\bdivorce\s+(?:papers?|decree)\b"
    r"|\bwheelchair\s+(?:access\w*|ramps?|lifts?)\b|\bgrade\s+(?:book|appeal)\b|\breport\s+cards?\b|\bcustody\s+(?:papers?|forms?|policy|documents?|"
    r"paperwork)\b|\bspecial\s+education\b|\bsped\b"
    r"|\bapelaci[oó]n\s+de\s+(?:la\s+)?suspensi[oó]n\b|\bplan\s+504\b|\beducaci[oó]n\s+especial\b",
    regex.IGNORECASE,
)

_EVERYDAY = regex.compile(
    r"(?:(?:a|an|the|high|low|head|un|una|la|el|los|las)\s+)*(?:fevers?|fiebre|calentura|lice|nits|piojos|(?:the\s+)?flu|gripe|colds?|resfr\w+|"
    r"coughs?|coughing|tos|strep(?:\s+throat)?|pink\s*eye|conjuntivitis|vomit\w*|v[oó]mit\w*|throwing\s+up|threw\s+up|diarrh?\w+|"
    r"stomach\s*aches?|headaches?|sore\s+throats?|cramps?|rash(?:es)?|covid(?:-?19)?|dolor\s+de\s+(?:cabeza|est[oó]mago|garganta|panza)|"
    r"(?:head\s+)?cold|catarro|nosebleeds?|stomach\s+bug|(?:head\s+)?lice|mareos?|upset\s+stomach|inhalers?|inhalador(?:es)?|epi-?\s?pens?|braces|crutches|a\s+cast|anxiety|ansiedad|"
    r"asthma|asma|(?:food\s+|seasonal\s+)?allergies|alergias|suspended(?:\s+(?:for\s+)?\w+\s+days?)?|suspendid[oa]|(?:a\s+)?detention|in\s+trouble|adhd|tdah)",
    regex.IGNORECASE,
)
"""What every family writes about each year. In a message that names nobody it tells nothing of anybody, and it is what is asked."""

_CARRIED = regex.compile(
    r"(?:(?:a|an|the|un|una|la|el|los|las|his|her|their|su|sus)\s+)*(?:tylenol|ibuprofen\w*|advil|motrin|paracetamol|cough\s+drops?|inhalers?|"
    r"inhalador(?:es)?|epi-?\s?pens?)",
    regex.IGNORECASE,
)
"""What children bring in their bag and families ask leave for: the question is about the thing. It stays beside a name too; the name goes,
and so does what the child has."""

_FIRST_PERSON = regex.compile(r"\b(?:i|i'm|me|my|mine|we|us|our|mi|mis|yo|me|nos|nuestr[oa]s?|tengo|tenemos)\b", regex.IGNORECASE)


class Match(NamedTuple):
    """What a pattern found, if the text speaks of a certain child."""

    kind: str
    start: int
    end: int


def matches(text: str, seconds: float | None = None, letters: Letters | None = None) -> list[Match]:
    """Everything that the patterns find outside programmes, whomever the text speaks of.

    Raises: TimeoutError when a pattern takes longer than `seconds`.
    """
    found: list[Match] = []
    for kind, pattern in chosen(_PATTERNS, _sieve(_PATTERNS).passing(letters or Letters(text))):
        for match in pattern.finditer(text, timeout=seconds):
            start, end = match.span("detail") if "detail" in pattern.groupindex and match["detail"] else match.span()
            if end > start:
                found.append(Match(kind, start, end))
    listed = [Match(*one) for one in vocabulary.matches(text)]
    if not found and not listed:
        return []
    programs = [match.span() for match in _PROGRAM.finditer(text)]
    kept = [one for one in found if one.kind == "GRADES" or not _touches(one, programs)]
    return kept + [one for one in listed if not _touches(one, programs)]


def _touches(one: Match, programs: Sequence[tuple[int, int]]) -> bool:
    return any(one.start < high and low < one.end for low, high in programs)


@cache
def _sieve(patterns: Sequence[tuple[str, "regex.Pattern[str]"]]) -> Sieve:
    return Sieve((pattern.pattern, pattern.flags) for _, pattern in patterns)


def find(
    text: str,
    is_tied: bool,
    *,
    is_named: bool = True,
    among: Sequence[Match] | None = None,
    learned: Sequence[tuple[str, int, int]] = (),
) -> list[Span]:
    """Sensitive details in a text. `is_tied`: it speaks of a certain child; custody is personal in the first person too.

    `is_named`: somebody's name stands in it; without one a fever stays. `among` are its `matches`, where they are known; `learned` is what
    the detail head found beside, as (kind, start, end).
    """
    if not is_tied:
        return [span for span in find(text, True, among=among) if span.kind == "CUSTODY"] if _FIRST_PERSON.search(text) else []
    kept = [
        Span(start, end, kind, 0.7)
        for kind, start, end in (matches(text) if among is None else among)
        if not _CARRIED.fullmatch(text, start, end) and (is_named or not _EVERYDAY.fullmatch(text, start, end))
    ]
    if not is_named:
        return kept
    found = [whole(text, span) for span in kept]
    holes = [match.span() for pattern in (_PROGRAM, _CARRIED) for match in pattern.finditer(text)] if learned else []
    return [without_day(text, span) for span in bridged(text, [*found, *trimmed(text, learned, holes, found)])]
