"""Items and documents as lines for a person at a terminal."""

import textwrap
from typing import Any

from assistant.services.again import Again
from policies.words.drafts import Citation
from policies.words.items import Item

WIDTH = 100


def item_lines(item: Item) -> list[str]:
    """One item: what came of it, the words, and where each sentence stands."""
    lines = [f"{item.id}  {item.status.value}  {item.outcome.value}  ({item.timings.total:.0f} ms)", ""]
    lines += _wrapped("Question: ", item.question.text)
    lines += _wrapped("Outcome:  ", item.outcome_detail)
    if item.contact:
        told = " · ".join(part for part in (item.contact.office, item.contact.phone, item.contact.email) if part)
        lines += _wrapped("Contact:  ", told)
    if item.draft:
        lines += ["", *_wrapped("", item.draft.greeting)]
        for number, sentence in enumerate(item.draft.sentences, start=1):
            lines += _wrapped(f"{number}. ", sentence.text)
            lines += [f"     [{citation_line(citation)}]" for citation in sentence.citations]
        lines += _wrapped("", item.draft.closing)
        for part in item.draft.unanswered_parts:
            lines += _wrapped("Not answered: ", part)
    return lines


def again_lines(again: Again) -> list[str]:
    """What waits and asks alike, and what was approved before."""
    lines = [f"{again.n_waiting} more wait that ask alike: {', '.join(again.waiting[:5])}"] if again.waiting else []
    if again.before:
        lines += ["", f"Approved before (item {again.before.item_id}), sources unchanged:", *_wrapped("  ", again.before.answer.text)]
    return lines


def citation_line(citation: Citation) -> str:
    """Title, page and section of a citation."""
    page = f", page {citation.page}" if citation.page is not None else ""
    section = f", {citation.section}" if citation.section else ""
    return f"{citation.title}{page}{section}"


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=label, subsequent_indent=" " * len(label)) or [label.rstrip()]


def trace_lines(item: Item, packet: dict[str, Any]) -> list[str]:
    """The whole way of one item for a person."""
    timings = item.timings
    made = item.provenance
    lines = [*item_lines(item), "", "The way"]
    for step in ("redact", "triage", "retrieve", "draft", "check", "total"):
        lines.append(f"  {step:9} {getattr(timings, step):8.1f} ms")
    lines += [f"  rule      {item.rule or '-'}   flags {', '.join(item.flags) or '-'}"]
    lines += [
        f"  policy {made.policy_version}, drafter {made.drafter}, model {made.model}, index {made.index_build}, code {made.code_version}"
    ]
    for check in item.draft.checks if item.draft else ():
        lines.append(f"  {'passed' if check.passed else 'FAILED':6} {check.name}: {check.detail}")
    lines += ["", "Ledger"]
    lines += [f"  {e['seq']:6d}  {e['at']}  {e['tag']:18} {e['actor']}  {e['hash'][:16]}" for e in packet["ledger"]["events"]]
    return lines
