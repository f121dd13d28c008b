"""Settings of the test run: whatever the machine's environment says, the same portal."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from portal.env import TOOLS

#: A place of this run's own, so that several runs can share one machine.
SCRATCH = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

_asked = os.environ.get("PORTAL_DATABASE_URL", "")
#: A PostgreSQL address makes the run use that server instead of a SQLite file.
POSTGRES = _asked if _asked.startswith("postgres") else ""

for _name in [name for name in os.environ if name.startswith("PORTAL_") and name not in TOOLS]:
    del os.environ[_name]

os.environ |= {
    "PORTAL_SECRET_KEY": "a-key-for-tests-only-that-is-long-enough-to-be-accepted",
    "PORTAL_ALLOWED_HOSTS": "localhost,127.0.0.1",
    "PORTAL_INSECURE_LOOPBACK": "true",
    "PORTAL_DATABASE_URL": POSTGRES or f"sqlite:///{SCRATCH}/unused",
    "PORTAL_TENANT_ID": "7c0f3a52-1d1b-4c8e-9a55-2f6a4d1e8b01",
    "PORTAL_CLIENT_ID": "5b1f2c1e-8a34-4a6e-b0a7-0c9d3f1e7a02",
    "PORTAL_CLIENT_SECRET": "demo-secret-not-for-production",
    "PORTAL_TOKEN_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
}

from portal.settings import *  # noqa: E402
from portal.settings import DATABASES  # noqa: E402

# A file, not memory: worker processes and the live server's threads look at the same data.
DATABASES["default"]["TEST"] = {
    "NAME": f"test_portal_{os.getpid()}" if POSTGRES else str(SCRATCH / "test.sqlite3")
}

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
