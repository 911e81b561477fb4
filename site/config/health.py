"""`GET /healthz`: 200 when the process and its migrated database answer, else 503."""

from django.db import Error, connection
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse

from . import readiness

PATH = "/healthz"
READY = "/readyz"


class HealthMiddleware:
    """Answers before every other middleware: no language, redirect, cookie or allowed host is asked for.

    A load balancer asks each machine by its own address, which is in nobody's list of hosts; the answer tells
    nothing but one word.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == READY and readiness.may_ask(request):
            return ready()
        if request.path_info != PATH:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        healthy = database_answers()
        return HttpResponse(
            "ok\n" if healthy else "no database\n",
            status=200 if healthy else 503,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


def ready() -> JsonResponse:
    """How every part does; 503 when one of them does badly."""
    found = readiness.report()
    well = all(part["ok"] for part in found.values())
    return JsonResponse(found, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def database_answers() -> bool:
    """Return whether the database can be read and has been migrated."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except Error:
        return False
