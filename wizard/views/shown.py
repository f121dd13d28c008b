"""Summary and plan in the shapes that the templates show, and what differs between two summaries."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.bidi import escaped
from wizard.document import Document
from wizard.plan import Plan, plan_as_json
from wizard.tabs import TABS
from wizard.tabs.base import Section, Table
from wizard.views.ages import ages, are_of_an_age

#: Where the titles of a tab's sections lead, by the tab's key; empty for nowhere.
Address = Callable[[str], str]
#: Section and label of one row of the summary.
Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row of the summary that is not what it was. Empty text where there was or is nothing."""

    section: str
    label: str
    before: str
    now: str


def summary_of(document: Document, *, address: Address, edited: Collection[Key] = ()) -> list[dict[str, Any]]:
    """For components/summary.html: the sections of all tabs, in the wizard's order. How old names are stands
    under each section, or under the last one for all of them where they are of the same age.
    """
    read = ages(document)
    sections = list(_summary(document, address, edited, {} if are_of_an_age(read) else read))
    if sections and are_of_an_age(read):
        sections[-1]["all_read_at"] = min(read.values())
    return sections


def _summary(
    document: Document, address: Address, edited: Collection[Key], read: Mapping[str, dt.datetime]
) -> Iterator[dict[str, Any]]:
    return (
        {
            "title": section.title,
            "read_at": read.get(section.title),
            "url": address(tab.key),
            "rows": [
                {
                    "label": row.label,
                    "lines": [value for value in row.values if value],
                    "edited": (section.title, row.label) in edited,
                }
                for row in section.rows
            ],
            "tables": [_table(one) for one in section.all_tables],
        }
        for tab in TABS
        for section in tab.summary(document)
    )


def _table(table: Table) -> dict[str, Any]:
    return {"title": table.title, "columns": table.columns, "rows": table.rows, "empty": table.empty}


def changes(before: Document, now: Document) -> list[Change]:
    """Rows of the summary that differ, in its order; rows of tables as added or removed."""
    old, new = dict(_rows(before)), dict(_rows(now))
    told = [
        Change(section=key[0], label=key[1], before=old.get(key, ""), now=new.get(key, ""))
        for key in {**old, **new}
        if old.get(key, "") != new.get(key, "")
    ]
    return [*told, *_moved(_lines(before), _lines(now))]


def _rows(document: Document) -> Iterator[tuple[Key, str]]:
    for section in _sections(document):
        for row in section.rows:
            yield (section.title, row.label), "\n".join(filter(None, row.values))


def _lines(document: Document) -> list[Key]:
    """Rows of tables: section and cells."""
    return [
        (section.title, " · ".join(filter(None, row)))
        for section in _sections(document)
        for table in section.all_tables
        for row in table.rows
    ]


def _moved(before: Sequence[Key], now: Sequence[Key]) -> Iterator[Change]:
    for section, text in before:
        if (section, text) not in now:
            yield Change(section=section, label="Removed", before=text, now="")
    for section, text in now:
        if (section, text) not in before:
            yield Change(section=section, label="Added", before="", now=text)


def _sections(document: Document) -> list[Section]:
    return [section for tab in TABS for section in tab.summary(document)]


def plan_of(plan: Plan) -> dict[str, Any]:
    """The lines of components/plan.html, and the whole as JSON to copy."""
    steps = plan_as_json(plan)
    titles = {step["key"]: step["title"] for step in steps}
    lines = [
        {
            **step,
            "json": _readable(step["body"]) if step["body"] else "",
            "needs": [titles[key] for key in step["needs"]],
        }
        for step in steps
    ]
    return {"lines": lines, "json": _readable(steps)}


def _readable(value: Any) -> str:
    """Everybody's letters as they are."""
    return escaped(json.dumps(value, indent=2, ensure_ascii=False))
