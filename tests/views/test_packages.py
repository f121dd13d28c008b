"""The packages of the tenant, as Graph shows them."""

import pytest
from django.urls import reverse

from tests.views.stage import document, submitted, text_of, work

LIST = reverse("wizard:packages")


def names(answer):
    return [row["package"].display_name for row in answer.context["rows"]]


@pytest.fixture
def packages(company):
    for name in ("Brand kit", "Newsroom", "Sale's end"):
        company.has_package(name)
    company.has_package("Ledger", catalog="Finance")


def test_only_what_graph_shows(company, packages, priya, emil):
    assert {"Brand kit", "Newsroom"} <= set(names(priya.get(LIST)))
    assert "Ledger" not in names(priya.get(LIST))
    assert names(emil.get(LIST)) == []
    assert "No access packages to show" in text_of(emil.get(LIST))


class TestSearch:
    def test_inside_names_whatever_the_case(self, packages, priya):
        assert names(priya.get(LIST, q="ROOM")) == ["Newsroom"]

    def test_a_quote_is_a_letter(self, packages, priya):
        assert names(priya.get(LIST, q="sale's")) == ["Sale's end"]

    @pytest.mark.parametrize("q", ["') or true or contains('", "&$top=1", "#", "%27", "ä+ö"])
    def test_nothing_typed_changes_the_question(self, packages, priya, q):
        answer = priya.get(LIST, q=q)
        assert answer.status_code == 200
        assert names(answer) == []
        assert "No access package fits" in text_of(answer)

    def test_a_tenant_that_cannot_search_inside_names(self, company, packages, priya):
        company.fault(
            method="GET", path="accessPackages", status=400, code="BadRequest", message="Invalid filter"
        )
        assert names(priya.get(LIST, q="News")) == ["Newsroom"]

    def test_htmx_gets_the_list_alone(self, packages, priya):
        answer = priya.get(LIST, htmx=True, q="news")
        assert answer.content.decode().lstrip().startswith('<div id="list">')


class TestPages:
    def test_one_page_of_graphs_per_request(self, company, priya):
        for n in range(60):
            company.has_package(f"Package {n:02}")
        seen, address = [], LIST
        while address:
            company.tenant.tenant.requests.clear()
            answer = priya.get(address)
            asked = [
                call for call in company.tenant.tenant.requests if call["path"].endswith("/accessPackages")
            ]
            assert len(asked) == 1
            seen += names(answer)
            following = answer.context["next"]
            address = f"{LIST}?after={following}" if following else ""
        assert len(seen) == len(set(seen))
        assert {f"Package {n:02}" for n in range(60)} <= set(seen)

    def test_the_search_goes_on(self, company, priya):
        for n in range(30):
            company.has_package(f"Package {n:02}")
        company.has_package("Other")
        first = priya.get(LIST, q="package")
        second = priya.get(LIST, q="package", after=first.context["next"])
        assert len({*names(first), *names(second)}) == 30

    def test_a_made_up_address_is_the_first_page(self, packages, priya):
        company_pages = names(priya.get(LIST))
        assert names(priya.get(LIST, after="/users?$top=1")) == company_pages


@pytest.mark.django_db(transaction=True)
class TestMadeHere:
    def test_a_link_to_how_it_was_made(self, company, packages, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        work()
        made = {row["package"].display_name: row["submission"] for row in priya.get(LIST).context["rows"]}
        assert made["Campaign"] == submission
        assert made["Newsroom"] is None
        assert reverse("wizard:submission", args=[submission.pk]) in priya.get(LIST).content.decode()

    def test_another_of_the_same_name_was_not(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        work()
        company.has_package("Campaign")
        rows = [row for row in priya.get(LIST).context["rows"] if row["package"].display_name == "Campaign"]
        assert sorted(bool(row["submission"]) for row in rows) == [False, True]

    def test_no_link_for_those_who_may_not_follow_it(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        work()
        ruth = company.seat("ruth")
        rows = {row["package"].display_name: row["submission"] for row in ruth.get(LIST).context["rows"]}
        assert rows["Campaign"] is None


def test_tenant_down(company, priya):
    company.goes_down()
    answer = priya.get(LIST)
    assert answer.status_code == 200
    assert "Your tenant cannot be reached." in text_of(answer)


def test_refused(company, priya):
    company.fault(method="GET", path="accessPackages", status=403, code="Forbidden", message="No licence.")
    assert "Your tenant did not show its access packages." in text_of(priya.get(LIST))


def test_few_queries(company, packages, priya, django_assert_max_num_queries):
    priya.get(LIST)
    with django_assert_max_num_queries(12):
        priya.get(LIST)


def test_what_graph_says_is_escaped(company, priya):
    company.has_package("<script>alert(1)</script>")
    assert "<script>alert" not in priya.get(LIST).content.decode()
