"""Passages, evidence and questions for tests of drafters and checks. All facts are made up."""

import datetime as dt
from pathlib import Path

from policies.policy import Policy, load_policy
from policies.words.documents import Evidence, Passage, PassageKind, Scope, TableCell
from policies.words.drafts import Citation, Draft, Sentence, Support
from policies.words.questions import Question, RedactedText

TODAY = dt.date(2026, 9, 1)
SCOPE = Scope(on=TODAY)


def demo_policy() -> Policy:
    """The policy of the fictional district."""
    import assistant

    return load_policy(Path(assistant.__file__).parent / "demo/district/policy.yaml")


def paragraph(text: str, number: int = 1, *, title: str = "Family Handbook", **more: object) -> Passage:
    """A paragraph that begins at offset 1000 × number of its revision."""
    facts: dict[str, object] = {
        "id": f"p{number}",
        "revision_id": f"rev{number}",
        "document_id": f"doc{number}",
        "ordinal": number,
        "kind": PassageKind.PARAGRAPH,
        "text": text,
        "page": None,
        "section": ("About",),
        "start": 1000 * number,
        "end": 1000 * number + len(text),
        "title": title,
        "file_name": "handbook.md",
        "language": "en",
        "schools": (),
        "school_year": None,
    }
    return Passage(**{**facts, **more})  # type: ignore[arg-type]


def row(cells: dict[str, str], number: int = 1, **more: object) -> Passage:
    """A table row: header → cell."""
    text = " | ".join(cells.values())
    place, made = 0, list[TableCell]()
    for header, cell in cells.items():
        made.append(TableCell(header, cell, 1000 * number + place, 1000 * number + place + len(cell)))
        place += len(cell) + 3
    return paragraph(text, number, kind=PassageKind.TABLE_ROW, cells=tuple(made), caption="Bell times", **more)


def evidence(*passages: Passage) -> list[Evidence]:
    """Passages as retrieval would give them, the best first."""
    return [Evidence(passage, 1.0 - 0.1 * place, 0.9, 5.0) for place, passage in enumerate(passages)]


def ask(text: str, language: str = "en", **more: object) -> Question:
    """A redacted question."""
    return Question(RedactedText(text), language, dt.datetime(2026, 9, 1, 15, tzinfo=dt.UTC), **more)  # type: ignore[arg-type]


def cite(passage: Passage, quote: str | None = None) -> Citation:
    """A citation of some words of a passage; of the whole passage when none are named."""
    words = passage.text if quote is None else quote
    start = passage.start + passage.text.index(words)
    section = " > ".join(passage.section)
    return Citation(
        passage.document_id,
        passage.revision_id,
        passage.id,
        passage.title,
        passage.file_name,
        passage.page,
        section,
        words,
        start,
        start + len(words),
    )


def draft(*sentences: tuple[str, Citation | None], language: str = "en") -> Draft:
    """A draft of sentences, each with its citation or none."""
    made = tuple(Sentence(text, Support.ENTAILED, () if citation is None else (citation,)) for text, citation in sentences)
    return Draft("draft-1", "Hello,", made, "Kind regards", language)


BELLS = paragraph(
    "School starts at 8:10 a.m. and ends at 3:00 p.m. Students may not enter the building before 7:40 a.m. unless they ride an early bus.",
    1,
    section=("School day",),
)
LUNCH = paragraph("Lunch costs $2.75. Breakfast is free for every student. Families may pay online or by check.", 2, title="School Meals")
ABSENCE = paragraph(
    "A parent must call the office before 9:00 a.m. on the day of an absence. The number is (217) 555-0110.", 3, title="Attendance Guide"
)
COMIDA = paragraph(
    "El almuerzo cuesta $2.75. El desayuno es gratis para todos los estudiantes.", 4, title="Comidas escolares", language="es"
)
WHITCOMB = row(
    {"School": "Whitcomb Elementary", "First bell": "8:10", "Dismissal": "3:00"}, 5, title="Bell Schedules", school_year="2026-2027"
)
HANDBOOK = evidence(BELLS, LUNCH, ABSENCE)
