"""A table row as a sentence fit to be read aloud: who or what the row is about, then only the cells that the question asks for.

Only words of the row and the fixed words of these templates are used; `assistant.checking.said_rows` reads them back without trusting
them. Change both together. Where it is not clear which column is asked for, every cell is said under its header, as a readable list.
"""

import re
from collections.abc import Callable, Sequence

from assistant.checking.figure_kinds import FigureKind
from assistant.conditions import special_days
from assistant.drafting.row_cells import MAX_FIGURE_WORDS, SaidCell, begins_with_a_day, kind_of, names_a_day, said_cell
from assistant.drafting.row_words import (
    DATE_HEADER,
    NOTE_HEADER,
    ORDINAL,
    SCHOOL_HEADER,
    article,
    asks_for,
    is_bare_verb,
    is_plural,
    is_verb,
    within,
)
from assistant.drafting.rows import stand_beside, subject_of, under_its_header
from assistant.drafting.wanted import wanted_kinds
from ingest.lexical import fold, stems
from policies.words.documents import Passage, TableCell

MAX_SAID = 5
"""More cells than this and only those that the question asks for are said."""
MAX_CAPTION = 12
"""Longest caption that is said with a row. Unit: words."""
_NOTHING = frozenset({"-", "–", "—", "n/a", ""})
_ANY_SCHOOL = frozenset(
    stem for word in ("school schools day time student grade", "escuela dia hora estudiante grado") for stem in word.split()
)
"""Stems that tell no column from another."""
_K = FigureKind


def say_row(passage: Passage, asked: str, relevance: Callable[[str], float], names: frozenset[str] = frozenset()) -> str:
    """The row in one sentence, in the document's language.

    `relevance` says how much of the question stands in some words, 0 and up; `names` are the stems of the asked school's names, for
    tables with a column for each school.
    """
    cells = [c for c in passage.cells if " ".join(c.text.split()).casefold() not in _NOTHING]
    if not cells:
        return passage.text
    key, rest = cells[0], [said_cell(c, passage.language) for c in cells[1:]]
    subject = subject_of(passage, key)
    if ORDINAL.fullmatch(fold(subject)) and key.header:
        subject = f"{subject} {within(' '.join(key.header.split()))}"
    said = [c for c in chosen(_of_school(rest, names, passage.language), asked, relevance, passage.language) if c.text]
    if not said:
        return _ended(subject)
    if stand_beside(passage.cells):
        beside = rest if len(rest) <= MAX_SAID else said
        others = "; ".join(f"{c.header}: {c.text}" if c.header else c.text for c in beside if c.text)
        return _ended(f"{under_its_header(key)}; {others}{_on_which_days(passage)}")
    if subject.endswith("?"):
        return _ended(f"{subject} {_listed(said)}")
    language = "es" if passage.language == "es" else "en"
    found = (template(key, subject, said, language) for template in (_of_a_date, _of_verbs, _of_an_event, _of_figures))
    sentence = next((one for one in found if one), f"{subject}: {_listed(said)}")
    return _ended(sentence + _on_which_days(passage))


def _on_which_days(passage: Passage) -> str:
    """The caption of a table that holds on some days only, or an early dismissal would read like every day's."""
    caption = " ".join((passage.caption or "").split())
    return f" ({caption})" if special_days(caption) and len(caption.split()) <= MAX_CAPTION else ""


def _of_school(rest: Sequence[SaidCell], names: frozenset[str], language: str) -> list[SaidCell]:
    """Of a row with a column for each school, the asked school's column; "school" itself tells little, so it counts half."""
    held = [sum(0.5 if stem in _ANY_SCHOOL else 1.0 for stem in names & frozenset(stems(c.header, language))) for c in rest]
    if sum(one > 0 for one in held) < 2 and max(held, default=0.0) < 1:
        return list(rest)
    best = max(held)
    return [c for c, one in zip(rest, held, strict=True) if one == best or c.kind == "text" or NOTE_HEADER.fullmatch(fold(c.header))]


def chosen(rest: Sequence[SaidCell], asked: str, relevance: Callable[[str], float], language: str) -> list[SaidCell]:
    """The cells to say: of figures those that the question asks for by name or by kind, and everything that is no figure."""
    kinds = wanted_kinds(asked)
    said = _kinds_said(kinds)
    # "When does school start?" does not ask for the column of the late start
    ordinary = [c for c in rest if not special_days(c.header) - special_days(asked)]
    named = [c for c in ordinary if c.kind != "text" and (not said or c.kind in said) and asks_for(asked, c.header)]
    named = named or _by_words(ordinary, asked, language)
    if named:
        return [c for c in rest if c in named or (c.kind == "text" and not _is_label(c))]
    if any(c.kind in said for c in rest):
        rest = [c for c in rest if c.kind in said or (c.kind == "text" and not _is_label(c))]
    if len(rest) <= MAX_SAID:
        return list(rest)
    scored = [(relevance(c.header), c) for c in rest]
    best = max(score for score, _cell in scored)
    if best <= 0:
        return list(rest[:MAX_SAID])
    return [c for score, c in scored if score >= best * 0.5 or NOTE_HEADER.fullmatch(fold(c.header))]


def _by_words(rest: Sequence[SaidCell], asked: str, language: str) -> list[SaidCell]:
    """Of cells that are all figures of one kind, those under the header that says most words of the question; none when all say as many."""
    if len({c.kind for c in rest}) != 1 or rest[0].kind == "text":
        return []
    words = frozenset(stems(asked, language)) - _ANY_SCHOOL
    held = [len(words & frozenset(stems(c.header, language))) for c in rest]
    return [c for c, one in zip(rest, held, strict=True) if one == max(held)] if min(held) < max(held) else []


def _is_label(cell: SaidCell) -> bool:
    """Whether a cell only says which grades a row is for, where the question asks for a figure of another kind."""
    return fold(cell.header) in {"grades", "grade", "grados", "grado"} and len(cell.text) <= 12


def _kinds_said(kinds: frozenset[FigureKind]) -> frozenset[str]:
    said: set[str] = set()
    if _K.TIME in kinds:
        said |= {"time", "range", "date"}
    if _K.DATE in kinds:
        said |= {"date"}
    if _K.AMOUNT in kinds:
        said |= {"amount"}
    if _K.PHONE in kinds:
        said |= {"contact"}
    return frozenset(said)


def _of_a_date(key: TableCell, subject: str, said: Sequence[SaidCell], language: str) -> str | None:
    """On Monday, September 7, 2026: Labor Day (students: no school)."""
    if kind_of(subject, language) != "date" or any(c.kind == "text" and len(c.text.split()) > 20 for c in said):
        return None
    if language == "es":
        lead = "El " if begins_with_a_day(subject) else ""
    else:
        lead = "On " if re.match(r"(?i)[a-z]+day\b(?! (?:to|and|through)\b)", subject) else ""
    first, others = said[0], said[1:]
    if first.is_plain or DATE_HEADER.fullmatch(fold(key.header)) is None:
        return f"{lead}{subject}: {_pair(first)}{_behind(others)}"
    return f"{lead}{subject}: {_listed(said)}"


def _of_verbs(_key: TableCell, subject: str, said: Sequence[SaidCell], language: str) -> str | None:
    """Period 4 begins at 10:59 a.m. and ends at 11:40 a.m. (note: grade 6 lunch)."""
    doing = [c for c in said if is_bare_verb(c.header, language) and (c.kind in {"time", "range", "date"} or names_a_day(c.text))]
    if not doing or SCHOOL_HEADER.fullmatch(fold(_key.header)):
        return None
    if is_verb(subject, language):
        return f"{subject}: {doing[0].text}{_behind([c for c in said if c is not doing[0]])}"
    others = [c for c in said if c not in doing]
    clauses = [f"{within(c.header)} {_moment(c, language)}" for c in doing]
    return f"{subject} {_joined(clauses, language)}{_behind(others)}"


def _behind(cells: Sequence[SaidCell]) -> str:
    """What is said in brackets at the end."""
    return f" ({_listed(cells)})" if cells else ""


def _of_an_event(key: TableCell, subject: str, said: Sequence[SaidCell], language: str) -> str | None:
    """Fall choir concert: Thursday, October 22, 2026 at 7:00 p.m. (High school; Fenn Auditorium)."""
    dates = [c for c in said if c.kind == "date"]
    times = [c for c in said if c.kind in {"time", "range"}]
    if len(dates) != 1 or len(times) > 1 or not dates[0].is_plain or SCHOOL_HEADER.fullmatch(fold(key.header)):
        return None
    others = [c for c in said if c not in dates and c not in times]
    when = dates[0].text + (f" {_moment(times[0], language)}" if times and times[0].is_plain else "")
    others += [c for c in times if not c.is_plain]
    return f"{subject}: {when}{_behind(others)}"


def _of_figures(key: TableCell, subject: str, said: Sequence[SaidCell], language: str) -> str | None:
    """At Odessa Whitcomb Elementary School, the first bell is at 7:55 a.m. and the tardy bell at 8:00 a.m."""
    figures = [c for c in said if c.kind != "text" and c.header and len(c.header.split()) <= 7]
    others = [c for c in said if c not in figures]
    if (
        not figures
        or any(len(c.text.split()) > MAX_FIGURE_WORDS for c in figures)
        or any(not NOTE_HEADER.fullmatch(fold(c.header)) for c in others)
    ):
        return None
    clauses: list[str] = []
    for number, cell in enumerate(figures):
        clause = _clause(cell, language, is_first=not number or _needs_its_verb(figures[number - 1], cell, language))
        if clause is None:
            return None
        clauses.append(clause)
    if SCHOOL_HEADER.fullmatch(fold(key.header)):
        lead = _at(subject, language)
    elif re.match(r"(grade|grado|kindergarten|kinder) ?", fold(subject)):
        lead = f"{'For' if language == 'en' else 'Para'} {subject}, "
    else:
        lead = f"{subject}: "
    return f"{lead}{_joined(clauses, language)}{_behind(others)}"


def _at(subject: str, language: str) -> str:
    if language == "es":
        return f"En {'la ' if fold(subject).startswith(('escuela', 'primaria', 'secundaria', 'preparatoria')) else ''}{subject}, "
    return f"At {subject}, "


def _clause(cell: SaidCell, language: str, *, is_first: bool) -> str | None:
    before = article(cell.header, language)
    if before is None:
        return None
    name = f"{before}{within(cell.header)}"
    if is_verb(cell.header, language):
        return f"{name} {_moment(cell, language)}" if cell.kind in {"time", "range", "date"} else None
    if cell.kind in {"time", "range", "date"}:
        link = "" if not is_first else ("are " if is_plural(cell.header) else "is ") if language == "en" else "es "
        return f"{name} {link}{_moment(cell, language)}" if cell.kind == "time" else f"{name} {link or _is(cell, language)}{cell.text}"
    return f"{name} {_is(cell, language)}{cell.text}"


def _is(cell: SaidCell, language: str) -> str:
    return "es " if language == "es" else "are " if is_plural(cell.header) else "is "


def _needs_its_verb(one: SaidCell, other: SaidCell, language: str) -> bool:
    """Whether "and the tardy bell at 8:00" would hang in the air behind the clause in front."""
    if is_verb(one.header, language) or one.kind != "time":
        return True
    return language == "en" and is_plural(one.header) != is_plural(other.header)


def _moment(cell: SaidCell, language: str) -> str:
    """A time, range or date with its preposition: "at 7:55 a.m.", "a las 7:55 a.m.", "from 7:40 to 7:50"."""
    if cell.kind == "time":
        if language == "es":
            return f"{'a la' if re.match('1(?![0-9])', cell.text) else 'a las'} {cell.text}"
        return f"at {cell.text}"
    if cell.kind == "range":
        return f"{'de' if language == 'es' else 'from'} {cell.text}"
    if language == "es":
        return f"el {cell.text}" if begins_with_a_day(cell.text) else cell.text
    return f"on {cell.text}" if re.match(r"(?i)[a-z]+day\b|[a-z]{3,9}\.? \d", cell.text) else cell.text


def _joined(clauses: Sequence[str], language: str) -> str:
    if len(clauses) == 1:
        return clauses[0]
    return f"{', '.join(clauses[:-1])} {'y' if language == 'es' else 'and'} {clauses[-1]}"


def _listed(cells: Sequence[SaidCell]) -> str:
    return "; ".join(_pair(c) for c in cells)


def _pair(cell: SaidCell) -> str:
    if cell.is_plain and (not cell.header or fold(cell.header) in fold(cell.text) or re.search(r"[^\W\d_]{2}|@|\d{3}", cell.text)):
        return cell.text
    colon = "" if re.search(r"(?:^| )(?:by|at|to|until|por|para|hasta)$|^per |\?$", fold(cell.header)) else ":"
    return f"{within(cell.header)}{colon} {cell.text}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."
