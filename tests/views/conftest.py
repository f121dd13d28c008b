"""Each story has a company of its own, without lag; people sign in through its own pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from portal.grants.models import CatalogGrant
from tests.fixtures.browser import NewPage
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


@pytest.fixture
def petra(company: Company, db: None) -> Seat:
    """Admin of the portal, and nothing else anywhere."""
    return company.seat("petra")


@pytest.fixture
def nothing_given(request: pytest.FixtureRequest, company: Company, db: None) -> None:
    """These stories begin with nobody acting for the portal; seats come with the demo's grants."""
    for name in ("petra", "hanna", "rafael"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
    CatalogGrant.objects.all().delete()


@pytest.fixture
def sits(live_portal: str, new_page: NewPage) -> Callable[..., Any]:
    """A page of the person's own browser, signed in."""

    def open_for(seat: Seat, **options: Any) -> Any:
        page = new_page(base_url=live_portal, **options)
        name = settings.SESSION_COOKIE_NAME
        host = urlsplit(live_portal).hostname
        cookie: Any = {"name": name, "value": seat.client.cookies[name].value, "domain": host, "path": "/"}
        page.context.add_cookies([cookie])
        return page

    return open_for
