"""The policy names triage rules by ids that exist."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import assistant
from policies.errors import WrongConfiguration
from policies.policy import parse_policy
from policies.triage.rule_ids import rule_ids
from policies.triage.rulebook import rule_book

DEMO = Path(assistant.__file__).parent / "demo" / "district" / "policy.yaml"


def test_the_ids_read_lightly_are_those_of_the_rules() -> None:
    assert rule_ids() == {rule.id for rule in rule_book().rules}


def test_an_office_for_a_rule_that_does_not_exist_is_refused_with_what_is_allowed() -> None:
    raw: dict[str, Any] = yaml.safe_load(DEMO.read_text("utf-8"))
    parse_policy(raw)
    raw["triage"]["offices"]["custdy"] = "front"
    with pytest.raises(WrongConfiguration) as caught:
        parse_policy(raw)
    assert "triage.offices.custdy is no triage rule; allowed: abuse, " in caught.value.detail
