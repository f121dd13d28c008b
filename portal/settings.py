"""Settings of the site: strict by default, everything that differs between places comes from the environment.

README.md has the table of variables. A missing, wrong or unknown one stops the start and names itself.
"""

import os
from pathlib import Path

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF

from portal import database
from portal.clouds import CLOUDS
from portal.env import GUID, LOOPBACK, Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- What the environment says ------------------------------------------------

SECRET_KEY = env.secret("PORTAL_SECRET_KEY", minimum=50)
ALLOWED_HOSTS = env.words("PORTAL_ALLOWED_HOSTS")
PORTAL_INSECURE_LOOPBACK = env.flag("PORTAL_INSECURE_LOOPBACK")
_database_url = env.secret("PORTAL_DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}")

PORTAL_TENANT_ID = env.text("PORTAL_TENANT_ID", pattern=GUID, form="the tenant's id, a GUID").lower()
PORTAL_CLIENT_ID = env.text("PORTAL_CLIENT_ID", pattern=GUID, form="the application's id, a GUID").lower()
PORTAL_CLIENT_SECRET = env.secret("PORTAL_CLIENT_SECRET", "")
#: A PEM file with the private key and the certificate that the app registration knows.
PORTAL_CLIENT_CERTIFICATE = env.text("PORTAL_CLIENT_CERTIFICATE", "")

PORTAL_CLOUD = env.choice("PORTAL_CLOUD", tuple(CLOUDS), "global")
CLOUD = CLOUDS[PORTAL_CLOUD]
PORTAL_AUTHORITY = env.url("PORTAL_AUTHORITY", CLOUD.login, loopback_http=PORTAL_INSECURE_LOOPBACK)
PORTAL_GRAPH_URL = env.url("PORTAL_GRAPH_URL", CLOUD.graph, loopback_http=PORTAL_INSECURE_LOOPBACK)

#: Fernet keys; the first encrypts, all decrypt.
PORTAL_TOKEN_KEYS = env.words("PORTAL_TOKEN_KEYS")
#: Who may go without a second person's approval.
PORTAL_REVIEW = env.choice("PORTAL_REVIEW", ("always", "when-author-lacks-rights", "never"), "always")
#: Whose rights create: those of whoever presses Create, or the application's own.
PORTAL_CREATE_AS = env.choice("PORTAL_CREATE_AS", ("person", "application"), "person")
#: What the tenant is taken to be licensed for, where its own list of licences does not tell the truth.
PORTAL_LICENCES = env.choice("PORTAL_LICENCES", ("tenant", "p2", "governance"), "tenant")
#: What an administrator may consent to beyond the least, so that Review finds more.
EXTRA_SCOPES = ("User.Read.All", "Policy.Read.All", "RoleManagementPolicy.Read.AzureADGroup")
PORTAL_EXTRA_SCOPES = env.words("PORTAL_EXTRA_SCOPES", "")
if not set(PORTAL_EXTRA_SCOPES) <= set(EXTRA_SCOPES):
    env.refuse(f"PORTAL_EXTRA_SCOPES must be some of {', '.join(EXTRA_SCOPES)}.")
#: Seconds that a submission's step waits for Microsoft, and for which a lost answer's effect is looked for.
PORTAL_PATIENCE_SECONDS = env.integer("PORTAL_PATIENCE_SECONDS", 600, low=0, high=86_400)
PORTAL_LOOK_SECONDS = env.integer("PORTAL_LOOK_SECONDS", 45, low=0, high=600)

if bool(PORTAL_CLIENT_SECRET) == bool(PORTAL_CLIENT_CERTIFICATE):
    env.refuse("Set either PORTAL_CLIENT_SECRET or PORTAL_CLIENT_CERTIFICATE; one is needed, not both.")
if PORTAL_CLIENT_CERTIFICATE and not Path(PORTAL_CLIENT_CERTIFICATE).is_file():
    env.refuse("PORTAL_CLIENT_CERTIFICATE must be the path of a PEM file; there is no such file.")
if PORTAL_INSECURE_LOOPBACK and not set(ALLOWED_HOSTS) <= LOOPBACK:
    env.refuse(
        "PORTAL_INSECURE_LOOPBACK needs PORTAL_ALLOWED_HOSTS to be localhost, 127.0.0.1 or [::1] only."
    )
try:
    _ = [Fernet(key) for key in PORTAL_TOKEN_KEYS]
except ValueError:
    env.refuse("PORTAL_TOKEN_KEYS must be Fernet keys (32 bytes in URL-safe base64), separated by commas.")
try:
    DATABASES = {"default": database.from_url(_database_url)}
except ValueError as error:
    env.refuse(
        f"PORTAL_DATABASE_URL {error}; it must be sqlite:///path or postgres://user:password@host/name."
    )
env.finish()

# --- The site -----------------------------------------------------------------

DEBUG = False
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "crispy_forms",
    "csp",
    "portal",
    "portal.signin",
    "portal.grants",
    "wizard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.headers.headers_middleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads its answers, so that their length tells no secret
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.sessions.expiry_middleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.watch.watch_middleware",
    "portal.bodies.bounded_bodies_middleware",
    "portal.bidi.bidi_middleware",
    "portal.signin.middleware.SigninMiddleware",
    "portal.rights.middleware.AuditorsChangeNothing",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wizard.views.waiting.review_count",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["fluent"]
CRISPY_TEMPLATE_PACK = "fluent"
CRISPY_FAIL_SILENTLY = False

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Time and language --------------------------------------------------------

LANGUAGE_CODE = "en-us"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

# --- Static files -------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Who is signed in ---------------------------------------------------------

AUTH_USER_MODEL = "signin.Person"
AUTHENTICATION_BACKENDS = ["portal.signin.backend.EntraBackend"]
LOGIN_URL = "signin:start"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
#: Seconds after which a session ends however busy it was.
SESSION_COOKIE_AGE = 12 * 60 * 60
#: Seconds after which a session ends because nothing came from it (portal.sessions).
SESSION_IDLE_AGE = 60 * 60

# --- Transport and headers ----------------------------------------------------

SECURE = not PORTAL_INSECURE_LOOPBACK
_prefix = "__Host-" if SECURE else ""

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# A draft with many resource roles and questions has many fields; beyond these bounds it is no draft.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Logging ------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "portal.logs.PlainFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "urllib3": {"level": "WARNING"},
    },
}
