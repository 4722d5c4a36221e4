"""Scores of one case, each with its explanation, and the figures over all cases."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.intervals import share_interval
from policies.words.drafts import Draft
from policies.words.items import Item
from policies.words.measures import Figure
from policies.words.questions import Outcome


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one case. A score is None where it does not apply; `explanation` says what was found."""

    case_id: str
    language: str
    outcome: str
    is_outcome_right: bool
    is_document_right: bool | None
    has_gold_words: bool | None
    is_silence_right: bool | None
    n_words: int
    total_ms: float
    explanation: str


def score(case: Case, item: Item) -> Score:
    """Score one item against its case."""
    draft = item.draft
    is_right = item.outcome.value in case.expected
    document = gold = None
    notes = [] if is_right else [f"expected {' or '.join(sorted(case.expected))}"]
    if case.is_answerable or (item.outcome is Outcome.DRAFTED and case.gold_files and not case.must_stay_silent):
        document = bool(draft) and bool(case.gold_files & {c.file_name for s in (draft.sentences if draft else ()) for c in s.citations})
        missing = [words for words in case.gold_words if draft is None or not _says(draft, words)]
        gold = not missing
        if draft and not document:
            notes.append(f"cited {', '.join(sorted({c.file_name for s in draft.sentences for c in s.citations}))}")
        if draft and missing:
            notes.append(f"did not say {'; '.join(missing)}")
    silence = item.outcome is not Outcome.DRAFTED if case.must_stay_silent else None
    n_words = sum(len(s.text.split()) for s in draft.sentences) if draft else 0
    return Score(
        case.id,
        item.question.language,
        item.outcome.value,
        is_right,
        document,
        gold,
        silence,
        n_words,
        item.timings.total,
        "; ".join(notes),
    )


def _says(draft: Draft, words: str) -> bool:
    """Whether the gold words stand in the sentences or in the words they quote; dashes, spaces and case aside."""
    said = " ".join([*(s.text for s in draft.sentences), *(c.quote for s in draft.sentences for c in s.citations)])
    return _plain(words) in _plain(said)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("–", "-").replace("—", "-").replace("|", " ")
    return re.sub(r"\s+", " ", text).strip()


_SHARES = (
    ("right_outcome", "Cases with an expected outcome, of all.", "is_outcome_right"),
    ("right_document", "Answerable cases whose draft cites a right document.", "is_document_right"),
    ("gold_words", "Answerable cases whose draft or cited words hold all gold words.", "has_gold_words"),
    ("right_silence", "Cases where silence was due and nothing was drafted.", "is_silence_right"),
)


def summarise(scores: Sequence[Score]) -> list[Figure]:
    """Shares with Wilson intervals, over all cases and by language."""
    languages = sorted(Counter(s.language for s in scores))
    figures: list[Figure] = []
    for group in (None, *languages):
        members = [s for s in scores if group is None or s.language == group]
        for name, definition, field in _SHARES:
            values = [v for s in members if (v := getattr(s, field)) is not None]
            n_hits = sum(values)
            value = n_hits / len(values) if values else None
            figures.append(Figure(name, value, len(values), "share", definition, share_interval(n_hits, len(values)), group))
    return figures
