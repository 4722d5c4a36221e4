"""What a question is about, after redaction: its parts, school, school year and the scope that retrieval filters by."""

import datetime as dt
import re
from dataclasses import dataclass

from assistant.phrases import said_otherwise
from ingest.lexical import fold, stems
from policies.district import District, School
from policies.words.documents import Scope
from policies.words.questions import Question, Redaction

SHORT_WORDS = 45
"""Messages of up to so many words are searched whole."""
_PLACEHOLDER = re.compile(r"<([A-Z_]+)_\d+>")
_SPOKEN_EN = {
    "STUDENT": "my child",
    "STAFF": "the teacher",
    "HEALTH": "a health condition",
    "SPECIAL_EDUCATION": "special education",
    "GRADES": "grades",
    "DISCIPLINE": "discipline",
    "CUSTODY": "custody",
    "BUS": "the bus",
    "ADDRESS": "our address",
}
_SPOKEN_ES = {
    "STUDENT": "mi hijo",
    "STAFF": "la maestra",
    "HEALTH": "un problema de salud",
    "SPECIAL_EDUCATION": "educación especial",
    "GRADES": "calificaciones",
    "DISCIPLINE": "disciplina",
    "CUSTODY": "custodia",
    "BUS": "el autobús",
    "ADDRESS": "nuestro domicilio",
}
_YEAR_SPAN = re.compile(r"\b(20\d\d)\s*(?:-|–|/|to|a)\s*(?:20)?(\d\d)\b")
_LAST_YEAR = re.compile(
    r"\blast (?:school )?year['’]s\b|\b(?:was|were)\b[^.?!]*\blast (?:school )?year\b|\b(?:del|fue|fueron)\b[^.?!]*\b(?:ano|curso) pasado\b"
)
_NEXT_YEAR = re.compile(r"\b(next (?:school )?year|(?:el )?(?:proximo|siguiente) (?:ano|curso)|(?:ano|curso) que viene)\b")
_ASKS = re.compile(
    r"\?|¿|\b(what|whats|when|whens|where|wheres|who|whos|how|hows|which|why|tell me|let me know|need to know|want to know|wondering|"
    r"cual|cuales|cuando|donde|quien|como|cuanto|cuanta|cuantos|cuantas|quisiera|quiero saber|necesito saber|me pueden|a que hora)\b"
    r"|^\W*(is|are|can|could|do|does|did|will|would|should|may|has|have|must|que|puedo|puede|pueden|hay|tiene|tienen|tengo que|se puede|"
    r"debo|es|son)\b"
)
_PART = re.compile(r"[^.!?\n;]+[.!?;]*")
_GREETING = re.compile(
    r"^(hi|hello|hey|good (morning|afternoon|evening)|dear|hola|buen[oa]s|thanks?|thank you|gracias|please|saludos)\b[^?]{0,60}$"
)
_LEVEL_WORDS = {
    "elementary": re.compile(
        r"\b(elementary|grade school|kindergarten|kinder|pre-?k|primaria"
        r"|(1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth)[ -]grade(r)?s?)\b"
    ),
    "middle": re.compile(
        r"\b(middle school|jr\.? high|junior high|(6th|7th|8th|sixth|seventh|eighth)[ -]grade(r)?s?|escuela intermedia)\b"
    ),
    "high": re.compile(
        r"\b(high school|(9th|10th|11th|12th|ninth|tenth|eleventh|twelfth)[ -]grade(r)?s?|freshm[ae]n|sophomore"
        r"|preparatoria|bachillerato)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Understood:
    """A question with its parts and the scope it asks in.

    `scope.school_year` is the year the question named; without one it is None and `question.school_year` is the current year: passages
    of other years in force (next year's registration) may answer, but rank lower.
    """

    question: Question
    parts: tuple[str, ...]
    scope: Scope
    names: frozenset[str] = frozenset()
    """Stems of the school's names: once the scope has chosen the school they tell nothing more."""

    @property
    def asked(self) -> str:
        """What is searched for: a short message whole, of a long one only the asking parts, without its stories."""
        text = self.question.text
        asked = spoken(text if len(text.split()) <= SHORT_WORDS else " ".join(self.parts), self.question.language)
        return f"{asked} {said_otherwise(asked)}".strip()


def understand(
    redaction: Redaction, district: District, now: dt.datetime, today: dt.date, school: str | None, school_year: str | None, channel: str
) -> Understood:
    """Read school, year and parts out of a redacted question; what the sender stated wins over what the words say."""
    folded = fold(redaction.text)
    named = school_year or _year_named(folded, district, today)
    found = school or _school_named(folded, district)
    scope = Scope(on=today, school=found, school_year=named)
    question = Question(
        text=redaction.text,
        language=redaction.language,
        received_at=now,
        school=found,
        school_year=named or district.school_year_on(today),
        channel=channel,
    )
    return Understood(question, parts_of(redaction.text), scope, name_stems(district.school(found)))


def parts_of(text: str) -> tuple[str, ...]:
    """The sentences that ask something; the whole text when none does. Greetings and stories are set aside."""
    sentences = [match.group().strip() for match in _PART.finditer(text)]
    kept = [s for s in sentences if len(s) > 3 and not _GREETING.match(fold(s).strip(" .!,"))]
    asking = [s for s in kept if _ASKS.search(fold(s))]
    return tuple(asking or kept or [text.strip()])


def name_stems(school: School | None) -> frozenset[str]:
    """The words of a school's names, in both languages."""
    names = (school.name, *school.aliases) if school else ()
    return frozenset(stem for name in names for language in ("en", "es") for stem in stems(name, language))


def spoken(text: str, language: str) -> str:
    """Redacted text with its placeholders said in words or left out, as a search wants it: no encoder has read `<STUDENT_1>`."""
    words = _SPOKEN_ES if language == "es" else _SPOKEN_EN
    return " ".join(_PLACEHOLDER.sub(lambda match: words.get(match[1], ""), text).split())


def _school_named(folded: str, district: District) -> str | None:
    """The one school whose name, alias or level stands in the text; None when there is none or more than one."""
    named = {school.id for school in district.schools for name in (school.name, *school.aliases) if _says(folded, name)}
    if not named:
        named = {s.id for s in district.schools if _says_level(folded, s) and sum(o.level == s.level for o in district.schools) == 1}
    return named.pop() if len(named) == 1 else None


def _says(folded: str, name: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(fold(name))}(?![a-z0-9])", folded) is not None


def _says_level(folded: str, school: School) -> bool:
    pattern = _LEVEL_WORDS.get(school.level)
    return pattern is not None and pattern.search(folded) is not None


def _year_named(folded: str, district: District, today: dt.date) -> str | None:
    found = _YEAR_SPAN.search(folded)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return f"{found[1]}-{int(found[1]) + 1}"
    current = district.school_year_on(today)
    first = int(current[:4])
    if _LAST_YEAR.search(folded):
        return f"{first - 1}-{first}"
    if _NEXT_YEAR.search(folded):
        return f"{first + 1}-{first + 2}"
    return None
