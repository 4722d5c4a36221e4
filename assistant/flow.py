"""The question's way: redact → triage → understand → retrieve → draft → check → submit. Reading `answer` is reading the way."""

from sqlalchemy.orm import Session

from assistant import abstaining, steps
from assistant.way import Asked, Stopwatch, Way
from policies.words.items import Submission
from policies.words.questions import VerdictKind


def answer(way: Way, session: Session, asked: Asked) -> Submission:
    """Walk the whole way for one question; it always ends in a submission with an outcome and a reason. Only reads.

    Raises: RedactionFailed, BadInput, TooLarge: then nothing was kept and nothing was looked up.
    """
    watch = Stopwatch()
    with watch.step("redact"):
        redaction = way.redactor.redact(asked.text, asked.language, asked.marks)
    understood = steps.read_question(way, asked, redaction)
    way.index.expect(understood.asked)
    with watch.step("triage"):
        verdict, ahead = steps.judge(way, session, understood, redaction)
    if verdict.kind is VerdictKind.DRAFT and redaction.doubts:
        return steps.close(
            way, asked, understood, abstaining.unreadable(understood, redaction.doubts, way.policy), watch.timings(), verdict
        )
    if verdict.kind is not VerdictKind.DRAFT and not steps.yields_to_documents(verdict):
        return steps.close(way, asked, understood, steps.stopped_by(way, understood, verdict), watch.timings(), verdict)
    with watch.step("retrieve"):
        understood, retrieved = steps.find_evidence(way, session, understood, ahead)
        doubt = steps.doubt(way, session, understood, retrieved)
    if doubt is not None:
        return steps.close(way, asked, understood, doubt, watch.timings(), verdict, retrieved)
    with watch.step("draft"):
        drafted, retrieved = steps.draft(way, understood, retrieved)
    with watch.step("check"):
        made = steps.check(way, session, understood, retrieved, drafted, verdict)
    with watch.step("draft"):
        translated = steps.translate(way, retrieved, made)
    return steps.close(way, asked, understood, made, watch.timings(), verdict, retrieved, drafted, translated)
