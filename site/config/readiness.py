"""`GET /readyz`: how the site's parts do, for whoever watches it and knows READY_TOKEN.

A load balancer asks /healthz: a mail server that is away is no reason to take a web process out.
"""

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Min
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from post_office.models import STATUS, Email

from .models import JobState

OLDEST_MAIL = timedelta(minutes=15)
LAST_TURN = timedelta(minutes=5)
BACKUP = "config.backup"  # the row of `manage.py backup` among those of the jobs
FREE = 500_000_000  # bytes that must be left for files


def may_ask(request) -> bool:
    """Return whether the request carries the token; without one in the settings nobody may."""
    given = request.headers.get("Authorization", "")
    return bool(settings.READY_TOKEN) and constant_time_compare(given, f"Bearer {settings.READY_TOKEN}")


def report() -> dict[str, dict]:
    """Part → {"ok": bool, and what was measured}; a part that raises is not ok, and says which error."""
    found = {}
    checks = {
        "database": _database,
        "cache": _cache,
        "mail": _mail,
        "worker": _worker,
        "disk": _disk,
        "files": _files,
    }
    if settings.BACKUP_HOURS:
        checks["backup"] = _backup
    for name, check in checks.items():
        try:
            found[name] = check()
        except Exception as error:
            found[name] = {"ok": False, "error": type(error).__name__}
    return found


def _database() -> dict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_migrations")
        return {"ok": cursor.fetchone()[0] > 0}


def _cache() -> dict:
    key, value = f"readyz:{uuid4().hex}", uuid4().hex
    cache.set(key, value, 10)
    answered = cache.get(key) == value
    cache.delete(key)
    return {"ok": answered}


def _mail() -> dict:
    """The age of the oldest mail that waits; those whose time is still to come do not count."""
    now = timezone.now()
    waiting = Email.objects.filter(status__in=[STATUS.queued, STATUS.requeued]).exclude(
        scheduled_time__gt=now
    )
    oldest = waiting.aggregate(oldest=Min("created"))["oldest"]
    age = (now - oldest) if oldest else timedelta()
    return {"ok": age <= OLDEST_MAIL, "waiting": waiting.count(), "oldest_seconds": int(age.total_seconds())}


def _worker() -> dict:
    last = JobState.objects.filter(name="config.send_mail").values_list("finished_at", flat=True).first()
    if last is None:
        return {"ok": False, "last_turn_seconds": None}
    age = timezone.now() - last
    return {"ok": age <= LAST_TURN, "last_turn_seconds": int(age.total_seconds())}


def _backup() -> dict:
    """The age of the last backup that was written to its end."""
    last = JobState.objects.filter(name=BACKUP).values_list("finished_at", flat=True).first()
    if last is None:
        return {"ok": False, "last_backup_hours": None}
    age = timezone.now() - last
    hours = age.total_seconds() / 3600
    return {"ok": hours <= settings.BACKUP_HOURS, "last_backup_hours": round(hours, 1)}


def _disk() -> dict:
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return {"ok": free >= FREE, "free_megabytes": free // 1_000_000}


def _files() -> dict:
    """Return whether a file can be written where pictures and documents go, in a folder or a bucket."""
    name = default_storage.save(f"readyz-{uuid4().hex}", ContentFile(b"ready"))
    default_storage.delete(name)
    return {"ok": True}
