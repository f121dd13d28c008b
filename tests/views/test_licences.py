"""What the tenant is licensed for opens controls; a setting outweighs what the tenant says."""

import pytest
from django.urls import reverse

from tests.views.stage import document, drafted, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("setting", "locked"), [("tenant", False), ("governance", False), ("p2", True)])
def test_access_reviews_need_the_governance_licence(company, priya, settings, setting, locked):
    settings.PORTAL_LICENCES = setting
    draft = drafted(priya, document(company))
    page = priya.get(reverse("wizard:tab", args=[draft.pk, "lifecycle"]))
    yes = page.content.decode().partition('name="review" value="yes"')[2].partition(">")[0]
    assert ("disabled" in yes) is locked
    assert ("Governance" in text_of(page)) is locked
