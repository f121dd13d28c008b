"""How Django finds the person of a session. It signs nobody in: `portal.signin.flow` does."""

from django.conf import settings
from django.contrib.auth.backends import BaseBackend

from portal.signin.models import Person

PATH = "portal.signin.backend.EntraBackend"


class EntraBackend(BaseBackend):
    """Sessions are opened by the callback of the sign-in flow alone."""

    def get_user(self, user_id: int) -> Person | None:
        """The person while active and of the portal's tenant: a session may be older than the settings."""
        home = {"tenant_id": settings.PORTAL_TENANT_ID, "is_active": True}
        return Person.objects.filter(pk=user_id, **home).first()
