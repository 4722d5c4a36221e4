"""The gate: raw text in, `RedactedText` out, or an error. Raw text never leaves this module in any other way."""

import datetime as dt
import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from policies.district import District
from policies.errors import BadInput, CountersignError, RedactionFailed, TooLarge
from policies.policy import RedactionRules
from policies.redaction import doubting, named_things, normalising, placeholders, residual
from policies.redaction.allow_list import AllowList
from policies.redaction.canaries import CANARIES
from policies.redaction.deadline import Deadline
from policies.redaction.language import DRAFTABLE, detect_language
from policies.redaction.lean_import import leaving_out
from policies.redaction.lexicon import lexicon
from policies.redaction.marks import Marks, marked
from policies.redaction.recognizers.name_limits import NameThresholds
from policies.redaction.sealing import seal
from policies.redaction.spans import DETAIL_KINDS, NAME_KINDS, Span, merged, without
from policies.redaction.stretches import Stretches
from policies.triage.triage import escalating_rule, is_of_danger
from policies.words.questions import Finding, Redaction

if TYPE_CHECKING:
    from policies.redaction.presidio_engine import PresidioAnalyzer

MAX_CHARS = 20_000
MAX_ROUNDS = 4
_PUBLIC_KINDS = frozenset({"PHONE", "OTHER_ID", "STUDENT_ID", "EMAIL", "URL"})
_GOVERNMENT = re.compile(r"(?i)(?:https?://)?(?:[\w-]+\.)+(?:gov|mil)[/.]?")
"""The front page of a government: no path, no query, nothing of a person."""
_TITLED = re.compile(
    r"(?i)\b(?:mr|mrs|ms|miss|mx|dr|sra?|srta|coach|teacher|nurse|principal|prof|profesora?|maestr[oa]|profe|señor(?:a|ita)?|senor(?:a|ita)?|don|doña)\b\.?\s+$"
)
_HELD_BY_WORDS = NAME_KINDS | DETAIL_KINDS | {"ADDRESS", "BUS"}


class Redactor:
    """Redacts messages of one district. Safe to share between threads; loads its models at the first message or by `load`."""

    def __init__(self, allow_list: AllowList, rules: RedactionRules, today: Callable[[], dt.date]) -> None:
        self._allow_list = allow_list
        self._rules = rules
        self._today = today
        self._analyzer: PresidioAnalyzer | None = None
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load Presidio and the name model (about 3 CPU seconds)."""
        self._loaded()

    def redact(self, text: str, language: str | None = None, marks: Marks | None = None) -> Redaction:
        """Redact one message; findings' offsets refer to `text`. `language` is a hint that decides only when the words do not.
        `marks` are what a person wants hidden or, where the policy lets them, shown.

        Raises: BadInput question.not_text, question.empty, question.marks; TooLarge text.too_long; RedactionFailed redaction.failed,
        redaction.timeout, redaction.unsettled, without any of the text.
        """
        _check(text)
        chosen = (marks or Marks()).checked(len(text))
        failed = False
        self.load()  # before the clock starts: loading is not redaction
        try:
            return self._redact(text, language, chosen, Deadline(self._rules.timeout_seconds))
        except CountersignError:
            raise
        except Exception:  # noqa: BLE001 - whatever fails here, nothing passes and nothing of the text is shown
            failed = True
        assert failed
        raise RedactionFailed("redaction.failed", "The message could not be redacted.", "Try again; if it stays, tell the administrator.")

    def self_test(self) -> None:
        """Redact the canaries. Raises: RedactionFailed redaction.canary naming the numbers of those that survived."""
        survived = [
            number
            for number, (language, text, secrets) in enumerate(CANARIES, start=1)
            if any(
                secret.lower() in self.redact(text, language).text.lower()
                for secret in secrets
                if not self._allow_list.is_public_number(secret)  # a canary may be an office's own number
            )
        ]
        if survived:
            raise RedactionFailed(
                "redaction.canary",
                f"The redactor let {len(survived)} of {len(CANARIES)} test details through (numbers {', '.join(map(str, survived))}).",
                "Do not use this installation; install again with `make install`.",
                n_survived=len(survived),
            )

    def _loaded(self) -> "PresidioAnalyzer":
        with self._lock:
            if self._analyzer is None:
                with leaving_out("torch", "transformers"):
                    from policies.redaction.presidio_engine import PresidioAnalyzer

                thresholds = NameThresholds(ordinary=self._rules.name_threshold, listed=self._rules.name_threshold_listed)
                self._analyzer = PresidioAnalyzer(self._allow_list, thresholds, self._today)
            return self._analyzer

    def _redact(self, text: str, hint: str | None, marks: Marks, deadline: Deadline) -> Redaction:
        normalised = normalising.normalise(text)
        plain = normalised.text
        if not plain.strip():
            raise BadInput("question.empty", "The message holds no readable text.", "Write the question in words.")
        language = detect_language(plain, hint)
        spans = self._settled(plain, language, deadline) if language in DRAFTABLE else self._unread(plain)
        rule = escalating_rule(plain, language) if (spans or marks.hide) and language in DRAFTABLE else None
        if rule is not None and is_of_danger(rule):
            spans = _with_danger_in_sight(spans, plain, language, rule)
        spans = marked(spans, normalised, marks, self._rules.may_be_shown)
        taken = [match.group() for match in placeholders.SHAPE.finditer(plain)]
        placed = placeholders.place(spans, plain, taken)
        findings: list[Finding] = []
        pieces: list[str] = []
        position = 0
        for item in placed:
            start, end = normalised.original(item.span.start, item.span.end)
            pieces += [text[position:start], item.placeholder]
            position = end
            findings.append(Finding(start, end, item.span.kind, round(item.span.score, 3), item.placeholder))
        return Redaction(
            text=seal("".join([*pieces, text[position:]])),
            language=language,
            findings=tuple(findings),
            doubts=doubting.doubts(plain) if language in DRAFTABLE else (),
            warnings=doubting.warnings(plain, spans, names_school=self._allow_list.names_school),
            escalated_by=rule,
        )

    def _unread(self, plain: str) -> list[Span]:
        """Everything but the district's own words, in a language that the recognisers do not read: nothing unread passes."""
        kept = [*self._allow_list.protected(plain), *(match.span() for match in placeholders.SHAPE.finditer(plain))]
        whole = merged([Span(0, len(plain), "UNREAD")], plain)
        return [span for left in whole for span in merged(without(left, kept), plain) if _has_content(span, plain)]

    def _settled(self, plain: str, language: str, deadline: Deadline) -> list[Span]:
        """Spans of the normalised text, looked for again in what is left until a look finds nothing new."""
        spans: list[Span] = []
        for _ in range(MAX_ROUNDS):
            deadline.check()
            left, back = _with_placeholders(plain, spans)
            fresh = [_moved_back(span, back) for span in self._one_look(left, language, deadline)]
            if not fresh:
                return spans
            spans = merged([*spans, *fresh], plain)
        raise RedactionFailed(
            "redaction.unsettled", "The message kept revealing details after it was redacted.", "Shorten the message or ask a person."
        )

    def _one_look(self, text: str, language: str, deadline: Deadline) -> list[Span]:
        found, message = self._loaded().find(text, language, deadline)
        facts = message.scanned.facts
        plain = Stretches(facts)
        found = [span for span in found if not plain.hold(span.start, span.end)]
        found = _less_things(found, message.scanned.things, text)
        stand_ins = [match.span() for match in placeholders.SHAPE.finditer(text)]
        public = self._public(found, text)
        kept = _outside(found, [*public, *stand_ins], list(message.scanned.protected))
        first = merged(kept, text)
        holes = [*public, *stand_ins, *facts, *message.scanned.protected, *message.scanned.things]
        extra = residual.leftovers(text, first, message.words, holes, lexicon()) + doubting.masked(text, [*public, *stand_ins])
        return [span for span in _outside(merged([*first, *extra], text), [*stand_ins, *public], []) if _has_content(span, text)]

    def _public(self, found: Sequence[Span], text: str) -> list[tuple[int, int]]:
        """Stretches that are the district's own numbers, addresses and pages; never a part of a longer number that is not."""
        allow = self._allow_list
        candidates = [span for span in found if span.kind in _PUBLIC_KINDS]
        holes: list[tuple[int, int]] = []
        is_ours = cache(allow.is_public_number)
        longer = Stretches(
            (span.start, span.end) for span in candidates if span.kind == "PHONE" and not is_ours(text[span.start : span.end])
        )
        for span in candidates:
            words = text[span.start : span.end]
            is_public = (
                (span.kind in {"PHONE", "OTHER_ID", "STUDENT_ID"} and is_ours(words))
                or (span.kind == "EMAIL" and allow.is_public_email(words))
                or (span.kind == "URL" and (allow.is_public_url(words) or _GOVERNMENT.fullmatch(words)))
            )
            if is_public and not any(
                low <= span.start and span.end <= high and high - low > span.end - span.start + 2
                for low, high in longer.touching(span.start, span.end)
            ):
                holes.append((span.start, span.end))
        return holes


def make_redactor(
    district: District,
    rules: RedactionRules,
    extra_allowed: Sequence[str] = (),
    today: Callable[[], dt.date] = dt.date.today,
) -> Redactor:
    """A redactor for a district. `extra_allowed` are terms of its approved documents that must stay ("Winter Concert")."""
    return Redactor(AllowList(district, extra_allowed), rules, today)


def _check(text: object) -> None:
    if not isinstance(text, str) or "\x00" in text:
        raise BadInput("question.not_text", "The message is not text.", "Send the message as plain text.")
    if not text.strip():
        raise BadInput("question.empty", "The message is empty.", "Write the question in words.")
    if len(text) > MAX_CHARS:
        raise TooLarge(
            "text.too_long",
            f"The text has {len(text)} characters; at most {MAX_CHARS} can be redacted.",
            "Send it in parts.",
            n_chars=len(text),
        )


def _with_danger_in_sight(spans: list[Span], plain: str, language: str, rule: str) -> list[Span]:
    """The spans less the one that hides what a rule of danger to life turns on: who reads the message first must see it.

    A detail is shown whole; of names only a single word, which the rule shows to be none ("se quiere tirar"). Where no one span is in the
    way all stay: the rule's id escalates the message all the same. Source: issue 5, 2 (life-safety comes before everything).
    """
    if escalating_rule(_with_placeholders(plain, spans)[0], language) == rule:
        return spans
    may_be_shown = [span for span in spans if span.kind in DETAIL_KINDS]
    may_be_shown += [span for span in spans if span.kind in NAME_KINDS and _may_be_a_word(plain, span)]
    for hidden in may_be_shown:
        left = [span for span in spans if span != hidden]
        if escalating_rule(_with_placeholders(plain, left)[0], language) == rule:
            return left
    return spans


def _may_be_a_word(plain: str, span: Span) -> bool:
    """Whether what was taken for a name is one word, no listed name and without a title before it ("Mr. Gray" is not ashen)."""
    word, known = plain[span.start : span.end], lexicon()
    return known.is_word(word) and not known.is_listed_name(word) and not _TITLED.search(plain, max(0, span.start - 16), span.start)


def _outside(found: Sequence[Span], everyone: Sequence[tuple[int, int]], protected: Sequence[tuple[int, int]]) -> list[Span]:
    """The findings less public numbers and stand-ins; names, details and places also less what the district has published."""
    out: list[Span] = []
    whole, public = Stretches((*everyone, *protected)), Stretches(everyone)
    for span in found:
        if whole.hold(span.start, span.end):
            continue
        holes = whole if span.kind in _HELD_BY_WORDS else public
        out += without(span, holes.touching(span.start, span.end))
    return out


def _less_things(found: Sequence[Span], things: Sequence[tuple[int, int]], text: str) -> list[Span]:
    """The findings, names of persons less the stretches in which there are none, and no stop or address that is but a day."""
    holes = Stretches(things)
    found = [span for span in found if span.kind not in {"BUS", "ADDRESS"} or not named_things.is_no_place(text[span.start : span.end])]
    return [
        piece for span in found for piece in (without(span, holes.touching(span.start, span.end)) if span.kind in NAME_KINDS else [span])
    ]


def _has_content(span: Span, text: str) -> bool:
    return any(char.isalnum() for char in text[span.start : span.end])


def _with_placeholders(plain: str, spans: Sequence[Span]) -> tuple[str, list[tuple[int, int, int]]]:
    """The text with the spans replaced, and (start in it, start in plain, length) of every stretch that stayed."""
    taken = [match.group() for match in placeholders.SHAPE.finditer(plain)]
    pieces: list[str] = []
    back: list[tuple[int, int, int]] = []
    position = length = 0
    for item in placeholders.place(spans, plain, taken):
        stretch = plain[position : item.span.start]
        back.append((length, position, len(stretch)))
        pieces += [stretch, item.placeholder]
        length += len(stretch) + len(item.placeholder)
        position = item.span.end
    back.append((length, position, len(plain) - position))
    return "".join([*pieces, plain[position:]]), back


def _moved_back(span: Span, back: Sequence[tuple[int, int, int]]) -> Span:
    there, here, length = back[max(0, bisect_right(back, span.start, key=itemgetter(0)) - 1)]
    if there <= span.start and span.end <= there + length:
        return Span(here + span.start - there, here + span.end - there, span.kind, span.score)
    raise ValueError("a span crosses a placeholder")


__all__ = ["DRAFTABLE", "Redactor", "make_redactor"]
