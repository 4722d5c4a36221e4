"""Generative drafters that speak to the scripted provider, with the extractive drafter behind them."""

import time
from collections.abc import Callable

from assistant.drafting.extractive import ExtractiveDrafter
from assistant.drafting.generative import GenerativeDrafter
from policies.policy import DraftingRules, ProviderRules
from tests.scripted_provider.server import ScriptedProvider


def rules_for(provider: ScriptedProvider | str, **more: object) -> DraftingRules:
    """Drafting rules that list one provider; `more` are fields of `ProviderRules`."""
    address = provider if isinstance(provider, str) else provider.base_url
    facts: dict[str, object] = {
        "name": "scripted",
        "kind": "openai_compatible",
        "base_url": address,
        "model": "scripted-1",
        "timeout_seconds": 5.0,
    }
    return DraftingRules(drafter="generative", provider="scripted", providers=(ProviderRules.model_validate({**facts, **more}),))


def generative(
    provider: ScriptedProvider | str,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    key: str | None = None,
    **more: object,
) -> GenerativeDrafter:
    """A generative drafter on this provider."""
    rules = rules_for(provider, **more)
    return GenerativeDrafter(rules, fallback=ExtractiveDrafter(rules), key=key, clock=clock, sleep=sleep)
