"""A circuit breaker: after several faults in a row a provider is left alone for a while, then tried with one call."""

import threading
from collections.abc import Callable

MAX_FAULTS = 3
"""Faults in a row after which no call is made. Source: issue 2, so that an outage costs three waits, not one a question."""
REST_SECONDS = 30.0
"""How long no call is made; then one call tries. Unit: seconds. Source: the same."""


class Breaker:
    """Counts faults in a row. Safe to share between threads; `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Callable[[], float], *, max_faults: int = MAX_FAULTS, rest_seconds: float = REST_SECONDS) -> None:
        self._clock = clock
        self._max_faults = max_faults
        self._rest_seconds = rest_seconds
        self._lock = threading.Lock()
        self._n_faults = 0
        self._opened_at: float | None = None
        self._is_trying = False

    @property
    def is_open(self) -> bool:
        """Whether calls are held back, or one is trying; asking changes nothing."""
        with self._lock:
            return self._opened_at is not None

    def may_call(self) -> bool:
        """Whether a call may be made now. While half open exactly one caller is told yes; it must report back."""
        with self._lock:
            if self._opened_at is None:
                return True
            if self._is_trying or self._clock() - self._opened_at < self._rest_seconds:
                return False
            self._is_trying = True
            return True

    def succeeded(self) -> None:
        """A call was answered usably: closed again."""
        with self._lock:
            self._n_faults, self._opened_at, self._is_trying = 0, None, False

    def failed(self) -> None:
        """A call was not answered usably: opens after `max_faults` in a row, and again at once when the one try failed."""
        with self._lock:
            self._n_faults += 1
            if self._is_trying or self._n_faults >= self._max_faults:
                self._opened_at, self._is_trying = self._clock(), False

    def left(self) -> None:
        """No call was made after all: nothing is known of the provider, and the next caller may try."""
        with self._lock:
            self._is_trying = False
