"""Turns: writers of one SQLite file line up, so that nobody is told "busy" only because others were luckier.

SQLite lets a waiting writer look again after pauses of up to 0.1 s, and gives its lock to whoever looks at the right moment: a process that
writes without pause starves the others until their time is up. Here they line up before they ask: the threads of a process behind one lock,
one thread of each process behind a gate, and only who passed the gate waits for the writer at work. A turn is a courtesy: SQLite's own lock
decides, and whoever waited longer than `seconds`, or whose disk knows no such locks, goes and asks it as before.
"""

import os
import random
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # not a POSIX system: writers meet at SQLite's own lock
    fcntl = None  # type: ignore[assignment]

LOOK_AGAIN = (0.0005, 0.003)
"""Pause between two looks at a lock, seconds; by chance, so that two processes do not look in step. A write takes 2 to 20 ms."""


class WriteTurns:
    """The line before one database file. The lock files beside it are empty, and are no part of a backup."""

    def __init__(self, database: Path, seconds: float) -> None:
        self.gate = database.with_name(f"{database.name}-gate.lock")
        self.pen = database.with_name(f"{database.name}-pen.lock")
        self.seconds = seconds
        self._line = threading.Lock()

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for one's turn and keep it until the block ends. Never raises: without a turn the block runs all the same."""
        until = time.monotonic() + self.seconds
        is_first = self._line.acquire(timeout=self.seconds)
        try:
            gate = _lock(self.gate, until)
            try:
                pen = _lock(self.pen, until)
            finally:
                _unlock(gate)
        finally:
            if is_first:
                self._line.release()
        try:
            yield
        finally:
            _unlock(pen)


def _lock(path: Path, until: float) -> int | None:
    """An open file that holds the lock; None when it cannot be had in time or at all. A dead process's locks are gone with it."""
    if fcntl is None:
        return None
    try:
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(random.uniform(*LOOK_AGAIN))
                continue
        except OSError:
            pass
        else:
            return opened
        os.close(opened)
        return None


def _unlock(opened: int | None) -> None:
    """Give the lock back, also where a forked child still has the file open."""
    if opened is None or fcntl is None:
        return
    with suppress(OSError):
        fcntl.flock(opened, fcntl.LOCK_UN)
    os.close(opened)
