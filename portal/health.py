"""`/healthz`: is this process able to serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal.signin.access import public


@require_safe
@public
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503. Says nothing else, because anyone may ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})
