"""Tokens at rest and on their way: sealed, bound to their owner, renewed when due, asked for when dead."""

import uuid
from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from portal.graph.calls import directory
from portal.graph.errors import GraphBroken, GraphUnreachable, SignInNeeded
from portal.signin.models import Person, TokenCache
from portal.signin.sealing import CannotOpen, seal, unseal
from portal.signin.tokens import token_for
from portal.wiring import graph_for
from tests.signin.control import fault, forget_requests, mended, requests_to, revoke
from tests.signin.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def olivia(client: Client, tenant: Any) -> Person:
    sign_in(client, tenant, "olivia")
    forget_requests(tenant)
    return Person.objects.get()


def test_graph_answers_with_the_persons_rights(olivia: Person) -> None:
    assert graph_for(olivia).read(directory.me())["userPrincipalName"] == olivia.user_principal_name


def test_a_token_at_hand_is_used_again_without_asking(olivia: Person, tenant: Any) -> None:
    assert token_for(olivia) == token_for(olivia)
    assert requests_to(tenant, "/token") == []


def test_nothing_readable_is_stored(olivia: Person) -> None:
    sealed = bytes(TokenCache.objects.get().sealed)
    assert token_for(olivia).encode() not in sealed
    assert b"RefreshToken" not in sealed


def test_a_renewed_token_is_kept(olivia: Person, tenant: Any) -> None:
    before = bytes(TokenCache.objects.get().sealed)
    new = token_for(olivia, renew=True)
    assert bytes(TokenCache.objects.get().sealed) != before
    assert token_for(olivia) == new
    assert len(requests_to(tenant, "/token")) == 1


def test_the_row_is_left_alone_while_nothing_changed(olivia: Person) -> None:
    before = TokenCache.objects.get()
    token_for(olivia)
    after = TokenCache.objects.get()
    assert (bytes(after.sealed), after.updated_at) == (bytes(before.sealed), before.updated_at)


def test_somebody_elses_tokens_do_not_open(olivia: Person, tenant: Any) -> None:
    sign_in(Client(), tenant, "ada")
    ada = Person.objects.get(user_principal_name__startswith="ada@")
    TokenCache.objects.filter(person=olivia).update(sealed=TokenCache.objects.get(person=ada).sealed)
    with pytest.raises(SignInNeeded):
        token_for(olivia)
    assert not TokenCache.objects.filter(person=olivia).exists()
    assert token_for(ada)


def test_tokens_sealed_with_a_lost_key_are_dropped(olivia: Person, settings: Settings) -> None:
    settings.PORTAL_TOKEN_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(SignInNeeded):
        token_for(olivia)
    assert not TokenCache.objects.exists()


def test_an_older_key_still_opens(olivia: Person, settings: Settings) -> None:
    settings.PORTAL_TOKEN_KEYS = [Fernet.generate_key().decode(), *settings.PORTAL_TOKEN_KEYS]
    assert token_for(olivia)


def test_a_new_key_seals_from_then_on(olivia: Person, settings: Settings) -> None:
    new = Fernet.generate_key().decode()
    settings.PORTAL_TOKEN_KEYS = [new, *settings.PORTAL_TOKEN_KEYS]
    token_for(olivia, renew=True)
    settings.PORTAL_TOKEN_KEYS = [new]
    assert token_for(olivia)


def test_after_a_rotation_the_old_key_can_go(client: Client, olivia: Person, settings: Settings) -> None:
    new = Fernet.generate_key().decode()
    settings.PORTAL_TOKEN_KEYS = [new, *settings.PORTAL_TOKEN_KEYS]
    stranger = Person.objects.create(
        home_account_id="a.b", object_id=uuid.uuid4(), tenant_id=uuid.uuid4(), display_name="Stranger"
    )
    TokenCache.objects.create(person=stranger, sealed=b"rubbish")
    said = StringIO()

    call_command("rotate_token_keys", stdout=said)

    settings.PORTAL_TOKEN_KEYS = [new]
    assert token_for(olivia)
    assert not TokenCache.objects.filter(person=stranger).exists()
    assert said.getvalue() == "Sealed anew: 1. Dropped, because no key opens them: 1.\n"


def test_a_box_belongs_to_its_owner() -> None:
    box = seal("text", owner="one")
    assert unseal(box, owner="one") == "text"
    with pytest.raises(CannotOpen):
        unseal(box, owner="two")
    with pytest.raises(CannotOpen):
        unseal(box[:-2] + b"AA", owner="one")


def test_who_never_signed_in_has_no_token(tenant: Any) -> None:
    stranger = Person.objects.create(
        home_account_id="a.b",
        object_id="11111111-2222-4333-8444-555555555555",
        tenant_id="11111111-2222-4333-8444-555555555556",
        display_name="Stranger",
        user_principal_name="stranger@contoso.onmicrosoft.com",
    )
    with pytest.raises(SignInNeeded):
        token_for(stranger)


# --- The tenant takes something back ---


def test_a_revoked_person_has_to_sign_in_and_then_it_goes_on(
    client: Client, olivia: Person, tenant: Any
) -> None:
    revoke(tenant, str(olivia.object_id))
    with pytest.raises(SignInNeeded) as caught:
        graph_for(olivia).read(directory.me())
    assert "invalid_grant" in str(caught.value)

    sign_in(client, tenant, "olivia")

    assert graph_for(olivia).read(directory.me())["id"] == str(olivia.object_id)


def test_a_challenge_that_entra_can_meet_alone_is_met_without_the_person(olivia: Person, tenant: Any) -> None:
    fault(tenant, "/v1.0/me", kind="challenge")
    assert graph_for(olivia).read(directory.me())["id"] == str(olivia.object_id)
    [renewal] = requests_to(tenant, "/token")
    assert renewal["status"] == 200


def test_the_demand_reaches_entra_when_the_person_signs_in_again(
    client: Client, olivia: Person, tenant: Any
) -> None:
    session = client.session
    session["signin_claims"] = '{"access_token":{"nbf":{"essential":true,"value":"17"}}}'
    session.save()
    answer = client.get("/signin/?again=1&go=1&next=/drafts/", headers={"host": "localhost"})
    address = answer.headers["Location"]
    assert "nbf" in address
    assert "login_hint=olivia" in address
    assert "prompt=" not in address


def test_a_repaired_fault_is_not_remembered(olivia: Person, tenant: Any) -> None:
    fault(tenant, "/token", status=400, code="invalid_grant", times=-1)
    with pytest.raises((SignInNeeded, GraphBroken)):
        token_for(olivia, renew=True)
    mended(tenant)
    assert token_for(olivia, renew=True)


@pytest.mark.parametrize("wanted", [{"kind": "reset"}, {"status": 503}])
def test_entra_out_of_reach_is_not_the_persons_fault(
    olivia: Person, tenant: Any, wanted: dict[str, Any]
) -> None:
    fault(tenant, "/token", times=-1, **wanted)
    with pytest.raises(GraphUnreachable) as caught:
        token_for(olivia, renew=True)
    assert not caught.value.may_have_landed


def test_a_wrong_secret_of_the_portal_is_not_the_persons_fault(
    olivia: Person, tenant: Any, settings: Settings
) -> None:
    settings.PORTAL_CLIENT_SECRET = "wrong"
    with pytest.raises(GraphBroken, match="invalid_client"):
        token_for(olivia, renew=True)


def test_tokens_of_a_later_sign_in_are_not_overwritten(client: Client, olivia: Person, tenant: Any) -> None:
    from portal.signin import tokens

    slow = TokenCache.objects.get()
    sign_in(client, tenant, "olivia")
    newer = bytes(TokenCache.objects.get().sealed)
    tokens._replace(slow, b"older")
    assert bytes(TokenCache.objects.get().sealed) == newer
