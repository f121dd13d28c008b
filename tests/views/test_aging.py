"""Review + create names what is gone or renamed; Update names takes over what it finds."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.views.named import LONG_AGO, found, group, package, row, said, user
from tests.views.stage import Company, approved, drafted, in_review, text_of
from wizard.document import Document, Role, SpecificUsers, load
from wizard.models import Draft


class TestAging:
    def test_who_vanished_is_named_at_the_control_and_stops_the_way(self, company, priya):
        emil = user(company, "Emil Larsen")
        company.state.remove("user", emil.id)
        draft = drafted(priya, package(company, audience=SpecificUsers(targets=(emil,))))
        page = priya.get(reverse("wizard:review", args=[draft.pk]))
        assert "User 'Emil Larsen' no longer exists in the tenant." in text_of(page)
        assert (
            f'href="{reverse("wizard:tab", args=[draft.pk, "requests"])}#id_targets"' in page.content.decode()
        )
        with pytest.raises(AssertionError, match="disabled"):
            priya.press(page, "Send for review")

    def test_groups_and_applications_vanish_too(self, company, priya):
        team, planner = (
            company.named("group", "Marketing Team"),
            company.named("servicePrincipal", "Campaign Planner"),
        )
        rows = (
            row(company, "group", "Marketing Team", "Member"),
            row(company, "application", "Campaign Planner", "Editor"),
        )
        company.state.remove("group", team["id"])
        company.state.remove("servicePrincipal", planner["id"])
        assert [control for control, _ in said(priya, package(company, *rows), "A1")] == ["role-0", "role-1"]

    def test_a_group_that_became_dynamic_is_named(self, company, priya):
        team = row(company, "group", "Marketing Team", "Member")
        company.named("group", "Marketing Team")["groupTypes"] = ["Unified", "DynamicMembership"]
        ((control, message),) = said(priya, package(company, team), "A2")
        assert control == "role-0"
        assert "dynamic membership now" in message

    def test_a_role_that_vanished_is_named(self, company, priya):
        gone = row(company, "group", "Marketing Team", "EligibleMember")
        ((control, message),) = said(priya, package(company, gone), "A4")
        assert (control, message) == (
            "role-0",
            "'Marketing Team' no longer offers the role 'EligibleMember'.",
        )
        assert said(priya, package(company, row(company, "group", "Marketing Team", "Owner")), "A4") == []

    def test_create_looks_again(self, company, priya, rafael):
        """Gone between approval and Create: nothing is created."""
        emil = user(company, "Emil Larsen")
        content = package(company, audience=SpecificUsers(targets=(emil,)))
        draft = approved(priya, content, by=rafael)
        page = priya.get(reverse("wizard:review", args=[draft.pk]))
        company.state.remove("user", emil.id)
        answer = priya.press(page, "Create")
        assert answer.status_code == 422
        assert "no longer exists" in text_of(answer)
        assert not draft.submissions.exists()

    def test_the_reviewer_sees_it_too(self, company, priya, rafael):
        emil = user(company, "Emil Larsen")
        draft = in_review(priya, package(company, audience=SpecificUsers(targets=(emil,))))
        company.state.remove("user", emil.id)
        page = rafael.get(reverse("wizard:verdict", args=[draft.pk]))
        assert "User 'Emil Larsen' no longer exists in the tenant." in text_of(page)

    def test_what_may_not_be_read_is_said(self, company, priya):
        company.fault(
            method="GET", path="^/v1.0/users$", times=-1, status=403, code="Authorization_RequestDenied"
        )
        draft = drafted(
            priya, package(company, audience=SpecificUsers(targets=(user(company, "Emil Larsen"),)))
        )
        ids = [one.id for one in found(priya, draft)]
        assert "A5" in ids
        assert "A1" not in ids


class TestNames:
    def renamed(self, company: Company) -> Document:
        team = row(company, "group", "Marketing Team", "Member", sub_type="Team")
        content = package(company, team, audience=SpecificUsers(targets=(group(company, "Marketing Team"),)))
        company.named("group", "Marketing Team")["displayName"] = "Brand Team"
        return content

    def test_names_say_how_old_they_are(self, company, priya):
        draft = drafted(priya, self.renamed(company))
        text = text_of(priya.get(reverse("wizard:review", args=[draft.pk])))
        assert (text.count("All names read 3 hours ago"), text.count("Names read")) == (1, 0)

    def test_of_different_ages_each_section_says_its_own(self, company, priya):
        content = self.renamed(company)
        earlier = LONG_AGO - dt.timedelta(hours=2)
        with_time = content.resource_roles[0].resource.model_copy(update={"read_at": earlier})
        rows = (content.resource_roles[0].model_copy(update={"resource": with_time}),)
        draft = drafted(priya, content.model_copy(update={"resource_roles": rows}))
        text = text_of(priya.get(reverse("wizard:review", args=[draft.pk])))
        assert "Names read 5 hours ago" in text
        assert "Names read 3 hours ago" in text

    def test_a_new_name_is_taken_over_by_one_button(self, company, priya):
        draft = drafted(priya, self.renamed(company))
        page = priya.get(reverse("wizard:review", args=[draft.pk]))
        assert "Group 'Marketing Team' is called 'Brand Team' now." in text_of(page)
        assert priya.press(page, "Update names").status_code == 303
        draft.refresh_from_db()
        now = load(draft.document)
        assert now.resource_roles[0].resource.display_name == "Brand Team"
        assert isinstance(now.policy.audience, SpecificUsers)
        assert now.policy.audience.targets[0].display_name == "Brand Team"
        assert now.resource_roles[0].role == self_role(company)
        after = priya.get(reverse("wizard:review", args=[draft.pk]))
        assert "names-form" not in after.content.decode()
        assert "names read just now" in text_of(after)

    def test_it_ends_a_review_and_nothing_else(self, company, priya):
        draft = in_review(priya, self.renamed(company))
        page = priya.get(reverse("wizard:review", args=[draft.pk]))
        assert "The draft has to be reviewed anew then." in text_of(page)
        priya.press(page, "Update names")
        draft.refresh_from_db()
        assert (draft.state, draft.revision) == (Draft.State.DRAFTING, 2)

    def test_pressed_for_nothing_it_saves_nothing(self, company, priya):
        draft = in_review(
            priya, package(company, row(company, "group", "Marketing Team", "Member", sub_type="Team"))
        )
        priya.post(reverse("wizard:update_names", args=[draft.pk]))
        draft.refresh_from_db()
        assert (draft.state, draft.revision) == (Draft.State.IN_REVIEW, 1)

    def test_a_tenant_that_is_down_changes_nothing(self, company, priya):
        draft = drafted(priya, self.renamed(company))
        company.goes_down()
        assert priya.post(reverse("wizard:update_names", args=[draft.pk])).status_code == 409
        draft.refresh_from_db()
        assert draft.revision == 1

    def test_a_reader_may_not(self, company, priya, rafael):
        draft = in_review(priya, self.renamed(company))
        page = rafael.get(reverse("wizard:review", args=[draft.pk]))
        assert "names-form" not in page.content.decode()
        assert rafael.post(reverse("wizard:update_names", args=[draft.pk])).status_code == 404


def self_role(company: Company) -> Role:
    return Role(display_name="Member", origin_id=f"Member_{company.named('group', 'Brand Team')['id']}")
