"""Which sentences introduce a list, and what of the passages behind them is that list."""

import pytest

from assistant.neighbours import announces, followers_of, introduces, reaches_out, with_followers
from policies.words.documents import Evidence, Passage, PassageKind
from tests.contracts.evidence_at_hand import paragraph, row

SENTENCES = [
    ("Bring the papers below.", True),
    ("Posted at 4:00 p.m. on the days below, for every school.", True),
    ("You need to bring:", True),
    ("Please bring the following documents to the office.", True),
    ("The steps are as follows.", True),
    ("See the table below for prices.", True),
    ("Traiga los siguientes papeles.", True),
    ("Los requisitos se indican a continuación.", True),
    ("Consulte la tabla de abajo.", True),
    ("Report cards come the following week.", False),
    ("Students return on the following school day.", False),
    ("When an account is more than $15.00 below zero, the family gets a message.", False),
    ("The office stays below the gym.", False),
    ("La semana siguiente no hay clases.", False),
    ("Every volunteer follows the same four steps.", False),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_introduces_a_list_when_it_points_to_what_follows(sentence: str, expected: bool) -> None:
    assert introduces(sentence) is expected


def test_steps_that_are_counted_announce_only_the_lines_right_below() -> None:
    assert announces("Every volunteer follows the same four steps.")
    assert announces("Siga estos tres pasos.") or announces("Siga estos pasos.")
    assert not announces("The school has four doors.")


def test_only_the_last_paragraph_of_a_passage_reaches_out_of_it() -> None:
    assert reaches_out(paragraph("Enroll any time.\n\nBring the papers below. Ask us when one is missing."))
    assert not reaches_out(paragraph("Bring the papers below.\n\nThe office is open all summer."))
    assert reaches_out(paragraph("Bring:\n\nA lease\nA bill", kind=PassageKind.LIST_ITEM))
    assert not reaches_out(row({"School": "Oak", "Needs the following": "a form:"}))


INTRO = paragraph("Bring the papers below.", 1, section=("Enrolling",))


def paper(number: int, **more: object) -> Passage:
    facts: dict[str, object] = {"section": ("Enrolling", "What to bring"), "file_name": "enroll.md"} | more
    return row({"Paper": f"Paper {number}", "When": "Same day"}, number, **facts)


def follow(*after: Passage, names: frozenset[str] = frozenset(), is_school_known: bool = False) -> list[str]:
    return [passage.id for passage in followers_of(INTRO, after, names, is_school_known=is_school_known)]


def test_the_table_below_follows_and_what_stands_behind_it_does_not() -> None:
    behind = paragraph("We need one proof.", 4, section=("Enrolling", "What to bring"))
    assert follow(paper(2), paper(3), behind, paper(5)) == ["p2", "p3"]


def test_a_table_of_another_section_does_not_follow() -> None:
    assert follow(paper(2, section=("Leaving",))) == []


def test_a_list_item_of_the_same_section_follows() -> None:
    item = paragraph("A lease", 2, section=("Enrolling",), kind=PassageKind.LIST_ITEM)
    assert follow(item) == ["p2"]
    assert follow(paragraph("Another matter.", 2, section=("Enrolling",)), item) == []


def test_what_speaks_for_fewer_schools_follows_only_where_the_school_is_known() -> None:
    assert follow(paper(2, schools=("oak",))) == []
    assert follow(paper(2, schools=("oak",)), is_school_known=True) == ["p2"]


def test_of_like_tables_only_the_one_that_names_the_asked_school_follows() -> None:
    tables = (
        paper(2, section=("Enrolling", "Whitcomb")),
        paper(3, section=("Enrolling", "Landing")),
        paper(4, section=("Enrolling", "Landing")),
    )
    assert follow(*tables) == []
    assert follow(*tables, names=frozenset({"land"})) == ["p3", "p4"]


def test_every_passage_stands_once_among_what_may_be_cited() -> None:
    evidence = [Evidence(INTRO, 1.0, 0.9, 5.0, follows=(paper(2), paper(3))), Evidence(paper(3), 0.8, 0.8, 2.0)]
    assert [found.passage.id for found in with_followers(evidence)] == ["p1", "p2", "p3"]
    assert [found.passage.id for found in with_followers(evidence, n_most=0)] == ["p1", "p3"]
