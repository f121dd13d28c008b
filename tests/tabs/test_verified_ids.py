"""Required Verified IDs on the tab: who may add them, how they wait, and what the author promises."""

import datetime as dt

import pytest

from tests.tabs.documents import Page, draft
from tests.tabs.test_pages import Sight
from wizard.rules import Facts, check
from wizard.tabs import BY_KEY
from wizard.tabs.requests.form import RequestsForm
from wizard.tabs.requests.kinds import NO_LICENCE

CONTOSO = {"issuer": "did:web:contoso.example", "credential_types": ["Employee", "Badge"]}
FABRIKAM = {"issuer": "did:web:fabrikam.example", "credential_types": ["Partner"]}
ADA = {"is_global_administrator": True, "governance_licence": True}


def asking(*issuers, **policy):
    return draft(verified_ids=list(issuers), **policy)


def names(page):
    return [one.issuer for one in page.policy.verified_ids]


def found(document):
    return [one.id for one in check(document, Facts(today=dt.date(2026, 11, 24)))]


class TestTheForm:
    @pytest.fixture
    def page(self):
        return Page(RequestsForm, asking(CONTOSO, FABRIKAM))

    def test_a_bin_takes_one_issuer_off(self, page):
        page.send(do=f"remove-issuer:{CONTOSO['issuer']}")
        assert names(page) == [FABRIKAM["issuer"]]

    def test_none_leaves_nothing_hidden_and_the_way_back_brings_everything(self, page):
        page.send(verified_ids_by_hand="yes")
        before = page.document
        page.send(family="none")
        assert page.policy.verified_ids == ()
        assert not page.policy.verified_ids_by_hand
        page.send()
        page.send(family="internal")
        assert page.document == before

    def test_what_was_taken_off_stays_off(self, page):
        for one in (CONTOSO, FABRIKAM):
            page.send(do=f"remove-issuer:{one['issuer']}")
        page.send(family="none")
        page.send(family="internal")
        assert names(page) == []

    def test_the_promise_goes_with_the_last_issuer(self, page):
        page.send(verified_ids_by_hand="yes")
        for one in (CONTOSO, FABRIKAM):
            page.send(do=f"remove-issuer:{one['issuer']}")
        assert not page.policy.verified_ids_by_hand

    def test_the_promise_is_asked_for_until_it_is_given(self, page):
        assert "D9" in found(page.document)
        page.send(verified_ids_by_hand="yes")
        assert "D9" not in found(page.document)

    def test_issuers_sent_by_hand_are_not_taken(self, page):
        before = page.document
        page.send(verified_ids="[]", **{"verified_ids@waiting": '[{"issuer": "x"}]'})
        page.send(family="none", **{"verified_ids@waiting": '[{"issuer": "x"}]'})
        page.send(family="internal")
        assert page.document == before

    def test_those_of_a_file_under_none_are_shown_until_they_are_taken_away(self):
        page = Page(RequestsForm, asking(CONTOSO, audience={"kind": "none"}))
        assert "R27" in found(page.document)
        page.send(enabled="yes")
        assert names(page) == [CONTOSO["issuer"]]
        page.send(do=f"remove-issuer:{CONTOSO['issuer']}")
        assert page.policy.verified_ids == ()
        assert page.drawn().page.verified_ids is None


class TestThePage:
    def test_a_global_administrator_may_add(self):
        sight = Sight("requests", **ADA)
        assert "disabled" not in sight.tag(id="add-issuer")
        assert 'name="verified_ids_by_hand"' not in sight.html

    @pytest.mark.parametrize(
        ("choices", "why"),
        [
            ({"is_global_administrator": False}, "Only a Global Administrator can require Verified IDs. Ask"),
            ({**ADA, "governance_licence": False}, NO_LICENCE),
            ({}, "Your tenant cannot be asked right now"),
        ],
    )
    def test_others_see_it_greyed_with_the_reason(self, choices, why):
        sight = Sight("requests", asking(CONTOSO), **choices)
        assert why in sight.text
        assert 'name="open" value="issuer/' not in sight.html
        assert sight.tag(value=f"remove-issuer:{CONTOSO['issuer']}"), "taking away is free to all"

    def test_issuers_stand_in_a_table_with_the_promise_below(self):
        sight = Sight("requests", asking(CONTOSO), **ADA)
        assert "Issuer Identifier Credential types" in sight.text
        assert "did:web:contoso.example Employee, Badge" in sight.text
        assert "must present all of them" in sight.text
        assert sight.tag(value="issuer/did:web:contoso.example")
        assert sight.tag(name="verified_ids_by_hand", type="checkbox")

    def test_the_rules_speak_here(self):
        problems = [("verified_ids", "Listed twice."), ("verified_ids_by_hand", "Confirm it.")]
        sight = Sight("requests", asking(CONTOSO), problems=problems, **ADA)
        assert 'aria-describedby="id_verified_ids_error"' in sight.tag(id="id_verified_ids")
        assert "Listed twice." in sight.text
        assert "Confirm it." in sight.text

    def test_none_does_not_ask(self):
        document = draft(audience={"kind": "none"}, approval=None)
        assert "Required Verified IDs" not in Sight("requests", document, **ADA).text


def test_the_summary_has_their_table():
    *_, section = BY_KEY["requests"].summary(asking(CONTOSO, verified_ids_by_hand=True))
    assert section.title == "Required Verified IDs"
    assert section.table
    assert section.table.columns == ["Issuer Identifier", "Credential types"]
    assert section.table.rows == [["did:web:contoso.example", "Employee, Badge"]]
    assert [(row.label, row.values) for row in section.rows] == [
        ("I will set these by hand after the package is created", ["Yes"])
    ]
