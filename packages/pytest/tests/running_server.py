import pytest
from pytest_kantansim import KantanSimClient

pytest_plugins = ["pytest_kantansim"]


@pytest.fixture(scope="session")
def kantansim() -> KantanSimClient:
    return KantanSimClient("http://127.0.0.1:8080")
