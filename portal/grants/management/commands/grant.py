"""`manage.py grant Helpdesk --catalog ID NAME`: what the page Settings does, for scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.env import GUID
from portal.grants.changes import EVERYBODY, Holder, grant
from portal.grants.models import CatalogGrant


class Command(BaseCommand):
    help = "Give a portal role catalogs: to one person, or to everybody who holds the role in Entra."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=CatalogGrant.Role.values)
        parser.add_argument("--catalog", nargs=2, action="append", required=True, metavar=("ID", "NAME"))
        parser.add_argument("--person", nargs=2, metavar=("ID", "NAME"), help="object id; else everybody")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogs, person = dict(options["catalog"]), options["person"]
        for one in (*catalogs, *(person[:1] if person else ())):
            if not GUID.fullmatch(one):
                raise CommandError(f"'{one}' is not an object id.")
        holder = Holder(id=person[0].lower(), name=person[1]) if person else EVERYBODY
        for one in grant(role=options["role"], holder=holder, catalogs=catalogs, by=None):
            self.stdout.write(f"{one}")
