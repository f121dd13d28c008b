from typing import Any

from django.apps import AppConfig


class WizardConfig(AppConfig):
    name = "wizard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(wake_what_waited, dispatch_uid="wizard.wake_parked")


def wake_what_waited(user: Any, **_: Any) -> None:
    """Submissions that waited for this person's sign-in go on."""
    from wizard.submit import wake_parked

    wake_parked(user)
