"""Each story has a company of its own, without lag; people sign in through its own pages."""

from typing import Any

import pytest

from tests.views.stage import Company, Seat


@pytest.fixture
def company(tenant: Any) -> Company:
    tenant.tenant.settings.change({"visible_after_reads": 0, "roles_after_reads": 0})
    return Company(tenant)


@pytest.fixture
def priya(company: Company, db: None) -> Seat:
    """Access package manager of Marketing: prepares and creates, reviews nothing."""
    return company.seat("priya")


@pytest.fixture
def rafael(company: Company, db: None) -> Seat:
    """Reviewer by portal role; reads Marketing and Finance."""
    return company.seat("rafael")


@pytest.fixture
def olivia(company: Company, db: None) -> Seat:
    """Owns the catalogs Marketing and Research."""
    return company.seat("olivia")


@pytest.fixture
def hanna(company: Company, db: None) -> Seat:
    """Helpdesk by portal role; assignment manager of Marketing and Finance: prepares, does not create."""
    return company.seat("hanna")


@pytest.fixture
def emil(company: Company, db: None) -> Seat:
    """An employee without roles."""
    return company.seat("emil")
