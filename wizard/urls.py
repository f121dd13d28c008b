"""Addresses of the wizard. Promises: /drafts/, /drafts/<uuid>/<tab>/, /reviews/, /submissions/<uuid>/,
/packages/, /settings/.
"""

from django.urls import path

from wizard.views import (
    catalog,
    decide,
    drafts,
    evidence,
    grant_form,
    grants,
    issuers,
    names,
    packages,
    picker,
    questions,
    review_tab,
    reviews,
    submissions,
    tabs,
    undo,
)

app_name = "wizard"

urlpatterns = [
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/new/", tabs.new, name="new"),
    path("drafts/<uuid:draft_id>/discard/", drafts.discard, name="discard"),
    path("drafts/<uuid:draft_id>/review/", review_tab.review, name="review"),
    path("drafts/<uuid:draft_id>/send/", review_tab.send, name="send"),
    path("drafts/<uuid:draft_id>/withdraw/", review_tab.withdraw, name="withdraw"),
    path("drafts/<uuid:draft_id>/names/", names.update, name="update_names"),
    path("drafts/<uuid:draft_id>/create/", submissions.create, name="create"),
    path("drafts/<uuid:draft_id>/catalog/", catalog.new_catalog, name="new_catalog"),
    path("drafts/<uuid:draft_id>/verified-ids/", issuers.issuer, name="issuer"),
    path(
        "drafts/<uuid:draft_id>/questions/<int:number>/localizations/",
        questions.localizations,
        name="localizations",
    ),
    path("drafts/<uuid:draft_id>/questions/<int:number>/answers/", questions.answers, name="answers"),
    path("drafts/<uuid:draft_id>/pick/<slug:slot>/", picker.pick, name="pick"),
    path("drafts/<uuid:draft_id>/<slug:key>/", tabs.tab, name="tab"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<uuid:draft_id>/", reviews.review, name="verdict"),
    path("submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path("submissions/<uuid:submission_id>/resume/", submissions.resume, name="resume"),
    path("submissions/<uuid:submission_id>/evidence/", evidence.evidence, name="evidence"),
    path("submissions/<uuid:submission_id>/support/", evidence.support, name="support"),
    path("submissions/<uuid:submission_id>/undo/", undo.undo, name="undo"),
    path("submissions/<uuid:submission_id>/keep/", undo.keep, name="keep"),
    path("submissions/<uuid:submission_id>/decide/", decide.decide, name="decide"),
    path("packages/", packages.packages, name="packages"),
    path("settings/", grants.settings_page, name="settings"),
    path("settings/grants/new/", grant_form.new, name="new_grant"),
    path("settings/grants/<int:grant_id>/end/", grants.end, name="end_grant"),
]
