"""Scores of one case, each with its explanation, and the figures over all cases."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.cases import Case
from eval.intervals import share_interval
from eval.resampling import quantile_interval
from eval.subjects import Trial
from policies.words.drafts import Draft, Sentence
from policies.words.measures import Figure
from policies.words.questions import Outcome

N_FOUND = 5
"""Among how many files a right one must stand."""

LEAST_HELD = 0.6
"""Share of a sentence's longer words that must stand in the passages it cites. Well above what unrelated school texts share (about .2)."""

DEFINITIONS: dict[str, str] = {
    "right_outcome": "Cases with an expected outcome, of all.",
    "found": f"Answerable cases with a right document among the first {N_FOUND} that were found.",
    "right_document": "Answerable cases whose draft cites a right document.",
    "gold_words": "Answerable cases whose draft or cited words hold all gold words: every part is answered.",
    "citations": "Drafts whose every quote stands word for word in a passage in force, of drafts.",
    "grounded": f"Drafts whose every sentence has its figures and {LEAST_HELD:.0%} of its longer words in its passages, of drafts.",
    "nothing_forbidden": "Cases with words that must not be said whose reply says none of them.",
    "right_silence": "Cases where silence was due and nothing was drafted.",
    "right_escalation": "Cases that had to be passed on by policy, and were.",
    "redaction": "Cases with personal details of which none stands in what is kept of the question.",
}
"""Score → what its share over all cases means."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One score of one case. `is_right` is None where it does not apply; `explanation` says what was found."""

    name: str
    is_right: bool | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one case. Unit: `total_ms` wall milliseconds; `n_parts_said` of `n_parts` gold words were said."""

    case_id: str
    language: str
    outcome: str
    marks: tuple[Mark, ...]
    n_parts: int
    n_parts_said: int
    n_words: int
    total_ms: float

    def is_right(self, name: str) -> bool | None:
        """One score's result. Raises: KeyError for a score that there is not."""
        return {mark.name: mark.is_right for mark in self.marks}[name]

    @property
    def remarks(self) -> str:
        """Why scores were missed, in one line; empty when none was."""
        return "; ".join(mark.explanation for mark in self.marks if mark.is_right is False)


def score(case: Case, trial: Trial) -> Score:
    """Score one trial against its case."""
    draft = trial.draft
    wants_draft = case.is_answerable or (trial.outcome is Outcome.DRAFTED and bool(case.gold_files) and not case.must_stay_silent)
    missing = [words for words in case.gold_words if draft is None or not says(draft, words)]
    n_parts = len(case.gold_words) if wants_draft else 0
    marks = (
        _outcome(case, trial),
        _found(case, trial) if case.is_answerable and case.gold_files else _not("found", "no document is named that should be found"),
        _document(case, draft) if wants_draft and case.gold_files else _not("right_document", "no draft or no document is named"),
        _gold(missing, draft) if wants_draft and case.gold_words else _not("gold_words", "no draft or no words are named"),
        _citations(draft, trial) if draft else _not("citations", "nothing was drafted"),
        _grounded(draft, trial) if draft else _not("grounded", "nothing was drafted"),
        _forbidden(case, draft),
        _silence(case, trial, "right_silence", case.must_stay_silent, trial.outcome is not Outcome.DRAFTED),
        _silence(case, trial, "right_escalation", case.is_due("escalated_"), trial.outcome.value.startswith("escalated_")),
        _redaction(case, trial),
    )
    n_words = sum(len(s.text.split()) for s in draft.sentences) if draft else 0
    n_said = n_parts - len(missing) if n_parts else 0
    return Score(case.id, trial.language, trial.outcome.value, marks, n_parts, n_said, n_words, trial.total_ms)


def _not(name: str, why: str) -> Mark:
    return Mark(name, None, f"does not apply: {why}")


def _outcome(case: Case, trial: Trial) -> Mark:
    is_right, wanted = trial.outcome.value in case.expected, " or ".join(sorted(case.expected))
    told = f"{trial.outcome.value}, as expected" if is_right else f"expected {wanted}, got {trial.outcome.value}"
    return Mark("right_outcome", is_right, told)


def _found(case: Case, trial: Trial) -> Mark:
    place = next((n for n, file in enumerate(trial.ranked, start=1) if file in case.gold_files), None)
    is_right = place is not None and place <= N_FOUND
    return Mark("found", is_right, f"a right document was found at place {place}" if place else "no right document was found")


def _document(case: Case, draft: Draft | None) -> Mark:
    cited = sorted({c.file_name for s in draft.sentences for c in s.citations}) if draft else []
    return Mark("right_document", bool(case.gold_files & set(cited)), f"cited {', '.join(cited)}" if cited else "cited nothing")


def _gold(missing: Sequence[str], draft: Draft | None) -> Mark:
    if draft is None:
        return Mark("gold_words", not missing, "said nothing")
    return Mark("gold_words", not missing, f"did not say {'; '.join(missing)}" if missing else "said all gold words")


def _citations(draft: Draft, trial: Trial) -> Mark:
    wrong = [
        citation.file_name
        for sentence in draft.sentences
        for citation in sentence.citations
        if _plain(citation.quote) not in _plain(trial.sources.get(citation.passage_id, ""))
    ]
    bare = [sentence for sentence in draft.sentences if not sentence.citations]
    told = [f"{len(wrong)} quotes are not in a passage in force: {', '.join(sorted(set(wrong)))}"] if wrong else []
    told += [f"{len(bare)} sentences cite nothing"] if bare else []
    return Mark("citations", not told, "; ".join(told) or "every quote stands in its passage")


def _grounded(draft: Draft, trial: Trial) -> Mark:
    loose = [place for place, sentence in enumerate(draft.sentences, start=1) if not _is_held(sentence, trial)]
    told = f"sentences {', '.join(map(str, loose))} say more than their passages" if loose else "every sentence is held by its passages"
    return Mark("grounded", not loose, told)


def _is_held(sentence: Sentence, trial: Trial) -> bool:
    said = _plain(sentence.text)
    quoted = _plain(" ".join(f"{c.title} {trial.sources.get(c.passage_id, '')}" for c in sentence.citations))
    if set(re.findall(r"\d+", said)) - set(re.findall(r"\d+", quoted)):
        return False
    words = set(re.findall(r"[^\W\d_]{4,}", said))
    return not words or len(words & set(re.findall(r"[^\W\d_]{4,}", quoted))) / len(words) >= LEAST_HELD


def _forbidden(case: Case, draft: Draft | None) -> Mark:
    if not case.must_not_say:
        return _not("nothing_forbidden", "nothing is forbidden")
    said = [words for words in case.must_not_say if draft and _plain(words) in _plain(draft.words)]
    return Mark("nothing_forbidden", not said, f"said {'; '.join(said)}" if said else "said nothing of what must not be said")


def _silence(case: Case, trial: Trial, name: str, is_due: bool, is_kept: bool) -> Mark:
    if not is_due:
        return _not(name, "it was not due")
    told = f"{trial.outcome.value}, where {' or '.join(sorted(case.expected))} was due"
    return Mark(name, is_kept, told)


def _redaction(case: Case, trial: Trial) -> Mark:
    """The explanation counts personal details and never repeats one."""
    if not case.personal:
        return _not("redaction", "the case holds no personal details")
    n_left = sum(_plain(detail) in _plain(trial.kept) for detail in case.personal)
    return Mark("redaction", n_left == 0, f"{n_left} of {len(case.personal)} personal details were left standing")


def says(draft: Draft, words: str) -> bool:
    """Whether the gold words stand in the sentences or in the words they quote; dashes, spaces and case aside."""
    said = " ".join([*(s.text for s in draft.sentences), *(c.quote for s in draft.sentences for c in s.citations)])
    return _plain(words) in _plain(said)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("–", "-").replace("—", "-").replace("|", " ")
    return re.sub(r"\s+", " ", text).strip()


def summarise(scores: Sequence[Score]) -> list[Figure]:
    """Shares with Wilson intervals, parts said and latency, over all cases and by language."""
    languages = sorted(Counter(s.language for s in scores))
    figures: list[Figure] = []
    for group in (None, *languages):
        members = [s for s in scores if group is None or s.language == group]
        for name, definition in DEFINITIONS.items():
            figures.append(_share(name, definition, [v for s in members if (v := s.is_right(name)) is not None], group))
        parts = [place < s.n_parts_said for s in members for place in range(s.n_parts)]
        figures.append(_share("parts_said", "Gold words that were said, of all gold words of answerable cases.", parts, group))
        figures.append(_median("latency", "ms", "Median wall time of one case.", [s.total_ms for s in members], group))
        words = [float(s.n_words) for s in members if s.n_words]
        figures.append(_median("reply_words", "words", "Median number of words of a draft's sentences.", words, group))
    return figures


def _share(name: str, definition: str, values: Sequence[bool], group: str | None) -> Figure:
    n, n_hits = len(values), sum(values)
    return Figure(name, n_hits / n if n else None, n, "share", definition, share_interval(n_hits, n), group)


def _median(name: str, unit: str, definition: str, values: Sequence[float], group: str | None) -> Figure:
    told = np.asarray(values, dtype=float)
    value = float(np.median(told)) if len(told) else None
    return Figure(name, value, len(told), unit, definition, quantile_interval(told, 0.5), group)
