"""Basics: name, description and catalog."""

from __future__ import annotations

from django import forms

from portal.widgets import starred
from wizard.document import Basics, Catalog, Document, ExistingCatalog, NewCatalog
from wizard.tabs.base import TabForm

#: The value of the catalog control while a new catalog is planned.
NEW = "new"
NOT_YOURS = "You can't use the catalog that was sent, or it doesn't exist. Choose one of this list."


class BasicsForm(TabForm):
    name = starred(
        forms.CharField(
            label="Name", required=False, help_text="People see this name when they request the package."
        )
    )
    description = starred(
        forms.CharField(
            label="Description",
            required=False,
            widget=forms.Textarea(attrs={"rows": 8}),
            help_text="People read this when they request the package. Plain text.",
        )
    )
    catalog = starred(
        forms.ChoiceField(
            label="Catalog",
            required=False,
            widget=forms.Select(attrs={"data-search": "Search by catalog"}),
            error_messages={"invalid_choice": NOT_YOURS},
        )
    )

    @classmethod
    def controls_of(cls, document: Document) -> dict[str, str]:
        basics = document.basics
        chosen = {"catalog": _chosen(basics.catalog)} if basics.catalog else {}
        return {"name": basics.name, "description": basics.description, **chosen}

    def build(self) -> None:
        """Nothing chosen yet: the catalog that the wizard would take (R3)."""
        self.data.setdefault("catalog", self.choices.default_catalog)  # type: ignore[attr-defined]
        self.fields["catalog"].choices = self._catalogs()  # type: ignore[attr-defined]

    def _catalogs(self) -> list[tuple[str, str]]:
        offered = {one.id: one.display_name for one in self.choices.catalogs}
        match self.document.basics.catalog:
            case ExistingCatalog(id=id, display_name=name):
                offered.setdefault(id, name or id)
            case NewCatalog(name=name):
                offered[NEW] = f"{name} (new, created with the package)"
        return [("", "Select a catalog"), *offered.items()]

    def apply_to(self, document: Document) -> Document:
        """A catalog that is not offered leaves the chosen one in place; the field's error says so."""
        basics = Basics(
            name=self.text("name").strip(),
            description=self.text("description").strip(),
            catalog=self._catalog(document.basics.catalog),
        )
        return document.model_copy(update={"basics": basics})

    def _catalog(self, before: Catalog | None) -> Catalog | None:
        chosen = self.text("catalog", default=_chosen(before))
        if chosen in (_chosen(before), NEW):
            return before
        return next((one for one in self.choices.catalogs if one.id == chosen), None)


def _chosen(catalog: Catalog | None) -> str:
    match catalog:
        case ExistingCatalog(id=id):
            return id
        case NewCatalog():
            return NEW
        case _:
            return ""
