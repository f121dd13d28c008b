"""The Basics tab."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.document import Document, ExistingCatalog, NewCatalog
from wizard.tabs.base import Row, Section, Tab
from wizard.tabs.basics.form import BasicsForm


def summary(document: Document) -> Sequence[Section]:
    basics = document.basics
    rows = [
        Row(label="Name", values=[basics.name]),
        Row(label="Description", values=[basics.description]),
        Row(label="Catalog name", values=[_catalog_name(document)]),
    ]
    return [Section(title="Basics", rows=[*rows, *_new_catalog(document)])]


def _catalog_name(document: Document) -> str:
    match document.basics.catalog:
        case ExistingCatalog(display_name=name, id=id):
            return name or id
        case NewCatalog(name=name):
            return f"{name} (new, created with the package)"
        case _:
            return ""


def _new_catalog(document: Document) -> Sequence[Row]:
    catalog = document.basics.catalog
    if not isinstance(catalog, NewCatalog):
        return []
    words = {True: "Yes", False: "No"}
    return [
        Row(label="Catalog description", values=[catalog.description]),
        Row(label="Catalog enabled", values=[words[catalog.enabled]]),
        Row(label="Catalog enabled for external users", values=[words[catalog.enabled_for_external_users]]),
    ]


TAB = Tab(
    key="basics",
    title="Basics",
    required=True,
    form=BasicsForm,
    template="wizard/tabs/basics.html",
    summary=summary,
)
