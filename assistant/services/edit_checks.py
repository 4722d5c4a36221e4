"""Live checks of a reviewer's words: those of a draft, sentence by sentence, and the place of every figure that no source holds."""

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.checking.check import check_draft
from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold, sentences_of
from assistant.compose import House
from assistant.services.grounds import holding_reply
from assistant.services.questions import checked_text, get_item
from ingest import store
from policies.permissions import Permission, require
from policies.redaction.published import redact_beside
from policies.words.documents import Evidence, Passage, Scope
from policies.words.drafts import Draft, Sentence, Support
from policies.words.items import Item, NeedsSecond
from policies.words.people import Actor
from review_queue.approvals import why_second
from review_queue.edits import SAME_SENTENCE, Change, edit_share, word_diff


class Standing(StrEnum):
    """What an edited sentence rests on."""

    FIXED = "fixed"
    CITED = "cited"
    ATTESTED = "attested"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of the edited words. Offsets index `EditChecks.text`; `drafted` is the drafted sentence (from 0) it comes from."""

    start: int
    end: int
    standing: Standing
    drafted: int | None
    faults: dict[str, str]


@dataclass(frozen=True, slots=True)
class UnheldFigure:
    """A figure that no cited source holds. Offsets index `EditChecks.text`."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class EditChecks:
    """What the checks say of edited words. `text` is what they became behind the redactor; `is_redacted` when it was changed there."""

    text: str
    is_redacted: bool
    sentences: tuple[CheckedSentence, ...]
    unheld: tuple[UnheldFigure, ...]
    changes: tuple[Change, ...]
    edit_share: float
    why_second: tuple[NeedsSecond, ...]

    @property
    def needs_second(self) -> bool:
        """Whether approving these words would wait for a second person."""
        return bool(self.why_second)


def check_edits(house: House, actor: Actor, item_id: str, text: str, attested: Sequence[str] = ()) -> EditChecks:
    """Check words while they are edited; nothing is stored.

    Raises: NotFound item.unknown; BadInput question.*; TooLarge question.too_long; RedactionFailed.
    """
    require(actor, Permission.ITEM_DECIDE)
    item = get_item(house, actor, item_id)
    fixed = _fixed(house, item)
    words = str(redact_beside(house.redactor, checked_text(house, text), f"{fixed} {item.draft.words if item.draft else ''}"))
    passages = _cited_passages(house, item)
    sentences: list[CheckedSentence] = []
    unheld: list[UnheldFigure] = []
    for start, end in sentences_of(words):
        checked = _sentence(house, item, words, start, end, passages, fixed, attested)
        sentences.append(checked)
        if checked.standing in {Standing.CITED, Standing.UNCITED} and (checked.standing is Standing.UNCITED or "figures" in checked.faults):
            unheld += _unheld(words, start, end, item, passages, fixed)
    before = item.proposal.text if item.proposal else item.draft.words if item.draft else holding_reply(house, item)
    share = edit_share(before, words)
    why = why_second(item, house.policy, before, words, is_attested=bool(attested))
    return EditChecks(words, words != text, tuple(sentences), tuple(unheld), tuple(word_diff(before, words)), share, why)


def _fixed(house: House, item: Item) -> str:
    """The words that are the policy's own: greeting, closing, holding reply."""
    own = (item.draft.greeting, item.draft.closing) if item.draft else (holding_reply(house, item),)
    return " ".join(own)


def _cited_passages(house: House, item: Item) -> dict[str, Passage]:
    citations = [c for s in (item.draft.sentences if item.draft else ()) for c in s.citations]
    with house.database.read() as session:
        loaded = store.load_passages(session, sorted({c.revision for c in citations}))
    wanted = {c.passage_id for c in citations}
    return {passage.id: passage for passage, _hash in loaded if passage.id in wanted}


def _sentence(
    house: House, item: Item, words: str, start: int, end: int, passages: dict[str, Passage], fixed: str, attested: Sequence[str]
) -> CheckedSentence:
    said = words[start:end]
    if " ".join(said.split()) in " ".join(fixed.split()):
        return CheckedSentence(start, end, Standing.FIXED, None, {})
    if any(said in line or line in said for line in attested if line.strip()):
        return CheckedSentence(start, end, Standing.ATTESTED, None, {})
    drafted = _drafted(item, said)
    if drafted is None or item.draft is None:
        return CheckedSentence(start, end, Standing.UNCITED, None, {"citations": "no approved document says this"})
    cited = item.draft.sentences[drafted]
    draft = replace(item.draft, sentences=(Sentence(said, Support.ENTAILED, cited.citations),), unanswered_parts=(), checks=())
    evidence = [Evidence(passage, 1.0, 1.0, 1.0) for passage in passages.values()]
    found = check_draft(draft, item.question, evidence, Scope(on=house.clock.today()), house.policy, finds_pii=None)
    return CheckedSentence(start, end, Standing.CITED, drafted, _faults(found.draft))


def _faults(checked: Draft) -> dict[str, str]:
    """Blocking checks that failed, each with its finding without the sentence's number."""
    return {c.name: c.detail.removeprefix("sentence 1 was dropped: ") for c in checked.checks if c.is_blocking and not c.passed}


def _drafted(item: Item, said: str) -> int | None:
    """The drafted sentence that an edited one comes from, or whose proposed translation: the one that shares most words."""
    best, place = 0.0, None
    for number, sentence in enumerate(item.draft.sentences if item.draft else ()):
        for text in (sentence.text, sentence.translation.text if sentence.translation else ""):
            ratio = difflib.SequenceMatcher(None, text.split(), said.split(), autojunk=False).ratio()
            held = 1.0 if text and " ".join(said.split()) in " ".join(text.split()) else ratio
            if held > best:
                best, place = held, number
    return place if best >= SAME_SENTENCE else None


def _unheld(words: str, start: int, end: int, item: Item, passages: dict[str, Passage], fixed: str) -> list[UnheldFigure]:
    """Figures of a sentence that stand neither in the cited passages nor in the fixed words."""
    language = item.draft.language if item.draft else item.question.language
    held = [figure for p in passages.values() for figure in read_figures(fold(_all_words(p)), p.language, is_source=True)]
    held += read_figures(fold(fixed), language)
    folded, places = _fold_with_places(words[start:end])
    found: list[UnheldFigure] = []
    for figure in read_figures(folded, language):
        if any(_same(figure, other) for other in held):
            continue
        first, last = start + places[figure.start], start + places[max(figure.start, figure.end - 1)] + 1
        found.append(UnheldFigure(first, last, figure.kind.value, words[first:last]))
    return found


def _all_words(passage: Passage) -> str:
    return " ".join((passage.title, *passage.section, passage.caption or "", passage.school_year or "", passage.readable, passage.text))


def _same(one: Figure, other: Figure) -> bool:
    """Whether a source's figure is this one: times without their half of the day, dates without a year that only one of them names."""
    if one.kind is FigureKind.TIME and other.kind is FigureKind.TIME:
        return one.value[:2] == other.value[:2] and (one.value[2] == other.value[2] or "" in (one.value[2], other.value[2]))
    if one.kind is FigureKind.DATE and other.kind is FigureKind.DATE:
        same_day = one.value[1:] == other.value[1:]
        return same_day and (one.value[0] == other.value[0] or None in (one.value[0], other.value[0]))
    if one.kind is other.kind:
        return one.value == other.value
    plain = {FigureKind.NUMBER, FigureKind.AMOUNT, FigureKind.GRADE, FigureKind.ORDINAL}
    return {one.kind, other.kind} <= plain and str(one.value[0]) == str(other.value[0])


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """A text folded as the checks fold it, and for each sign of it the place where it stood; the plain text where folding moves signs."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in fold(f"a{unicodedata.normalize('NFC', sign)}a")[1:-1] or " ":
            if part == " " and (not signs or signs[-1] == " "):
                continue
            signs.append(part)
            places.append(place)
    while signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    folded = "".join(signs)
    if folded == fold(text):
        return folded, places
    return text.casefold(), list(range(len(text.casefold())))
