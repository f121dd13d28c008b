from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from portal.sessions import bind


class SigninConfig(AppConfig):
    name = "portal.signin"
    label = "signin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        user_logged_in.connect(bind, dispatch_uid="portal.sessions.bind")
