"""Half-open stretches of text with a kind, and how they are joined."""

from collections.abc import Iterable
from dataclasses import dataclass

NAME_KINDS = frozenset({"STUDENT", "PARENT", "STAFF", "PERSON"})
DETAIL_KINDS = frozenset({"HEALTH", "SPECIAL_EDUCATION", "DISCIPLINE", "CUSTODY", "GRADES"})
NUMBER_KINDS = frozenset(
    {
        "DATE_OF_BIRTH",
        "STUDENT_ID",
        "SSN",
        "PHONE",
        "EMAIL",
        "ADDRESS",
        "BUS",
        "CASE_NUMBER",
        "IP_ADDRESS",
        "URL",
        "LICENSE_PLATE",
        "CREDENTIAL",
        "OTHER_ID",
    }
)
KINDS = NAME_KINDS | DETAIL_KINDS | NUMBER_KINDS

_PRECEDENCE = [
    "SSN",
    "EMAIL",
    "URL",
    "IP_ADDRESS",
    "CREDENTIAL",
    "CASE_NUMBER",
    "DATE_OF_BIRTH",
    "STUDENT_ID",
    "LICENSE_PLATE",
    "PHONE",
    "ADDRESS",
    "BUS",
    "STUDENT",
    "PARENT",
    "STAFF",
    "PERSON",
    "CUSTODY",
    "DISCIPLINE",
    "SPECIAL_EDUCATION",
    "HEALTH",
    "GRADES",
    "OTHER_ID",
    "MARKED",
    "UNREAD",
]
_RANK = {kind: rank for rank, kind in enumerate(_PRECEDENCE)}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: offsets half-open code points, `kind` an entity type of `KINDS`, `score` 0…1."""

    start: int
    end: int
    kind: str
    score: float = 1.0

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def widened(span: Span, text: str) -> Span:
    """The span without blank edges and grown to whole words, so that half a word is never left readable."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return Span(start, end, span.kind, span.score)
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end, span.kind, span.score)


def without(span: Span, holes: Iterable[tuple[int, int]]) -> list[Span]:
    """What is left of a span outside the holes."""
    pieces = [(span.start, span.end)]
    for low, high in holes:
        pieces = [piece for start, end in pieces for piece in ((start, min(end, low)), (max(start, high), end)) if piece[0] < piece[1]]
    return [Span(start, end, span.kind, span.score) for start, end in pieces]


def merged(spans: Iterable[Span], text: str) -> list[Span]:
    """The union of all spans: overlapping ones become one whose kind is the most telling, names apart from numbers stay apart.

    Two spans of the same kind divided by nothing but blanks are joined when they are names or address parts.
    """
    ordered = sorted((widened(span, text) for span in spans), key=lambda s: (s.start, -s.end))
    out: list[Span] = []
    for span in ordered:
        if span.start >= span.end:
            continue
        last = out[-1] if out else None
        if last is not None and span.start < last.end:
            kind = _dominant(last, span)
            out[-1] = Span(last.start, max(last.end, span.end), kind, max(last.score, span.score))
        elif last is not None and _joins(last, span, text):
            kind = last.kind if _RANK[last.kind] <= _RANK[span.kind] else span.kind
            out[-1] = Span(last.start, span.end, kind, max(last.score, span.score))
        else:
            out.append(span)
    return out


def _dominant(one: Span, other: Span) -> str:
    if one.kind == other.kind:
        return one.kind
    if one.kind in NAME_KINDS and other.kind in NAME_KINDS:
        return min(one.kind, other.kind, key=_RANK.__getitem__)
    detail, name = (one, other) if one.kind in DETAIL_KINDS else (other, one)
    if detail.kind in DETAIL_KINDS and name.kind in NAME_KINDS and detail.start <= name.start and name.end <= detail.end:
        return detail.kind
    longer, shorter = (one, other) if one.end - one.start >= other.end - other.start else (other, one)
    if longer.end - longer.start > 2 * (shorter.end - shorter.start) and longer.kind != "OTHER_ID":
        return longer.kind
    return min(one.kind, other.kind, key=_RANK.__getitem__)


def _joins(last: Span, span: Span, text: str) -> bool:
    between = text[last.end : span.start]
    if last.kind in NAME_KINDS and span.kind in NAME_KINDS:
        return between.strip(" ") == "" and "\n" not in between
    return last.kind == span.kind == "ADDRESS" and between.strip(" ,.\n") == ""
