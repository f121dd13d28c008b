"""The Requestor information tab, and its part of the summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wizard.document import Choice, Document, Localization
from wizard.tabs.base import Section, Tab, Table
from wizard.tabs.requestor_information.attributes import attributes_table
from wizard.tabs.requestor_information.form import RequestorInformationForm
from wizard.tabs.requestor_information.line import FORMATS, Line
from wizard.tabs.words import WORDS

Column = tuple[str, Callable[[Line], str]]


def summary(document: Document) -> Sequence[Section]:
    """Both tables. Columns that only some drafts use are there when one of its questions fills them."""
    lines = [Line.of(question) for question in document.policy.questions]
    columns = [*COLUMNS, *(column for column in RARE if any(column[1](line) for line in lines))]
    table = Table(
        title="Questions",
        columns=[title for title, _ in columns],
        rows=[[cell(line) for _, cell in columns] for line in lines],
        empty="None. Nobody is asked anything more.",
    )
    return [Section(title="Requestor information", tables=[table, attributes_table(document)])]


def _choices(line: Line) -> str:
    return "; ".join(_choice(choice) for choice in line.choices)


def _choice(choice: Choice) -> str:
    localized = _localizations(choice.localizations)
    return f"{choice.text} ({localized})" if localized else choice.text


def _localizations(found: Sequence[Localization]) -> str:
    return "; ".join(f"{one.language_code}: {one.text}" for one in found)


COLUMNS: tuple[Column, ...] = (
    ("Question", lambda line: line.text),
    ("Answer format", lambda line: dict(FORMATS).get(line.format, "")),
    ("Multiple choice options", _choices),
    ("Required", lambda line: WORDS[line.required]),
)
RARE: tuple[Column, ...] = (
    ("Localizations", lambda line: _localizations(line.localizations)),
    ("Regex pattern (Preview)", lambda line: line.regex_pattern or ""),
)

TAB = Tab(
    key="requestor-information",
    title="Requestor information",
    required=False,
    form=RequestorInformationForm,
    template="wizard/tabs/requestor_information.html",
    summary=summary,
)
