"""The Resource roles tab."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.document import Document, ResourceRole
from wizard.tabs.base import Section, Tab, Table
from wizard.tabs.resource_roles.form import TYPES, ResourceRolesForm


def summary(document: Document) -> Sequence[Section]:
    table = Table(
        columns=["Resource", "Type", "Sub Type", "Role"],
        rows=[_row(row) for row in document.resource_roles],
        empty="None. You can add resource roles later.",
    )
    return [Section(title="Resource roles", table=table)]


def _row(row: ResourceRole) -> Sequence[str]:
    resource = row.resource
    outside = "" if resource.catalog_resource_id else " (will be added to the catalog)"
    return [
        resource.display_name + outside,
        TYPES[resource.origin_system],
        resource.sub_type,
        row.role.display_name if row.role else "",
    ]


TAB = Tab(
    key="resource-roles",
    title="Resource roles",
    required=False,
    form=ResourceRolesForm,
    template="wizard/tabs/resource_roles.html",
    summary=summary,
)
