"""Settings for commands that meet no tenant: placeholders stand in for whatever is not set.

Used by `manage.py demo`, `tenant`, `plan`, `draft_schema` and `makemigrations`. Nothing is served with these.
"""

import os

PLACEHOLDERS = {
    "PORTAL_SECRET_KEY": "placeholder-for-commands-that-serve-nothing-and-sign-nothing",
    "PORTAL_ALLOWED_HOSTS": "localhost",
    "PORTAL_TENANT_ID": "00000000-0000-0000-0000-000000000000",
    "PORTAL_CLIENT_ID": "00000000-0000-0000-0000-000000000000",
    "PORTAL_TOKEN_KEYS": "A" * 43 + "=",
}

for _name, _value in PLACEHOLDERS.items():
    os.environ.setdefault(_name, _value)
if not os.environ.get("PORTAL_CLIENT_CERTIFICATE"):
    os.environ.setdefault("PORTAL_CLIENT_SECRET", "placeholder")

from portal.settings import *
