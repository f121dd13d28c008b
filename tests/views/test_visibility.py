"""What the list shows is what opens, for everybody of the company."""

import pytest
from django.urls import reverse

from tests.views.stage import document, drafted, in_review
from wizard.document import NewCatalog

EVERYBODY = [
    "ada", "ivan", "uma", "carlos", "olivia", "priya", "amir", "ruth", "hanna", "rafael", "audrey", "petra",
    "gustav", "sofia", "aaron", "emil", "maya",
]  # fmt: skip


@pytest.fixture
def drafts(company, priya):
    """In three catalogs, in a new one, and in none yet; all of them Priya's."""
    homeless = document(company, name="Nowhere", catalog="Marketing")
    nowhere = homeless.model_copy(update={"basics": homeless.basics.model_copy(update={"catalog": None})})
    new = NewCatalog(name="Events", description="All")
    planned = homeless.model_copy(update={"basics": homeless.basics.model_copy(update={"catalog": new})})
    return [
        in_review(priya, document(company, name="In Marketing", catalog="Marketing")),
        drafted(priya, document(company, name="In Finance", catalog="Finance")),
        drafted(priya, document(company, name="In Research", catalog="Research")),
        drafted(priya, nowhere),
        drafted(priya, planned),
    ]


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_is_listed_opens_and_the_rest_is_not_there(company, drafts, name):
    seat = company.seat(name)
    listed = {row["draft"].pk for row in seat.get(reverse("wizard:drafts")).context["rows"]}
    for draft in drafts:
        answer = seat.get(reverse("wizard:review", args=[draft.pk]))
        assert answer.status_code == (200 if draft.pk in listed else 404), draft


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("ada", {"In Marketing", "In Finance", "In Research", "Nowhere", "Events"}),
        ("olivia", {"In Marketing", "In Research"}),
        ("rafael", {"In Marketing", "In Finance"}),
        ("hanna", {"In Marketing"}),
        ("audrey", {"In Marketing", "In Finance", "In Research"}),
        ("petra", set()),
        ("amir", set()),
        ("ruth", set()),
        ("emil", set()),
    ],
)
def test_who_sees_whose(company, drafts, name, seen):
    rows = company.seat(name).get(reverse("wizard:drafts")).context["rows"]
    names = {row["draft"].name for row in rows} | (
        {"Events"} if any("Events" in row["draft"].catalog_name for row in rows) else set()
    )
    assert names == seen


@pytest.mark.parametrize("name", ["rafael", "olivia", "ada", "gustav", "priya", "emil"])
def test_who_has_something_to_review(company, drafts, name):
    """What waits for a reviewer has buttons for them."""
    seat = company.seat(name)
    waiting = [draft.pk for draft in seat.get(reverse("wizard:reviews")).context["page"]]
    assert waiting == ([drafts[0].pk] if name in ("rafael", "olivia", "ada") else [])
    answer = seat.get(reverse("wizard:verdict", args=[drafts[0].pk]))
    has_buttons = answer.status_code == 200 and not answer.context["why_not"]
    assert has_buttons == bool(waiting)
