"""The moment by which a message must be redacted. Whoever works long on one asks in between; a message that is late is refused."""

import time

from policies.errors import RedactionFailed


class Deadline:
    """Counts wall time from when it is made."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def check(self) -> None:
        """Raises: RedactionFailed redaction.timeout when there is no time left."""
        self.left()

    def for_one_pattern(self) -> float:
        """Seconds that one pattern may take now. Raises: RedactionFailed redaction.timeout when there are none."""
        return min(PATTERN_SECONDS, self.left())

    def left(self) -> float:
        """Seconds left. Raises: RedactionFailed redaction.timeout when there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise too_slow()
        return left


PATTERN_SECONDS = 2.0
"""Longest time that one pattern may take over one message. Unit: seconds. A thousand times what the slowest takes over a long one."""


def too_slow() -> RedactionFailed:
    """What a message is refused with when its redaction takes too long."""
    return RedactionFailed("redaction.timeout", "Redaction took too long.", "Try again, or send a shorter message.")
