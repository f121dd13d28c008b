import pytest


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """All of these tests sign in, or look for somebody who did."""
