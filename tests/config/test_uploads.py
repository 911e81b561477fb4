"""What gets into the documents, and how it comes out again."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from config.uploads import is_genuine
from tests import factories

PDF = b"%PDF-1.7\n1 0 obj\n"


def archive(**files) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def office(folder: str, **more) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", f"{folder}__document.xml": "<x/>"} | more)


@pytest.mark.parametrize(
    ("name", "content", "genuine"),
    [
        ("a.pdf", PDF, True),
        ("a.pdf", b"<html><script>alert(1)</script>%PDF-", False),
        ("a.pdf", b"MZ\x90", False),
        ("a.csv", "Straße;Gäste\n".encode("latin-1"), True),
        ("a.csv", b" <svg onload=alert(1)>", False),
        ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html>", False),
        ("a.txt", b"<!-- -->\n<script>alert(1)</script>", False),
        ("a.csv", b"\xef\xbb\xbf\r\n\x0c<a href='javascript:alert(1)'>", False),
        ("a.txt", b"< 3 Stimmen", True),
        ("a.txt", "<script>".encode("utf-16"), False),
        ("a.pdf", b"GIF89a/*%PDF-1.7*/=alert(1)", True),  # sent as a download of its type, with nosniff
        ("a.txt", b"a\x00b", False),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", True),
        ("a.ics", b"<html>", False),
        ("a.docx", office("word"), True),
        ("a.docx", office("word", word__vbaProject="x") , True),
        ("a.docx", office("word", **{"word__vbaProject.bin": "x"}), False),
        ("a.xlsx", office("word"), False),
        ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text"), True),
        ("a.odt", archive(mimetype="text/html"), False),
        ("a.zip", archive(a="b"), True),
        ("a.zip", b"PK\x03\x04 but no archive", False),
        ("a.docx", b"", False),
    ],
)  # fmt: skip
def test_a_document_is_what_its_name_says(name, content, genuine):
    upload = SimpleUploadedFile(name, content)

    assert is_genuine(upload) is genuine
    assert upload.tell() == 0


@pytest.mark.parametrize("name", ["a.docx", "a.zip"])
def test_an_archive_that_would_fill_a_disk_is_refused(name, monkeypatch):
    bomb = SimpleUploadedFile(name, office("word", **{"word__media.bin": b"0" * 5_000_000}))
    assert is_genuine(bomb)
    monkeypatch.setattr("config.uploads.UNPACKED", 1_000_000)
    assert not is_genuine(bomb)


@pytest.mark.django_db
def test_uploads_are_checked_and_sent_as_downloads(client):
    client.force_login(factories.superuser())
    collection = Collection.get_first_root_node()

    def upload(name, content, path="/admin/documents/multiple/add/", field="files[]"):
        files = {field: SimpleUploadedFile(name, content), "collection": collection.pk}
        return client.post(path, files, headers={"x-requested-with": "XMLHttpRequest"}).json()

    assert upload("good.pdf", PDF)["success"] is True
    for name, content in [
        ("bad.pdf", b"<script>"),
        ("bad.svg", b"<svg/>"),
        ("bad.html", b"<html>"),
        ("a.pdf.exe", PDF),
    ]:
        assert upload(name, content)["success"] is False, name
    add = "/admin/images/multiple/add/"
    assert upload("bad.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", add)["success"] is False
    assert upload("bad.jpg", b"<svg onload='alert(1)'/>", add)["success"] is False
    assert not get_image_model().objects.exists()
    document = get_document_model().objects.get()

    client.logout()
    sent = client.get(document.url)
    assert b"".join(sent.streaming_content) == PDF
    assert sent["Content-Disposition"].startswith("attachment")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in sent["Content-Security-Policy"]
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    kept = client.get(document.url)
    assert kept.status_code == 302
    assert "/login/" in kept.url
