"""Blank, broken and left out is missing: at saving, in counts, at publishing, in what is online."""

import json
from io import StringIO

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation

from config.translating import MissingWordsError, translate
from home.localize import extraction
from home.localize.memory import use_again
from home.localize.publishing import missing
from home.localize.words import is_blank
from tests import factories

pytestmark = pytest.mark.django_db
BLANK = ["   ", "\u00a0", "\u200b\u2060", "<b> </b>", "&nbsp;&#8203;", "<br/>", "\u00ad\t\n"]


@pytest.fixture
def translation(network, article):
    return factories.request_translation(article, network.nl, False)


@pytest.fixture
def url(translation):
    def of(path):
        segment = StringSegment.objects.get(source=translation.source, context__path=path)
        return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    return of


@pytest.fixture
def put(client, translator, url):
    client.force_login(translator)

    def send(path, value):
        """As the translation editor does: a form of one field."""
        boundary = "kwartier"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="value"\r\n\r\n'
        body = f"{head}{value}\r\n--{boundary}--\r\n"
        return client.put(url(path), body.encode(), content_type=f"multipart/form-data; boundary={boundary}")

    return send


def stored():
    return dict(StringTranslation.objects.values_list("context__path", "data"))


@pytest.mark.parametrize("text", BLANK)
def test_blank_to_the_reader(text):
    assert is_blank(text)
    assert not is_blank(f"{text}–")


@pytest.mark.parametrize("value", BLANK)
def test_blanks_are_refused_in_words_where_they_are_typed(put, translation, value):
    number = missing(translation).count()
    answer = put("lead", value)
    assert answer.json()["error"] == "Nicht gespeichert: In dieser Übersetzung stehen keine Wörter."
    assert stored() == {}
    assert missing(translation).count() == number
    put("lead", "Drie scholen")
    answer = put("lead", value).json()
    assert answer["data"] == "Drie scholen"  # which the editor shows, not an empty box
    assert answer["error"].endswith("Die hier gezeigte Übersetzung ist unverändert gespeichert.")
    assert stored() == {"lead": "Drie scholen"}


def test_a_refused_title_stays_in_sight_beside_what_is_stored(put):
    put("title", "Schoolplein")
    answer = put("title", "x" * 256).json()
    assert answer["data"] == "x" * 256
    assert answer["error"] == (
        "Nicht gespeichert: Hier passen 255 Zeichen hinein, diese Übersetzung hat 256. "
        "Unverändert gespeichert ist: „Schoolplein“"
    )
    assert stored() == {"title": "Schoolplein"}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("value=", "application/x-www-form-urlencoded", 400),
        ("", "application/x-www-form-urlencoded", 400),
        (json.dumps({"value": ""}), "application/json", 400),
        (json.dumps(["Woord"]), "application/json", 400),
        ("{", "application/json", 400),
        ("Woord", "text/plain", 415),
    ],
)
def test_a_direct_request_without_words_is_a_bad_one(client, translator, url, body, content_type, status):
    client.force_login(translator)
    answer = client.put(url("lead"), body, content_type=content_type)
    assert answer.status_code == status
    assert stored() == {}


def test_a_direct_request_in_json_is_stored(client, translator, url):
    client.force_login(translator)
    answer = client.put(url("lead"), json.dumps({"value": "Drie scholen"}), content_type="application/json")
    assert (answer.status_code, stored()) == (201, {"lead": "Drie scholen"})
    assert client.delete(url("lead")).status_code == 200
    assert stored() == {}


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("title", "x" * 256, "Hier passen 255 Zeichen hinein"),
        ("lead", "Anna <anna@example.org>", "nur die Links und Auszeichnungen"),
    ],
)
def test_what_cannot_be_published_is_kept_with_its_reason_and_missing(
    put, translation, path, value, sentence
):
    answer = put(path, value)
    assert sentence in answer.json()["error"]
    assert stored() == ({"lead": value} if path == "lead" else {})
    assert path in [segment.context.path for segment in missing(translation)]
    assert translation.get_progress()[1] == 0
    assert put(path, "Drie scholen").json()["error"] is None
    assert path not in [segment.context.path for segment in missing(translation)]


def test_blank_rows_of_former_days_are_missing_too(client, editor, translation):
    factories.fill(translation)
    StringTranslation.objects.filter(context__path="lead").update(data="\u00a0", has_error=False)
    assert [segment.context.path for segment in missing(translation)] == ["lead"]
    client.force_login(editor)
    dutch = translation.get_target_instance()
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[dutch.pk]), {"action": "publish"})
    dutch.refresh_from_db()
    assert not dutch.live
    assert "1 Text ist noch nicht übersetzt" in " ".join(map(str, get_messages(answer.wsgi_request)))


def test_an_override_without_a_value_is_a_bad_request(client, network, translator):
    made = factories.request_translation(factories.place(network.de, description="Stadt"), network.nl, False)
    segment = made.source.overridablesegment_set.first()
    client.force_login(translator)
    address = reverse("wagtail_localize:edit_override", args=[made.pk, segment.pk])
    assert client.put(address, "", content_type="application/x-www-form-urlencoded").status_code == 400


# The live row


@pytest.fixture
def live(network, article):
    """A published translation whose original has got a further sentence since."""
    made = factories.request_translation(
        article, network.nl, {"title": "Schoolplein", "lead": "Drie scholen"}
    )
    made.get_target_instance()
    translate_target(made)
    article.lead = "Vier Schulen teilen ihre Höfe."
    factories.publish(article)
    made.source.update_from_db()
    return made


def translate_target(made):
    made.save_target(publish=False)
    made.get_target_instance().get_latest_revision().publish()


def test_a_draft_of_a_live_page_leaves_the_page_alone(live):
    live.save_target(publish=False)
    dutch = live.get_target_instance()
    assert (dutch.live, dutch.lead) == (True, "Drie scholen")
    assert dutch.has_unpublished_changes
    assert dutch.get_latest_revision_as_object().lead == "Vier Schulen teilen ihre Höfe."


def test_a_draft_of_a_live_record_leaves_it_online(network):
    topic = factories.topic(network.de, description="Plätze")
    made = factories.request_translation(
        topic, network.nl, {"name": "Openbare ruimte", "description": "Pleinen"}
    )
    translate_target(made)
    topic.description = "Plätze und Höfe"
    topic.save()
    made.source.update_from_db()
    made.save_target(publish=False)
    dutch = made.get_target_instance()
    assert (dutch.live, dutch.description) == (True, "Pleinen")


def test_nothing_is_published_in_the_words_of_the_original(live, django_capture_on_commit_callbacks):
    with pytest.raises(ValidationError), django_capture_on_commit_callbacks(execute=True):
        live.save_target(publish=True)
    assert live.get_target_instance().lead == "Drie scholen"


def test_words_used_again_do_not_reach_the_live_page(live):
    assert use_again(live.get_target_instance(), {}, {}) == 1
    assert live.get_target_instance().lead == "Drie scholen"


def test_upstream_still_needs_this(live):
    extraction.restore()
    try:
        live.save_target(publish=False)
    finally:
        extraction.apply()
    assert live.get_target_instance().lead == "Vier Schulen teilen ihre Höfe."


# What is published already


def test_a_command_publishes_no_word_that_it_was_not_given(network):
    page = factories.standard_page(
        network.home["de"], title="Datenschutzerklärung", short_title="Datenschutz"
    )

    def words(copy):
        copy.title, copy.slug = "Privacyverklaring", "privacyverklaring"

    with pytest.raises(MissingWordsError, match="short_title"):
        translate(page, network.nl, words)
    draft = page.get_translation(network.nl)
    assert not draft.live
    assert not StringTranslation.objects.filter(context__path="short_title").exists()


def found():
    out = StringIO()
    try:
        call_command("find_untranslated", stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_what_is_published_in_the_words_of_the_original_is_found(network, article):
    assert found() == (0, "Every string of every published translation is translated.\n")
    dutch = factories.translate(
        article, network.nl, title="Schoolplein", slug="schoolplein", lead=article.lead
    )
    topic = factories.topic(network.de, description="Plätze")
    openbaar = topic.copy_for_translation(network.nl)
    openbaar.name, openbaar.slug, openbaar.description, openbaar.live = "Openbare ruimte", "or", "", True
    openbaar.save()
    code, text = found()
    assert code == 1
    assert f"{dutch.pk}, nl: Schoolplein" in text
    assert text.count("Drei Schulen teilen ihre Höfe.") == 2
    assert f"{openbaar.pk}, nl: Openbare ruimte\n  description\n    Plätze\n    –" in text
    assert "Not translated though published: 2." in text


def test_a_name_that_somebody_translated_by_itself_is_meant(network, translator):
    place = factories.place(network.de, region="Utrecht", description="Stadt")
    made = factories.request_translation(place, network.nl, {"region": "Utrecht", "description": "Stad"})
    translate_target(made)
    assert found()[0] == 1
    StringTranslation.objects.filter(context__path="region").update(last_translated_by=translator)
    assert found()[0] == 0


def test_drafts_are_not_published(network, article):
    factories.translate(article, network.nl, live=False)
    assert found()[0] == 0


# Other ways in, and lists


@pytest.mark.parametrize("words", [False, {"title": "\u200b"}])
def test_the_admins_api_publishes_no_gap(client, editor, network, article, words):
    made = factories.request_translation(article, network.nl, words)
    dutch = made.get_target_instance()
    client.force_login(editor)
    address = reverse("wagtailadmin_api:pages:action", args=[dutch.pk, "publish"])
    answer = client.post(address, {})
    dutch.refresh_from_db()
    assert (answer.status_code, dutch.live) == (400, False)
    assert "nicht übersetzt" in answer.json()["detail"]
    StringTranslation.objects.all().delete()
    factories.fill(made)
    assert client.post(address, {}).status_code == 200
    dutch.refresh_from_db()
    assert dutch.live


def test_a_published_record_with_a_gap_is_not_listed_as_translated(client, editor, network):
    topic = factories.topic(network.de, description="Plätze")
    made = factories.request_translation(topic, network.nl)
    translate_target(made)
    client.force_login(editor)
    address = f"{reverse('wagtailsnippets_home_topic:list')}?locale=de"
    assert "Nederlands: übersetzt" in client.get(address).content.decode()
    StringTranslation.objects.filter(context__path="description").first().delete()
    assert "Nederlands: zu aktualisieren" in client.get(address).content.decode()
    blank = StringTranslation(
        translation_of=made.source.stringsegment_set.get(context__path="description").string,
        context=made.source.stringsegment_set.get(context__path="description").context,
        locale=network.nl,
        data="\u00a0",
        translation_type="manual",
    )
    blank.save()
    assert "Nederlands: zu aktualisieren" in client.get(address).content.decode()
