"""People, as Entra named them, and their sealed tokens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac


class PersonManager(BaseUserManager["Person"]):
    """People are made by signing in, never by hand."""


class Person(AbstractBaseUser):
    """Somebody who has signed in. Has no password here and never will."""

    #: Entra's object id and tenant id joined by a dot, as msal names the account.
    home_account_id = models.CharField(max_length=80, unique=True)
    object_id = models.UUIDField()
    tenant_id = models.UUIDField()
    display_name = models.CharField(max_length=256)
    user_principal_name = models.CharField(max_length=256)
    #: App roles of the portal in the last ID token: Helpdesk, Reviewer, Auditor, Admin.
    portal_roles: models.JSONField[Any] = models.JSONField(default=list)
    #: How often all sessions of this person were ended; each session carries the number it began with.
    sessions_ended = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    #: Removes the column that Django would add.
    password = None  # type: ignore[assignment]

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "home_account_id"

    def __str__(self) -> str:
        return self.display_name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What Django compares at every request; its own is made of a password, which nobody has here."""
        value = f"{self.home_account_id}|{self.sessions_ended}"
        return salted_hmac("portal.signin.session", value, secret=secret, algorithm="sha256").hexdigest()


class TokenCache(models.Model):
    """A person's msal token cache, encrypted; only `portal.signin.tokens` can read it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="token_cache")
    sealed = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"tokens of person {self.person_id}"
