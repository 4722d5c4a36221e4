"""Writers of one SQLite file line up: nobody starves, a turn never blocks for good, and a dead process gives its turn back."""

import os
import signal
import threading
import time
from pathlib import Path

from sqlalchemy import text

from policies.records import Database
from policies.write_turns import WriteTurns

WRITERS = 5


def test_writers_get_about_equally_many_turns(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    first = Database(url)
    with first.write() as session:
        session.execute(text("CREATE TABLE turns (who INTEGER)"))
    done = [0] * WRITERS
    begin = threading.Barrier(WRITERS)

    def write(who: int) -> None:
        database = Database(url)  # its own line, as a process of its own has
        begin.wait()
        until = time.monotonic() + 2
        while time.monotonic() < until:
            with database.write() as session:
                session.execute(text("INSERT INTO turns VALUES (:who)"), {"who": who})
            done[who] += 1
        database.close()

    threads = [threading.Thread(target=write, args=(who,)) for who in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with first.read() as session:
        assert session.execute(text("SELECT count(*) FROM turns")).scalar() == sum(done)
    first.close()
    assert min(done) * 2 >= max(done), done


def test_a_turn_that_never_comes_is_not_waited_for_longer_than_said(tmp_path: Path) -> None:
    holder, other = (WriteTurns(tmp_path / "a.db", 0.2) for _ in range(2))
    with holder.turn():
        began = time.monotonic()
        with other.turn():
            waited = time.monotonic() - began
    assert 0.2 <= waited < 5
    began = time.monotonic()
    with other.turn():
        assert time.monotonic() - began < 0.2, "the turn was given back"


def test_the_threads_of_one_process_share_a_line(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "a.db", 20)
    inside = 0
    most = 0

    def take() -> None:
        nonlocal inside, most
        for _ in range(20):
            with turns.turn():
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                inside -= 1

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_killed_writer_s_turn_is_free_at_once(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "a.db", 20)
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with turns.turn():
            os.write(tell, b"x")
            time.sleep(60)
        os._exit(0)
    os.read(ready, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)
    os.close(tell)
    began = time.monotonic()
    with turns.turn():
        assert time.monotonic() - began < 5


def test_a_folder_that_takes_no_lock_files_is_written_all_the_same(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "not there" / "a.db", 20)
    with turns.turn():
        assert not turns.pen.exists()
