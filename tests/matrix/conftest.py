"""The ground of a test run: the same as that of `python -m tests.matrix`."""

import pytest

from tests.matrix.ground import Ground
from tests.submit.conftest import ada, company

__all__ = ["ada", "company"]


@pytest.fixture
def ground(company, ada, settings) -> Ground:
    """With the patience of the product: time costs nothing here."""
    settings.PORTAL_LOOK_SECONDS = 45
    return Ground(company, ada)
