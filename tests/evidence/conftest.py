"""The company of these stories, and one package that had a stony way."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from tests.evidence.stage import Told, stony_way
from tests.submit.support import Company


@pytest.fixture
def company(tenant: Any, settings: Settings) -> Company:
    settings.PORTAL_LOOK_SECONDS = 0
    here = Company(tenant)
    here.setting(visible_after_reads=0, roles_after_reads=0)
    return here


@pytest.fixture
def told(transactional_db: None, company: Company) -> Told:
    return stony_way(company)
