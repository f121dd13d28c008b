"""`manage.py verify_evidence`: whether anything that was written down has been altered or removed since."""

import re
import uuid
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.logs import on_one_line
from wizard.evidence.check import check
from wizard.evidence.file import MOST_BYTES, NotEvidence, read_evidence
from wizard.evidence.links import Finding
from wizard.evidence.story import head_of
from wizard.evidence.verify import check_head, verify
from wizard.models import PORTAL_CHAIN, Draft, Event, Submission

HEAD = re.compile(r"([1-9]\d{0,17}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = (
        "Find any link of the evidence that was altered or is missing, and whatever no longer fits it: "
        "documents, verdicts, plans, calls. Exit code 1 when there is any."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--draft", type=uuid.UUID, metavar="UUID", help="this draft and the portal's chain")
        what.add_argument("--submission", type=uuid.UUID, metavar="UUID", help="the draft of this submission")
        what.add_argument("--file", type=Path, metavar="FILE", help="a downloaded file; asks no database")
        parser.add_argument(
            "--head",
            metavar="NUMBER:HASH",
            help="a head kept elsewhere: from an earlier run, a downloaded file (chain.portal) or the log",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"]:
            self._tell(_in_file(options["file"]), f"{options['file']} fits its own chain.")
            return
        found = chain(_head(options["head"]), verify(_draft(options)))
        self._tell(found, "Every link is as it was written.")
        head = head_of(PORTAL_CHAIN)
        self.stdout.write(f"Head {head['length']}:{head['hash']}" if head["length"] else "No events yet.")

    def _tell(self, found: Iterator[Finding], well: str) -> None:
        count = 0
        for count, finding in enumerate(found, start=1):  # noqa: B007
            self.stdout.write(on_one_line(str(finding)))
        if count:
            raise CommandError(f"{count} finding{'s' if count > 1 else ''}.")
        self.stdout.write(on_one_line(well))


def _in_file(file: Path) -> Iterator[Finding]:
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise NotEvidence("it is too big")
        return iter(check(read_evidence(content)))
    except (OSError, NotEvidence) as error:
        why = getattr(error, "strerror", None) or error
        raise CommandError(on_one_line(f"{file} cannot be verified: {why}")) from error


def _draft(options: dict[str, Any]) -> uuid.UUID | None:
    draft: uuid.UUID | None = options["draft"]
    if wanted := options["submission"]:
        draft = Submission.objects.filter(pk=wanted).values_list("draft_id", flat=True).first()
        if draft is None:
            raise CommandError(f"There is no submission {wanted}.")
    if draft and not (Draft.objects.filter(pk=draft).exists() or Event.objects.filter(draft=draft).exists()):
        raise CommandError(f"There is no draft {draft}, nor was there one.")
    return draft


def _head(told: str | None) -> Iterator[Finding]:
    if told is None:
        return iter(())
    if not (kept := HEAD.fullmatch(told)):
        raise CommandError("--head must be a number, a colon and 64 hexadecimal digits.")
    return check_head(int(kept[1]), kept[2])
