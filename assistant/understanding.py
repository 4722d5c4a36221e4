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
_STORY = re.compile(
    r"^[^?¿]{8,160}?(?:[,;:]|\s[-–—]|\s(?:so|and|but|y|pero|entonces))\s+(?=(?:so |and |but |y |entonces )?"
    r"(?:¿\s*que|¿?\s*(?:what|when|where|who|how|which|que (?:dia|hora|papeles|documentos|necesito|hago|pasa|tengo)|cual|cuando"
    r"|donde|quien|como|cuanto|cuantos|cuanta|cuantas|a que hora))\b)"
)
"""Words in front of the question in its own sentence ("We moved here in June, when is the first day?"): a story, where they ask nothing."""
_POINTS_BACK = re.compile(
    r"\b(it|this|that|these|those|he|she|him|her|they|them|eso|esto|esa|ese|ella|ellos)\b(?! (?:school|year|week|summer))"
)
_STATES = re.compile(
    r"\b(moved|moving|new (?:here|to|in)|just (?:arrived|got here)|came from|come from|my name|this is|i'?m (?:the |a )?(?:mom|mother|dad)"
    r"|grandma|grandmother|grandpa|guardian|hope|work|works|looked|searched|checked|called|tried|can'?t find|acabamos de|acabo de"
    r"|nos mudamos|me mude|soy|somos nuevos|me llamo|busque|llame|no encuentro|trabajo|espero que)\b"
)
"""Stories that name no matter of their own; one that does ("she had a fever last night, when can she come back") stays."""
_GRADE = re.compile(
    r"\b(?:grade|grado)\s+(\d{1,2})\b|\b(\d{1,2})(?:st|nd|rd|th|er|ero|do|to|mo|vo|no|o|°|º)\s*-?\s*(?:grade(?:r|rs)?|grado)\b"
)
_GRADE_NAMES = {
    "kinder": 0, "kindergarten": 0, "kindergartner": 0, "kindergartener": 0, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "primer": 1, "primero": 1, "segundo": 2,
    "tercer": 3, "tercero": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "septimo": 7, "octavo": 8, "noveno": 9, "decimo": 10,
}  # fmt: skip
_GRADE_WORD = re.compile(
    r"\b(" + "|".join(_GRADE_NAMES) + r")(?:[ -]grade(?:r|rs)?| grado)\b|\b(kinder|kindergarten|kindergart(?:e)?ner)\b"
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
    asking = [_without_story(s) for s in kept if _ASKS.search(fold(s))]
    return tuple(asking or kept or [text.strip()])


def _without_story(sentence: str) -> str:
    """The asking words of a sentence that tells something first. Folding keeps every letter's place, so the cut fits the original."""
    folded = fold(sentence)
    told = _STORY.match(folded) if len(folded) == len(sentence) else None
    if told is None or not _STATES.search(told.group()) or _ASKS.search(told.group()):
        return sentence
    rest = sentence[told.end() :]
    return sentence if _POINTS_BACK.search(fold(rest)) else rest


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
        grade = _grade_named(folded)
        named = {s.id for s in district.schools if grade is not None and _teaches(s, grade)}
    if not named:
        named = {s.id for s in district.schools if _says_level(folded, s) and sum(o.level == s.level for o in district.schools) == 1}
    return named.pop() if len(named) == 1 else None


def _grade_named(folded: str) -> int | None:
    """The one grade that a message names, 0 for kindergarten; None for none or several."""
    found = {int(match[1] or match[2]) for match in _GRADE.finditer(folded)}
    found |= {_GRADE_NAMES[match[1] or match[2]] for match in _GRADE_WORD.finditer(folded)}
    return found.pop() if len(found) == 1 else None


def _teaches(school: School, grade: int) -> bool:
    """Whether a grade lies in a school's span ("K-5", "PK-8", "9-12")."""
    ends = [
        0 if end.upper() in ("K", "KG") else -1 if end.upper() in ("PK", "PREK", "PRE-K") else int(end) if end.isdigit() else None
        for end in re.split(r"\s*(?:to|–|—|-(?!K))\s*", school.grades or "")
    ]
    return len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0] <= grade <= ends[1]


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
