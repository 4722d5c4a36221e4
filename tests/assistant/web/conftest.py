from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.assistant.web.small_house import SmallHouse, build, client_of


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    house = build(tmp_path)
    yield house
    house.database.close()


@pytest.fixture
def client(house: SmallHouse) -> TestClient:
    return client_of(house)
