"""PO files: every defect of LOCALIZE 1.5 is a message, not a 500 or a silence."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(network, article):
    return factories.request_translation(article, network.nl, False)


@pytest.fixture
def upload(client, translation, translator):
    client.force_login(translator)

    def send(content=None):
        data = {} if content is None else {"file": SimpleUploadedFile("nl.po", content)}
        response = client.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), data)
        assert response.status_code == 302
        return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]

    return send


def po(translation, **words):
    file = translation.export_po()
    for entry in file:
        entry.msgstr = words.get(entry.msgctxt, "")
    return file


def test_a_translator_downloads_fills_and_uploads(client, upload, translation):
    address = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    assert "Der Schulhof bleibt offen" in client.get(address).content.decode()
    said = upload(str(po(translation, title="Het schoolplein blijft open")).encode())
    assert [tag for tag, _text in said] == ["success"]
    assert StringTranslation.objects.get().data == "Het schoolplein blijft open"


@pytest.mark.parametrize(
    "content", [None, b"", b"no po file", "title: Café".encode("latin-1"), b"/etc/hostname"]
)
def test_what_is_no_po_file_is_said_to_be_none(upload, content):
    assert [tag for tag, _text in upload(content)] == ["error"]
    assert StringTranslation.objects.count() == 0


def test_a_file_without_its_header_or_of_another_translation(upload, translation):
    file = po(translation, title="Schoolplein")
    file.metadata["X-WagtailLocalize-TranslationID"] = "0b9a6bd4-0000-4000-8000-000000000000"
    assert upload(str(file).encode())[0][0] == "error"
    del file.metadata["X-WagtailLocalize-TranslationID"]
    tag, text = upload(str(file).encode())[-1]
    assert (tag, "X-WagtailLocalize-TranslationID" in text) == ("error", True)
    assert StringTranslation.objects.count() == 0


def test_strings_that_the_original_no_longer_has_are_named(upload, translation, article):
    file = po(translation, title="Schoolplein", lead="Drie scholen")
    article.lead = "Vier Schulen teilen ihre Höfe."
    factories.publish(article)
    translation.source.update_from_db()
    StringTranslation.objects.all().delete()
    said = upload(str(file).encode())
    assert [tag for tag, _text in said] == ["success", "warning"]
    assert "Drei Schulen teilen ihre Höfe." in said[1][1]
