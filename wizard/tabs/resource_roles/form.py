"""Resource roles: one role control per resource of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from wizard.document import Document, ResourceRole, Role
from wizard.tabs.base import TabForm, row_numbers

#: What the wizard calls each origin system.
TYPES = {"AadGroup": "Group and Team", "AadApplication": "Application", "SharePointOnline": "SharePoint site"}


class ResourceRolesForm(TabForm):
    """The rows themselves come from the picker; here their roles are chosen and rows removed."""

    @classmethod
    def controls_of(cls, document: Document) -> dict[str, str]:
        return {
            f"role-{n}": role_value(row.role) if row.role else ""
            for n, row in enumerate(document.resource_roles)
        }

    rows_are_picked = True

    @classmethod
    def rows_of(cls, document: Document) -> Sequence[str]:
        return [f"{row.resource.origin_system} {row.resource.origin_id}" for row in document.resource_roles]

    def build(self) -> None:
        self.rows: list[ResourceRole] = list(self.document.resource_roles)
        for n, row in enumerate(self.rows):
            offered = [(role_value(role), role.display_name) for role in self._offered(row)]
            label = f"Role for {row.resource.display_name}"
            self.fields[f"role-{n}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "Select role"), *offered],
                widget=forms.Select(attrs={"aria-label": label, "aria-required": "true"}),
            )

    def _offered(self, row: ResourceRole) -> Sequence[Role]:
        """The roles read from the tenant; the chosen one stays in the list even where they could not be
        read.
        """
        roles = [as_role(one) for one in self.choices.offered_roles.get(row.resource.origin_id, ())]
        if row.role and role_value(row.role) not in map(role_value, roles):
            roles.append(row.role)
        return roles

    def apply_to(self, document: Document) -> Document:
        chosen = tuple(self._with_role(n, row) for n, row in enumerate(self.rows))
        return document.model_copy(update={"resource_roles": chosen})

    def _with_role(self, n: int, row: ResourceRole) -> ResourceRole:
        if f"role-{n}" not in self.fields:
            return row
        value = self.text(f"role-{n}", default=role_value(row.role) if row.role else "")
        role = next((one for one in self._offered(row) if role_value(one) == value), None)
        return row.model_copy(update={"role": role})

    def act(self, verb: str, argument: str) -> None:
        numbers = row_numbers(argument)
        if verb == "remove-row" and numbers and numbers[0] < len(self.rows):
            chosen = self.apply_to(self.document).resource_roles
            self.rows = [row for n, row in enumerate(chosen) if n != numbers[0]]
            self.fields.clear()

    def table(self) -> list[dict[str, Any]]:
        """Rows for the template: the resource and its role control."""
        return [
            {
                "n": n,
                "resource": row.resource,
                "type": TYPES[row.resource.origin_system],
                "field": self[f"role-{n}"],
            }
            for n, row in enumerate(self.rows)
        ]


def as_role(data: Mapping[str, Any]) -> Role:
    return Role.model_validate(data)


def role_value(role: Role) -> str:
    """What the role control posts: the origin id where there is one, else the name."""
    return role.origin_id or f"name:{role.display_name}"
