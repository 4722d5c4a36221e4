"""Personal information in a new document: numbers that belong to one person, and contacts that the district does not publish.

Only lines with a sign of such a thing go through the redactor: over a whole handbook it would call every second word a name, by design.
"""

# ruff: noqa: E501 - a pattern reads better on one line

import re
from collections.abc import Callable, Iterator, Sequence

from ingest.passages import split_sentences
from ingest.reading.blocks import ReadingNote
from policies.errors import CountersignError
from policies.redaction.redactor import Redactor
from policies.words.documents import Passage

NUMBERS = frozenset({"SSN", "STUDENT_ID", "DATE_OF_BIRTH"})
"""Kinds that belong to one person: code `personal_number`."""
CONTACTS = frozenset({"PHONE", "EMAIL"})
KINDS = {
    "SSN": "social security number",
    "STUDENT_ID": "student number",
    "DATE_OF_BIRTH": "date of birth",
    "PHONE": "phone number",
    "EMAIL": "e-mail address",
}
"""How a finding names them."""
DETAILS = frozenset({"HEALTH", "DISCIPLINE", "SPECIAL_EDUCATION", "CUSTODY", "GRADES"})
"""What must not stand beside a child's name: code `personal_information`."""
NAMES = frozenset({"STUDENT", "PERSON", "PARENT"})
MAX_NOTES = 20
MAX_LINES = 60
_SIGN = re.compile(
    r"\b\d{3}[- ]\d{2}[- ]\d{4}\b|\b(?:student|alumno|estudiante)\b[^.\n]{0,25}\d{4,}|\b(?:ssn|social security|seguro social)\b[^.\n]{0,20}\d"
    r"|\b(?:born|d\.?o\.?b|birth ?date|date of birth|birthday|naci[oó]|fecha de nacimiento)\b[^.\n]{0,40}\d"
    r"|[\w.+-]+@[\w-]+\.\w|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
    r"|\b[A-Z][a-z]+ [A-Z][a-z]+\b[^.\n]{0,60}\b(?:diagnos\w+|suspend\w+|expel\w+|IEP|504|custody|restraining|failing|asthma|seizures?|ADHD|autism)\b"
    r"|\b(?:diagnos\w+|suspend\w+|expel\w+|custody|restraining)\b[^.\n]{0,60}\b[A-Z][a-z]+ [A-Z][a-z]+\b"
)
_DATE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\b\d{1,2}\b.{0,4}\b[A-Za-z]{3,}.{0,6}\b(?:19|20)\d\d|[A-Za-z]{3,}\.? \d{1,2},? (?:19|20)\d\d"
)


def personal_findings(
    passages: Sequence[Passage], redactor: Callable[[], Redactor], published: Callable[[str, str], str]
) -> Iterator[ReadingNote]:
    """Personal numbers, unpublished contacts, and a named person beside a health, discipline or custody detail.

    `published` gives, for some words and their language, what the district publishes near them: contacts that stand there are no finding.
    """
    seen, n_lines = set[str](), 0
    for passage in passages:
        statements = [passage.readable] if passage.cells else [passage.text[a:b] for a, b in split_sentences(passage.text)]
        for line in statements:
            if n_lines >= MAX_LINES or len(seen) >= MAX_NOTES or not _SIGN.search(line):
                continue
            n_lines += 1
            try:
                found = [(f.entity_type, line[f.start : f.end]) for f in redactor().redact(line[:2000]).findings]
            except CountersignError:
                found = [("UNREADABLE", line)]
            for code, detail, words in _told(found, lambda words, language=passage.language: published(words, language)):
                if words.casefold() not in seen:
                    seen.add(words.casefold())
                    yield ReadingNote(code, detail, words[:200], passage.page, " > ".join(passage.section))


def _told(found: list[tuple[str, str]], published: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    kinds = {kind for kind, _words in found}
    for kind, words in found:
        if kind in NUMBERS and any(c.isdigit() for c in words) and (kind != "DATE_OF_BIRTH" or _DATE.search(words)):
            yield "personal_number", f"This looks like a person's own number or birth date ({KINDS[kind]}).", words
        elif kind in CONTACTS and not _is_published(kind, words, published(words)):
            yield "personal_information", f"A {KINDS[kind]} that the district does not publish elsewhere.", words
        elif kind in NAMES and kinds & DETAILS and len(re.findall(r"\b[A-Z][a-z]+", words)) >= 2:
            yield "personal_information", "A named person beside a health, discipline, custody or grade detail.", words
        elif kind == "UNREADABLE":
            yield "personal_information", "The redactor could not vouch for this line.", words


def _is_published(kind: str, words: str, published: str) -> bool:
    if kind == "PHONE":
        return re.sub(r"\D", "", words)[-10:] in re.sub(r"\D", "", published)
    return words.strip(" .,;:").casefold() in published.casefold()
