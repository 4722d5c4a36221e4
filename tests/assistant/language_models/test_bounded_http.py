"""The wire speaks to the one host that the policy lists."""

import httpx
import pytest

from assistant.language_models.bounded_http import BoundedTransport
from assistant.language_models.faults import FaultKind, ProviderFault
from tests.scripted_provider.server import ScriptedProvider


def client_for(address: str) -> httpx.Client:
    transport = BoundedTransport(address, seconds=2, max_bytes=10_000, key=None, read_reply=lambda body: body)
    return httpx.Client(transport=transport, trust_env=False)


@pytest.mark.parametrize("other", ["http://localhost", "http://127.0.0.2", "https://127.0.0.1", "http://models.district.example"])
def test_a_call_to_any_other_host_scheme_or_port_is_stopped_before_it_leaves(other: str) -> None:
    with ScriptedProvider("good") as provider, client_for(provider.base_url) as client:
        port = provider.base_url.rsplit(":", 1)[1].removesuffix("/v1")
        for address in (f"{other}:{port}/v1", f"{provider.base_url.rsplit(':', 1)[0]}:9/v1"):
            with pytest.raises(ProviderFault) as stopped:
                client.post(address, json={})
            assert stopped.value.kind is FaultKind.OTHER_HOST
        assert provider.requests == []
