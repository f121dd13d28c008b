"""Gives a role catalogs. Without script every button posts; with script searches redraw their own list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.grants.changes import EVERYBODY, Holder, grant
from portal.grants.models import CatalogGrant
from portal.graph.errors import GraphError, SignInNeeded
from portal.limits import SEARCHES, limited
from portal.widgets import DescribedRadio
from wizard.lookups import principals
from wizard.lookups.candidates import as_guid
from wizard.lookups.known_catalogs import MOST, Known, known_to
from wizard.permissions import admin, may_change_settings, person_of
from wizard.views.grants import refused

SUBLINES = {
    "Helpdesk": "Prepares drafts in these catalogs. Never creates.",
    "Reviewer": "Approves or rejects drafts of others in these catalogs.",
    "Auditor": "Reads all drafts and submissions of these catalogs. Changes nothing, here or elsewhere.",
}
EVERYONE, ONE = "everybody", "person"
HOLDERS = ((EVERYONE, "Everybody who holds the role in Entra"), (ONE, "One person"))
HOLDER_SUBLINES = {
    EVERYONE: "Also those to whom it will be assigned later.",
    ONE: "Who has to hold the role in Entra as well.",
}
#: Catalogs that can be given at once.
MOST_CATALOGS = 200
Row = Mapping[str, Any]


class GrantForm(forms.Form):
    """Role and holder; persons and catalogs are lists with a search of their own."""

    use_required_attribute = False

    role = forms.ChoiceField(
        label="Role",
        choices=CatalogGrant.Role.choices,
        widget=DescribedRadio(sublines=SUBLINES),
        error_messages={"required": "Choose a role."},
    )
    holder = forms.ChoiceField(
        label="Who",
        choices=HOLDERS,
        widget=DescribedRadio(sublines=HOLDER_SUBLINES),
        initial=EVERYONE,
        error_messages={"required": "Choose whom it reaches."},
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was searched for and ticked."""

    people_q: str = ""
    catalogs_q: str = ""
    person: str = ""
    catalogs: Sequence[str] = field(default_factory=tuple)


@dataclass
class Found:
    """What can be picked, and why a list is empty."""

    people: list[Row]
    people_error: str
    known: Known


@admin
@require_http_methods(["GET", "POST"])
@limited(SEARCHES)
def new(request: HttpRequest) -> HttpResponse:
    answer = may_change_settings(request)
    if not answer.allowed:
        return refused(request, answer)
    asked = _asked(request)
    found = _found(request, asked)
    if request.POST.get("do") != "give":
        form = GrantForm(initial=_typed(request))
        return _page(request, form, asked, found)
    return _give(request, GrantForm(request.POST), asked, found)


def _give(request: HttpRequest, form: GrantForm, asked: Asked, found: Found) -> HttpResponse:
    holder, problems = _judged(form, asked, found)
    if problems or holder is None:
        return _page(request, form, asked, found, problems)
    role = form.cleaned_data["role"]
    names = {id: found.known.names.get(id, "") for id in asked.catalogs}
    made = grant(role=role, holder=holder, catalogs=names, by=person_of(request))
    _tell(request, made, len(names) - len(made))
    return redirect("wizard:settings")


def _judged(form: GrantForm, asked: Asked, found: Found) -> tuple[Holder | None, list[dict[str, str]]]:
    """Whom it reaches, and what is wrong, for components/error_summary.html."""
    form.is_valid()
    problems = [
        {"message": text, "href": f"#row_id_{name}"}
        for name, texts in form.errors.items()
        for text in map(str, texts)
    ]
    holder = _holder(form, asked, found)
    if holder is None:
        problems.append({"message": found.people_error or "Find and pick one person.", "href": "#people-q"})
    if not asked.catalogs:
        problems.append({"message": "Pick at least one catalog.", "href": "#catalogs-q"})
    if len(asked.catalogs) > MOST_CATALOGS:
        problems.append({"message": f"Give at most {MOST_CATALOGS} at once.", "href": "#catalogs-q"})
    return holder, problems


def _holder(form: GrantForm, asked: Asked, found: Found) -> Holder | None:
    """The directory's word counts, not the page's; None for a person it does not know."""
    if form.cleaned_data.get("holder") != ONE:
        return EVERYBODY
    picked = next((row for row in found.people if row["id"] == asked.person), None)
    return Holder(id=picked["id"], name=picked["name"], address=picked["detail"]) if picked else None


def _tell(request: HttpRequest, made: Sequence[CatalogGrant], standing: int) -> None:
    for one in made[:3]:
        messages.success(request, f"Granted: {one}.")
    if len(made) > 3:
        messages.success(request, f"And {len(made) - 3} more.")
    if standing:
        messages.info(request, f"{standing} stood already and stayed as it was.")


def _asked(request: HttpRequest) -> Asked:
    """Read from a GET or a POST; what is no object id is as if it were not there."""
    said = request.POST if request.method == "POST" else request.GET
    ids = [as_guid(one) for one in said.getlist("catalog")]
    return Asked(
        people_q=said.get("people_q", "").replace("\0", "")[:200],
        catalogs_q=said.get("catalogs_q", "").replace("\0", "")[:200],
        person=as_guid(said.get("person", "")),
        catalogs=tuple(dict.fromkeys(filter(None, ids))),
    )


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in ("role", "holder") if name in request.POST}


def _found(request: HttpRequest, asked: Asked) -> Found:
    people, error = _people(request, asked)
    return Found(people=people, people_error=error, known=known_to(person_of(request)))


def _people(request: HttpRequest, asked: Asked) -> tuple[list[Row], str]:
    """The picked one first, then those that match. Raises SignInNeeded."""
    person = person_of(request)
    try:
        picked = principals.by_keys(person, [f"user:{asked.person}"]) if asked.person else []
        listed = list(principals.search(person, asked.people_q, ["user"]).found) if asked.people_q else []
    except SignInNeeded:
        raise
    except GraphError as error:
        return [], f"Your tenant does not name people now: {error}"
    rows = {found.one.id: found.one for found in [*picked, *listed]}
    return [{"id": id, "name": one.display_name, "detail": one.detail} for id, one in rows.items()], ""


def _page(
    request: HttpRequest,
    form: GrantForm,
    asked: Asked,
    found: Found,
    problems: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    context = {
        "nav": "settings",
        "close_url": reverse("wizard:settings"),
        "form": form,
        "asked": asked,
        "people": found.people,
        "people_error": found.people_error,
        "known": found.known,
        "catalogs": _catalogs(asked, found.known),
        "more": max(0, len(found.known.matching(asked.catalogs_q)) - MOST),
        "problems": problems,
        "buttons": [
            {"label": "Give", "value": "give", "primary": True},
            {"label": "Cancel", "href": reverse("wizard:settings")},
        ],
        "own_roles": [role for role in CatalogGrant.Role.values if role in person_of(request).portal_roles],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "wizard/grant_new.html", context, status=status)


def _catalogs(asked: Asked, known: Known) -> list[Row]:
    """The ticked ones first, then those that match."""
    matching = dict(list(known.matching(asked.catalogs_q).items())[:MOST])
    ticked = {id: known.names.get(id, "") for id in asked.catalogs}
    return [{"id": id, "name": name, "checked": id in ticked} for id, name in {**ticked, **matching}.items()]
