"""The pack tells what is configured, and says so where nothing can be read."""

import json

import pytest
import yaml

from assistant.services import pilot
from assistant.services.governance_pack import Pack, make_pack
from assistant.web.memo_page import pack_html
from assistant.web.translation import words_of
from policies.errors import Refused
from policies.policy import DraftingRules, ProviderRules
from tests.assistant.measuring.conftest import Quiet
from tests.eval.made_plan import plan_data


def answers(pack: Pack) -> dict[str, str | None]:
    return {answer.question: answer.answer for section in pack.sections for answer in section.answers}


def test_the_pack_follows_the_configuration(quiet: Quiet) -> None:
    leader = quiet.users["leader"].actor
    before = answers(make_pack(quiet.house, leader))
    assert before["Which hosts may be called?"] == "none: nothing leaves the machine."
    assert before["Who answers for the system?"] is None
    provider = ProviderRules(name="local", kind="openai_compatible", base_url="https://models.example.org/v1", model="small-model")
    quiet.house.policy = quiet.house.policy.model_copy(
        update={"drafting": DraftingRules(drafter="generative", provider="local", providers=(provider,), is_enabled=False)}
    )
    pilot.lock(quiet.house, leader, yaml.safe_dump(plan_data()))
    pilot.record(quiet.house, leader, "incidents_checked", 1)
    after = answers(make_pack(quiet.house, leader))
    assert after["Which hosts may be called?"] == "models.example.org."
    assert "small-model at models.example.org" in str(after["Which models and providers are used?"])
    assert after["Who answers for the system?"] == "A. Owner, Superintendent."
    assert "switched off" in str(after["Can a person always stop it?"])
    assert after["What happened so far?"] == "0 of personal data, 0 others recorded."


def test_what_no_configuration_can_say_is_left_open_and_names_who_must(quiet: Quiet) -> None:
    pack = make_pack(quiet.house, quiet.users["leader"].actor)
    unanswered = [answer for section in pack.sections for answer in section.answers if answer.answer is None]
    assert pack.n_open == len(unanswered) >= 8
    assert all("must" in answer.evidence for answer in unanswered)
    assert {section.area for section in pack.sections} >= {"GOVERN", "MAP", "MEASURE", "MANAGE", "Leadership", "Data", "Security", "Legal"}


def test_the_data_map_is_the_schema_that_is_there(quiet: Quiet) -> None:
    tables = {table.name: table for table in make_pack(quiet.house, quiet.users["leader"].actor).facts.tables}
    assert tables["ledger_events"].n_rows > 0
    assert tables["items"].holds_words
    assert all(table.holds for table in tables.values())
    assert len(tables) > 15


def test_both_forms_hold_every_row_and_staff_get_none(quiet: Quiet) -> None:
    pack = make_pack(quiet.house, quiet.users["admin"].actor)
    page = pack_html(pack, is_alone=True)
    assert page.count("Not answered") == pack.n_open
    assert json.loads(json.dumps(pack.shape(), default=str))["n_open"] == pack.n_open
    assert "<script" not in page
    with pytest.raises(Refused):
        make_pack(quiet.house, quiet.users["staff"].actor)


def test_the_pack_says_the_same_rows_in_spanish(quiet: Quiet) -> None:
    leader = quiet.users["leader"].actor
    english, spanish = make_pack(quiet.house, leader), make_pack(quiet.house, leader, words_of("es").gettext)
    rows = [
        pair for one, other in zip(english.sections, spanish.sections, strict=True) for pair in zip(one.answers, other.answers, strict=True)
    ]
    assert [one.question for one, other in rows if one.question == other.question] == []
    assert [one for one, other in rows if (one.answer is None) != (other.answer is None)] == []
    kept = {row.answer for row, other in rows if row.answer is not None and row.answer == other.answer}
    assert kept == {f"{quiet.house.policy.district.state}.", "en, es."}, "a state's and languages' codes are the same in every language"
    page = pack_html(spanish, is_alone=True, language="es")
    assert '<html lang="es">' in page
    assert page.count("Sin respuesta") == spanish.n_open == english.n_open
    left = [words for words in ("Question", "Not answered", "Where it stands", "Administrator", "must.") if words in page]
    assert left == []
