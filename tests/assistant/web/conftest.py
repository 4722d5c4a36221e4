from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.assistant.web.small_house import SmallHouse, build, client_of
from tests.assistant.web.whole import Whole, build_whole


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    house = build(tmp_path)
    yield house
    house.database.close()


@pytest.fixture
def client(house: SmallHouse) -> TestClient:
    return client_of(house)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """One whole house for all tests of calls and screens; each test makes its own items."""
    whole = build_whole(tmp_path_factory.mktemp("whole"))
    yield whole
    whole.house.close()
