"""The five editing tabs. GET draws what the database knows; POST saves first, then does what its button says.

Every POST carries the revision of the page. Buttons: go=<tab>|stay moves on, do=<verb>:<argument> changes
the tab,
open=<pane> saves and opens a pane, autosave=1 only saves.
"""

from __future__ import annotations

import re
import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.graph.errors import DOWN
from wizard.actions.errors import StaleRevision, WrongMoment
from wizard.models import Draft
from wizard.permissions import draft_editor, draft_reader, may_begin, person_of, readable_draft, signed_in
from wizard.tabs import BY_KEY, Tab, TabForm
from wizard.views import merge, page
from wizard.views.aftermath import after_change
from wizard.views.choices import choices_for, choices_to_save
from wizard.views.picking import picking_for
from wizard.views.sheet import Sheet, new_sheet, open_sheet, same_page, sheet_of

#: How often a save is tried against other people's saves before they are shown to the person.
TRIES = 3
#: How buttons of a question's row name its panes; the row is counted anew like that of other buttons.
QUESTION_PANE = re.compile(r"(?P<name>localizations|answers):(?P<number>[0-9]{1,4})", re.ASCII)


@signed_in
@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """An empty wizard. No row yet: that comes with the first change."""
    if not may_begin(request):
        context = {"message": "Auditors change nothing, so they begin no drafts either."}
        return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)
    return _draw(request, new_sheet(uuid.uuid4()), BY_KEY["basics"])


@draft_reader
@draft_editor
@require_http_methods(["GET", "POST"])
def tab(request: HttpRequest, draft_id: uuid.UUID, key: str) -> HttpResponse:
    found = BY_KEY.get(key)
    if found is None:
        raise Http404
    return _save(request, draft_id, found) if request.method == "POST" else _show(request, draft_id, found)


def _show(request: HttpRequest, draft_id: uuid.UUID, tab: Tab) -> HttpResponse:
    """Whoever may only read is shown the whole on one page instead."""
    draft = readable_draft(request, draft_id)
    if not draft.is_editable or not page.may_edit(request, draft):
        return redirect("wizard:review", draft_id=draft.pk)
    return _draw(request, sheet_of(draft), tab)


def _draw(request: HttpRequest, sheet: Sheet, tab: Tab) -> HttpResponse:
    choices, down = choices_for(request, tab, sheet)
    form = tab.form.drawn(sheet.document, sheet.remembered(tab), choices)
    response = page.tab_page(request, sheet, tab, form, tenant_down=down)
    if request.method == "GET":
        response["HX-Push-Url"] = request.path
    return response


def _save(request: HttpRequest, draft_id: uuid.UUID, tab: Tab) -> HttpResponse:
    for _ in range(TRIES):
        try:
            return _save_once(request, open_sheet(request, draft_id), tab)
        except StaleRevision:
            continue
    sheet = same_page(request, sheet_of(Draft.objects.get(pk=draft_id)))
    return page.conflict_page(request, sheet, tab, [], merge.sent_by(request, sheet, tab, _base(request)))


def _save_once(request: HttpRequest, sheet: Sheet, tab: Tab) -> HttpResponse:
    if sheet.draft is not None and not sheet.draft.is_editable:
        return page.moved_on(request, sheet.draft)
    if sheet.overtaken:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    sent = merge.sent_by(request, sheet, tab, _base(request))
    if conflicts := merge.differences(sheet, tab, sent):
        return page.conflict_page(request, sheet, tab, conflicts, sent)
    choices, down = choices_to_save(request, tab, sheet)
    form = tab.form.posted(sent.own, sheet.document, sheet.remembered(tab), choices)
    refused = bool(form.errors)
    _act(form, request, sent.button)
    try:
        after = after_change(
            request, sheet.with_tab(tab, form.apply_to(sheet.document), form.remember(), left=_left(request))
        )
    except DOWN:
        return page.tab_page(
            request, sheet, tab, form, tenant_down=True, status=HTTPStatus.SERVICE_UNAVAILABLE
        )
    try:
        draft = after.save(person_of(request))
    except WrongMoment:
        return page.moved_on(request, Draft.objects.get(pk=sheet.id))
    if refused:
        return _refuse(request, same_page(request, sheet_of(draft)), tab, form, down)
    # A page that still shows old values must not take itself for the new revision.
    base = sent.revision if sent.others else None
    saved = same_page(request, sheet_of(draft))
    return _answer(request, saved, tab, opens=sent.opens, new=sheet.draft is None, base=base)


def _base(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _left(request: HttpRequest) -> bool:
    return request.POST.get("go", "stay") != "stay"


def _act(form: TabForm, request: HttpRequest, button: str) -> None:
    """`do=verb:argument`, and the bins of people lists, whose name holds the slot: `remove:<slot>` = id."""
    for name, value in request.POST.items():
        if name.startswith("remove:"):
            form.act("remove", f"{name.removeprefix('remove:')}:{value}")
    verb, _, argument = button.partition(":")
    if verb and verb != "redraw":
        form.act(verb, argument)


def _refuse(request: HttpRequest, sheet: Sheet, tab: Tab, form: TabForm, down: bool) -> HttpResponse:
    """A value that the page does not offer: shown as it was sent, beside what is allowed. A catalog is a
    matter of rights.
    """
    wrong_catalog = tab.key == "basics" and "catalog" in form.errors and not down
    status = HTTPStatus.FORBIDDEN if wrong_catalog else HTTPStatus.UNPROCESSABLE_ENTITY
    return page.tab_page(request, sheet, tab, form, tenant_down=down, status=status)


def _answer(
    request: HttpRequest, sheet: Sheet, tab: Tab, *, opens: str, new: bool, base: int | None = None
) -> HttpResponse:
    """`opens` is a pane; `base` the revision of a page whose controls stay, if that is not the new one."""
    if request.POST.get("autosave"):
        return page.saved_parts(request, sheet, tab, base=base)
    if opens:
        return _open(sheet, opens)
    if request.headers.get("HX-Request") and (request.POST.get("do") or not _left(request)):
        response = _draw(request, sheet, tab)
        if new:
            response["HX-Replace-Url"] = _address(sheet, tab.key)
        return response
    return HttpResponseRedirect(_address(sheet, _next(request, tab)), status=HTTPStatus.SEE_OTHER)


def _next(request: HttpRequest, tab: Tab) -> str:
    wanted = str(request.POST.get("go", ""))
    return wanted if wanted in BY_KEY or wanted == "review" else tab.key


def _address(sheet: Sheet, key: str) -> str:
    if key == "review":
        return reverse("wizard:review", args=[sheet.id])
    return reverse("wizard:tab", args=[sheet.id, key])


def _open(sheet: Sheet, opens: str) -> HttpResponse:
    """On to the pane; htmx follows the redirect, and the pane's answer says where it belongs."""
    kind, _, slot = opens.partition("/")
    if kind == "catalog":
        address = reverse("wizard:new_catalog", args=[sheet.id])
    elif kind == "issuer":
        address = f"{reverse('wizard:issuer', args=[sheet.id])}?{urlencode({'issuer': slot})}"
    elif pane := QUESTION_PANE.fullmatch(opens):
        address = reverse(f"wizard:{pane['name']}", args=[sheet.id, int(pane["number"])])
    elif kind == "pick" and picking_for(slot):
        address = reverse("wizard:pick", args=[sheet.id, slot])
    else:
        raise Http404
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
