"""How Django finds the person of a session. It signs nobody in: `portal.signin.flow` does."""

from django.contrib.auth.backends import BaseBackend

from portal.signin.models import Person

PATH = "portal.signin.backend.EntraBackend"


class EntraBackend(BaseBackend):
    """Sessions are opened by the callback of the sign-in flow alone."""

    def get_user(self, user_id: int) -> Person | None:
        """The person while active."""
        return Person.objects.filter(pk=user_id, is_active=True).first()
