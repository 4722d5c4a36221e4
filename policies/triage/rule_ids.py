"""The ids of the triage rules, read without building the rules: the policy is checked against them at every start."""

import re
from functools import lru_cache
from pathlib import Path

_ID = re.compile(r"^- id: *(\w+)", re.MULTILINE)


@lru_cache(maxsize=1)
def rule_ids() -> frozenset[str]:
    """Ids of the product's own rules (`rules_*.yaml`)."""
    return frozenset(rule_id for path in Path(__file__).parent.glob("rules*.yaml") for rule_id in _ID.findall(path.read_text("utf-8")))
