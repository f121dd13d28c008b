"""A company, the people who pick, and a draft in Marketing to pick for."""

from typing import Any

import pytest

from tests.picker.stage import Opened, with_requests
from tests.views.stage import Company, Seat, document, drafted


@pytest.fixture
def company(tenant: Any) -> Company:
    tenant.tenant.settings.change({"visible_after_reads": 0, "roles_after_reads": 0})
    return Company(tenant)


@pytest.fixture
def olivia(company: Company, db: None) -> Seat:
    """Owns the catalogs Marketing and Research, some groups and one application."""
    return company.seat("olivia")


@pytest.fixture
def priya(company: Company, db: None) -> Seat:
    """Access package manager of Marketing: adds no resources to the catalog."""
    return company.seat("priya")


@pytest.fixture
def ada(company: Company, db: None) -> Seat:
    """Global Administrator."""
    return company.seat("ada")


@pytest.fixture
def picker(company: Company, olivia: Seat) -> Any:
    """Opens a picker of one draft of Olivia's, by its slot."""
    draft = drafted(olivia, with_requests(document(company)))
    return lambda slot, seat=olivia: Opened(seat, draft.pk, slot)
