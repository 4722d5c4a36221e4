"""Typed, numbered placeholders, consistent inside one message: the same person or number always gets the same one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.redaction.spans import NAME_KINDS, Span

SHAPE = re.compile(
    r"<(?:STUDENT|PARENT|STAFF|PERSON|DATE_OF_BIRTH|STUDENT_ID|SSN|PHONE|EMAIL|ADDRESS|BUS|CASE_NUMBER|IP_ADDRESS|URL|LICENSE_PLATE|CREDENTIAL|OTHER_ID|HEALTH|SPECIAL_EDUCATION|DISCIPLINE|CUSTODY|GRADES|UNREAD|MARKED)_\d{1,3}>"
)
"""What a placeholder looks like; a text that already holds some keeps them (the redactor run twice changes nothing)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A span with its placeholder."""

    span: Span
    placeholder: str


def place(spans: Sequence[Span], text: str, taken: Sequence[str] = ()) -> list[Placed]:
    """Number the spans. `taken` are placeholders that the text already holds; new numbers start after them.

    A name shares its placeholder with an earlier one when their words overlap ("Mia", "Mia Lopez"), and then its role too.
    """
    counts: dict[str, int] = {}
    for token in taken:
        kind, _, number = token.strip("<>").rpartition("_")
        counts[kind] = max(counts.get(kind, 0), int(number))
    roles = _roles(spans, text)
    known: dict[tuple[str, str], str] = {}
    people: list[tuple[str, frozenset[str], str]] = []
    placed: list[Placed] = []
    for span in spans:
        value = text[span.start : span.end]
        if span.kind in NAME_KINDS:
            words = _name_words(value)
            kind = roles.get(words, span.kind)
            token = next(
                (token for role, seen, token in people if (seen <= words or words <= seen) and (role == kind or kind == "PERSON")), None
            )
            if token is None:
                token = _next(kind, counts)
            people.append((kind, words, token))
        else:
            key = (span.kind, re.sub(r"[\W_]+", "", value).lower())
            token = known.get(key) or _next(span.kind, counts)
            known[key] = token
        placed.append(Placed(span, token))
    return placed


def written(text: str, placed: Sequence[Placed]) -> str:
    """The text with every span replaced. Spans are disjoint and in order."""
    out: list[str] = []
    position = 0
    for item in placed:
        out += [text[position : item.span.start], item.placeholder]
        position = item.span.end
    return "".join([*out, text[position:]])


def _roles(spans: Sequence[Span], text: str) -> dict[frozenset[str], str]:
    """The most telling role of every name: "PERSON" gives way to a role that another mention has."""
    roles: dict[frozenset[str], str] = {}
    names = dict.fromkeys((_name_words(text[s.start : s.end]), s.kind) for s in spans if s.kind in NAME_KINDS)
    telling = [(words, kind) for words, kind in names if kind != "PERSON"]
    for words, kind in names:
        if kind == "PERSON":
            kind = next((other for seen, other in telling if seen <= words or words <= seen), kind)
        if roles.get(words, "PERSON") == "PERSON":
            roles[words] = kind
    return roles


def _name_words(value: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", value.lower().replace("'s", "")))


def _next(kind: str, counts: dict[str, int]) -> str:
    counts[kind] = counts.get(kind, 0) + 1
    return f"<{kind}_{counts[kind]}>"
