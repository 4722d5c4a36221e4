"""The drill of `bench.review.contention`, small: opposed decisions and duplicate keys by several clients at once, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

from bench.review import contention
from policies.records import Database

CLIENTS = 4
N = 160


def test_opposed_decisions_have_one_winner_each_and_duplicate_keys_one_item_each(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    contention.set_gate(threading.Barrier(CLIENTS))
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = contention.opposed(url, N, CLIENTS, pool)
        assert (done["decisions"], done["items"]) == (N, N // CLIENTS)
        assert sum(done["won_by_client"]) == N // CLIENTS
        assert sum(done["conflicts"].values()) == N - N // CLIENTS
        made = contention.duplicates(url, N, CLIENTS, pool)
    assert (made["submissions"], made["keys"]) == (N, N // CLIENTS)
