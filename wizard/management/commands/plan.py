"""`manage.py plan FILE`: what a hand-written draft would create, or everything that is wrong with it."""

import datetime as dt
import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.clouds import CLOUDS
from wizard.document import Document, OnDate
from wizard.document.lenient import read
from wizard.document.text import MOST_BYTES, NotReadable, parse
from wizard.labels import label_of, tab_title
from wizard.plan import build_plan, left_out, plan_as_json
from wizard.plan.by_hand import HEADING, in_words, left_by_hand
from wizard.plan.errors import NotPlannable
from wizard.rules import Facts, Problem, blocking
from wizard.rules.handwritten import problems_of
from wizard.rules.lifecycle import is_time_zone


class Command(BaseCommand):
    help = (
        "Print the Graph calls that a draft in YAML or JSON would make, or every problem it has. "
        "Asks no tenant. docs/draft-format.md describes the file."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a draft; a name ending in .json is read as JSON")
        parser.add_argument(
            "--cloud", choices=list(CLOUDS), default="global", help="which of Microsoft's clouds (global)"
        )
        parser.add_argument("--json", action="store_true", help="the plan as JSON, problems to stderr")

    def handle(self, *args: Any, **options: Any) -> None:
        reading = read(_data_of(Path(options["file"])))
        lacks = CLOUDS[options["cloud"]].lacks
        problems = problems_of(reading, Facts(today=_today(reading.document), cloud_lacks=lacks))
        for problem in problems:
            (self.stderr if options["json"] else self.stdout).write(_printable(_as_text(problem)))
        if errors := blocking(problems):
            raise CommandError(_printable(f"{options['file']}: {_count(errors)}, so there is no plan."))
        plan = _planned(reading.document, lacks)
        left = [_printable(line) for line in _left_by_hand(reading.document)]
        text = json.dumps(plan, indent=2) if options["json"] else _printable("\n".join(_lines(plan)))
        self.stdout.write(text)
        (self.stderr if options["json"] else self.stdout).write("\n".join(left), ending="\n" if left else "")


def _data_of(file: Path) -> Any:
    """Plain data; CommandError in words for anything that cannot be read."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        return parse(content, is_json=file.suffix.lower() == ".json")
    except (OSError, ValueError) as error:
        why = str(error) if isinstance(error, NotReadable) else getattr(error, "strerror", None) or error
        raise CommandError(_printable(f"{file} cannot be read: {why}")) from error


def _planned(document: Document, lacks: frozenset[str]) -> list[dict[str, Any]]:
    try:
        return plan_as_json(left_out(build_plan(document), lacks))
    except NotPlannable as fault:
        raise CommandError(f"There is no plan: {fault}.") from fault


def _today(document: Document) -> dt.date:
    """Today where the author of the draft is."""
    expiration = document.policy.expiration
    zone = expiration.time_zone if isinstance(expiration, OnDate) else "UTC"
    return dt.datetime.now(ZoneInfo(zone if is_time_zone(zone) else "UTC")).date()


def _as_text(problem: Problem) -> str:
    place = f"{tab_title(problem.place.tab)} > {label_of(problem.place.tab, problem.place.control)}"
    lines = [f"{problem.level.value.upper()} {problem.id}  {place}", f"    {problem.message}"]
    return "\n".join([*lines, f"    {problem.hint}"] if problem.hint else lines)


def _count(errors: Sequence[Problem]) -> str:
    return "1 error" if len(errors) == 1 else f"{len(errors)} errors"


def _lines(plan: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The plan for people: numbered steps with their call and what they wait for."""
    number_of = {step["key"]: number for number, step in enumerate(plan, start=1)}
    for step in plan:
        yield f"{number_of[step['key']]}. {step['title']} ({step['key']})"
        yield f"   {step['method']} {step['path']}"
        if step["body"] is not None:
            yield textwrap.indent(json.dumps(step["body"], indent=2, ensure_ascii=False), "   ")
        if step["needs"]:
            yield f"   needs {', '.join(f'step {number_of[key]}' for key in step['needs'])}"
        yield ""


def _left_by_hand(document: Document) -> Iterator[str]:
    """What no call of the plan does, after it."""
    for todo in left_by_hand(document):
        yield f"{HEADING}:"
        yield from in_words(todo)


def _printable(text: str) -> str:
    """Without the control characters by which a name could command the terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)
