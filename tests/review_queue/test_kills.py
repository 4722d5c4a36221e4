"""The drill of `bench.review.kills`, kill -9 inside every act of the queue, on both databases; as a drill, at every step."""

import pytest

from bench.review import kills
from policies.records import Database


@pytest.mark.timeout(400)  # dozens of processes are started and killed
def test_a_kill_at_any_step_loses_nothing_acknowledged_and_does_nothing_twice(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    database.close()
    deaths = kills.drill(url, every=16)
    assert deaths.keys() == kills.ACTS.keys()
    assert all(n >= 1 for n in deaths.values()), deaths


@pytest.mark.drill
@pytest.mark.timeout(3600)  # hundreds of processes
def test_a_kill_at_every_single_step_loses_nothing_either(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    database.close()
    deaths = kills.drill(url)
    assert deaths.keys() == kills.ACTS.keys()
    assert all(n >= 5 for n in deaths.values()), deaths
