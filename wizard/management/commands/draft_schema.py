"""`manage.py draft_schema`: the JSON Schema of a hand-written draft."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from wizard.document import schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a draft, for editors that check and complete while one is written."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(schema(), indent=2))
