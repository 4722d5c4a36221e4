"""The district's own threshold of abstention, fitted by walking its golden cases with and without their right documents.

Only reads: documents are left out by the scope of a question, in memory; neither the registry nor the index is touched.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from assistant import abstaining, steps, switches
from assistant.abstaining import Abstention
from assistant.compose import House
from assistant.services.evaluation import AssistantSubject, provenance_of
from assistant.understanding import Understood
from assistant.way import Asked, Way
from eval.cases import Case, read_cases
from eval.scoring import says
from eval.threshold import Due, Proposal, Walk, propose
from ingest import store
from policies.errors import Refused
from policies.permissions import Permission, require
from policies.policy import Policy
from policies.policy_file import write_number
from policies.words.people import Actor
from policies.words.questions import Verdict, VerdictKind

FIELD = ("abstention", "min_confidence")


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the cases before any threshold was read."""

    n_cases: int
    n_by_rules: int
    """Cases that triage or the redactor stops before any document is asked: no threshold touches them."""
    n_without_document: int
    """Answerable cases that name no document of the registry: they cannot be walked with it left out."""
    n_said_elsewhere: int
    """Cases whose gold words another document says as well: without the named ones an answer was still right."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The proposal, beside the threshold that is in force, and what it rests on."""

    proposal: Proposal
    walks: tuple[Walk, ...]
    now: float
    counted: Counted
    provenance: dict[str, str]


_BY_RULES, _WITHOUT_DOCUMENT, _SAID_ELSEWHERE = "by_rules", "without_document", "said_elsewhere"


@dataclass(frozen=True, slots=True)
class _Reached:
    """A case as far as the documents; `is_stopped` where triage or the redactor ends it before."""

    understood: Understood
    verdict: Verdict
    is_stopped: bool


def fit_threshold(
    house: House,
    actor: Actor,
    files: Sequence[Path],
    most_wrong: float,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Fitted:
    """Walk every case as it is, answerable ones once more without their documents, and fit the threshold. Changes nothing.

    Raises: BadInput case.*; Refused threshold.switched_off.
    """
    require(actor, Permission.OPERATIONS_MANAGE)
    cases = [case for file in files for case in read_cases(file)]
    way = replace(house.way, policy=without_threshold(house.policy))
    walks: list[Walk] = []
    found: Counter[str] = Counter()
    for number, case in enumerate(cases, start=1):
        with house.database.read() as session:
            for walk, note in _walks(way, session, case, actor):
                walks += [walk] if walk else []
                found.update([note] if note else [])
        progress(number, len(cases))
    now = house.policy.abstention.min_confidence
    counted = Counted(len(cases), found[_BY_RULES], found[_WITHOUT_DOCUMENT], found[_SAID_ELSEWHERE])
    made_of = provenance_of(house, AssistantSubject(house, actor), files, len(cases))
    return Fitted(propose(walks, most_wrong, now), tuple(walks), now, counted, made_of)


def write_threshold(house: House, actor: Actor, fitted: Fitted) -> Policy:
    """Put the proposed threshold into the district's policy file; everything else in it stays as it was written.

    Raises: Refused threshold.none, threshold.too_few, policy.unplaceable; WrongConfiguration policy.*.
    """
    require(actor, Permission.OPERATIONS_MANAGE)
    threshold = fitted.proposal.threshold
    if threshold is None:
        raise Refused("threshold.none", "No threshold keeps wrong answers that rare.", "Allow a larger share with --most-wrong.")
    if not fitted.proposal.has_enough:
        raise Refused(
            "threshold.too_few",
            f"There are too few cases to say: {fitted.proposal.n_least} where silence is due are needed.",
            "Bring more cases (`countersign eval from-decisions` makes some), or write the line by hand.",
        )
    return write_number(house.settings.policy_file, FIELD, threshold)


def without_threshold(policy: Policy) -> Policy:
    """The policy as if nothing were ever too uncertain: then the walk shows what any threshold would let through."""
    return policy.model_copy(update={"abstention": policy.abstention.model_copy(update={"min_confidence": 0.0})})


def _walks(way: Way, session: Session, case: Case, actor: Actor) -> Iterator[tuple[Walk | None, str]]:
    """The walks of a case, each with what is to be counted of it, if anything."""
    if not (case.is_answerable or case.must_stay_silent):
        return
    reached = _as_far_as_documents(way, session, case, actor)
    due = Due.ANSWER if case.is_answerable else Due.SILENCE
    if reached.is_stopped:
        silent = Walk(case.id, reached.understood.question.language, due, None)
        yield (silent if case.is_answerable else None), _BY_RULES
        return
    yield _walk(way, session, case, reached, due)[0], ""
    if case.must_stay_silent:
        return
    documents = store.documents_named(session, case.gold_files)
    if not documents:
        yield None, _WITHOUT_DOCUMENT
        return
    scope = replace(reached.understood.scope, without=documents)
    left_out = replace(reached, understood=replace(reached.understood, scope=scope))
    walk, is_said = _walk(way, session, case, left_out, Due.SILENCE_SOURCE_LEFT_OUT)
    yield (None, _SAID_ELSEWHERE) if is_said else (walk, "")


def _as_far_as_documents(way: Way, session: Session, case: Case, actor: Actor) -> _Reached:
    """The first steps of `flow.answer`."""
    asked = Asked(case.question, actor.user_id, case.language, case.school)
    redaction = way.redactor.redact(asked.text, asked.language, asked.marks)
    understood = steps.read_question(way, asked, redaction)
    verdict, _ahead = steps.judge(way, session, understood, redaction)
    if verdict.kind is VerdictKind.DRAFT:
        return _Reached(understood, verdict, bool(redaction.doubts))
    return _Reached(understood, verdict, not steps.yields_to_documents(verdict))


def _walk(way: Way, session: Session, case: Case, reached: _Reached, due: Due) -> tuple[Walk, bool]:
    """The rest of `flow.answer` under a policy without threshold; and whether what is drafted says the case's gold words."""
    understood, retrieved = steps.find_evidence(way, session, reached.understood)
    silent = Walk(case.id, understood.question.language, due, None)
    doubt = steps.doubt(way, session, understood, retrieved)
    if doubt is not None and doubt.flag == switches.FLAG:
        raise Refused("threshold.switched_off", "Drafting is switched off, so every case ends in silence.", "Switch drafting on first.")
    if doubt is not None:
        return silent, False
    drafted, retrieved = steps.draft(way, understood, retrieved)
    made = steps.check(way, session, understood, retrieved, drafted, reached.verdict)
    if isinstance(made, Abstention):
        return silent, False
    sure = abstaining.confidence(understood, retrieved.evidence, retrieved.idf, drafted.score)
    # Some verdicts ask for more than the threshold, and what they ask grows evenly with it: that threshold is meant that asks just so much.
    least = steps.least_confidence(way.policy, reached.verdict)
    is_said = bool(case.gold_words) and all(says(made, words) for words in case.gold_words)
    return replace(silent, confidence=(sure - least) / (1 - least)), is_said
