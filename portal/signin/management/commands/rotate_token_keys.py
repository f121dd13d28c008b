"""`manage.py rotate_token_keys`: after it, only the first of PORTAL_TOKEN_KEYS is needed."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.signin.tokens import reseal_all


class Command(BaseCommand):
    help = "Seal all stored tokens with the first of PORTAL_TOKEN_KEYS; drop those that no key opens."

    def handle(self, *args: Any, **options: Any) -> None:
        resealed, dropped = reseal_all()
        self.stdout.write(f"Sealed anew: {resealed}. Dropped, because no key opens them: {dropped}.")
