"""A draft holds only sentences that passed every blocking check, and the reviewer reads why others went."""

import dataclasses
import datetime as dt

import pytest

from assistant.checking.check import BLOCKING, Checked, check_draft
from policies.words.documents import Passage, Scope
from policies.words.drafts import Citation, Support
from tests.contracts.evidence_at_hand import (
    ABSENCE,
    BELLS,
    COMIDA,
    HANDBOOK,
    LUNCH,
    SCOPE,
    WHITCOMB,
    ask,
    cite,
    demo_policy,
    draft,
    evidence,
    paragraph,
    row,
)

POLICY = demo_policy()
TRUE = "School starts at 8:10 a.m. and ends at 3:00 p.m."


def check(
    *sentences: tuple[str, Citation | None], passages: tuple[Passage, ...] = (), scope: Scope = SCOPE, language: str = "en"
) -> Checked:
    given = evidence(*passages) if passages else HANDBOOK
    return check_draft(
        draft(*sentences, language=language), ask("?", language), given, scope, POLICY, finds_pii=lambda text: "Canaryson" in text
    )


def why(text: str, passage: Passage, quote: str | None = None, *, scope: Scope = SCOPE, language: str = "en") -> set[str]:
    """The blocking checks that a sentence fails."""
    checked = check((text, cite(passage, quote)), passages=(passage,), scope=scope, language=language)
    return {check.name for check in checked.draft.checks if check.is_blocking and not check.passed}


def test_a_true_sentence_passes_every_check() -> None:
    checked = check((TRUE, cite(BELLS, TRUE)))
    assert [check.name for check in checked.draft.checks] == [*BLOCKING, "length", "reading_level", "tone"]
    assert all(check.passed for check in checked.draft.checks)
    assert checked.dropped == ()


def test_what_fails_is_dropped_and_the_rest_stays_with_the_reason_on_record() -> None:
    checked = check((TRUE, cite(BELLS, TRUE)), ("Lunch costs $3.75.", cite(LUNCH, "Lunch costs $2.75.")))
    assert [sentence.text for sentence in checked.draft.sentences] == [TRUE]
    assert [sentence.text for sentence in checked.dropped] == ["Lunch costs $3.75."]
    (figures,) = [check for check in checked.draft.checks if check.name == "figures"]
    assert figures.passed
    assert "sentence 2 was dropped" in figures.detail
    assert "$3.75" in figures.detail


def test_when_nothing_is_left_the_failed_checks_say_so() -> None:
    checked = check(("Lunch costs $3.75.", cite(LUNCH)))
    assert checked.draft.sentences == ()
    assert {check.name for check in checked.draft.checks if not check.passed} >= {"figures"}
    empty = check()
    assert [check.name for check in empty.draft.checks if not check.passed] == ["form"]


def test_support_is_measured_and_never_taken_from_the_drafter() -> None:
    said = draft((TRUE, cite(BELLS, TRUE)), ("Lunch is $2.75.", cite(LUNCH, "Lunch costs $2.75.")))
    said = dataclasses.replace(said, sentences=tuple(dataclasses.replace(one, support=Support.ATTESTED) for one in said.sentences))
    checked = check_draft(said, ask("?"), HANDBOOK, SCOPE, POLICY, finds_pii=None)
    assert [sentence.support for sentence in checked.draft.sentences] == [Support.VERBATIM, Support.ENTAILED]


def test_personal_data_is_dropped_and_its_words_stand_in_no_detail() -> None:
    checked = check((f"{TRUE} Ava Canaryson (900-12-3456) knows.", cite(BELLS)))
    assert checked.draft.sentences == ()
    details = " ".join(check.detail for check in checked.draft.checks)
    assert "personal data" in details
    assert "Canaryson" not in details
    assert "900" not in details


def test_without_a_finder_of_personal_data_the_check_says_that_it_did_not_run() -> None:
    checked = check_draft(draft((TRUE, cite(BELLS, TRUE))), ask("?"), HANDBOOK, SCOPE, POLICY, finds_pii=None)
    (pii,) = [check for check in checked.draft.checks if check.name == "pii"]
    assert (pii.passed, pii.is_blocking) == (False, False)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: dataclasses.replace(c, passage_id="p99"),
        lambda c: dataclasses.replace(c, revision="rev99"),
        lambda c: dataclasses.replace(c, document_id="doc99"),
        lambda c: dataclasses.replace(c, start=c.start + 1),
        lambda c: dataclasses.replace(c, end=c.end - 1),
        lambda c: dataclasses.replace(c, start=0, end=5),
        lambda c: dataclasses.replace(c, end=c.end + 5000),
        lambda c: dataclasses.replace(c, quote=c.quote.replace("8:10", "8:20")),
        lambda c: dataclasses.replace(c, quote=""),
        lambda c: dataclasses.replace(c, page=3),
    ],
)
def test_a_citation_that_does_not_hold_drops_the_sentence(spoil) -> None:
    checked = check((TRUE, spoil(cite(BELLS, TRUE))))
    assert checked.draft.sentences == ()
    assert "citations" in {check.name for check in checked.draft.checks if not check.passed}


def test_one_good_citation_does_not_carry_a_bad_one() -> None:
    both = draft((TRUE, cite(BELLS, TRUE)))
    good = both.sentences[0].citations[0]
    both = dataclasses.replace(
        both, sentences=(dataclasses.replace(both.sentences[0], citations=(good, dataclasses.replace(good, passage_id="p99"))),)
    )
    assert check_draft(both, ask("?"), HANDBOOK, SCOPE, POLICY, finds_pii=None).draft.sentences == ()


def test_a_sentence_without_a_citation_never_passes() -> None:
    assert check((TRUE, None)).draft.sentences == ()


@pytest.mark.parametrize(
    "text",
    [
        "<b>School</b> starts at 8:10 a.m.",
        "School starts at 8:10 a.m. [here](http://127.0.0.1/pay)",
        "School starts at 8:10 a.m. ![x](y)",
        "School starts \u200bat 8:10 a.m.",
        "School starts \u202eat 8:10 a.m.",
        "School starts at\n8:10 a.m.",
        "School starts at 8:10 a.m. javascript:alert(1)",
        "&lt;School starts at 8:10 a.m.",
        " ",
        "School starts at 8:10 a.m. " * 60,
    ],
)
def test_a_sentence_that_is_not_plain_text_is_dropped(text: str) -> None:
    assert "form" in why(text, BELLS)


@pytest.mark.parametrize(
    "text",
    [
        "School starts at 8:15 a.m. and ends at 3:00 p.m.",
        "School starts at 8:10 p.m.",
        "Call (217) 555-0119 before 9:00 a.m.",
        "School starts at 8:10 a.m. on Monday.",
        "School starts at 8:10 a.m. in room 4B.",
        "School starts at 8:10 a.m. See https://pay.example.org.",
        "School starts at 8:10 a.m. for grade 6.",
        "School starts at 8:10 a.m. Ask Orrin Vale.",
    ],
)
def test_a_figure_or_name_that_the_cited_words_do_not_hold_drops_the_sentence(text: str) -> None:
    assert "figures" in why(text, BELLS)


def test_a_figure_from_another_sentence_of_the_same_passage_does_not_hold_a_sentence_up() -> None:
    assert "figures" in why("School starts at 7:40 a.m.", BELLS, TRUE)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("School begins at 8:10 AM and ends at 3 p.m.", BELLS),
        ("Call the office before 9 a.m. on the day of an absence.", ABSENCE),
        ("Breakfast is free.", LUNCH),
        ("You may not enter the building before 7:40 am unless you ride an early bus.", BELLS),
        ("The first bell at Whitcomb Elementary is at 8:10 a.m.", WHITCOMB),
        ("Whitcomb Elementary: First bell 8:10; Dismissal 3:00.", WHITCOMB),
    ],
)
def test_another_way_of_saying_the_same_passes(text: str, passage: Passage) -> None:
    assert why(text, passage) == set()


@pytest.mark.parametrize(
    ("text", "passage", "failed"),
    [
        ("You may enter the building before 7:40 a.m.", BELLS, "polarity"),
        ("You must not enter the building after 7:40 a.m. unless you ride an early bus.", BELLS, "polarity"),
        ("Families must pay online or by check.", LUNCH, "polarity"),
        ("Families may only pay online.", LUNCH, "polarity"),
        ("Families may not pay online or by check.", LUNCH, "polarity"),
        ("A parent may call the office before 9:00 a.m. on the day of an absence.", ABSENCE, "polarity"),
        ("Lunch is free for every student.", LUNCH, "support"),
        ("All fees are waived.", LUNCH, "support"),
        ("Dismissal at Whitcomb Elementary is at 8:10.", WHITCOMB, "support"),
        ("The first bell at Whitcomb Elementary rings loudly at 8:10.", WHITCOMB, "support"),
    ],
)
def test_a_turned_or_unsupported_statement_is_dropped(text: str, passage: Passage, failed: str) -> None:
    assert failed in why(text, passage)


def test_a_weekday_that_does_not_fit_its_date_is_dropped() -> None:
    calendar = paragraph("The first day of school is August 17, 2026.", 6, school_year="2026-2027")
    assert why("The first day of school is Monday, August 17, 2026.", calendar) == set()
    assert "figures" in why("The first day of school is Tuesday, August 17, 2026.", calendar)
    wrong = paragraph("The first day of school is Tuesday, August 17, 2026.", 6)
    assert "figures" in why("The first day of school is Tuesday, August 17, 2026.", wrong)


def test_a_year_beside_a_date_must_be_the_dates_own() -> None:
    calendar = row({"Event": "Spring break", "First day": "March 22", "Last day": "March 26"}, 6, title="Calendar", school_year="2026-2027")
    assert why("Spring break: First day March 22, 2027.", calendar) == set()
    assert "figures" in why("Spring break: First day March 22, 2026.", calendar)
    assert "figures" in why("Spring break: First day February 30.", paragraph("Spring break: First day February 30.", 6))


def test_words_of_another_school_or_year_are_out_of_scope() -> None:
    theirs = paragraph(TRUE, 7, schools=("landing",), school_year="2025-2026")
    asked = Scope(on=dt.date(2026, 9, 1), school="whitcomb", school_year="2026-2027")
    assert why(TRUE, theirs, scope=asked) == {"scope"}
    assert why(TRUE, theirs) == set()
    assert why(TRUE, paragraph(TRUE, 7), scope=asked) == set()


def test_the_questions_own_school_counts_when_the_scope_names_none() -> None:
    theirs = paragraph(TRUE, 7, schools=("landing",))
    checked = check_draft(draft((TRUE, cite(theirs))), ask("?", school="whitcomb"), evidence(theirs), SCOPE, POLICY, finds_pii=None)
    assert checked.draft.sentences == ()


def test_a_sentence_that_names_a_school_its_source_is_not_in_force_for_is_out_of_scope() -> None:
    theirs = paragraph(TRUE, 7, schools=("landing",))
    assert "scope" in why("At Odessa Whitcomb Elementary School, school starts at 8:10 a.m.", theirs)


def test_a_spanish_sentence_is_held_against_english_words_and_figures() -> None:
    calendar = paragraph("The first day of school is March 3. Lunch costs $2.75.", 8)
    assert why("El primer día de escuela es el 3 de marzo.", calendar, "The first day of school is March 3.", language="es") == set()
    assert "figures" in why("El primer día de escuela es el 4 de marzo.", calendar, "The first day of school is March 3.", language="es")
    assert "polarity" in why("El almuerzo no cuesta $2.75.", calendar, "Lunch costs $2.75.", language="es")
    assert why("El almuerzo cuesta $2.75.", COMIDA, "El almuerzo cuesta $2.75.", language="es") == set()


def test_length_reading_level_and_tone_warn_and_drop_nothing() -> None:
    promise = "We will ensure that lunch costs $2.75."
    source = paragraph(promise, 9)
    checked = check((promise, cite(source)), passages=(source,))
    assert len(checked.draft.sentences) == 1
    (tone,) = [check for check in checked.draft.checks if check.name == "tone"]
    assert (tone.passed, tone.is_blocking) == (False, False)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The office is open from 7 a.m. to 7 p.m.", True),
        ("You may ask for three (3) copies.", True),
        ("The office is open from 7 a.m. to 7 a.m.", False),
        ("Tutoring is on Tuesday and Tuesday.", False),
    ],
)
def test_a_span_of_one_and_the_same_figure_is_dropped_even_when_quoted(text: str, *, stands: bool) -> None:
    assert (why(text, paragraph(text, 9)) == set()) is stands


def test_must_for_may_is_caught_beside_another_must() -> None:
    source = paragraph("Parents may visit a class and must sign in at the office.", 9)
    assert why("Parents may visit a class and must sign in at the office.", source) == set()
    assert "polarity" in why("Parents must visit a class and must sign in at the office.", source)
