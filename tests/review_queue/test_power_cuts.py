"""The drill of `bench.review.power_cuts`: what was acknowledged outlives the loss of everything that was not synced, on both databases."""

import random
from pathlib import Path

import pytest

from bench.review import postgres_cuts, power_cuts
from bench.review.sqlite_trace import Call, after_a_cut
from tests.databases import sqlite_template

ACTS = {"submit", "claim", "decide", "recall", "undo"}


def test_what_was_synced_is_there_and_of_the_rest_each_sector_may_be() -> None:
    calls = [Call("write", "db", 0, b"a" * 600), Call("sync", "db"), Call("write", "db", 100, b"b" * 1000), Call("truncate", "db", 200)]
    before = {"db": b"", "wal": b"w"}
    dice = random.Random(1)
    assert after_a_cut(before, calls, 0.0, dice) == {"db": b"a" * 600, "wal": b"w"}
    assert after_a_cut(before, calls, 1.0, dice) == {"db": b"a" * 100 + b"b" * 100, "wal": b"w"}
    torn = {after_a_cut(before, calls[:3], 0.5, dice)["db"] for _ in range(40)}
    assert b"a" * 512 + b"b" * 512 + b"b" * 76 in torn
    assert b"a" * 100 + b"b" * 412 + b"a" * 88 in torn


def test_a_power_cut_loses_nothing_acknowledged_on_sqlite(tmp_path: Path) -> None:
    recorded = power_cuts.record(sqlite_template(tmp_path), 1)
    assert {step.act for step in recorded.steps} == ACTS
    done = power_cuts.cut_sqlite(recorded, 40, tmp_path)
    assert done["cuts"] == 40
    assert done["behind_a_sync"] >= 5


def test_the_drill_finds_writes_that_are_acknowledged_before_they_are_synced(tmp_path: Path) -> None:
    recorded = power_cuts.record(sqlite_template(tmp_path), 1, "NORMAL")
    with pytest.raises(AssertionError, match="acknowledged and lost"):
        power_cuts.cut_sqlite(recorded, 20, tmp_path)


@pytest.mark.drill
@pytest.mark.timeout(3600)  # thousands of databases are opened
def test_a_power_cut_anywhere_loses_nothing_on_sqlite_checkpoints_included(tmp_path: Path) -> None:
    recorded = power_cuts.record(sqlite_template(tmp_path), 8)
    done = power_cuts.cut_sqlite(recorded, 2000, tmp_path)
    assert done["checkpoints"] >= 1


@pytest.mark.drill
@pytest.mark.timeout(3600)  # servers are started for each cut
def test_a_power_cut_loses_nothing_acknowledged_on_postgresql() -> None:
    done = postgres_cuts.cut_postgres(8)
    assert done["cuts"] == 8
    with pytest.raises(AssertionError, match="acknowledged and lost"):
        postgres_cuts.cut_postgres(1, lies=64)
