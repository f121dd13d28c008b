"""A portal in this process: a database of its own, pointed at a company on the wire."""

from __future__ import annotations

import os


def set_up(database: str, tenant_url: str) -> None:
    """Before anything of Django is imported; `database` is the path of a SQLite file."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.DATABASES["default"]["NAME"] = database
    settings.PORTAL_AUTHORITY = settings.PORTAL_GRAPH_URL = tenant_url
    settings.LOGGING_CONFIG = None
    django.setup()
    call_command("migrate", verbosity=0)
