"""`manage.py support_bundle SUBMISSION`: what support needs to know, without personal data."""

import json
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wizard.evidence.support import bundle_of
from wizard.models import Submission


class Command(BaseCommand):
    help = (
        "Print as JSON what Microsoft's or your own support needs to know of a submission: versions, steps, "
        "calls, request ids, times. No names, addresses or texts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "submission", type=uuid.UUID, metavar="SUBMISSION", help="its id, as in its address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        people = Submission.objects.select_related("created_by", "undo_by")
        found = people.filter(pk=options["submission"]).first()
        if found is None:
            raise CommandError(f"There is no submission {options['submission']}.")
        self.stdout.write(json.dumps(bundle_of(found), indent=2))
