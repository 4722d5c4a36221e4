"""HTTP to one host and no other: no redirects, no proxies, a wall-clock deadline, a cap on bytes, and no headers that nobody asked for.

The stream below HTTP carries the deadline, so that a reply that drips a byte a second ends in time as well.
"""

import ssl
import time
import typing
from collections.abc import Callable, Iterable

import httpcore
import httpx

from assistant.language_models.faults import FaultKind, ProviderFault

_SENT = frozenset({"host", "content-type", "content-length", "accept", "authorization"})
"""Request headers that leave. What a library adds from the environment (organisation, project, versions) does not."""


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises: ProviderFault (too slow) when there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise ProviderFault(FaultKind.TOO_SLOW)
        return left


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        return self._stream.get_extra_info(info)


class _TimedNetwork(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline) -> None:
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._network.connect_tcp(host, port, self._deadline.left(), local_address, socket_options), self._deadline)


class BoundedTransport(httpx.BaseTransport):
    """Sends one request to the one host of `base_url` and gives back a reply that `read_reply` has accepted.

    `read_reply` takes the body of a 200 reply and returns the bytes that the client may see, or raises ProviderFault.
    Raises: ProviderFault for every fault; nothing of httpcore comes through.
    """

    def __init__(self, base_url: str, *, seconds: float, max_bytes: int, key: str | None, read_reply: Callable[[bytes], bytes]) -> None:
        self._allowed = _origin(httpx.URL(base_url))
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._key = key
        self._read_reply = read_reply
        self._tls = httpx.create_ssl_context(trust_env=False) if base_url.startswith("https:") else None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send, read within deadline and cap, and accept or refuse the reply."""
        if _origin(request.url) != self._allowed:
            raise ProviderFault(FaultKind.OTHER_HOST)
        headers = [
            (name, value)
            for name, value in request.headers.raw
            if name.decode("latin-1").lower() in _SENT and name.lower() != b"authorization"
        ]
        headers += [(b"Accept-Encoding", b"identity"), (b"Connection", b"close"), (b"User-Agent", b"countersign")]
        if self._key:
            headers.append((b"Authorization", f"Bearer {self._key}".encode("latin-1")))
        deadline = _Deadline(self._seconds)
        try:
            return httpx.Response(
                200, headers={"Content-Type": "application/json"}, content=self._send(request, headers, deadline), request=request
            )
        except (httpcore.ConnectError, httpcore.UnsupportedProtocol, httpcore.ProxyError):
            raise ProviderFault(FaultKind.UNREACHABLE) from None
        except httpcore.TimeoutException:
            raise ProviderFault(FaultKind.TOO_SLOW) from None
        except (httpcore.NetworkError, httpcore.ProtocolError):
            raise ProviderFault(FaultKind.BROKEN_OFF) from None

    def _send(self, request: httpx.Request, headers: list[tuple[bytes, bytes]], deadline: _Deadline) -> bytes:
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, max_connections=1, retries=0, network_backend=_TimedNetwork(deadline)) as pool,
            pool.stream(request.method.encode(), str(request.url), headers=headers, content=request.read()) as response,
        ):
            replied = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            _accept_status(response.status, replied)
            declared = replied.get("content-length", "")
            if declared.isdigit() and int(declared) > self._max_bytes:
                raise ProviderFault(FaultKind.TOO_LARGE)
            if replied.get("content-encoding", "identity") != "identity" or not replied.get("content-type", "").startswith(
                "application/json"
            ):
                raise ProviderFault(FaultKind.NOT_JSON)
            body = bytearray()
            for chunk in response.iter_stream():
                deadline.left()
                body += chunk
                if len(body) > self._max_bytes:
                    raise ProviderFault(FaultKind.TOO_LARGE)
        return self._read_reply(bytes(body))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _accept_status(status: int, headers: dict[str, str]) -> None:
    if status == 200:
        return
    if 300 <= status < 400:
        raise ProviderFault(FaultKind.REDIRECTED, status=status)
    if status in (401, 403):
        raise ProviderFault(FaultKind.KEY_REFUSED, status=status)
    if status == 429:
        asked = headers.get("retry-after", "")
        raise ProviderFault(FaultKind.RATE_LIMITED, status=status, retry_after_seconds=float(asked) if asked.isdigit() else None)
    if status >= 500:
        raise ProviderFault(FaultKind.SERVER_ERROR, status=status)
    raise ProviderFault(FaultKind.REQUEST_REFUSED, status=status)
