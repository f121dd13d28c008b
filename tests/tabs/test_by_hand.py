"""Posts that no page makes: refused or ignored, and the document keeps what it has."""

import pytest

from tests.tabs.documents import Page, draft
from wizard.tabs.requestor_information.form import RequestorInformationForm
from wizard.tabs.requests.form import RequestsForm


@pytest.fixture
def page():
    return Page(RequestsForm, draft())


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("family", "everybody"),
        ("scope", "all_external_users"),
        ("approval", "maybe"),
        ("stage_count", "4"),
        ("stage__0__approver_kind", "external_sponsor"),
        ("stage__0__approver_kind", "<script>"),
        ("enabled", "true"),
    ],
)
def test_a_value_that_is_not_offered_is_refused(page, control, value):
    before = page.document
    page.send(**{control: value})
    assert list(page.refused) == [control.replace("__", "-")]
    assert page.document == before
    assert not page.drawn().errors


def test_unknown_controls_and_buttons_do_nothing(page):
    before = page.document
    page.send(do="explode:1", nonsense="1", stage__9__decision_days="3")
    assert page.document == before


def test_a_value_for_what_is_not_shown_does_nothing(page):
    page.send(family="none")
    before = page.document
    page.send(scope="all_members", approval="yes", stage_count="3", stage__2__approver_kind="sponsors")
    assert not page.refused
    assert page.document == before


def test_no_nul_reaches_the_database():
    page = Page(RequestorInformationForm, draft())
    page.send(question__0__text="Wh\0y?", question__0__format="short_text")
    assert page.policy.questions[0].text == "Why?"
