"""What the server does by itself while it serves: the calendar's changes, owners who left, the index, the watched folder."""

import sys
import threading
import time

from assistant.compose import House
from assistant.services import index_care, owners, recalls
from policies.errors import CountersignError

EVERY_SECONDS = 60
INDEX_EVERY_SECONDS = 600


def keep(house: House) -> None:
    """One round of what is due by the clock: successors and expiries with their recalls, documents of people who left."""
    recalls.settle(house)
    owners.hand_over_from_leavers(house)


class Keeper:
    """A thread that keeps a house while it serves. Use as a context; several processes may do so at once."""

    def __init__(self, house: House, every_seconds: float = EVERY_SECONDS, index_every_seconds: float = INDEX_EVERY_SECONDS) -> None:
        self._house = house
        self._every, self._index_every = every_seconds, index_every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self.n_rounds = 0

    def __enter__(self) -> "Keeper":
        self.start()
        return self

    def start(self) -> None:
        """Begin; the thread ends with the process, or with the context."""
        self._thread.start()

    def __exit__(self, *_ended: object) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        looked_at = time.monotonic()
        while not self._stop.wait(self._every):
            try:
                keep(self._house)
                if self._house.index.is_damaged or time.monotonic() - looked_at >= self._index_every:
                    looked_at = time.monotonic()
                    found = index_care.heal(self._house)
                    if not found.is_ok:
                        _say(f"index rebuilt: {len(found.unreachable)} of {found.n_tried} passages tried were not reached")
            except CountersignError as error:
                _say(f"{error.code}: {error.detail} {error.remedy}")
            except Exception as error:  # noqa: BLE001 - the server serves on; the next round tries again
                _say(f"keeping failed ({type(error).__name__}); it is tried again")
            self.n_rounds += 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
