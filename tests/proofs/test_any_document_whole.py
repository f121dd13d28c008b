"""Whatever a document says, it is saved, loaded, shown and judged; and what the rules pass has bodies that
Graph's own types allow.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from portal.tenant.types.check import check as checked
from tests import csdl
from tests.proofs.test_control_to_property import without_places
from tests.rules.anything import ANY_DOCUMENT, OFTEN_RIGHT
from tests.rules.test_any_document import FULL_FACTS, NO_FACTS
from tests.tabs.documents import DOCUMENTS
from wizard.document import Document, digest, dump, load
from wizard.plan import build_plan, plan_as_json
from wizard.rules import Facts, blocking, check
from wizard.rules.handwritten import judge
from wizard.tabs import TABS
from wizard.tabs.base import Choices, Remembered
from wizard.views.shown import summary_of

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
ANY = ANY_DOCUMENT | DOCUMENTS | OFTEN_RIGHT

#: Where the official types are missing: the simulated tenant's own, by the last part of the path.
TYPES = {
    "catalogs": "accessPackageCatalog",
    "resourceRequests": "accessPackageResourceRequest",
    "accessPackages": "accessPackage",
    "resourceRoleScopes": "accessPackageResourceRoleScope",
    "assignmentPolicies": "accessPackageAssignmentPolicy",
}


@few
@given(OFTEN_RIGHT)
def test_what_the_rules_pass_has_bodies_that_graph_allows(document: Document) -> None:
    assume(not blocking(check(document, NO_FACTS)))
    sent = [one for one in plan_as_json(build_plan(document)) if one["method"] == "POST"]
    assert sent
    for step in sent:
        assert_allowed(step["path"], without_places(step["body"]))


def assert_allowed(path: str, body: Any) -> None:
    if csdl.metadata():
        csdl.assert_request_valid("POST", path, body)
    else:
        checked(body, TYPES[path.rpartition("/")[2]], set(body))


@few
@given(ANY)
def test_any_document_is_saved_and_loaded(document: Document) -> None:
    assert load(dump(document)) == document
    assert digest(load(dump(document))) == digest(document)


@few
@given(ANY, st.sampled_from([NO_FACTS, FULL_FACTS]))
def test_any_document_is_judged(document: Document, known: Facts) -> None:
    assert judge(dump(document), known)[0] == document
    check(document, known)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
@few
@given(ANY)
def test_any_document_is_shown_on_every_tab(tab: Any, document: Document) -> None:
    assume(document.policies)
    form = tab.form.drawn(document, Remembered(), Choices())
    form.mark([one for one in check(document, NO_FACTS) if one.place.tab == tab.key])
    assert render_to_string(tab.template, {"form": form, "tab": tab, "document": document})
    form.apply_to(document)
    list(tab.summary(document))


@few
@given(ANY)
def test_any_document_is_shown_on_one_page(document: Document) -> None:
    assume(document.policies)
    sections = summary_of(document, address=lambda key: f"/{key}/")
    assert render_to_string("components/summary.html", {"sections": sections})
    if not blocking(check(document, NO_FACTS)):
        assert plan_as_json(build_plan(document))
