"""How JSON is asked for is the policy's choice: some servers refuse a schema, some write nonsense without one."""

import pytest

from assistant.drafting.generative import REPLY_SCHEMA
from assistant.language_models.openai_compatible import OpenAICompatible
from tests.scripted_provider.drafters import rules_for
from tests.scripted_provider.server import ScriptedProvider


@pytest.mark.parametrize(
    ("reply_format", "sent"),
    [
        ("json_object", {"type": "json_object"}),
        ("json_object_with_schema", {"type": "json_object", "schema": REPLY_SCHEMA}),
    ],
)
def test_the_schema_is_sent_only_where_the_policy_says_so(reply_format: str, sent: dict[str, object]) -> None:
    with ScriptedProvider("nothing_answers") as provider:
        rules = rules_for(provider, reply_format=reply_format)
        OpenAICompatible(rules.providers[0]).reply([("user", "words")], REPLY_SCHEMA)
        assert provider.requests[0].json["response_format"] == sent
