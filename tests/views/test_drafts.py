"""The list of drafts: found, ordered, paged, discarded."""

import re
import uuid

import pytest
from django.urls import reverse

from tests.views.stage import approved, document, drafted, in_review, submitted, text_of
from tests.views.submissions import Staged
from wizard.models import Draft

LIST = reverse("wizard:drafts")


def names(answer):
    return [row["draft"].name for row in answer.context["rows"]]


def many(seat, count, **columns):
    """Rows as they come from saves, made faster."""
    base = {"author": seat.person, "updated_by": seat.person, "document": {"version": 1}}
    Draft.objects.bulk_create(Draft(**base, **columns, name=f"Draft {n:03}") for n in range(count))


def test_home_leads_here(priya):
    assert priya.get("/").headers["Location"] == LIST


def test_an_empty_list_says_what_to_do(priya):
    answer = priya.get(LIST)
    assert "No drafts yet" in text_of(answer)
    assert f'href="{reverse("wizard:new")}"' in answer.content.decode()


@pytest.mark.postgres
class TestFinding:
    @pytest.fixture(autouse=True)
    def drafts(self, company, priya, olivia):
        drafted(priya, document(company, name="Brand kit"))
        in_review(priya, document(company, name="Newsroom"))
        drafted(olivia, document(company, name="brand tools"))
        drafted(olivia, document(company, name="Press pictures", catalog="Research"))

    def found(self, seat, **query):
        return sorted(names(seat.get(LIST, **query)))

    def test_by_name_whatever_the_case(self, priya):
        assert self.found(priya, q="BRAND") == ["Brand kit", "brand tools"]

    def test_by_catalog(self, olivia):
        assert self.found(olivia, q="resea") == ["Press pictures"]

    def test_every_word_counts(self, olivia):
        assert self.found(olivia, q="marketing kit") == ["Brand kit"]

    def test_by_state(self, priya):
        assert self.found(priya, state="in_review") == ["Newsroom"]

    def test_only_mine(self, priya):
        assert self.found(priya, mine="1") == ["Brand kit", "Newsroom"]

    def test_all_at_once(self, priya):
        assert self.found(priya, mine="1", q="b", state="drafting") == ["Brand kit"]

    def test_a_state_that_does_not_exist_filters_nothing(self, priya):
        assert len(self.found(priya, state="' OR 1=1", sort="-document")) == 3

    def test_nothing_fits(self, priya):
        assert "No draft fits" in text_of(priya.get(LIST, q="zebra"))

    def test_percent_and_underscore_are_letters(self, priya):
        assert self.found(priya, q="%") == self.found(priya, q="_") == []


@pytest.mark.postgres
class TestOrder:
    @pytest.fixture(autouse=True)
    def drafts(self, company, priya):
        for name in ("beta", "Alpha", "gamma"):
            drafted(priya, document(company, name=name))

    def test_the_latest_change_first(self, priya):
        assert names(priya.get(LIST)) == ["gamma", "Alpha", "beta"]

    def test_by_name_whatever_the_case(self, priya):
        assert names(priya.get(LIST, sort="name")) == ["Alpha", "beta", "gamma"]
        assert names(priya.get(LIST, sort="-name")) == ["gamma", "beta", "Alpha"]

    def test_a_head_turns_the_order_round_and_keeps_the_filters(self, priya):
        heads = {head["label"]: head for head in priya.get(LIST, sort="name", q="a").context["heads"]}
        assert heads["Name"] == {"label": "Name", "url": "?q=a&sort=-name", "direction": "ascending"}
        assert heads["Catalog"]["url"] == "?q=a&sort=catalog"


class TestPages:
    def test_25_at_a_time(self, priya):
        many(priya, 60)
        answer = priya.get(LIST, sort="name", page="2")
        assert names(answer) == [f"Draft {n:03}" for n in range(25, 50)]
        assert "26-50 of 60" in text_of(answer)
        assert 'href="?sort=name&amp;page=3"' in answer.content.decode()

    @pytest.mark.parametrize(("number", "first"), [("99", 50), ("0", 50), ("x", 0), ("", 0)])
    def test_a_page_that_is_not_there_is_the_nearest(self, priya, number, first):
        many(priya, 60)
        assert names(priya.get(LIST, sort="name", page=number))[0] == f"Draft {first:03}"

    def test_it_takes_as_few_queries_for_many_as_for_one(
        self, company, priya, rafael, django_assert_max_num_queries, django_assert_num_queries
    ):
        """The first visit also reads rights; what it remembers serves both."""
        submitted(priya, document(company), by=rafael)
        with django_assert_max_num_queries(12):
            priya.get(LIST)
        with django_assert_max_num_queries(12) as one:
            priya.get(LIST)
        many(priya, 100, state="in_review")
        with django_assert_num_queries(len(one.captured_queries)):
            priya.get(LIST)

    def test_documents_stay_in_the_database(self, priya, django_assert_max_num_queries):
        many(priya, 30)
        with django_assert_max_num_queries(12) as asked:
            priya.get(LIST)
        assert not any('"wizard_draft"."document"' in query["sql"] for query in asked.captured_queries)


class TestActions:
    def row(self, seat, draft):
        rows = seat.get(LIST).context["rows"]
        return next(row for row in rows if row["draft"].pk == draft.pk)

    def test_a_draft_opens_at_its_first_tab(self, company, priya):
        draft = drafted(priya, document(company))
        row = self.row(priya, draft)
        assert row["url"] == reverse("wizard:tab", args=[draft.pk, "basics"])
        assert row["next"] == {}
        assert row["discard"]

    def test_what_waits_for_a_verdict(self, company, priya, rafael):
        draft = in_review(priya, document(company))
        assert self.row(priya, draft)["next"] == {}
        assert self.row(rafael, draft)["next"]["label"] == "Review"
        assert not self.row(rafael, draft)["discard"]

    def test_what_is_approved(self, company, priya, rafael):
        draft = approved(priya, document(company), by=rafael)
        assert self.row(priya, draft)["next"]["label"] == "Create"
        assert self.row(rafael, draft)["next"] == {}

    def test_what_is_on_its_way(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        row = self.row(priya, submission.draft)
        assert row["next"] == {
            "label": "Watch creation",
            "url": reverse("wizard:submission", args=[submission.pk]),
        }
        assert not row["discard"]

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(
        ("state", "told"),
        [
            ("failed", "Stopped"),
            ("asks", "Needs a decision"),
            ("undo_stopped", "Stopped while undoing"),
        ],
    )
    def test_what_waits_for_somebody_says_so(self, state, told, company, priya, rafael):
        submission = Staged(company, priya, rafael).into(state)
        row = self.row(priya, submission.draft)
        assert row["next"]["label"] == "See what is needed"
        page = priya.get(LIST).content.decode()
        assert re.search(rf'<span class="badge badge-(warning|error)">{told}<', page)
        assert len(re.findall('class="badge ', page)) == 1

    @pytest.mark.django_db(transaction=True)
    def test_what_is_parked_does_not_say_for_what(self, company, priya, rafael, olivia):
        """A sign-in, rights or an account: the page behind it knows."""
        Staged(company, priya, rafael).parked()
        assert "Waiting for somebody" in text_of(olivia.get(LIST))


class TestDiscard:
    def test_it_asks_first(self, company, priya):
        draft = drafted(priya, document(company))
        page = priya.get(reverse("wizard:discard", args=[draft.pk]))
        assert "There is no way back." in text_of(page)
        assert Draft.objects.filter(pk=draft.pk).exists()
        done = priya.press(page, "Discard")
        assert done.headers["Location"] == LIST
        assert not Draft.objects.filter(pk=draft.pk).exists()
        assert "Campaign was discarded." in text_of(priya.get(LIST))

    def test_only_by_the_author(self, company, priya, olivia):
        draft = drafted(priya, document(company))
        address = reverse("wizard:discard", args=[draft.pk])
        assert (olivia.get(address).status_code, olivia.post(address).status_code) == (404, 404)

    def test_not_what_is_being_created(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        address = reverse("wizard:discard", args=[submission.draft_id])
        assert (priya.get(address).status_code, priya.post(address).status_code) == (409, 409)

    def test_one_that_does_not_exist(self, priya):
        assert priya.post(reverse("wizard:discard", args=[uuid.uuid4()])).status_code == 404


class TestHtmx:
    def test_a_refinement_gets_the_list_alone(self, company, priya):
        drafted(priya, document(company))
        answer = priya.get(LIST, htmx=True, q="camp")
        assert answer.content.decode().lstrip().startswith('<div id="list">')
        assert "HX-Request" in answer.headers["Vary"]


def test_tenant_down_shows_own_drafts(company, priya, olivia):
    drafted(priya, document(company, name="Mine"))
    drafted(olivia, document(company, name="Theirs"))
    company.goes_down()
    answer = priya.get(LIST)
    assert names(answer) == ["Mine"]
    assert "Only your own drafts are shown" in text_of(answer)


def test_names_are_escaped(company, priya):
    drafted(priya, document(company, name="<img src=x onerror=alert(1)>"))
    assert "<img" not in priya.get(LIST).content.decode()
