"""What must be asked back before anything can be drafted: the school, where it decides the answer and nobody said which."""

from collections.abc import Sequence

from assistant.understanding import Understood, name_stems
from ingest.lexical import stems
from policies.district import District
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Sentence
from policies.words.items import AskFor, Choice

SCHOOL = "school"


def schools_of_rows(understood: Understood, sentences: Sequence[Sentence], evidence: Sequence[Evidence], district: District) -> list[str]:
    """Ids of the schools to choose from, when what was drafted is one school's rows of a table with rows for others; else none."""
    if understood.scope.school or understood.question.school:
        return []
    cited = {c.passage_id for sentence in sentences for c in sentence.citations}
    rows = [found.passage for found in evidence if found.passage.cells]
    told = {row.id: school for row in rows if (school := _school_of(row, district)) is not None}
    if not cited or not cited <= told.keys():
        return []
    tables = {_table(row) for row in rows if row.id in cited}
    there = {told[row.id] for row in rows if row.id in told and _table(row) in tables}
    said = {told[id_] for id_ in cited}
    return [school.id for school in district.schools if school.id in there] if said != there else []


def ask_for_school(ids: Sequence[str], district: District) -> AskFor | None:
    """The choices of a school, as one click each; None without at least two."""
    chosen = tuple(Choice(school.id, school.name) for school in district.schools if school.id in ids)
    return AskFor(SCHOOL, chosen) if len(chosen) > 1 else None


def _table(row: Passage) -> tuple[str, tuple[str, ...], str | None]:
    return row.revision_id, row.section, row.caption


def _school_of(row: Passage, district: District) -> str | None:
    """The school that a row's first cell names, by the most of its names' own words; None where two are named alike or none is."""
    words = frozenset(stems(row.cells[0].text, row.language))
    own = {school.id: name_stems(school) for school in district.schools}
    held = {
        id_: len(words & names - frozenset[str]().union(*(other for key, other in own.items() if key != id_))) for id_, names in own.items()
    }
    best = max(held.values(), default=0)
    named = [id_ for id_, one in held.items() if one == best]
    return named[0] if best and len(named) == 1 else None
