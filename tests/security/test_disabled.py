"""An account is switched off while its person is at work: own drafts close with the sessions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.signin.control import revoke
from tests.views.stage import Company, Seat, document, drafted
from wizard.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company: Company, priya: Seat) -> Draft:
    """Priya's own; her account is disabled since."""
    made = drafted(priya, document(company))
    user = company.state.get("user", str(priya.person.object_id))
    company.state.put("user", user | {"accountEnabled": False})
    revoke(company.tenant, str(priya.person.object_id))
    return made


def tab(draft: Draft, key: str) -> str:
    return f"/drafts/{draft.pk}/{key}/"


def is_out(seat: Seat, address: str) -> bool:
    answer = seat.get(address)
    return bool(answer.status_code == 303 and answer.headers["Location"].startswith("/signin/"))


ASKING = ["wizard:drafts", "basics", "requests", "review"]


@pytest.mark.parametrize("page", ASKING)
def test_the_first_page_that_asks_the_tenant_closes_all_others(priya: Seat, draft: Draft, page: str) -> None:
    assert is_out(priya, reverse(page) if ":" in page else tab(draft, page))
    for other in (tab(draft, "lifecycle"), reverse("wizard:discard", args=[draft.pk])):
        assert is_out(priya, other)


def test_a_page_that_was_still_open_saves_nothing_afterwards(priya: Seat, draft: Draft) -> None:
    """What was typed stays on the page that says so."""
    priya.get(reverse("wizard:drafts"))
    answer = priya.post(tab(draft, "basics"), revision=str(draft.revision), name="Theirs", go="stay")
    assert answer.status_code == 403
    assert "Theirs" in answer.content.decode()
    assert Draft.objects.get().name == "Campaign"
    assert is_out(priya, tab(draft, "lifecycle"))
