"""Whether the system is well, for load balancers and for ``bin/run``."""

from django.db import DatabaseError, connection
from django.http import JsonResponse

from ocop.version import version
from ocop.web.gates import public


@public
def healthz(request):
    """Answer 200 while the database answers, 503 while it does not."""
    well = database_answers()
    told = {
        "status": "ok" if well else "failing",
        "database": "ok" if well else "unreachable",
        "version": version(),
    }
    response = JsonResponse(told, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def database_answers() -> bool:
    """Tell whether the database can be asked anything now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        connection.close()
        return False
