"""The site as a Django app: system checks and management commands."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks, watch  # noqa: F401  (checks register themselves)

        watch.begin()
