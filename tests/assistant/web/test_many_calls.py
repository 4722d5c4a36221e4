"""Made-up calls of every operation in openapi.json end in no server error."""

from pathlib import Path

import pytest

from bench.web.calls import run
from tests.assistant.web.whole import build_whole


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_fifty_thousand_made_up_calls_bring_no_server_error(tmp_path: Path) -> None:
    whole = build_whole(tmp_path)
    found = run(whole, 50_000)
    whole.house.close()
    assert found.n > 25_000
    assert found.faults == {}
