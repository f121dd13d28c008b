"""Entry point for gunicorn: `gunicorn portal.wsgi`. Its own log lines hold no secret either."""

import os

from django.core.wsgi import get_wsgi_application

from portal.logs import dress_handlers_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()
dress_handlers_of("gunicorn.error", "gunicorn.access")
