from ipaddress import ip_network
from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
from assistant.web.client_address import client_address
from policies.errors import WrongConfiguration
from tests.assistant.web.forms import sign_in
from tests.assistant.web.small_house import SmallHouse, client_of

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:1::/48"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", ["198.51.100.7"], "203.0.113.9"),
        ("203.0.113.9", [], "203.0.113.9"),
        ("", ["198.51.100.7"], ""),
        ("testclient", ["198.51.100.7"], "testclient"),
        ("10.0.0.2", [], "10.0.0.2"),
        ("10.0.0.2", ["198.51.100.7"], "198.51.100.7"),
        ("::ffff:10.0.0.2", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.2", ["192.0.2.66, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.2", ["192.0.2.66", "198.51.100.7"], "198.51.100.7"),
        ("10.0.0.2", ["192.0.2.66, 198.51.100.7, 10.9.9.9"], "198.51.100.7"),
        ("10.0.0.2", ["10.3.3.3, 10.9.9.9"], "10.3.3.3"),
        ("10.0.0.2", ["198.51.100.7:4711"], "198.51.100.7"),
        ("2001:db8:1::5", ["[2001:db8:2::7]:4711"], "2001:db8:2::7"),
        ("10.0.0.2", ["2001:db8:2::7"], "2001:db8:2::7"),
        ("10.0.0.2", ["198.51.100.7, unknown"], "10.0.0.2"),
        ("10.0.0.2", ["198.51.100.7, _hidden, 10.9.9.9"], "10.9.9.9"),
        ("10.0.0.2", ["," * 50], "10.0.0.2"),
    ],
)
def test_only_what_a_trusted_proxy_says_of_its_peer_is_believed(peer: str, forwarded: list[str], client: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == client


def test_without_trusted_proxies_nothing_that_is_forwarded_is_read() -> None:
    assert client_address("10.0.0.2", ["198.51.100.7"], ()) == "10.0.0.2"


def test_behind_a_trusted_proxy_each_client_has_tries_of_its_own(house: SmallHouse) -> None:
    house.settings = house.settings.model_copy(update={"trusted_proxies": (ip_network("192.0.2.1/32"),)})
    client = client_of(house)
    guesses = [sign_in(client, f"name{n}", "wrong", **{"x-forwarded-for": "198.51.100.7"}).status_code for n in range(4)]
    assert guesses == [401, 401, 401, 429]
    assert sign_in(client, **{"x-forwarded-for": "198.51.100.8"}).status_code == 303
    made_up = sign_in(client_of(house), "name9", "wrong", **{"x-forwarded-for": "203.0.113.50, 198.51.100.7"})
    assert made_up.status_code == 429


def test_a_client_that_is_no_proxy_gets_no_new_tries_by_making_up_addresses(house: SmallHouse) -> None:
    client = client_of(house)
    guesses = [sign_in(client, f"name{n}", "wrong", **{"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(4)]
    assert guesses == [401, 401, 401, 429]


def test_trusted_proxies_are_addresses_or_networks_separated_by_commas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,2001:db8::/32")
    assert [str(network) for network in Settings(data=tmp_path).trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/8", "2001:db8::/32"]
    monkeypatch.setenv("COUNTERSIGN_TRUSTED_PROXIES", "the load balancer")
    with pytest.raises(WrongConfiguration) as caught:
        load_settings()
    assert caught.value.detail.startswith("A setting is wrong: COUNTERSIGN_TRUSTED_PROXIES: ")
    assert "such as 127.0.0.1, 10.0.0.0/8" in caught.value.detail
