"""The pane New catalog. The catalog is planned with the draft and created together with the package."""

from __future__ import annotations

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.graph.errors import GraphError
from portal.rights import Action, may
from portal.widgets import PillToggle
from wizard.actions.errors import ActionRefused
from wizard.document import NewCatalog
from wizard.lookups import catalogs
from wizard.permissions import draft_editor, editable_draft, person_of, rights_for
from wizard.tabs.base import YES_NO
from wizard.views import page
from wizard.views.aftermath import after_change
from wizard.views.pane import as_pane, back_to_tab
from wizard.views.sheet import Sheet, sheet_of


class NewCatalogForm(forms.Form):
    """The pane's fields, in the wizard's order and with its defaults."""

    use_required_attribute = False

    catalog_name = forms.CharField(label="Name", max_length=256, error_messages={"required": "Enter a name."})
    catalog_description = forms.CharField(
        label="Description",
        max_length=1024,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter a description."},
    )
    catalog_enabled = forms.ChoiceField(
        label="Enabled",
        choices=YES_NO,
        widget=PillToggle,
        initial="yes",
        help_text="Yes: packages of this catalog can be requested as soon as they are created.",
    )
    catalog_enabled_for_external_users = forms.ChoiceField(
        label="Enabled for external users", choices=YES_NO, widget=PillToggle, initial="no"
    )

    def planned(self) -> NewCatalog:
        values = self.cleaned_data
        return NewCatalog(
            name=values["catalog_name"].strip(),
            description=values["catalog_description"].strip(),
            enabled=values["catalog_enabled"] == "yes",
            enabled_for_external_users=values["catalog_enabled_for_external_users"] == "yes",
        )


@draft_editor
@require_http_methods(["GET", "POST"])
def new_catalog(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    draft = editable_draft(request, draft_id)
    if not draft.is_editable:
        return page.moved_on(request, draft)
    sheet = sheet_of(draft)
    form = NewCatalogForm(request.POST if request.method == "POST" else None, initial=_initial(sheet))
    answer = may(rights_for(request), Action.CREATE_CATALOG)
    if not answer.allowed:
        return _pane(request, sheet, form, f"{answer.reason} {answer.who_can_help}", status=403)
    if request.method == "GET" or not form.is_valid():
        return _pane(request, sheet, form)
    return _plan(request, sheet, form)


def _plan(request: HttpRequest, sheet: Sheet, form: NewCatalogForm) -> HttpResponse:
    catalog = form.planned()
    try:
        if _taken(request, catalog.name):
            form.add_error("catalog_name", f"A catalog named '{catalog.name}' already exists.")
            return _pane(request, sheet, form)
        basics = sheet.document.basics.model_copy(update={"catalog": catalog})
        after = sheet.with_document(sheet.document.model_copy(update={"basics": basics}))
        after_change(request, after).save(person_of(request))
    except (GraphError, ActionRefused) as refusal:
        return _pane(request, sheet, form, str(refusal))
    return back_to_tab(request, sheet.id, "basics")


def _taken(request: HttpRequest, name: str) -> bool:
    """Compared without case; a catalog that the person cannot see is found by the tenant itself (R5)."""
    seen = {one.display_name.strip().casefold() for one in catalogs.visible(person_of(request))}
    return name.casefold() in seen


def _initial(sheet: Sheet) -> dict[str, str]:
    catalog = sheet.document.basics.catalog
    if not isinstance(catalog, NewCatalog):
        return {}
    words = {True: "yes", False: "no"}
    return {
        "catalog_name": catalog.name,
        "catalog_description": catalog.description,
        "catalog_enabled": words[catalog.enabled],
        "catalog_enabled_for_external_users": words[catalog.enabled_for_external_users],
    }


def _pane(
    request: HttpRequest, sheet: Sheet, form: NewCatalogForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "form": form,
        "refusal": refusal,
        "close_url": reverse("wizard:tab", args=[sheet.id, "basics"]),
    }
    return as_pane(request, "wizard/new_catalog.html", context, status=status)
