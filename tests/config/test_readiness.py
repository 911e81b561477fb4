from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from post_office import mail
from post_office.models import Email

from config.models import JobState

pytestmark = pytest.mark.both_databases

TOKEN = "a token of more than twenty-four characters"


@pytest.mark.django_db
def test_every_part_is_told_to_whoever_has_the_token(client, settings, monkeypatch):
    def ask():
        response = client.get("/readyz", headers={"authorization": f"Bearer {TOKEN}"})
        bad = [name for name, part in response.json().items() if not part["ok"]] if response.content else []
        return response.status_code, bad

    assert client.get("/readyz", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 404
    settings.READY_TOKEN = TOKEN
    assert client.get("/readyz").status_code == 404
    assert client.get("/readyz", headers={"authorization": "Bearer x"}).status_code == 404

    assert ask() == (503, ["worker"])
    JobState.objects.create(name="config.send_mail", finished_at=timezone.now())
    assert ask() == (200, [])

    mail.send("jo@example.org", "office@example.org", subject="x", message="y")
    assert ask() == (200, [])
    Email.objects.update(created=timezone.now() - timedelta(hours=1))
    assert ask() == (503, ["mail"])
    Email.objects.all().delete()

    JobState.objects.update(finished_at=timezone.now() - timedelta(minutes=6))
    monkeypatch.setattr("config.readiness.FREE", 10**18)
    monkeypatch.setattr(cache, "set", lambda *args: 1 / 0)
    assert ask() == (503, ["cache", "worker", "disk"])


@pytest.mark.django_db
def test_a_backup_that_is_missing_or_old_is_told_where_backups_are_expected(client, settings):
    settings.READY_TOKEN = TOKEN

    def ask():
        parts = client.get("/readyz", headers={"authorization": f"Bearer {TOKEN}"}).json()
        return parts.get("backup")

    assert ask() is None
    settings.BACKUP_HOURS = 36
    assert ask() == {"ok": False, "last_backup_hours": None}
    written = JobState.objects.create(
        name="config.backup", finished_at=timezone.now() - timedelta(hours=35.9)
    )
    assert ask()["ok"] is True
    written.finished_at = timezone.now() - timedelta(hours=36.1)
    written.save()
    assert ask() == {"ok": False, "last_backup_hours": 36.1}


@pytest.mark.django_db
def test_a_folder_of_uploads_that_cannot_be_written_is_told(client, settings, tmp_path):
    settings.READY_TOKEN = TOKEN
    (tmp_path / "file").write_text("in the way of a folder, for root as well")

    def files():
        return client.get("/readyz", headers={"authorization": f"Bearer {TOKEN}"}).json()["files"]

    settings.MEDIA_ROOT = str(tmp_path / "media")
    assert files() == {"ok": True}
    assert not list((tmp_path / "media").iterdir())
    settings.MEDIA_ROOT = str(tmp_path / "file")
    assert files() == {"ok": False, "error": "FileExistsError"}
