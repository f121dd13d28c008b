"""Pages while the tenant is down, and once it has taken the sign-in back."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.signin.models import Person
from tests.signin.control import revoke
from tests.signin.walk import sign_in

pytestmark = pytest.mark.django_db
PAGES = ["/drafts/", "/reviews/", "/packages/"]


@pytest.fixture
def olivia(client: Client, tenant: Any) -> Person:
    sign_in(client, tenant, "olivia")
    cache.clear()
    return Person.objects.get()


@pytest.mark.parametrize("path", PAGES)
def test_a_tenant_that_is_down_gives_a_page_never_a_crash(
    client: Client, olivia: Person, tenant: Any, path: str
) -> None:
    tenant.stop()
    answer = client.get(path)
    assert answer.status_code in {200, 503}
    if answer.status_code == 503:
        assert "does not answer" in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_who_was_revoked_is_led_to_the_sign_in_and_back(
    client: Client, olivia: Person, tenant: Any, path: str
) -> None:
    revoke(tenant, str(olivia.object_id))

    answer = client.get(path, follow=True)

    assert answer.request["PATH_INFO"] == "/signin/"
    assert "Confirm who you are" in answer.content.decode()
    sign_in(client, tenant, "olivia", onward=path)
    assert client.get(path).status_code == 200
