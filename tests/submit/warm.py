"""Read by the fork server before any process is asked for: Django and the worker's own modules, once."""

import importlib
import logging
import os

import django

logging.disable(logging.CRITICAL)
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
django.setup()
importlib.import_module("wizard.submit.worker")
