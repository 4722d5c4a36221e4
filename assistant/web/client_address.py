"""Whose address a request comes from: the direct peer's, or the one that a trusted proxy writes into X-Forwarded-For.

The server's own reading of forwarded headers is switched off (`assistant.serving`); this is the only one.
"""

import ipaddress
from collections.abc import Sequence

from starlette.requests import Request

from assistant.settings import Network
from assistant.web.guards import house_of

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The client's address: from the right, the first hop that is not a trusted proxy. What an untrusted peer forwards is not read.

    `forwarded` are the values of X-Forwarded-For, in order. A hop that is no address counts as the proxy that wrote it down.
    Source: RFC 7239, 5.2 and 8.1.
    """
    address = _read(peer)
    if address is None or not _is_among(address, trusted):
        return peer
    for hop in reversed(",".join(forwarded).split(",")):
        read = _read(hop)
        if read is None:
            break
        address = read
        if not _is_among(address, trusted):
            break
    return str(address)


def address_of(request: Request) -> str:
    """The client's address of a request; empty when the server does not know its peer."""
    peer = request.client.host if request.client else ""
    return client_address(peer, request.headers.getlist("x-forwarded-for"), house_of(request).settings.trusted_proxies)


def _read(hop: str) -> Address | None:
    """An address with or without a port, as proxies write it: 192.0.2.1, 192.0.2.1:4711, 2001:db8::1, [2001:db8::1]:4711."""
    words = hop.strip()
    if words.startswith("["):
        words = words[1:].partition("]")[0]
    elif words.count(":") == 1:
        words = words.partition(":")[0]
    try:
        address = ipaddress.ip_address(words)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def _is_among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
