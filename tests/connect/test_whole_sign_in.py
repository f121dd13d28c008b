"""A whole sign-in over the wire: with a certificate, in every cloud, and what the page says when it fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from portal.clouds import CLOUDS
from portal.graph.calls import directory
from portal.signin import entra
from portal.signin.models import Person
from portal.signin.tokens import token_for
from portal.wiring import graph_for
from tests.connect.admin_center import AdminCenter
from tests.connect.certificates import pair
from tests.connect.faults import (
    authority_down,
    clock_behind,
    expired_secret,
    no_address,
    not_me,
    set_tenant,
    unknown_application,
    wrong_secret,
    wrong_tenant,
)
from tests.signin.control import requests_to
from tests.signin.walk import PORTAL_HOST, sign_in
from tests.tenant.support import user_id


@pytest.fixture
def certified(tenant: Any, settings: Settings, tmp_path: Path) -> AdminCenter:
    """The registration has one certificate and no secret."""
    private, certificate = pair()
    pem = tmp_path / "portal.pem"
    pem.write_bytes(private + certificate)
    settings.PORTAL_CLIENT_SECRET, settings.PORTAL_CLIENT_CERTIFICATE = "", str(pem)
    mine = AdminCenter.of(tenant)
    mine.registration.pop("passwordCredentials")
    mine.upload_certificate(certificate)
    return mine


def test_with_a_certificate_people_sign_in_and_tokens_are_renewed(client: Client, certified: Any) -> None:
    assert sign_in(client, certified.tenant, "olivia").status_code == 302
    person = Person.objects.get()
    assert token_for(person, renew=True)
    assert graph_for(person).read(directory.me())["id"] == str(person.object_id)
    assert [one["status"] for one in requests_to(certified.tenant, "/token")] == [200, 200]


def test_a_certificate_that_the_registration_does_not_know_opens_nothing(
    client: Client, certified: Any
) -> None:
    certified.upload_certificate(pair()[1])
    answer = sign_in(client, certified.tenant, "olivia")
    assert answer.status_code == 400
    assert "does not know the portal&#x27;s certificate" in answer.content.decode()


def test_a_certificates_name_with_another_key_opens_nothing(
    client: Client, certified: Any, tmp_path: Path
) -> None:
    """The header names the registered certificate; the signature is somebody else's."""
    _, known = pair()
    certified.upload_certificate(known)
    (tmp_path / "portal.pem").write_bytes(pair()[0] + known)
    answer = sign_in(client, certified.tenant, "olivia")
    assert answer.status_code == 400
    assert "does not accept the portal&#x27;s own credential" in answer.content.decode()


def test_an_assertion_of_a_wrong_clock_is_refused_as_such(client: Client, certified: Any) -> None:
    set_tenant(certified.tenant, clock_offset_seconds=1200.0)
    answer = sign_in(client, certified.tenant, "olivia")
    assert "clock and Microsoft&#x27;s differ" in answer.content.decode()


@pytest.mark.parametrize("cloud", CLOUDS)
def test_people_sign_in_in_every_cloud(client: Client, tenant: Any, settings: Settings, cloud: str) -> None:
    settings.PORTAL_CLOUD, settings.CLOUD = cloud, CLOUDS[cloud]
    assert sign_in(client, tenant, "olivia").status_code == 302
    person = Person.objects.get()
    assert token_for(person) == token_for(person)
    assert graph_for(person).read(directory.me())["id"] == str(person.object_id)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_scopes_and_sign_in_are_that_clouds(settings: Settings, cloud: str) -> None:
    settings.PORTAL_CLOUD, settings.CLOUD = cloud, CLOUDS[cloud]
    settings.PORTAL_AUTHORITY = CLOUDS[cloud].login
    graph = urlsplit(CLOUDS[cloud].graph).netloc
    assert all(scope.startswith(f"https://{graph}/") == (cloud != "global") for scope in entra.scopes())
    assert entra.logout_address().startswith(f"{CLOUDS[cloud].login}/{settings.PORTAL_TENANT_ID}/")


def no_consent(mine: AdminCenter, settings: Settings) -> None:
    mine.grant_consent([scope for scope in entra.SCOPES if scope != "Sites.Read.All"])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (wrong_tenant, "does not know the organization that the portal was set up for"),
        (wrong_secret, "does not know the portal&#x27;s client secret"),
        (expired_secret, "client secret has expired"),
        (clock_behind, "clock and Microsoft&#x27;s differ"),
        (not_me, "You are not assigned to this portal"),
        (no_consent, "An administrator has to consent"),
    ],
)
def test_the_page_says_what_is_wrong(
    client: Client, tenant: Any, settings: Settings, spoil: Callable[..., None], words: str
) -> None:
    spoil(AdminCenter.of(tenant), settings)
    page = failed_sign_in(client, tenant)
    assert words in page
    assert "You are not signed in" in page


def failed_sign_in(client: Client, tenant: Any) -> str:
    """Rafael tries; the page on which it ends."""
    from urllib.parse import urlsplit

    import requests

    headers = {"host": PORTAL_HOST}
    started = client.get("/signin/?go=1", headers=headers)
    if started.status_code != 302:
        return started.content.decode()
    place = started.headers["Location"]
    chosen = requests.post(place, data={"user": user_id("rafael")}, allow_redirects=False, timeout=30)
    parts = urlsplit(chosen.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}", headers=headers).content.decode()


def test_an_unreachable_authority_is_told_as_such(client: Client, tenant: Any, settings: Settings) -> None:
    authority_down(AdminCenter.of(tenant), settings)
    answer = client.get("/signin/?go=1", headers={"host": PORTAL_HOST})
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()


@pytest.mark.parametrize(
    ("spoil", "number"), [(no_address, "AADSTS50011"), (unknown_application, "AADSTS700016")]
)
def test_what_only_microsoft_can_tell_is_on_its_own_page(
    client: Client, tenant: Any, settings: Settings, spoil: Callable[..., None], number: str
) -> None:
    """It never leads back to an address, or for an application, that it does not know."""
    spoil(AdminCenter.of(tenant), settings)
    place = client.get("/signin/?go=1", headers={"host": PORTAL_HOST}).headers["Location"]
    assert number in requests.get(place, timeout=30).text


def test_without_app_roles_people_get_in_and_hold_none(client: Client, tenant: Any) -> None:
    AdminCenter.of(tenant).assign_nobody()
    sign_in(client, tenant, "rafael")
    assert Person.objects.get().portal_roles == []


def test_a_disabled_app_role_is_not_held(client: Client, tenant: Any) -> None:
    mine = AdminCenter.of(tenant)
    for role in mine.registration["appRoles"]:
        role["isEnabled"] = False
    mine.save()
    sign_in(client, tenant, "rafael")
    assert Person.objects.get().portal_roles == []
