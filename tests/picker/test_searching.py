"""Searching: by name in any case, and by everything that people paste; page by page."""

from typing import Any

import pytest

from portal.tenant.crowd import add_crowd
from portal.tenant.entitlements import new_resource
from tests.picker.stage import key

SITE = "https://contoso.sharepoint.com/sites/MarketingAssets"


def crowd(company: Any, users: int = 60, groups: int = 0) -> None:
    add_crowd(company.state, users, groups)


def fill_catalog(company: Any, count: int) -> None:
    """Many groups in Marketing."""
    add_crowd(company.state, 0, count)
    catalog = company.named("catalog", "Marketing")["id"]
    for group in [row for row in company.state.rows("group") if row.get("_crowd")]:
        company.state.put("resource", new_resource(catalog, "AadGroup", group, {}))


@pytest.mark.parametrize(
    "text", ["emil", "EMIL larsen", "emil@contoso.onmicrosoft.com", "EMIL@Contoso.onmicrosoft.com"]
)
def test_people_are_found_by_name_and_address(picker, text):
    assert "Emil Larsen" in picker("targets").search(text).names


def test_people_and_groups_are_found_by_object_id(picker, company):
    emil, leads = company.named("user", "Emil Larsen"), company.named("group", "IT Leads")
    assert picker("targets").search(f" {emil['id'].upper()} ").names == ["Emil Larsen"]
    assert picker("targets").search(leads["id"]).names == ["IT Leads"]
    assert picker("targets").search(leads["id"], kind="user").names == []


def test_groups_are_found_by_mail(picker, company):
    mail = company.named("group", "Sales and Marketing")["mail"]
    answer = picker("groups").search(mail.upper(), see_all="1")
    assert answer.names == ["Sales and Marketing"]


@pytest.mark.parametrize("known_by", ["id", "appId"])
@pytest.mark.parametrize("see_all", ["", "1"])
def test_applications_are_found_by_both_their_ids(picker, company, known_by, see_all):
    text = company.named("servicePrincipal", "Campaign Planner")[known_by]
    assert picker("applications").search(text, see_all=see_all).names == ["Campaign Planner"]


@pytest.mark.parametrize("text", ["assets", "ASSETS", SITE, f"{SITE.upper()}/", f"{SITE}?web=1"])
@pytest.mark.parametrize("see_all", ["", "1"])
def test_sites_are_found_by_name_and_address_in_any_case(picker, text, see_all):
    assert picker("sites").search(text, see_all=see_all).names == ["Marketing Assets"]


@pytest.mark.parametrize("text", ["litware", "LITWARE.Example", "someone@litware.example"])
def test_organizations_are_found_by_name_and_domain(picker, text):
    assert picker("organizations").search(text).names == ["Litware"]


def test_an_unknown_domain_says_whom_to_ask(picker):
    answer = picker("organizations").search("nobody.example")
    words = "No connected organization matches 'nobody.example'. Ask an administrator to add it."
    assert words in answer.text


@pytest.mark.parametrize("slot", ["targets", "groups", "applications", "sites", "organizations"])
@pytest.mark.parametrize(
    "text", ['"', "\\", "&", "'", "a OR b", "(", "AND", "http://[", "\x00", "%00", "ä" * 300]
)
def test_no_text_breaks_a_search(picker, slot, text):
    for see_all in ("", "1"):
        assert "result" in picker(slot).search(text, see_all=see_all).count


def test_show_more_goes_through_the_whole_list(picker, company):
    crowd(company)
    people = picker("targets")
    answer, names = people.search(kind="user"), []
    total = company.state.count("user")
    assert answer.count == f"{total} results found, 1 to 25 are shown"
    while answer.more:
        names += answer.names
        answer = people.show_more(answer)
    assert answer.count == f"{total} results found"
    assert sorted([*names, *answer.names]) == sorted(row["displayName"] for row in company.state.rows("user"))


def test_empty_pages_are_passed_over(picker, company, tenant):
    crowd(company)
    tenant.tenant.settings.change({"empty_pages": True})
    people = picker("targets")
    assert len(people.show_more(people.search(kind="user")).names) == 25


def test_the_way_on_is_no_address_and_cannot_be_changed(picker, company):
    crowd(company)
    first = picker("targets").search(kind="user")
    assert company.tenant.url not in first.html
    tampered = first.more[:-4] + ("AAAA" if first.more[-4:] != "AAAA" else "BBBB")
    for mark, other in ((tampered, "targets"), (first.more, "groups"), ("nonsense", "targets")):
        answer = picker(other).show_more(mark)
        assert answer.names == picker(other).search().names
        assert answer.retarget == "#picker-results"  # it is a list of its own, no continuation


def test_a_large_catalog_is_read_once_and_shown_fifty_at_a_time(picker, company):
    fill_catalog(company, 120)
    groups = picker("groups")
    company.tenant.tenant.requests.clear()
    first = groups.search("team")
    second = groups.show_more(first)
    last = groups.show_more(second)
    assert [len(one.names) for one in (first, second, last)] == [50, 50, 21]
    assert first.count == "121 results found, 1 to 50 are shown"
    assert groups.search("TEAM 11").names
    read = [one for one in company.tenant.tenant.requests if one["path"].endswith("/resources")]
    assert len(read) == 2  # the two pages of one reading


def test_without_script_hundreds_of_ticks_come_along(picker, company):
    crowd(company, users=320)
    people = picker("targets")
    ticked = [f"user:{row['id']}" for row in company.state.rows("user") if row.get("_crowd")][:300]
    page = people.press("search", q="emil", selected=ticked)
    assert "Emil Larsen" in page.names
    assert len(page.chosen) == 300
    further = people.press("", more=people.search(kind="user").more, selected=ticked)
    assert len(further.chosen) == 300
    assert people.document.policy.audience.targets == ()  # nothing is added before Select


def test_a_kind_is_chosen_without_script(picker):
    page = picker("targets").press("", kind=["all", "group"], q="it leads")
    assert page.names == ["IT Leads"]


def test_enter_searches_and_never_selects(picker, company):
    people = picker("targets")
    people.press("search", q="emil", selected=[key(company, "user", "Emil Larsen")])
    assert people.document.policy.audience.targets == ()
    first_button = people.opens().html.partition('<form class="pane-form"')[2].partition('type="submit"')[2]
    assert first_button.startswith(' class="button" name="do" value="search"')


def test_a_tenant_that_is_down_says_so_in_the_results(picker, company):
    people = picker("targets")
    people.opens()
    company.goes_down()
    assert "Your tenant cannot be reached." in people.search("emil").text
    company.comes_back()


def test_whoever_may_add_nothing_searches_the_catalog_alone(picker, company, priya):
    hand_made = picker("groups", seat=priya).search("IT Leads", see_all="1")
    assert hand_made.names == []
    assert "See all" not in picker("groups", seat=priya).opens().text.replace("show with See all", "")
