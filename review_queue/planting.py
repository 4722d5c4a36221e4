"""One error of a class planted into a draft: the words change, the quoted source stays, so that reading the source shows it."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

from policies.district import District
from policies.review_rules import ErrorClass
from policies.words.drafts import Citation, Draft, Sentence
from policies.words.items import Planted


def _words(text: str) -> list[str]:
    return text.split()


_FIGURE = re.compile(r"(?<![\w.:/-])(?P<money>\$ ?)?(?P<whole>\d{1,3})(?P<rest>[:.]\d{2})?(?![\w:/-]|\.\d|,\d)")
_MONTHS = _words("january february march april may june july august september october november december")
_MESES = _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_DAYS = _words("monday tuesday wednesday thursday friday")
_DIAS = _words("lunes martes miércoles jueves viernes")
_NEGATIONS: tuple[tuple[str, str], ...] = (
    (r"\b(may|must|can|should|will|is|are|does|do) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\b(must|may|can|should|will|is|are)\b(?! not)", r"\1 not"),
    (r"\bno (puede|pueden|debe|deben|es|son|está|están|hay)\b", r"\1"),
    (r"\b(puede|pueden|debe|deben|es|son|está|están|hay)\b", r"no \1"),
    (r"\b(costs?|starts?|ends?|opens?|closes?|begins?)\b", r"no longer \1"),
    (r"\b(cuesta|cuestan|empieza|empiezan|termina|terminan|abre|cierra)\b", r"ya no \1"),
)


def plant(draft: Draft, error_class: ErrorClass, district: District, others: Sequence[Draft] = ()) -> tuple[Draft, Planted] | None:
    """The draft with one error of the class, and what was planted; None when the draft offers no place for it.

    `others` are drafts that a wrong citation may be taken from.
    """
    for number, sentence in enumerate(draft.sentences):
        made = _PLANTERS[error_class](sentence, district, others)
        if made is None:
            continue
        wrong, was, now = made
        plain = [replace(one, translation=None) for one in draft.sentences]  # a true translation beside it would tell the error
        sentences = (*plain[:number], replace(wrong, translation=None), *plain[number + 1 :])
        return replace(draft, id=f"draft_{secrets.token_hex(8)}", sentences=sentences), Planted(error_class.value, number, was, now)
    return None


_Made = tuple[Sentence, str, str] | None


def _swap(sentence: Sentence, start: int, end: int, now: str) -> _Made:
    """The sentence with other words at a place. What is told is the words with their neighbours, so that they are found again."""
    text = sentence.text
    first, last = text.rfind(" ", 0, max(start - 1, 0)) + 1, text.find(" ", end + 1)
    last = len(text) if last < 0 else last
    was, told = text[first:last], text[first:start] + now + text[end:last]
    whole = text[:start] + now + text[end:]
    return None if was == told else (replace(sentence, text=whole), was, told)


def _figure(sentence: Sentence, _district: District, _others: Sequence[Draft]) -> _Made:
    for match in _FIGURE.finditer(sentence.text):
        before = sentence.text[: match.start()].split()
        if before and before[-1].strip(",.").casefold() in {*_MONTHS, *_MESES}:
            continue
        whole, rest = int(match["whole"]), match["rest"] or ""
        if rest.startswith(":"):
            now = f"{whole}:{(int(rest[1:]) + 15) % 60:02d}"
        else:
            now = f"{match['money'] or ''}{whole + 1}{rest}"
        return _swap(sentence, match.start(), match.end(), now)
    return None


def _date(sentence: Sentence, _district: District, _others: Sequence[Draft]) -> _Made:
    for names in (_MONTHS, _MESES, _DAYS, _DIAS):
        pattern = re.compile(rf"(?<!\w)({'|'.join(names)})(?!\w)(?:\.?,? (\d{{1,2}})(?!\d))?", re.IGNORECASE)
        for match in pattern.finditer(sentence.text):
            name = match[1]
            if name == "may":  # the verb
                continue
            if match[2]:
                day = int(match[2])
                return _swap(sentence, match.start(2), match.end(2), str(day + 1 if day < 28 else day - 1))
            other = names[(names.index(name.casefold()) + 1) % len(names)]
            return _swap(sentence, match.start(1), match.end(1), other.capitalize() if name[0].isupper() else other)
    return None


def _negation(sentence: Sentence, _district: District, _others: Sequence[Draft]) -> _Made:
    for pattern, now in _NEGATIONS:
        match = re.search(pattern, sentence.text)
        if match:
            return _swap(sentence, match.start(), match.end(), match.expand(now))
    return None


def _wrong_school(sentence: Sentence, district: District, _others: Sequence[Draft]) -> _Made:
    for school in district.schools:
        for name in sorted((school.name, *school.aliases), key=len, reverse=True):
            at = sentence.text.find(name)
            rival = next((other for other in district.schools if other.id != school.id), None)
            if at >= 0 and rival is not None:
                return _swap(sentence, at, at + len(name), rival.name)
    return None


def _wrong_citation(sentence: Sentence, _district: District, others: Sequence[Draft]) -> _Made:
    for draft in others:
        for other in draft.sentences:
            wrong = _unlike(sentence, other.citations)
            if wrong is not None and sentence.citations:
                return replace(sentence, citations=(wrong,)), sentence.citations[0].passage_id, wrong.passage_id
    return None


def _unlike(sentence: Sentence, citations: Sequence[Citation]) -> Citation | None:
    """A citation of other passages and other words than the sentence's own."""
    own = {citation.passage_id for citation in sentence.citations}
    quotes = {citation.quote for citation in sentence.citations}
    return next((c for c in citations if c.passage_id not in own and c.quote not in quotes), None)


_PLANTERS: dict[ErrorClass, Callable[[Sentence, District, Sequence[Draft]], _Made]] = {
    ErrorClass.FIGURE: _figure,
    ErrorClass.DATE: _date,
    ErrorClass.NEGATION: _negation,
    ErrorClass.WRONG_SCHOOL: _wrong_school,
    ErrorClass.WRONG_CITATION: _wrong_citation,
}
