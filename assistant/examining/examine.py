"""Every finding of a new document, in one list for its owner. The readers' own notes (hidden text, macros, …) stand before these."""

import datetime as dt
from collections.abc import Callable, Sequence

from assistant.checking.manner import MIN_INFLESZ, flesch_kincaid_grade, inflesz
from assistant.examining.alike import Alike, contradictions, near_duplicates
from assistant.examining.past import past_dates
from assistant.examining.personal import personal_findings
from ingest.instructions import aimed_at_a_model
from ingest.reading.blocks import ReadDocument, ReadingNote
from policies.district import District
from policies.policy import Policy
from policies.redaction.redactor import Redactor
from policies.words.documents import Audience, Passage, PassageKind

LEAST_WORDS = 80
"""Running words from which a reading level says something."""


def examine(
    document: ReadDocument,
    passages: Sequence[Passage],
    audience: Audience,
    policy: Policy,
    today: dt.date,
    redactor: Callable[[], Redactor],
    alike: Alike,
) -> tuple[ReadingNote, ...]:
    """Instructions, personal information, past dates, contradictions, near-duplicates and reading level, each with its place."""
    return (
        *instructions(document),
        *personal_findings(passages, redactor, lambda words, language: what_is_published(alike(words, language), policy.district)),
        *past_dates(passages, policy.district, today),
        *contradictions(passages, alike),
        *near_duplicates(passages, alike),
        *(reading_level(passages, policy.drafting.max_reading_grade) if audience is Audience.FAMILIES else ()),
    )


def instructions(document: ReadDocument) -> list[ReadingNote]:
    """Lines of the visible text that speak to a machine."""
    notes: list[ReadingNote] = []
    for start, end in aimed_at_a_model(document.text)[:20]:
        block = next((b for b in document.blocks if b.start < end and start < b.end), None)
        notes.append(
            ReadingNote(
                "instructions",
                "This speaks to a machine, not to families. It is kept as words and never followed.",
                document.text[start:end].strip()[:200],
                block.page if block else None,
                " > ".join(block.section) if block else "",
            )
        )
    return notes


def reading_level(passages: Sequence[Passage], max_grade: float) -> tuple[ReadingNote, ...]:
    """One finding when the running text reads harder than the policy asks of replies."""
    text = " ".join(passage.text for passage in passages if passage.kind is not PassageKind.TABLE_ROW)
    if not passages or len(text.split()) < LEAST_WORDS:
        return ()
    if passages[0].language == "es":
        ease = inflesz(text)
        return (ReadingNote("reading_level", f"INFLESZ {ease:.0f}; {MIN_INFLESZ:.0f} or more reads easily."),) if ease < MIN_INFLESZ else ()
    grade = flesch_kincaid_grade(text)
    if grade <= max_grade:
        return ()
    return (ReadingNote("reading_level", f"It reads at grade {grade:.0f}; the policy asks replies to stay at {max_grade:g} or below."),)


def what_is_published(passages: Sequence[Passage], district: District) -> str:
    """Everything a family can read already, in one text: to tell a published contact from a personal one."""
    contacts = [f"{place.name} {place.phone} {place.email}" for place in (*district.offices, *district.schools)]
    return "\n".join((*contacts, *(passage.text for passage in passages)))
