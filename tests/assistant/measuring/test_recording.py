"""Surveys and audits come in as numbers and codes; a wrong row keeps all out; nobody is named."""

from pathlib import Path

import pytest

from assistant.services import recording
from assistant.services.measuring import facts_of
from eval.audits import ASPECTS, Audit, measure_audits
from policies import ledger
from policies.errors import BadInput, NotFound, Refused
from policies.ledger import Tag
from policies.words.people import SYSTEM
from tests.assistant.measuring.conftest import Quiet


def write(folder: Path, words: str) -> Path:
    file = folder / "in.csv"
    file.write_text(words, "utf-8")
    return file


def test_replies_are_kept_as_scores_and_comments_left_behind(quiet: Quiet, tmp_path: Path) -> None:
    file = write(tmp_path, "score,comment\n5,Maria Gutierrez is lovely\n2,\n")
    assert recording.import_survey(quiet.house, quiet.users["leader"].actor, "parent", file) == 2
    with quiet.house.database.read() as session:
        events = list(ledger.events(session, tags=(Tag.OBSERVATION_RECORDED,)))
    assert [(e.subject, e.payload) for e in events] == [("survey_parent", {"value": 5.0}), ("survey_parent", {"value": 2.0})]


def test_one_wrong_row_keeps_the_whole_file_out(quiet: Quiet, tmp_path: Path) -> None:
    leader = quiet.users["leader"].actor
    for words, code in (("score\n4\n6\n", "survey.score"), ("points\n4\n", "survey.column"), ("score\n", "survey.column")):
        with pytest.raises(BadInput) as raised:
            recording.import_survey(quiet.house, leader, "staff", write(tmp_path, words))
        assert raised.value.code == code
    head = "item_id,rater,aspect,holds\n"
    for row in ("item_1,one,taste,yes\n", "item_1,one,citation,maybe\n", "item_1,Maria Gutierrez,citation,yes\n"):
        with pytest.raises(BadInput) as raised:
            recording.import_audit(quiet.house, leader, write(tmp_path, head + row))
        assert raised.value.code == "audit.row"
    with pytest.raises(NotFound):
        recording.import_audit(quiet.house, leader, write(tmp_path, head + "item_1,one,citation,yes\n"))
    with quiet.house.database.read() as session:
        assert list(ledger.events(session, tags=(Tag.OBSERVATION_RECORDED, Tag.AUDIT_RECORDED))) == []


def test_a_reply_on_the_page_names_nobody(quiet: Quiet) -> None:
    recording.reply(quiet.house, quiet.users["staff"].actor, 4)
    with quiet.house.database.read() as session:
        (event,) = ledger.events(session, tags=(Tag.OBSERVATION_RECORDED,))
    assert (event.actor, event.subject, event.payload) == (SYSTEM.user_id, "survey_staff", {"value": 4.0})
    assert facts_of(quiet.house).beside.observations[0].value == 4.0
    with pytest.raises(BadInput):
        recording.reply(quiet.house, quiet.users["staff"].actor, 0)
    with pytest.raises(Refused):
        recording.reply(quiet.house, quiet.users["leader"].actor, 3)


def test_an_aspect_holds_only_when_every_rater_says_so_and_the_latest_word_counts() -> None:
    said = [("a", "one", True, 1.0), ("a", "two", False, 1.0), ("b", "one", False, 1.0), ("b", "one", True, 2.0), ("b", "two", True, 1.0)]
    figures = {f.name: f for f in measure_audits([Audit(item, "citation", rater, holds, at) for item, rater, holds, at in said])}
    assert (figures["citation_correctness"].value, figures["citation_correctness"].n) == (0.5, 2)
    assert (figures["rater_agreement"].value, figures["rater_agreement"].n) == (0.5, 2)
    assert figures["groundedness"].needs
    assert len(figures) == len(ASPECTS) + 2


def test_raters_who_always_agree_on_one_answer_have_no_kappa() -> None:
    figures = {f.name: f for f in measure_audits([Audit("a", "citation", rater, True, 1.0) for rater in ("one", "two")])}
    assert figures["rater_kappa"].value is None
    assert figures["rater_agreement"].value == 1.0


def test_completeness_is_counted_by_part_and_wrong_facts_by_any_rater() -> None:
    said = [("a", 1, "one", True), ("a", 2, "one", False), ("a", 2, "two", False), ("b", 1, "one", True)]
    parts = [Audit(item, "complete", rater, holds, 1.0, part) for item, part, rater, holds in said]
    facts = [Audit("a", "facts", "one", True, 1.0), Audit("a", "facts", "two", False, 1.0), Audit("b", "facts", "one", True, 1.0)]
    figures = {f.name: f for f in measure_audits([*parts, *facts])}
    assert (figures["completeness"].value, figures["completeness"].n) == (pytest.approx(2 / 3), 3)
    assert (figures["audited_errors"].value, figures["audited_errors"].n) == (0.5, 2)
    assert figures["audited_errors"].interval is not None
    assert figures["audited_errors"].interval.method == "clopper_pearson"
    assert figures["rater_agreement"].n == 2
