"""The portal as a real place runs it: production settings in gunicorn behind a proxy that speaks TLS."""

# ruff: noqa: F403
from portal.settings import *

ROOT_URLCONF = "tests.security.urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
#: Static files come from where they are, so that nothing has to be collected for a test.
WHITENOISE_USE_FINDERS = True
