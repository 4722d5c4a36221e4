"""The sheet of a blind audit is opened in a spreadsheet: no cell of it is run there, whatever a family, a reviewer or a title said."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.exports import without_formula
from assistant.services import audit_sample, documents, questions, review
from assistant.services.review import SentDecision
from ingest.documents import DocumentFacts
from policies.words.items import DecisionKind, ItemStatus, ReasonCode
from tests.assistant.web.whole import Whole, build_whole

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula. Source: OWASP, "CSV Injection"."""
TITLE = '=HYPERLINK("x","Chess club")'
ASK = '=cmd|"/c calc"!A1 When does the chess club of Oak School meet?'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = build_whole(tmp_path_factory.mktemp("sheet"))
    yield made
    made.house.close()


def approve(whole: Whole, item_id: str, who: str) -> ItemStatus:
    reviewer = whole.users[who].actor
    held = review.claim(whole.house, reviewer, item_id)
    assert held.draft
    opened = tuple(c.passage_id for s in held.draft.sentences for c in s.citations)
    words = held.proposal.text if held.proposal else f"+1 {held.draft.words}"
    sent = SentDecision(DecisionKind.APPROVE_WITH_EDITS, held.seen_hash, ReasonCode.TONE, answer_text=words, opened_citations=opened)
    return review.decide(whole.house, reviewer, item_id, sent).status


def test_no_cell_of_the_audit_sheet_begins_as_a_formula(whole: Whole, tmp_path: Path) -> None:
    owner, uploader = whole.users["owner"].actor, whole.users["owner2"].actor
    added = documents.add(
        whole.house, uploader, b"# Chess\n\nThe chess club meets on Tuesdays.\n", "chess.md", DocumentFacts(TITLE, "guide", owner.user_id)
    )
    documents.approve(whole.house, owner, added.document.id, added.revision.id, dt.date(2026, 8, 1), dt.date(2027, 6, 30))
    item = questions.ask(whole.house, whole.users["staff"].actor, ASK)
    if approve(whole, item.id, "reviewer") is not ItemStatus.APPROVED:
        assert approve(whole, item.id, "reviewer2") is ItemStatus.APPROVED
    sheet = tmp_path / "sheet.csv"
    audit_sample.draw(whole.house, whole.users["reviewer"].actor, 60, 4, sheet)
    with sheet.open(encoding="utf-8", newline="") as lines:
        row = next(row for row in csv.DictReader(lines) if row["item_id"] == item.id)
    dangerous = {name: row[name] for name in ("question", "answer", "sources")}
    assert {name: value[0] for name, value in dangerous.items()} == dict.fromkeys(dangerous, "'"), "each of the three would have been run"
    assert {value[1] for value in dangerous.values()} == {"=", "+"}, "and none lost a sign"
    assert [name for name, value in row.items() if value.lstrip(" ").startswith(STARTS)] == []


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert without_formula(f"{start}1+1") == f"'{start}1+1"
    assert without_formula(f"  {start}1+1") == f"'  {start}1+1", "spaces in front do not hide it"
    assert without_formula(f"a{start}1") == f"a{start}1"


def test_figures_stay_figures() -> None:
    assert (without_formula(-1.5), without_formula(None), without_formula(7)) == (-1.5, None, 7)
