"""PO files: every defect is a message, not a 500 or a silence."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from home.localize import pofile
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
    assert said == [("success", "1 Übersetzung eingelesen.")]
    assert StringTranslation.objects.get().data == "Het schoolplein blijft open"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Wählen Sie zuerst eine PO-Datei"),
        (b"", "Kopfeintrag X-WagtailLocalize-TranslationID"),
        (b"no po file", "Das ist keine PO-Datei"),
        ("title: Café".encode("latin-1"), "nicht in UTF-8"),
        (b"/etc/hostname", "Das ist keine PO-Datei"),
    ],
)
def test_what_is_no_po_file_is_said_to_be_none(upload, content, sentence):
    [(tag, text)] = upload(content)
    assert tag == "error"
    assert sentence in text
    assert StringTranslation.objects.count() == 0


def test_a_file_is_at_most_five_megabytes(upload, translation):
    file = str(po(translation, title="Schoolplein")).encode()
    padding = b"# " + b"x" * (pofile.MAX_BYTES - len(file) - 3) + b"\n"
    [(tag, text)] = upload(padding + b"\n\n\n" + file)
    assert (tag, "zu groß" in text) == ("error", True)
    assert StringTranslation.objects.count() == 0
    assert upload(padding + file)[-1][0] != "error"
    assert StringTranslation.objects.count() == 1


def test_a_file_of_another_translation(upload, translation):
    file = po(translation, title="Schoolplein")
    file.metadata["X-WagtailLocalize-TranslationID"] = "0b9a6bd4-0000-4000-8000-000000000000"
    [(tag, text)] = upload(str(file).encode())
    assert (tag, "gehört zu einer anderen Übersetzung" in text) == ("error", True)
    assert StringTranslation.objects.count() == 0


def test_a_file_without_its_header(upload, translation):
    file = po(translation, title="Schoolplein")
    del file.metadata["X-WagtailLocalize-TranslationID"]
    [(tag, text)] = upload(str(file).encode())
    assert (tag, "X-WagtailLocalize-TranslationID" in text) == ("error", True)
    assert StringTranslation.objects.count() == 0


def stored():
    return dict(StringTranslation.objects.values_list("context__path", "data"))


def test_uncertain_entries_stay_out_and_are_counted_apart(upload, translation):
    file = po(translation, title="Schoolplein", lead="Drie scholen")
    next(entry for entry in file if entry.msgctxt == "lead").flags.append("fuzzy")
    said = upload(str(file).encode())
    assert stored() == {"title": "Schoolplein"}
    assert said[0] == ("success", "1 Übersetzung eingelesen.")
    assert "1 Eintrag ist als unsicher (fuzzy) markiert" in said[1][1]
    assert "Drei Schulen teilen ihre Höfe." in said[1][1]


@pytest.mark.parametrize(
    ("path", "words", "reason"),
    [
        ("title", "x" * 256, "Hier passen 255 Zeichen hinein, diese Übersetzung hat 256."),
        ("lead", "Anna <anna@example.org>", "nur die Links und Auszeichnungen des Originals"),
        ("lead", "<script>x</script>", "nur die Links und Auszeichnungen des Originals"),
        ("lead", '<a id="a9">Drie</a> scholen', "nur die Links und Auszeichnungen des Originals"),
        ("lead", "\u00a0\u200b ", "keine Wörter"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_reason(upload, translation, path, words, reason):
    said = upload(str(po(translation, **{path: words})).encode())
    assert stored() == {}
    assert said[0] == ("warning", "0 Übersetzungen eingelesen.")
    assert "1 Übersetzung wurde abgelehnt" in said[1][1]
    assert reason in said[1][1]


def test_an_emptied_entry_keeps_the_translation_and_says_so(upload, translation):
    factories.fill(translation, {"lead": "Drie scholen"})
    said = upload(str(po(translation, title="Schoolplein")).encode())
    assert (stored()["title"], stored()["lead"]) == ("Schoolplein", "Drie scholen")
    assert any("bleibt: „Drei Schulen" in text or "bleiben: „" in text for _tag, text in said)


def test_waiting_strings_that_the_file_lacks_are_named(upload, translation):
    file = po(translation, title="Schoolplein")
    file[:] = [entry for entry in file if entry.msgctxt == "title"]
    said = upload(str(file).encode())
    assert any("nicht in der Datei" in text and "Drei Schulen" in text for _tag, text in said)


def test_strings_that_the_original_no_longer_has_are_named(upload, translation, article):
    file = po(translation, title="Schoolplein", lead="Drie scholen")
    article.lead = "Vier Schulen teilen ihre Höfe."
    factories.publish(article)
    translation.source.update_from_db()
    StringTranslation.objects.all().delete()
    said = upload(str(file).encode())
    assert [text for tag, text in said if "nicht im Original" in text and "Drei Schulen" in text]
    assert stored() == {"title": "Schoolplein"}
