"""The pane Add issuer: one issuer of Required Verified IDs with its credential types, new or edited."""

from __future__ import annotations

import re
import uuid
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wizard.actions.errors import ActionRefused
from wizard.document import VerifiedId
from wizard.permissions import draft_editor, editable_draft, person_of
from wizard.tabs import BY_KEY
from wizard.tabs.requests.verified import NOBODY_REQUESTS, Issuers, why_not
from wizard.views import page
from wizard.views.choices import choices_for
from wizard.views.pane import as_pane, back_to_tab
from wizard.views.sheet import Sheet, sheet_of

TAB = "requests"
GONE = "Somebody changed this issuer meanwhile. Close the pane and look at the list again."


class IssuerForm(forms.Form):
    """`before` is the identifier of the issuer that is edited; empty for a new one."""

    use_required_attribute = False

    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    issuer = forms.CharField(
        label="Issuer identifier",
        max_length=2048,
        error_messages={"required": "Enter the identifier of the issuer."},
        help_text="As the Verified ID network knows it, such as did:web:verifiedid.contoso.com.",
    )
    credential_types = forms.CharField(
        label="Credential types",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One per line, or with commas between them, such as VerifiedEmployee.",
    )

    def __init__(self, *args: object, others: frozenset[str] = frozenset(), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.others = others

    def clean_issuer(self) -> str:
        issuer = str(self.cleaned_data["issuer"])
        if issuer.casefold() in self.others:
            raise forms.ValidationError(f"'{issuer}' is already listed.")
        return issuer

    def clean_credential_types(self) -> tuple[str, ...]:
        typed = re.split(r"[\n\r,;]", self.cleaned_data["credential_types"])
        found = tuple(dict.fromkeys(filter(None, (one.strip() for one in typed))))
        if not found and (issuer := self.cleaned_data.get("issuer")):
            raise forms.ValidationError(f"Select at least one credential type for '{issuer}'.")
        return found

    def entered(self) -> VerifiedId:
        values = self.cleaned_data
        return VerifiedId(issuer=values["issuer"], credential_types=values["credential_types"])


@draft_editor
@require_http_methods(["GET", "POST"])
def issuer(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """`?issuer=` names the one to edit. Anybody but a Global Administrator is told who can help (R45)."""
    draft = editable_draft(request, draft_id)
    if not draft.is_editable:
        return page.moved_on(request, draft)
    sheet = sheet_of(draft)
    form = _form(request, sheet)
    if reason := _why_not(request, sheet):
        return _pane(request, sheet, form, reason, status=HTTPStatus.FORBIDDEN)
    if request.method == "GET" or not form.is_valid():
        return _pane(request, sheet, form)
    return _keep(request, sheet, form)


def _why_not(request: HttpRequest, sheet: Sheet) -> str:
    if sheet.document.policy.audience.family == "none":
        return NOBODY_REQUESTS
    choices, _ = choices_for(request, BY_KEY[TAB], sheet)
    return why_not(choices)


def _form(request: HttpRequest, sheet: Sheet) -> IssuerForm:
    listed = sheet.document.policy.verified_ids
    before = str((request.POST or request.GET).get("before" if request.POST else "issuer", ""))
    others = frozenset(one.issuer.strip().casefold() for one in listed if one.issuer != before)
    known = next((one for one in listed if before and one.issuer == before), VerifiedId())
    initial = {
        "before": known.issuer,
        "issuer": known.issuer,
        "credential_types": "\n".join(known.credential_types),
    }
    return IssuerForm(request.POST or None, initial=initial, others=others)


def _keep(request: HttpRequest, sheet: Sheet, form: IssuerForm) -> HttpResponse:
    """In its place where it is edited, else at the end."""
    listed, before = sheet.document.policy.verified_ids, form.cleaned_data["before"]
    if before and before not in [one.issuer for one in listed]:
        return _pane(request, sheet, form, GONE, status=HTTPStatus.CONFLICT)
    try:
        _with(sheet, _replaced(listed, before, form.entered())).save(person_of(request))
    except ActionRefused as refusal:
        return _pane(request, sheet, form, str(refusal))
    return back_to_tab(request, sheet.id, TAB)


def _replaced(listed: Issuers, before: str, entered: VerifiedId) -> Issuers:
    if not before:
        return (*listed, entered)
    position = [one.issuer for one in listed].index(before)
    return (*listed[:position], entered, *listed[position + 1 :])


def _with(sheet: Sheet, issuers: Issuers) -> Sheet:
    policies = sheet.document.policies
    first = sheet.document.policy.model_copy(update={"verified_ids": issuers})
    return sheet.with_document(sheet.document.model_copy(update={"policies": (first, *policies[1:])}))


def _pane(
    request: HttpRequest, sheet: Sheet, form: IssuerForm, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    edits = bool(form["before"].value())
    context = {
        "sheet": sheet,
        "form": form,
        "refusal": refusal,
        "may": status != HTTPStatus.FORBIDDEN,
        "title": "Edit issuer" if edits else "Add issuer",
        "button": "Save" if edits else "Add",
        "close_url": reverse("wizard:tab", args=[sheet.id, TAB]),
    }
    return as_pane(request, "wizard/issuer.html", context, status=status)
