"""`manage.py tenant`: the simulated Microsoft tenant, in a process of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.tenant import server


class Command(BaseCommand):
    help = "Run the simulated Microsoft tenant: sign-in and Graph over HTTP, on loopback."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        server.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        server.run(options)
