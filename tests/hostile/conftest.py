import pytest

from tests.hostile.judge import Judge


@pytest.fixture(scope="session")
def judge():
    """Open files in processes of their own, and return what that costs."""
    with Judge() as server:
        yield server.judge
