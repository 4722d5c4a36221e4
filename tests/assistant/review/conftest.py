"""One whole house for the tests of review's calls."""

from collections.abc import Iterator

import pytest

from tests.assistant.web.whole import Whole, build_whole


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = build_whole(tmp_path_factory.mktemp("review"))
    yield made
    made.house.close()
