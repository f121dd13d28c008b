"""What cannot be picked stays in sight with its reason, and is refused again when it is posted by hand."""

import pytest

from tests.picker.stage import Opened, key, with_requests
from tests.views.stage import document, drafted
from wizard.document import ResourceRole

NEVER = [
    ("groups", "group", "Payroll Legacy", "Synced from on-premises"),
    ("groups", "group", "Newsletter", "A mail group of Exchange"),
    ("applications", "servicePrincipal", "Office 365 Exchange Online", "Exchange Online is a service"),
    ("applications", "servicePrincipal", "Office 365 SharePoint Online", "SharePoint Online is a service"),
    ("applications", "servicePrincipal", "Photo Shelf", "only personal Microsoft accounts"),
]


@pytest.fixture
def admins(company, ada):
    """Opens a picker of a draft of Ada's, who may add everything."""
    draft = drafted(ada, with_requests(document(company)))
    return lambda slot: Opened(ada, draft.pk, slot)


@pytest.mark.parametrize(("slot", "kind", "name", "reason"), NEVER, ids=[one[2] for one in NEVER])
def test_what_no_package_can_hold_says_why(admins, company, slot, kind, name, reason):
    line = admins(slot).search(name, see_all="1").line(name)
    assert not line.can
    assert reason in line.why
    refused = admins(slot).select(company.named(kind, name)["id"])
    assert f"'{name}' cannot be part of an access package. " in refused.text
    assert reason in refused.text
    assert admins(slot).document.resource_roles == ()


def test_a_library_is_shown_beside_its_site(admins):
    url = "https://contoso.sharepoint.com/sites/MarketingAssets/Shared%20Documents/logo.png"
    library, site = admins("sites").search(url, see_all="1").lines
    assert (library.can, site.can) == (False, True)
    assert "only its whole site" in library.why
    assert site.name == "Marketing Assets"


def test_a_library_among_the_sites_found_cannot_be_picked(admins, company):
    url = "https://contoso.sharepoint.com/sites/MarketingAssets/Shared Documents"
    company.state.put("site", {"id": "library", "displayName": "Pictures", "name": "Pictures", "webUrl": url})
    assert not admins("sites").search("pictures", see_all="1").line("Pictures").can
    assert "only its whole site" in admins("sites").select(url).text


def test_whoever_does_not_own_a_group_reads_who_can_help(picker, company):
    line = picker("groups").search("finance team", see_all="1").line("Finance Team")
    assert not line.can
    assert "takes owning it or one of these roles" in line.why
    assert "An owner of 'Finance Team'" in line.why
    refused = picker("groups").select(company.named("group", "Finance Team")["id"])
    assert "You can't add 'Finance Team' to catalog 'Marketing'." in refused.text


def test_an_administrator_of_governance_reads_which_groups_are_barred(company, db):
    ivan = company.seat("ivan")
    groups = Opened(ivan, drafted(ivan, document(company)).pk, "groups")
    line = groups.search("finance team", see_all="1").line("Finance Team")
    assert (line.can, "takes owning it" in line.why) == (False, True)


def test_a_site_says_who_has_to_administer_it(picker):
    line = picker("sites").search("finance", see_all="1").line("Finance Archive")
    assert line.can
    assert "can only be added by a SharePoint Administrator" in line.why


def test_groups_that_take_roles_are_marked(admins):
    line = admins("groups").search("privileged", see_all="1").line("Privileged Operators")
    assert "Assignable to roles" in line.words


def test_guests_are_told_apart(picker):
    assert "Guest" in picker("targets").search("wendy").line("Wendy Park").words.split()
    assert "Guest" not in picker("targets").search("emil").line("Emil Larsen").words.split()


@pytest.mark.parametrize("slot", ["targets", "stage-0-approvers", "reviewers"])
def test_a_disabled_account_is_a_caution_and_no_bar(picker, slot):
    line = picker(slot).search("dana").line("Dana Fox")
    assert line.can
    assert line.why.startswith("Disabled account")


def test_groups_of_every_kind_may_ask(picker):
    for name in ("Payroll Legacy", "Newsletter", "All Employees"):
        assert picker("targets").search(name).line(name).can


def test_who_is_in_the_list_already_is_shown_there(picker, company):
    emil = key(company, "user", "Emil Larsen")
    picker("targets").select(emil)
    again = picker("targets").opens()
    assert "Already in the list (1) EL Emil Larsen" in again.text
    assert again.line("Emil Larsen").why == "Already in the list."
    assert not again.line("Emil Larsen").can
    assert again.chosen == []


def test_selecting_twice_lists_once(picker, company):
    emil = key(company, "user", "Emil Larsen")
    for _ in range(2):
        picker("targets").select(emil)
    assert [one.display_name for one in picker("targets").document.policy.audience.targets] == ["Emil Larsen"]


def test_an_application_is_picked_again_for_another_role(picker, company):
    planner = company.named("servicePrincipal", "Campaign Planner")["id"]
    applications = picker("applications")
    applications.select(planner)
    again = applications.search("planner").line("Campaign Planner")
    assert again.can
    assert "give another of its roles as well" in again.why
    applications.select(planner)
    last = applications.search("planner").line("Campaign Planner")
    assert (last.can, last.why) == (False, "Already in this package with every role it has.")
    applications.select(planner)
    assert [row.resource.display_name for row in rows(applications)] == ["Campaign Planner"] * 2


def test_a_group_is_in_a_package_once(picker, company):
    designers = company.named("group", "Brand Designers")["id"]
    for _ in range(2):
        picker("groups").select(designers)
    line = picker("groups").search("brand").line("Brand Designers")
    assert (line.can, line.why) == (False, "Already in this package; its role is chosen on the page.")
    assert len(rows(picker("groups"))) == 1


def rows(picker: Opened) -> tuple[ResourceRole, ...]:
    return picker.document.resource_roles
