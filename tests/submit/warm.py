"""Read by the fork server before any process is asked for: Django and the worker's own modules, once."""

import logging
import os

logging.disable(logging.CRITICAL)
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"

import django

django.setup()

import wizard.submit.worker  # noqa: E402, F401
