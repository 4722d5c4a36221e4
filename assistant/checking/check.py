"""Checks a draft sentence by sentence, after any drafter: what does not hold is dropped, and the reviewer reads why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import counting
from assistant.checking.figures import figure_faults
from assistant.checking.form import citation_form_faults, text_faults
from assistant.checking.manner import manner_checks
from assistant.checking.names import name_faults
from assistant.checking.polarity import polarity_faults
from assistant.checking.scope import scope_faults
from assistant.checking.sources import CitedWords, cited_sentence
from assistant.checking.support import read_support
from policies.policy import Policy
from policies.words.documents import Evidence, Scope
from policies.words.drafts import Check, Citation, Draft, Sentence
from policies.words.questions import Question

HOLDS = {
    "form": "every sentence is plain text with a citation",
    "citations": "every quote stands word for word in a retrieved passage",
    "support": "the cited words hold every sentence up",
    "figures": "every figure and name stands in the cited words",
    "polarity": "not, must, may and only agree with the cited words",
    "scope": "school and school year agree with the question",
    "pii": "no personal data",
}
"""What is told of a check that holds, by its name."""
BLOCKING = tuple(HOLDS)
"""The checks that drop a sentence, in the order in which they run and are shown."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with only the sentences that passed every blocking check, and those that were dropped."""

    draft: Draft
    dropped: tuple[Sentence, ...]


def check_draft(
    draft: Draft, question: Question, evidence: Sequence[Evidence], scope: Scope, policy: Policy, *, finds_pii: Callable[[str], bool] | None
) -> Checked:
    """Check every sentence; drop what fails; fill `draft.checks`.

    A blocking check is `passed` when something is left, for all that is left passed it; its detail names what was dropped, by the
    sentence's number in the draft as it came. `support` of each kept sentence is measured here, never taken from the drafter.
    Without `finds_pii` the check `pii` is a warning that it did not run.
    """
    scope = replace(scope, school=scope.school or question.school, school_year=scope.school_year or question.school_year)
    known: dict[Citation, CitedWords] = {}
    kept: list[Sentence] = []
    dropped: list[Sentence] = []
    findings: dict[str, list[str]] = {name: [] for name in BLOCKING}
    for number, sentence in enumerate(draft.sentences, start=1):
        faults, checked = _check_sentence(sentence, draft.language, evidence, scope, policy, finds_pii, known)
        for name, reasons in faults.items():
            findings[name].append(f"sentence {number} was dropped: {'; '.join(reasons)}")
        (dropped if faults else kept).append(sentence if faults else checked)
    checks = [
        Check(
            name,
            passed=bool(kept) or not (findings[name] or (name == "form" and not draft.sentences)),
            detail=". ".join(findings[name]) or HOLDS[name],
        )
        for name in BLOCKING
    ]
    if not draft.sentences:
        checks[0] = replace(checks[0], detail="the draft has no sentence")
    if finds_pii is None:
        checks[-1] = Check("pii", passed=False, detail="no finder of personal data was given; this check did not run", is_blocking=False)
    checks += manner_checks(
        [sentence.text for sentence in kept], draft.language, policy.drafting.max_words, policy.drafting.max_reading_grade
    )
    return Checked(replace(draft, sentences=tuple(kept), checks=tuple(checks)), tuple(dropped))


def _check_sentence(
    sentence: Sentence,
    language: str,
    evidence: Sequence[Evidence],
    scope: Scope,
    policy: Policy,
    finds_pii: Callable[[str], bool] | None,
    known: dict[Citation, CitedWords],
) -> tuple[dict[str, tuple[str, ...]], Sentence]:
    """The faults of a sentence by check (empty when it holds), and the sentence with its measured support.

    Personal data hides every other finding, so that no detail repeats it.
    """
    if finds_pii is not None and finds_pii(sentence.text):
        counting.note_pii_doubt("draft")
        return {"pii": ("it holds what looks like personal data",)}, sentence
    faults: dict[str, tuple[str, ...]] = {}
    if form := text_faults(sentence.text):
        faults["form"] = form
    cited, bad_citations = cited_sentence(sentence, language, evidence, policy.district, known)
    if citations := citation_form_faults(len(sentence.citations), bad_citations):
        faults["citations"] = citations
    if faults or not cited.cited:
        return faults, sentence
    support = read_support(cited)
    if support.support is None:
        faults["support"] = (support.fault,)
    if figures := (*figure_faults(cited), *name_faults(cited)):
        faults["figures"] = figures
    if polarity := polarity_faults(cited):
        faults["polarity"] = polarity
    if out_of_scope := scope_faults(cited, scope, policy.district):
        faults["scope"] = out_of_scope
    return faults, replace(sentence, support=support.support or sentence.support)
