"""Every story here has a company of its own on the wire, without lag unless it is about lag."""

from typing import Any

import pytest
from pytest_django import Settings

from portal.signin.models import Person
from tests.submit.support import Company, signed_in


@pytest.fixture
def company(tenant: Any, settings: Settings) -> Company:
    settings.PORTAL_LOOK_SECONDS = 0
    here = Company(tenant)
    here.setting(visible_after_reads=0, roles_after_reads=0)
    return here


@pytest.fixture
def ada(company: Company, transactional_db: None) -> Person:
    """Global Administrator, signed in."""
    return signed_in(company)
