"""Requests: what a person switches there and back, and what the document says meanwhile."""

import datetime as dt

import pytest

import wizard.document as d
from tests.tabs.documents import ADA, BOB, FABRIKAM, LEADS, Page, draft
from wizard.rules import Facts, check
from wizard.tabs.requests.form import LOCKED, USED, RequestsForm
from wizard.tabs.requests.kinds import NO_LICENCE

TODAY = Facts(today=dt.date(2026, 11, 24))
MANAGER = d.Manager(fallback=(LEADS,))


@pytest.fixture
def page():
    return Page(RequestsForm, draft())


def values(field):
    return [value for value, _ in field.choices]


def approver(page, stage=0):
    return page.policy.approval.stages[stage].approver


class TestANewDraft:
    def test_starts_with_specific_users_and_the_manager(self, page):
        form = page.drawn()
        assert form["family"].value() == "internal"
        assert form["scope"].value() == "specific_users"
        assert form["approval"].value() == "yes"
        assert form["stage_count"].value() == "1"
        assert [card.title for card in form.page.cards] == ["First Approver"]
        assert form["stage-0-approver_kind"].value() == "manager"
        assert form["stage-0-decision_days"].value() == "14"
        assert form["stage-0-approver_justification"].value() == "yes"
        assert form["disable_assignment_emails"].value() == "no"
        assert form["enabled"].value() == "no"

    def test_saving_it_as_it_is_changes_nothing(self, page):
        before = page.document
        page.send()
        assert page.document == before


class TestFamilies:
    def test_each_has_its_scopes(self, page):
        assert values(page.drawn().fields["scope"]) == ["specific_users", "all_members", "all_users"]
        form = page.send(family="external")
        assert values(form.fields["scope"]) == [
            "specific_connected_organizations",
            "all_connected_organizations",
            "all_external_users",
        ]

    @pytest.mark.parametrize(("scope", "kind"), [("all_members", d.AllMembers), ("all_users", d.AllUsers)])
    def test_scopes_without_a_list(self, page, scope, kind):
        page.send(people={"targets": (ADA,)}, scope=scope)
        assert page.policy.audience == kind()

    def test_targets_wait_beside_the_document_and_come_back(self, page):
        page.send(people={"targets": (ADA, LEADS)})
        page.send(scope="all_members")
        assert page.policy.audience == d.AllMembers()
        page.send(family="none")
        page.send(family="internal", scope="specific_users")
        assert page.policy.audience == d.SpecificUsers(targets=(ADA, LEADS))

    def test_organizations_come_back_as_well(self, page):
        page.send(family="external")
        page.send(people={"organizations": (FABRIKAM,)})
        page.send(family="internal")
        assert page.policy.audience == d.SpecificUsers()
        page.send(family="external")
        assert page.policy.audience == d.SpecificConnectedOrganizations(organizations=(FABRIKAM,))

    def test_each_family_remembers_its_scope(self, page):
        page.send(scope="all_users")
        page.send(family="external", scope="all_users")
        assert page.policy.audience == d.SpecificConnectedOrganizations()
        page.send(scope="all_connected_organizations")
        page.send(family="internal", scope="all_connected_organizations")
        assert page.policy.audience == d.AllUsers()
        page.send(family="external", scope="all_users")
        assert page.policy.audience == d.AllConnectedOrganizations()

    def test_a_scope_chosen_together_with_its_family_counts(self, page):
        page.send(family="external", scope="all_connected_organizations")
        assert page.policy.audience == d.AllConnectedOrganizations()

    def test_none_leaves_nothing_to_request(self, page):
        page.send(people={"targets": (ADA,), "stage-0-fallback": (LEADS,)}, stage_count="2")
        page.send(family="none")
        assert page.policy.audience == d.DirectAssignmentOnly()
        assert page.policy.approval is None
        assert not page.drawn().asks_about_approval

    def test_approval_comes_back_after_none(self, page):
        page.send(people={"stage-0-fallback": (LEADS,)}, stage_count="2", stage__0__decision_days="5")
        before = page.document
        page.send(family="none")
        page.send(family="internal")
        assert page.document == before


class TestApproverKinds:
    @pytest.mark.parametrize(
        ("family", "stage", "kinds"),
        [
            ("internal", 0, ["manager", "sponsors", "specific"]),
            ("internal", 1, ["sponsors", "specific"]),
            ("internal", 2, ["specific"]),
            ("external", 0, ["external_sponsor", "internal_sponsor", "specific"]),
            ("external", 1, ["internal_sponsor", "external_sponsor", "specific"]),
            ("external", 2, ["specific", "internal_sponsor", "external_sponsor"]),
        ],
    )
    def test_are_those_of_the_family_and_stage(self, page, family, stage, kinds):
        form = page.send(family=family, stage_count="3")
        assert values(form.fields[f"stage-{stage}-approver_kind"]) == kinds

    def test_what_the_new_family_lacks_falls_back_and_comes_back(self, page):
        page.send(people={"stage-0-fallback": (LEADS,)})
        page.send(family="external", stage__0__approver_kind="manager")
        assert approver(page) == d.ExternalSponsor(fallback=(LEADS,))
        page.send(stage__0__approver_kind="internal_sponsor")
        page.send(family="internal", stage__0__approver_kind="internal_sponsor")
        assert approver(page) == MANAGER
        page.send(family="external", stage__0__approver_kind="manager")
        assert approver(page) == d.InternalSponsor(fallback=(LEADS,))

    def test_no_error_speaks_of_a_kind_that_was_switched_away(self, page):
        page.send(stage_count="2", stage__1__approver_kind="sponsors")
        page.send(family="external", stage__0__approver_kind="manager", stage__1__approver_kind="sponsors")
        assert not page.refused
        assert approver(page, 1) == d.SpecificApprovers()

    def test_people_chosen_by_name_outlast_a_round_trip(self, page):
        page.send(stage__0__approver_kind="specific")
        page.send(people={"stage-0-approvers": (ADA, BOB)})
        page.send(stage__0__approver_kind="manager")
        assert approver(page) == d.Manager()
        page.send(stage__0__approver_kind="specific")
        assert approver(page) == d.SpecificApprovers(approvers=(ADA, BOB))

    def test_a_kind_of_an_earlier_stage_is_off(self, page):
        form = page.send(family="external", stage_count="2")
        assert form.fields["stage-1-approver_kind"].widget.reasons == {"external_sponsor": USED}

    def test_sponsors_need_the_licence(self, page):
        assert "sponsors" not in page.drawn().fields["stage-0-approver_kind"].widget.reasons
        unlicensed = Page(RequestsForm, draft(), governance_licence=False).drawn()
        assert unlicensed.fields["stage-0-approver_kind"].widget.reasons == {"sponsors": NO_LICENCE}

    def test_what_is_chosen_is_never_off(self, page):
        """A browser does not send an option that is off."""
        page.send(stage__0__approver_kind="sponsors")
        unlicensed = Page(RequestsForm, page.document, governance_licence=False).drawn()
        assert unlicensed.fields["stage-0-approver_kind"].widget.reasons == {}

    def test_a_kind_that_does_not_belong_here_stays_until_somebody_changes_it(self):
        stages = [{"approver": {"kind": "internal_sponsor"}}]
        page = Page(RequestsForm, draft(approval={"stages": stages}))
        page.send(enabled="yes")
        assert approver(page) == d.InternalSponsor()
        assert "R29" in [one.id for one in check(page.document, TODAY)]
        page.send(stage__0__approver_kind="manager")
        assert "internal_sponsor" not in values(page.drawn().fields["stage-0-approver_kind"])


class TestStages:
    def test_later_stages_start_with_people_chosen_by_name(self, page):
        page.send(stage_count="3")
        assert page.policy.approval.stages[1:] == (d.Stage(), d.Stage())
        assert [card.title for card in page.drawn().page.cards] == [
            "First Approver",
            "Second Approver",
            "Third Approver",
        ]

    def test_a_dropped_stage_comes_back_as_it_was(self, page):
        page.send(stage_count="2")
        page.send(
            people={"stage-1-approvers": (BOB,)},
            stage__1__decision_days="3",
            stage__1__approver_justification="no",
        )
        before = page.document
        page.send(stage_count="1")
        assert len(page.policy.approval.stages) == 1
        page.send(stage_count="2")
        assert page.document == before

    def test_no_approval_means_no_stages(self, page):
        page.send(approval="no", stage__0__decision_days="3")
        assert not page.policy.approval
        assert page.drawn().page.cards == []
        page.send(approval="yes")
        assert page.policy.approval.stages[0].decision_days == 3

    @pytest.mark.parametrize("typed", ["2.5", "abc", "-3", "", "1e1", "٣"])
    def test_days_that_are_no_whole_number_come_back_as_typed(self, page, typed):
        page.send(stage__0__decision_days=typed)
        assert page.policy.approval.stages[0].decision_days is None
        assert page.drawn()["stage-0-decision_days"].value() == typed

    def test_blanks_around_a_number_do_not_matter(self, page):
        page.send(stage__0__decision_days=" 9 ")
        assert page.policy.approval.stages[0].decision_days == 9

    def test_alternates_wait_with_their_stage(self):
        alternates = {
            "approver": {"kind": "specific", "approvers": [ADA.model_dump()]},
            "forward_after_days": 8,
        }
        stage = {"approver": {"kind": "manager"}, "alternates": alternates}
        page = Page(RequestsForm, draft(approval={"stages": [stage, {}]}))
        before, stages = page.document, page.policy.approval.stages
        page.send(stage_count="1", stage__0__approver_justification="no")
        assert page.policy.approval.stages[0].alternates == stages[0].alternates
        page.send(approval="no")
        page.send(approval="yes", stage_count="2", stage__0__approver_justification="yes")
        assert page.document == before


class TestAnybodyFromOutside:
    def test_locks_approval_on_yes(self, page):
        page.send(approval="no")
        page.send(family="external", scope="all_external_users", approval="no")
        assert page.policy.approval is not None
        assert page.drawn().fields["approval"].widget.locked == LOCKED

    def test_gives_the_choice_back_afterwards(self, page):
        page.send(approval="no")
        page.send(family="external", scope="all_external_users")
        page.send(scope="all_connected_organizations", approval="yes")
        assert page.policy.approval is None
        assert page.drawn().fields["approval"].widget.locked == ""

    def test_a_no_sent_by_hand_is_what_the_rules_speak_of(self, page):
        page.send(family="external", scope="all_external_users")
        page.send(approval="no")
        assert page.policy.approval is None
        assert page.drawn().fields["approval"].widget.locked == "", "it can be set to Yes again"


class TestTheCatalog:
    def greyed(self, catalog):
        document = draft().model_copy(update={"basics": d.Basics(catalog=catalog)})
        return Page(RequestsForm, document).drawn().fields["family"].widget.reasons

    def test_that_lets_nobody_in_greys_the_family(self):
        finance = d.ExistingCatalog(id="f", display_name="Finance", is_externally_visible=False)
        assert self.greyed(finance) == {"external": "Catalog 'Finance' is not enabled for external users."}
        assert self.greyed(d.NewCatalog(name="Fresh"))["external"].startswith("Catalog 'Fresh'")

    def test_that_lets_people_in_or_was_not_asked_does_not(self):
        assert self.greyed(d.ExistingCatalog(id="m", is_externally_visible=True)) == {}
        assert self.greyed(d.ExistingCatalog(id="m")) == {}
        assert self.greyed(None) == {}


def test_a_bin_takes_one_person_off(page):
    page.send(people={"targets": (ADA, LEADS)})
    page.send(do="remove:targets:ada")
    assert page.policy.audience == d.SpecificUsers(targets=(LEADS,))


def test_other_policies_are_left_alone():
    document = draft()
    document = document.model_copy(update={"policies": (*document.policies, d.Policy(name="For partners"))})
    page = Page(RequestsForm, document)
    page.send(family="none")
    assert page.document.policies[1] == d.Policy(name="For partners")
