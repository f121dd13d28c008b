#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

#: These work without a tenant, so they start without the settings that name one.
OFFLINE = frozenset({"demo", "tenant", "plan", "draft_schema", "makemigrations", "help"})


def main(arguments: list[str]) -> None:
    """Run one management command."""
    offline = len(arguments) < 2 or arguments[1] in OFFLINE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.offline" if offline else "portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main(sys.argv)
