"""How old the names in a draft are, for each section of its summary."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from wizard.document import Document
from wizard.labels import TABS, stage_title
from wizard.rules import Place, Problem
from wizard.rules.references import references
from wizard.templatetags.times import ago

_STAGE = re.compile(r"stage-(\d+)-")
#: What Update names mends: kinds that turned (A2), names (A3).
MENDED = {"A2", "A3"}


def ages(document: Document) -> Mapping[str, dt.datetime]:
    """By the section's title, when the oldest of its names was read from the tenant."""
    oldest: dict[str, dt.datetime] = {}
    for reference in references(document):
        if at := reference.what.read_at:
            title = _section(reference.place)
            oldest[title] = min(at, oldest.get(title, at))
    return oldest


def are_of_an_age(read: Mapping[str, dt.datetime]) -> bool:
    """Whether several sections would say the same of their names."""
    return len(read) > 1 and len({ago(at) for at in read.values()}) == 1


def _section(place: Place) -> str:
    stage = _STAGE.match(place.control)
    return stage_title(int(stage[1])) if stage else TABS[place.tab]


def are_outdated(problems: Iterable[Problem]) -> bool:
    """Whether Update names would mend one of them."""
    return any(one.id in MENDED for one in problems)
