"""A district's first documents, many at once: what a file's name and the file itself say of it, for a person to confirm."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.compose import House
from ingest.documents import LANGUAGES, clean_file_name, limits_of
from ingest.reading.blocks import BlockKind, ReadDocument
from ingest.reading.file_types import FileType
from policies.permissions import Permission, require
from policies.policy import Policy
from policies.redaction.language import detect_language
from policies.words.people import Actor

MAX_NAMES = 200
"""Files that are proposed for at once; more are chosen in a second go."""

# Words of file names for the kinds that American districts have, English and Spanish.
# Source: shared knowledge, domain.md (kinds of documents).
_WORDS: dict[str, str] = {
    "calendar": "calendar calendario cal dates fechas",
    "bell_schedule": "bell bells schedule schedules horario horarios hours timbre dismissal",
    "fees": "fee fees cuota cuotas tuition price prices costs",
    "meals": "meal meals lunch menu menus breakfast nutrition comida comidas almuerzo cafeteria",
    "transportation": "bus buses busing transport transportation route routes ruta rutas transporte autobus",
    "health": "health nurse immunization immunizations vaccine vaccines salud vacunas medication medicine",
    "attendance": "attendance absence absences truancy asistencia tardy",
    "enrollment": "enrollment enrolment enroll registration register inscripcion matricula transfer",
    "handbook": "handbook manual guide guia code conduct",
    "technology": "technology device devices chromebook internet tecnologia acceptable",
    "board_policy": "board policy policies regulation regulations politica",
    "contacts": "contact contacts directory staff phone directorio contactos",
    "supplies": "supply supplies utiles materials",
    "activities": "activities athletics sports club clubs actividades deportes activity",
    "weather": "weather snow closure closures emergency delay",
    "faq": "faq faqs questions preguntas",
    "grading": "grading grades report calificaciones graduation credits",
    "special_education": "special iep 504 sped especial",
    "child_care": "childcare care aftercare beforecare guarderia extended",
    "volunteers": "volunteer volunteers visitor visitors voluntarios",
    "newsletter": "newsletter news boletin bulletin flyer",
    "staff_procedures": "staff procedure procedures internal",
}
_SPANISH_LIST = """
calendario horario horarios cuotas comidas rutas salud asistencia inscripcion manual guia politica utiles preguntas es espanol spanish
"""
_SPANISH = frozenset(_SPANISH_LIST.split())
_YEAR = re.compile(r"(20\d\d)[-_–. ]?(?:20)?(\d\d)(?!\d)")
_NOISE = re.compile(
    r"\b(?:final|draft|copy|copia|rev|v\d+|ver\d*|updated?|print|web|en|es|eng|esp|spanish|english|espanol)\b|\(\d+\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file's name says. `kind` and `school_year` are empty when it says nothing."""

    file_name: str
    title: str
    kind: str
    language: str
    school_year: str
    schools: tuple[str, ...]


def propose(house: House, actor: Actor, file_names: list[str]) -> list[Proposal]:
    """A proposal for each file name, in order; nothing is kept."""
    require(actor, Permission.DOCUMENT_ADD)
    return [proposal_of(name, house.policy) for name in file_names[:MAX_NAMES]]


LANGUAGE_CHARS = 4000
"""So much of a document is read for its language; a chapter in another one does not make it a document of that language."""


def read_for_facts(house: House, actor: Actor, data: bytes, file_name: str) -> tuple[ReadDocument, Proposal]:
    """A file as it is read, and what it says of itself. Raises: BadInput document.file_name; TooLarge; Unreadable."""
    require(actor, Permission.DOCUMENT_ADD)
    name = clean_file_name(file_name)
    document = house.read_document(data, name, limits_of(house.policy))
    return document, told_by(document, name, house.policy)


def told_by(document: ReadDocument, file_name: str, policy: Policy) -> Proposal:
    """What a document says of itself: its front matter, then its title, then its words; what it does not say, the file's name does."""
    named, front = proposal_of(file_name, policy), document.metadata
    heads = [block for block in document.blocks[:4] if block.kind is BlockKind.HEADING and block.level <= 1]
    if document.media_type == FileType.XLSX.value:
        heads = []  # a sheet's name is none of the workbook's
    own = " ".join((heads[0].text if heads else front.get("title", "")).split())
    if document.media_type == FileType.MARKDOWN.value:
        own = " ".join(front.get("title", own).split())
    by_title = proposal_of(f"{own}.md", policy) if own else named
    read_as = detect_language(document.text[:LANGUAGE_CHARS], named.language)
    years = {entry.name for entry in policy.district.school_years}
    said = {
        "kind": front.get("kind", "").replace("-", "_"),
        "language": front.get("language", ""),
        "school_year": front.get("school_year", ""),
    }
    return replace(
        named,
        title=own[:300] or named.title,
        kind=said["kind"] if said["kind"] in policy.documents.kinds else named.kind or by_title.kind,
        language=next((one for one in (said["language"], read_as) if one in LANGUAGES), named.language),
        school_year=said["school_year"] if said["school_year"] in years else named.school_year or by_title.school_year,
    )


def proposal_of(file_name: str, policy: Policy) -> Proposal:
    """What one file name says, judged by the policy's kinds, schools and school years."""
    stem = re.split(r"[/\\]", file_name)[-1].rsplit(".", 1)[0][:200]
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", stem)
    year = _YEAR.search(spaced)
    school_year = f"{year[1]}-{int(year[1]) + 1}" if year and (int(year[1]) + 1) % 100 == int(year[2]) else ""
    without = spaced[: year.start()] + " " + spaced[year.end() :] if year and school_year else spaced
    title = " ".join(_NOISE.sub(" ", re.sub(r"[_+.–-]+", " ", without)).split())
    title = title[:1].upper() + title[1:]
    words = re.findall(r"[a-z0-9]+", _plain(spaced.replace("_", " ")))
    counts = {kind: sum(word in _of_kind(kind) for word in words) for kind in policy.documents.kinds}
    kind = max(counts, key=lambda name: (counts[name], name in "_".join(words)), default="")
    known_years = {entry.name for entry in policy.district.school_years}
    return Proposal(
        file_name=file_name,
        title=f"{title} {school_year}".strip() or file_name[:200],
        kind=kind if counts.get(kind) else "",
        language="es" if _SPANISH & set(words) else "en",
        school_year=school_year if school_year in known_years else "",
        schools=tuple(school.id for school in policy.district.schools if _is_named((school.name, *school.aliases), words)),
    )


def _of_kind(kind: str) -> frozenset[str]:
    return frozenset((*kind.split("_"), *_WORDS.get(kind, "").split()))


def _is_named(names: Iterable[str], words: list[str]) -> bool:
    """Whether one of a school's names stands in the file's name, word by word; ordinary words ("the middle school") name no one."""
    for name in names:
        own = re.findall(r"[a-z0-9]+", _plain(name))
        if own[:1] in (["the"], ["la"], ["el"]):
            continue
        if own and any(words[at : at + len(own)] == own for at in range(len(words))):
            return True
    return False


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).casefold()
