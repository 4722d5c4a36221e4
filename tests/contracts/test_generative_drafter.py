"""The generative drafter keeps the drafter's contract, over a real socket."""

from collections.abc import Iterator

import pytest

from assistant.drafting.drafter import Drafter
from tests.contracts.drafter_suite import DrafterSuite
from tests.scripted_provider.drafters import generative
from tests.scripted_provider.server import ScriptedProvider


class TestGenerativeDrafter(DrafterSuite):
    """A provider that answers well."""

    @pytest.fixture
    def drafter(self) -> Iterator[Drafter]:
        with ScriptedProvider("good") as provider:
            yield generative(provider)


class TestGenerativeDrafterWithoutProvider(DrafterSuite):
    """A provider that is down: the fall back keeps the same contract."""

    @pytest.fixture
    def drafter(self) -> Iterator[Drafter]:
        with ScriptedProvider("bad_request") as provider:
            yield generative(provider)
