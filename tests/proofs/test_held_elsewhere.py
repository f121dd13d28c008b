"""Rules about behaviour, each proven where people meet it: over HTTP, with the company on the wire."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.proofs.wire import begun, creates, member_of, nothing_created, post, sends, shown, stored
from tests.views.stage import approved, document, drafted, submitted, text_of, work
from wizard.document import (
    AllMembers,
    Approval,
    DirectAssignmentOnly,
    OnDate,
    Policy,
    ShortText,
    SpecificApprovers,
    Stage,
    VerifiedId,
)
from wizard.models import Draft, Submission
from wizard.plan import build_plan, plan_as_json

pytestmark = pytest.mark.django_db(transaction=True)
IDS = (VerifiedId(issuer="did:web:contoso.example", credential_types=("VerifiedEmployee",)),)


def policy_sent(draft):
    return next(one["body"] for one in plan_as_json(build_plan(stored(draft))) if one["key"] == "policy:1")


class TestCatalog:
    def test_r2_refuses_a_catalog_of_others_with_403(self, company, priya):
        draft = drafted(priya, document(company))
        answer = post(priya, draft, "basics", catalog=company.named("catalog", "Finance")["id"])
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert stored(draft).basics.catalog.display_name == "Marketing"

    def test_r4_refuses_a_new_catalog_to_a_package_manager(self, company, priya):
        draft = drafted(priya, document(company))
        fields = {"catalog_name": "Events", "catalog_description": "All"}
        answer = priya.post(reverse("wizard:new_catalog", args=[draft.pk]), revision="1", **fields)
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert stored(draft).basics.catalog.display_name == "Marketing"

    def test_r7_fails_to_move_what_is_being_created(self, company, olivia, rafael):
        draft = submitted(olivia, document(company), by=rafael).draft
        research = company.named("catalog", "Research")["id"]
        answer = post(olivia, draft, "basics", catalog=research, description="Moved")
        assert answer.status_code == HTTPStatus.CONFLICT
        assert stored(draft).basics.catalog.display_name == "Marketing"

    def test_r7_passes_while_nothing_exists(self, company, olivia):
        draft = drafted(olivia, document(company))
        post(olivia, draft, "basics", catalog=company.named("catalog", "Research")["id"])
        assert stored(draft).basics.catalog.display_name == "Research"


class TestResources:
    def picker(self, seat, draft, **query):
        return seat.get(reverse("wizard:pick", args=[draft.pk, "groups"]), **query).content.decode()

    def test_r15_passes_since_see_all_starts_cleared_each_time(self, company, olivia):
        draft = drafted(olivia, document(company))
        assert "Brand Designers" in self.picker(olivia, draft, see_all="1")
        again = self.picker(olivia, draft)
        assert "See all" in again
        assert "Marketing Team" in again

    def test_r15_fails_to_list_what_the_catalog_does_not_have(self, company, olivia):
        draft = drafted(olivia, document(company))
        assert "IT Leads" in self.picker(olivia, draft, see_all="1")
        assert "IT Leads" not in self.picker(olivia, draft)

    def test_r16_passes_since_the_resource_is_in_the_catalog_afterwards(self, company, rafael):
        ada = company.seat("ada")
        outside = document(company).model_copy(update={"resource_roles": (member_of(company, "IT Leads"),)})
        submitted(ada, outside, by=rafael)
        assert work().state == Submission.State.CREATED
        leads, marketing = company.named("group", "IT Leads"), company.named("catalog", "Marketing")
        held = [row for row in company.state.rows("resource") if row["originId"] == leads["id"]]
        assert marketing["id"] in [row["_catalog"] for row in held]

    def test_r16_fails_to_use_a_role_before_its_resource_is_in_the_catalog(self, company):
        outside = document(company).model_copy(update={"resource_roles": (member_of(company, "IT Leads"),)})
        keys = [one["key"].split(":")[0] for one in plan_as_json(build_plan(outside))]
        before = keys[: keys.index("role") + 1]
        assert before == ["resource", "visible", "roles", "package", "role"]


class TestRequests:
    def test_r20_passes_for_one_family_and_one_scope(self, company, priya):
        draft = begun(priya, document(company), audience=DirectAssignmentOnly())
        post(priya, draft, "requests", family="internal", do="redraw")
        post(priya, draft, "requests", family="internal", scope="all_members")
        assert stored(draft).policy.audience == AllMembers()

    def test_r20_fails_to_store_the_scope_of_another_family(self, company, priya):
        draft = begun(priya, document(company), audience=AllMembers())
        answer = post(priya, draft, "requests", scope="all_external_users")
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert stored(draft).policy.audience == AllMembers()

    def test_r43_passes_without_approval_and_without_stages(self, company, priya):
        stages = (Stage(approver=SpecificApprovers()), Stage(approver=SpecificApprovers()))
        draft = begun(priya, document(company), audience=AllMembers(), approval=Approval(stages=stages))
        post(priya, draft, "requests", approval="no")
        settings = policy_sent(draft)["requestApprovalSettings"]
        assert (settings["isApprovalRequiredForAdd"], settings["stages"]) == (False, [])

    def test_r43_fails_to_send_stages_posted_beside_a_no(self, company, priya):
        draft = begun(priya, document(company), audience=AllMembers(), approval=None)
        stage = {"stage_count": "2", "stage-0-decision_days": "9", "stage-1-approver_kind": "specific"}
        post(priya, draft, "requests", approval="no", **stage)
        assert policy_sent(draft)["requestApprovalSettings"]["stages"] == []

    def test_r46_passes_since_the_page_asks_for_all(self, company):
        ada = company.seat("ada")
        page = shown(ada, begun(ada, document(company), audience=AllMembers(), verified_ids=IDS), "requests")
        assert "Requestors must present all of them: every credential type of every issuer." in page

    def test_r46_fails_to_say_any(self, company):
        ada = company.seat("ada")
        page = shown(ada, begun(ada, document(company), audience=AllMembers(), verified_ids=IDS), "requests")
        assert "any of" not in page.lower()

    @pytest.mark.parametrize(("emails", "enabled"), [("yes", "yes"), ("no", "no"), ("yes", "no")])
    def test_r47_passes_for_every_pair_and_fails_to_couple_them(self, company, priya, emails, enabled):
        draft = begun(priya, document(company), audience=AllMembers())
        post(priya, draft, "requests", disable_assignment_emails=emails, enabled=enabled)
        body = policy_sent(draft)
        assert body["notificationSettings"]["isAssignmentNotificationDisabled"] == (emails == "yes")
        assert body["requestorSettings"]["enableTargetsToSelfAddAccess"] == (enabled == "yes")


class TestWhatIsOnlyShown:
    def test_r52_passes_and_fails_to_edit_attributes(self, company, priya):
        content = begun(priya, document(company), audience=AllMembers(), questions=(ShortText(text="Why?"),))
        page = priya.get(reverse("wizard:tab", args=[content.pk, "requestor-information"])).content.decode()
        assert "Go to Catalogs to add attributes" in page
        assert 'name="attribute' not in page
        before = stored(content)
        post(priya, content, "requestor-information", **{"attribute-0-required": "yes", "attributes": "x"})
        assert stored(content) == before

    def test_r59_passes_since_the_help_names_the_end_date(self, company, priya):
        ends = OnDate(date=None)
        page = shown(
            priya, begun(priya, document(company), audience=AllMembers(), expiration=ends), "lifecycle"
        )
        assert "With a fixed end date an extension cannot pass that date." in page

    def test_r59_fails_to_send_an_end_of_its_own_for_extensions(self, company, priya):
        draft = begun(priya, document(company), audience=AllMembers())
        post(priya, draft, "lifecycle", extension="yes")
        assert policy_sent(draft)["expiration"] == {"type": "afterDuration", "duration": "P365D"}


class TestCreate:
    def test_r65_passes_without_errors(self, company, priya, rafael):
        draft = approved(priya, document(company), by=rafael)
        assert creates(priya, draft).status_code == HTTPStatus.SEE_OTHER

    def test_r65_fails_with_one_and_lists_all_with_their_tabs(self, company, priya, rafael):
        broken = document(company, name="", description="")
        draft = approved(priya, broken, by=rafael)
        answer = creates(priya, draft)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        text = text_of(answer)
        assert "Validation failed: 2 errors." in text
        assert "Enter a name." in text
        assert "Enter a description." in text
        assert nothing_created()

    def test_r66_passes_with_one_package_and_one_policy_and_nothing_else(self, company, priya, rafael):
        kinds = ("accessPackage", "policy", "catalog", "resource", "assignment")
        before = {kind: company.state.count(kind) for kind in kinds}
        submitted(priya, document(company), by=rafael)
        work()
        grown = {kind: company.state.count(kind) - before[kind] for kind in kinds}
        assert {kind: more for kind, more in grown.items() if more} == {"accessPackage": 1, "policy": 1}

    def test_r66_fails_without_a_policy(self, company, priya):
        draft = drafted(priya, document(company).model_copy(update={"policies": ()}))
        assert sends(priya, draft).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_r67_passes_since_hidden_is_no_after_create(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        work()
        [package] = company.packages("Campaign")
        assert package["isHidden"] is False

    def test_r67_fails_to_take_hidden_from_a_hand_made_post(self, company, priya):
        draft = drafted(priya, document(company))
        post(priya, draft, "basics", isHidden="true", hidden="yes", is_hidden="yes")
        package = next(one for one in plan_as_json(build_plan(stored(draft))) if one["key"] == "package")
        assert package["body"]["isHidden"] is False

    def test_r68_passes_while_the_role_is_held(self, company, priya, rafael):
        draft = approved(priya, document(company), by=rafael)
        creates(priya, draft)
        assert not nothing_created()

    def test_r68_fails_without_the_role_and_keeps_the_draft(self, company, priya, rafael):
        draft = approved(priya, document(company), by=rafael)
        seen = priya.get(reverse("wizard:review", args=[draft.pk]))
        company.takes_roles_from(priya)
        assert priya.press(seen, "Create").status_code == HTTPStatus.FORBIDDEN
        assert nothing_created()
        assert Draft.objects.get(pk=draft.pk).state == Draft.State.APPROVED

    def test_r69_passes_since_what_is_hidden_is_not_sent_and_comes_back(self, company, priya):
        draft = begun(priya, document(company), audience=AllMembers(), approval=Approval())
        typed = {"approval": "yes", "stage-0-decision_days": "9"}
        post(priya, draft, "requests", **typed)
        post(priya, draft, "requests", family="none")
        body = policy_sent(draft)
        assert (body["allowedTargetScope"], body["specificAllowedTargets"]) == ("notSpecified", [])
        assert body["requestApprovalSettings"]["stages"] == []
        post(priya, draft, "requests", family="internal")
        [stage] = stored(draft).policy.approval.stages
        assert stage.decision_days == 9

    def test_r69_fails_to_keep_leftovers_posted_beside_none(self, company, priya):
        draft = begun(priya, document(company), audience=DirectAssignmentOnly())
        post(priya, draft, "requests", family="none", scope="all_members", approval="yes", stage_count="2")
        assert stored(draft).policy == Policy(audience=DirectAssignmentOnly())

    def test_r70_passes_with_one_package_and_fails_to_make_two(self, company, priya, rafael):
        draft = approved(priya, document(company), by=rafael)
        seen = priya.get(reverse("wizard:review", args=[draft.pk]))
        for _ in range(2):
            assert priya.press(seen, "Create").status_code == HTTPStatus.SEE_OTHER
        assert Submission.objects.count() == 1
        work()
        assert len(company.packages("Campaign")) == 1
