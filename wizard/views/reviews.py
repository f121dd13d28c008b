"""The second pair of eyes: what waits for them, and the page on which they decide."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.graph.errors import DOWN
from wizard.actions.errors import ActionRefused, NotAllowed
from wizard.actions.reviews import give_verdict
from wizard.models import Draft, Review
from wizard.permissions import person_of, readable_draft, reviewer, rights_for, signed_in
from wizard.plan.errors import NotPlannable
from wizard.views.draft_list import rights_if_known, visible_now
from wizard.views.history import since_verdict, writers
from wizard.views.judged import Judged, judge
from wizard.views.next_step import why_not_review
from wizard.views.review_list import decided_by, page_of_waiting
from wizard.views.review_page import content_of_page, verdicts_on
from wizard.views.shown import summary_of

Verdict = Review.Verdict


class VerdictForm(forms.Form):
    """The three buttons, and why. An approval may go without a reason."""

    use_required_attribute = False

    verdict = forms.ChoiceField(choices=Verdict.choices)
    digest = forms.CharField(required=False)
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The author reads it. Needed unless you approve.",
    )

    def clean(self) -> None:
        values = self.cleaned_data
        needs_reason = values.get("verdict") in (Verdict.CHANGES_REQUESTED, Verdict.REJECTED)
        if needs_reason and "reason" in values and not values["reason"]:
            self.add_error("reason", "Say why, so that the author knows what to do.")


@signed_in
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    person, rights = person_of(request), rights_if_known(request)
    page = page_of_waiting(person, rights, request.GET.get("page", ""))
    context = {
        "nav": "reviews",
        "page": page,
        "review_count": page.paginator.count,
        "decided": decided_by(person, visible_now(request)),
        "tenant_down": rights is None,
    }
    return render(request, "wizard/reviews.html", context)


@reviewer
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, draft_id)
    return _page(request, readable_draft(request, draft_id), VerdictForm())


def _decide(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Whatever goes wrong, the reason that was typed is on the page that comes back."""
    form = VerdictForm(request.POST)
    try:
        rights = rights_for(request, fresh=True)
        draft = readable_draft(request, draft_id)
    except DOWN:
        return render(request, "wizard/verdict_kept.html", {"form": form}, status=503)
    if not form.is_valid():
        return _page(request, draft, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    values = form.cleaned_data
    try:
        given = give_verdict(
            draft=draft,
            by=person_of(request),
            rights=rights,
            verdict=Verdict(values["verdict"]),
            reason=values["reason"],
            digest=values["digest"],
        )
    except (ActionRefused, NotPlannable) as refusal:
        status = HTTPStatus.FORBIDDEN if isinstance(refusal, NotAllowed) else HTTPStatus.CONFLICT
        return _page(request, readable_draft(request, draft_id), form, str(refusal), status)
    messages.success(request, f"{draft}: {given.get_verdict_display().lower()}.")
    return redirect("wizard:reviews")


def _page(
    request: HttpRequest, draft: Draft, form: VerdictForm, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """Rules with this reader's facts; a form only for those who may decide."""
    judged = judge(request, draft, for_reader=True)
    why_not = _why_not(request, draft, judged)
    verdicts = verdicts_on(draft, judged)
    since = since_verdict(verdicts[0]["review"] if verdicts else None, judged.document)
    edited = {(one.section, one.label) for one in since.changes} if since else set()
    context = {
        **content_of_page(draft, judged, editable=False),
        "nav": "reviews",
        "close_url": reverse("wizard:reviews"),
        "summary": summary_of(judged.document, address=lambda key: "", edited=edited),
        "verdicts": verdicts,
        "writers": writers(draft),
        "since": since,
        "form": form,
        "mistakes": [{"message": text, "href": "#id_reason"} for text in form.errors.get("reason", ())],
        "refusal": refusal,
        "why_not": why_not,
    }
    return render(request, "wizard/verdict.html", context, status=status)


def _why_not(request: HttpRequest, draft: Draft, judged: Judged) -> str:
    """Why there are no buttons; empty where the person may decide now."""
    if draft.state != Draft.State.IN_REVIEW:
        return f"There is nothing to decide: this draft is in the state “{draft.get_state_display()}”."
    if judged.content is None:
        return "This draft has no plan any more; its author has to mend it first."
    return why_not_review(draft, person_of(request), judged)
