"""What is known to fail answers in words, in the reader's language, and leaves nothing half done."""

import errno
import shutil
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.users.models import UserProfile

from home.media.storage import WholeFiles
from home.models import SiteImage
from tests import factories

NO_PROXY = {"de": "Sie kennt ihren Proxy nicht", "nl": "ze kent haar proxy niet"}
NO_ROOM = {"de": "Für diese Datei ist kein Platz mehr", "nl": "Voor dit bestand is geen ruimte meer"}
DISK_FULL = {"de": "Der Speicher der Website ist voll", "nl": "De schijf van de website is vol"}


@pytest.mark.parametrize("language", NO_PROXY)
def test_a_proxy_that_nobody_named_is_no_endless_redirect(client, settings, caplog, language):
    settings.SECURE_SSL_REDIRECT = True
    headers = {"x-forwarded-proto": "https", "accept-language": language}
    response = client.get("/de/", headers=headers)

    assert response.status_code == 503
    assert NO_PROXY[language] in response.text
    assert f'<html lang="{language}">' in response.text
    assert response["Cache-Control"] == "no-store"
    assert "A proxy that FORWARDED_ALLOW_IPS does not name" in caplog.text
    plain = client.get("/de/", headers={"accept-language": language})
    assert (plain.status_code, plain.url) == (301, "https://testserver/de/")


class Breaking(ContentFile):
    """A file of which half can be written."""

    def chunks(self, chunk_size=None):
        yield b"half of it"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_half_a_file_is_never_left(tmp_path):
    storage = WholeFiles(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        storage.save("images/a.txt", Breaking(b""))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    assert storage.save("images/a.txt", ContentFile(b"whole")) == "images/a.txt"
    second = storage.save("images/a.txt", ContentFile(b"second"))
    assert second != "images/a.txt"
    assert {path.read_bytes() for path in tmp_path.rglob("*.txt")} == {b"whole", b"second"}
    assert not list(tmp_path.rglob("*.part"))


def test_a_name_that_was_taken_meanwhile_is_left_alone(tmp_path, monkeypatch):
    storage = WholeFiles(tmp_path)
    monkeypatch.setattr(storage, "exists", lambda name: False)
    storage.save("a.txt", ContentFile(b"first"))
    taken = iter(["a.txt", "a_other.txt"])
    monkeypatch.setattr(storage, "get_available_name", lambda name, max_length=None: next(taken))

    assert storage.save("a.txt", ContentFile(b"second")) == "a_other.txt"
    assert (tmp_path / "a.txt").read_bytes() == b"first"
    assert (tmp_path / "a_other.txt").read_bytes() == b"second"


@pytest.fixture(params=["de", "nl"])
def admin(client, db, request, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    person = factories.superuser()
    UserProfile.objects.create(user=person, preferred_language=request.param)
    client.force_login(person)
    client.language = request.param
    return client


def picture(client):
    return client.post(
        reverse("wagtailimages:add"),
        {"title": "Der Platz", "kind": "drawing", "licence": "CC BY 4.0", "credit": "Ilka Brandscheid",
         "alt_de": "Platz", "alt_nl": "Plein", "file": factories.picture_file(size=(40, 30))},
        headers={"accept-language": client.language},
    )  # fmt: skip


def document(client):
    upload = ContentFile(b"Guten Tag", name="brief.txt")
    headers = {"accept-language": client.language}
    return client.post(reverse("wagtaildocs:add"), {"title": "Brief", "file": upload}, headers=headers)


@pytest.mark.parametrize(("send", "model"), [(picture, SiteImage), (document, get_document_model())])
def test_a_full_disk_is_told_in_the_form(admin, monkeypatch, tmp_path, send, model):
    usage = shutil._ntuple_diskusage(10**9, 10**9, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    response = send(admin)

    assert response.status_code == 200
    assert NO_ROOM[admin.language] in response.text
    title = "Der Platz" if model is SiteImage else "Brief"
    assert f'value="{title}"' in response.text  # what was typed is still there
    assert not model.objects.exists()


@pytest.mark.parametrize(("send", "model"), [(picture, SiteImage), (document, get_document_model())])
def test_a_disk_that_fills_up_meanwhile_is_told_as_well(admin, monkeypatch, tmp_path, send, model):
    def half(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    response = send(admin)

    assert response.status_code == 503
    assert DISK_FULL[admin.language] in response.text
    assert not model.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert isinstance(default_storage, WholeFiles)
