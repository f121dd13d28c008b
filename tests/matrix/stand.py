"""A portal of this process with a database and a company of its own, outside of any test run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.matrix.ground import Ground


@contextmanager
def stand() -> Iterator[tuple[Ground, dict[str, str]]]:
    """The ground, and the environment of worker processes on it. PORTAL_DATABASE_URL chooses PostgreSQL."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings

    settings.LOGGING_CONFIG = None
    django.setup()
    from django.db import connection

    from portal.tenant.server import start_tenant

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with start_tenant() as tenant:
            settings.PORTAL_AUTHORITY = settings.PORTAL_GRAPH_URL = tenant.url
            yield _ground(tenant), _environment(tenant.url)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _ground(tenant: object) -> Ground:
    from tests.matrix.ground import Ground
    from tests.submit.support import Company, signed_in

    company = Company(tenant)
    return Ground(company, signed_in(company))


def _environment(tenant_url: str) -> dict[str, str]:
    from tests.fixtures.tenant import database_url

    return {
        "PORTAL_DATABASE_URL": database_url(),
        "PORTAL_AUTHORITY": tenant_url,
        "PORTAL_GRAPH_URL": tenant_url,
        "PORTAL_LOOK_SECONDS": "0",
    }
