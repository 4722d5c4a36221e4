"""Health, special education, discipline, custody and grades of a child: the words themselves go, the topic stays as the placeholder's type.

Found only in a message that speaks of one certain child; "students with diabetes" is a topic and stays. Programme words ("504 plan", "IEP",
"suspension appeal") stay in every message. Source: 34 CFR 99.3 (education records), 34 CFR 300.8 (disability categories), 45 CFR 160.103.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from policies.redaction.recognizers import custody, discipline, grades, health, special_education
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
    r"|\bhomeless\s+(?:liaisons?|students?|services|programs?|families)\b|\bdivorce\s+(?:papers?|decree)\b"
    r"|\bwheelchair\s+(?:access\w*|ramps?|lifts?)\b|\bgrade\s+(?:book|level|appeal)\b|\breport\s+cards?\b|\bcustody\s+(?:papers?|forms?|policy|documents?|"
    r"paperwork)\b|\bspecial\s+education\b|\bsped\b"
    r"|\bapelaci[oó]n\s+de\s+(?:la\s+)?suspensi[oó]n\b|\bplan\s+504\b|\beducaci[oó]n\s+especial\b",
    regex.IGNORECASE,
)

_EVERYDAY = regex.compile(
    r"(?:(?:a|an|the|high|low|head|un|una|la|el|los|las)\s+)*(?:fevers?|fiebre|calentura|lice|nits|piojos|(?:the\s+)?flu|gripe|colds?|resfr\w+|"
    r"coughs?|coughing|tos|strep(?:\s+throat)?|pink\s*eye|conjuntivitis|vomit\w*|v[oó]mit\w*|throwing\s+up|threw\s+up|diarrh?\w+|"
    r"stomach\s*aches?|headaches?|sore\s+throats?|cramps?|rash(?:es)?|covid(?:-?19)?|dolor\s+de\s+(?:cabeza|est[oó]mago|garganta|panza)|"
    r"asthma|asma|(?:food\s+|seasonal\s+)?allergies|alergias|suspended(?:\s+(?:for\s+)?\w+\s+days?)?|suspendid[oa]|(?:a\s+)?detention|in\s+trouble|adhd|tdah)",
    regex.IGNORECASE,
)
"""What every family writes about each year. In a message that names nobody it tells nothing of anybody, and it is what is asked."""

_CARRIED = regex.compile(
    r"(?:(?:a|an|the|un|una|la|el|los|las)\s+)*(?:tylenol|ibuprofen\w*|advil|motrin|paracetamol|cough\s+drops?|inhalers?|inhalador(?:es)?|epi-?\s?pens?)",
    regex.IGNORECASE,
)
"""What children bring in their bag and families ask leave for: the question is about the thing. It stays beside a name too; the name goes,
and so does what the child has."""

_FIRST_PERSON = regex.compile(r"\b(?:i|i'm|me|my|mine|we|us|our|mi|mis|yo|me|nos|nuestr[oa]s?|tengo|tenemos)\b", regex.IGNORECASE)


_WHO = (
    r"(?:(?:the|a|el|la|un|una)\s+(?:judge|court|juez|jueza|corte)|i|we|he|she|they|yo|[eé]l|ella|(?:his|her|their|my|our|the|el|la|su|mi)\s+(?:step|grand)?(?:father|mother|dad|mom|parents?|ma|pa|ex|aunt|uncle|husband|wife|pap[aá]|"
    r"mam[aá]|padre|madre|abuel[oa]|t[ií][oa]|espos[oa]))"
)
_HOW = r"(?:now|only|still|just|also|currently|always|already|ya|s[oó]lo|solamente|todav[ií]a|ahora)"
_LEAD = {
    "CUSTODY": regex.compile(
        rf"(?<![\w'’])(?:(?:for\s+now|right\s+now|currently|por\s+ahora)\s+)?(?:{_WHO}\s+)?(?:{_HOW}\s+)?"
        r"(?:(?:have|has|had|got|gets?|shares?|lost|won|was\s+(?:given|awarded|granted)|were\s+(?:given|awarded|granted)|there\s+is|is\s+under|under|tiene|tengo|tenemos|tienen|perdi[oó]|gan[oó]|hay|con|(?:gave|granted|awarded)\s+(?:me|us|him|her|them)|(?:me|nos|le|les)\s+(?:dio|dieron|otorg[oó]|quit[oó]))\s+)?"
        r"(?:(?:only|s[oó]lo)\s+)?(?:(?:an?|the|our|my|his|her|their|una?|el|la|su|mi|nuestra)\s+)?$",
        regex.IGNORECASE,
    ),
    "GRADES": regex.compile(
        rf"(?<![\w'’])(?:(?:he|she)(?:['’]s|\s+is|\s+was)\s+)?(?:{_HOW}\s+)?(?:with\s+)?(?:(?:an?|una?|his|her)\s+)?$", regex.IGNORECASE
    ),
    "SPECIAL_EDUCATION": regex.compile(r"(?<![\w'’])(?:his|her|their|an?|su|sus|una?)\s+$", regex.IGNORECASE),
}
_TAIL = {
    "HEALTH": regex.compile(
        r"(?:\s+(?:on|in|of)\s+(?:his|her|their)\s+(?:left\s+|right\s+)?\w+|\s+(?:en|del?)\s+(?:la|el|su)\s+(?:rodilla|brazo|pierna|cabeza|o[ií]do|coraz[oó]n|garganta|espalda|mano|pie|ojo)\b)?",
        regex.IGNORECASE,
    ),
    "DISCIPLINE": regex.compile(
        r"(?:\s+all\s+(?:week|day))?(?:\s+(?:for|por|over)\s+(?:\w+ing(?:\s+(?:in\s+class|things|out|around|a\s+\w+|another\s+\w+))?|pelear(?:se)?|vapear|insultar|faltar|pegar(?:le)?)\b)?",
        regex.IGNORECASE,
    ),
    "CUSTODY": regex.compile(
        r"(?:\s+(?:of|over|de)\s+(?:him|her|them|[eé]l|ella|ellos)\b)?(?:\s+(?:only|solamente|nada\s+m[aá]s)\b)?"
        r"(?:\s+(?:was\s+|were\s+|fue\s+)?(?:granted|awarded|ordered|signed|issued|terminated|dada|otorgada|firmada)(?:\s+(?:in|by|por|en)\s+(?:the\s+|a\s+|el\s+|la\s+|un\s+)?\w+(?:\s+(?:court|judge))?)?)?"
        r"(?:\s*,?\s*(?:(?:on|every|each|los|las|cada|por)\s+(?:\w+\s+){0,2}?(?:weekends?|weeks?|fines?\s+de\s+semana|semanas?|days?|d[ií]as)\b|"
        r"(?:one\s+)?week\s+on(?:\s*,?\s*(?:one\s+)?week\s+off)?|week\s+(?:to|by)\s+week|alternating\s+weeks|semana\s+(?:s[ií]|y)\s+semana(?:\s+no)?|una\s+semana\s+s[ií]\s+y\s+una\s+no))?"
        r"(?:\s+(?:against|contra|en\s+contra\s+de)\s+(?:him|her|[eé]l|ella|(?:the|his|her|my|el|la|su|mi)\s+\w+))?",
        regex.IGNORECASE,
    ),
    "GRADES": regex.compile(
        r"(?:\s+(?:with|con)\s+(?:an?\s+|una?\s+)?(?:\d{1,3}(?:\.\d+)?\s?%?|[\"']?[a-f][+-]?[\"']?)(?![\w'-]))?(?:\s+(?:average|overall|right\s+now|de\s+promedio))?",
        regex.IGNORECASE,
    ),
}
"""What belongs to a detail although the words without it would do: who has it, since when, how often.

Source: how decrees and report cards are told."""


def _whole(text: str, span: Span) -> Span:
    """The detail with what belongs to it before and after."""
    lead, tail = _LEAD.get(span.kind), _TAIL.get(span.kind)
    before = lead.search(text, max(0, span.start - 70), span.start) if lead else None
    after = tail.match(text, span.end) if tail else None
    return Span(before.start() if before else span.start, after.end() if after else span.end, span.kind, span.score)


class Match(NamedTuple):
    """What a pattern found, if the text speaks of a certain child."""

    kind: str
    start: int
    end: int


def matches(text: str) -> list[Match]:
    """Everything that the patterns find outside programmes, whomever the text speaks of."""
    programs = [match.span() for match in _PROGRAM.finditer(text)]
    found: list[Match] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("detail") if "detail" in pattern.groupindex and match["detail"] else match.span()
            if end > start and not any(start < high and low < end for low, high in programs):
                found.append(Match(kind, start, end))
    return found


def find(text: str, is_tied: bool, *, is_named: bool = True, among: Sequence[Match] | None = None) -> list[Span]:
    """Sensitive details in a text. `is_tied`: it speaks of a certain child; custody is personal in the first person too.

    `is_named`: somebody's name stands in it; without one a fever stays. `among` are its `matches`, where they are known.
    """
    if not is_tied:
        return [span for span in find(text, True, among=among) if span.kind == "CUSTODY"] if _FIRST_PERSON.search(text) else []
    return [
        _whole(text, Span(start, end, kind, 0.7))
        for kind, start, end in (matches(text) if among is None else among)
        if not _CARRIED.fullmatch(text, start, end) and (is_named or not _EVERYDAY.fullmatch(text, start, end))
    ]
