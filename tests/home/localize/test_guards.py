"""Direct POSTs by people without the right: nothing may change, nothing may be published."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from home.models import Topic
from news.models import ArticlePage
from tests import factories

pytestmark = pytest.mark.django_db
AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


def submit_url(page):
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def update_url(translation):
    return reverse("wagtail_localize:update_translations", args=[translation.source_id])


@pytest.fixture
def publishing(django_capture_on_commit_callbacks):
    """Run what wagtail-localize leaves for the commit, which in a test never comes."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


def test_nobody_translates_a_page_he_may_not_edit(client, network, article, outsider):
    client.force_login(outsider)
    for method in (client.get, client.post):
        response = method(submit_url(article), {"locales": [network.nl.pk]}, **AJAX)
        assert response.status_code == 403
    assert ArticlePage.objects.filter(locale=network.nl).count() == 0
    assert Translation.objects.count() == 0


def test_a_translator_asks_for_no_translations(client, network, article, translator):
    client.force_login(translator)
    assert client.post(submit_url(article), {"locales": [network.nl.pk]}, **AJAX).status_code == 403
    assert ArticlePage.objects.filter(locale=network.nl).count() == 0


def test_a_translator_with_the_global_permission_still_may_not_read_the_other_tree(
    client, network, article, translator
):
    translator.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    client.force_login(translator)
    assert client.post(submit_url(article), {"locales": [network.nl.pk]}, **AJAX).status_code == 403
    assert ArticlePage.objects.filter(locale=network.nl).count() == 0


def test_an_editor_asks_and_gets_a_draft(client, network, article, editor):
    client.force_login(editor)
    response = client.post(submit_url(article), {"locales": [network.nl.pk]})
    dutch = ArticlePage.objects.get(locale=network.nl)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[dutch.pk])
    assert (dutch.live, dutch.alias_of_id, dutch.get_parent().pk) == (False, None, network.news["nl"].pk)
    assert client.get(dutch.url).status_code == 404


def test_a_language_without_the_right_to_add_is_not_offered(client, network, article):
    german_only = factories.user(username="german-only")
    german_only.user_permissions.set(
        factories.permissions(["wagtailadmin.access_admin", "wagtail_localize.submit_translation"])
    )
    factories.give_pages(german_only, network.home["de"], "add_page", "change_page", "publish_page")
    client.force_login(german_only)
    response = client.post(submit_url(article), {"locales": [network.nl.pk]})
    assert "locales" in response.context["form"].errors
    assert ArticlePage.objects.filter(locale=network.nl).count() == 0


@pytest.fixture
def draft(network, article):
    """A Dutch draft whose strings are all translated, and a German text that has changed since."""
    made = factories.request_translation(article, network.nl)
    article.title = "Der Schulhof bleibt zu"
    factories.publish(article)
    return made


@pytest.mark.parametrize("who", ["outsider", "translator"])
def test_nobody_publishes_by_synchronising(client, who, draft, request):
    client.force_login(request.getfixturevalue(who))
    before = draft.source.last_updated_at
    response = client.post(update_url(draft), {"publish_translations": "on"}, **AJAX)
    assert response.status_code == 403
    draft.source.refresh_from_db()
    assert draft.source.last_updated_at == before
    assert not draft.get_target_instance().live


def test_one_who_edits_both_trees_but_publishes_neither_synchronises_only(client, network, draft, publishing):
    writer = factories.user(username="writer")
    writer.user_permissions.set(
        factories.permissions(["wagtailadmin.access_admin", "wagtail_localize.submit_translation"])
    )
    for home in network.home.values():
        factories.give_pages(writer, home, "add_page", "change_page")
    client.force_login(writer)
    assert client.post(update_url(draft), {"publish_translations": "on"}, **AJAX).status_code == 403
    assert client.post(update_url(draft), {}).status_code == 302
    assert not draft.get_target_instance().live
    assert draft.source.stringsegment_set.filter(string__data="Der Schulhof bleibt zu").exists()


def test_synchronising_publishes_no_sentence_of_the_original(
    client, draft, editor, django_capture_on_commit_callbacks
):
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(update_url(draft), {"publish_translations": "on"})
    assert not draft.get_target_instance().live
    factories.fill(draft)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(update_url(draft), {"publish_translations": "on"})
    dutch = draft.get_target_instance()
    assert (dutch.live, dutch.title) == (True, "NL Der Schulhof bleibt zu")


@pytest.fixture
def topic(network):
    return factories.topic(network.de)


def snippet_submit(topic):
    return reverse("wagtail_localize:submit_snippet_translation", args=["home", "topic", topic.pk])


def test_a_record_is_translated_by_those_who_may_change_it(client, network, topic, outsider, editor):
    client.force_login(outsider)
    assert client.post(snippet_submit(topic), {"locales": [network.nl.pk]}, **AJAX).status_code == 403
    assert Topic.objects.filter(locale=network.nl).count() == 0
    client.force_login(editor)
    assert client.post(snippet_submit(topic), {"locales": [network.nl.pk]}).status_code == 302
    assert [row.live for row in Topic.objects.filter(locale=network.nl)] == [False]


def test_a_translator_changes_strings_of_his_own_language_only(client, network, topic, translator):
    dutch = factories.topic(network.nl, name="Onderwijs", slug="onderwijs")
    into_german = factories.request_translation(dutch, network.de, False)
    into_dutch = factories.request_translation(topic, network.nl, False)
    client.force_login(translator)

    def put(translation):
        segment = translation.source.stringsegment_set.get(context__path="name")
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        return client.put(
            address,
            "value=Woord",
            content_type="application/x-www-form-urlencoded",
            **AJAX,
        ).status_code

    assert (put(into_german), put(into_dutch)) == (403, 201)
    assert [row.locale for row in StringTranslation.objects.filter(data="Woord")] == [network.nl]


@pytest.mark.parametrize(
    "name", ["stop_translation", "upload_pofile", "download_pofile", "machine_translate"]
)
def test_no_way_around_for_the_other_language(client, network, topic, translator, name):
    dutch = factories.topic(network.nl, name="Onderwijs", slug="onderwijs")
    into_german = factories.request_translation(dutch, network.de)
    client.force_login(translator)
    address = reverse(f"wagtail_localize:{name}", args=[into_german.pk])
    assert client.post(address, **AJAX).status_code == 403
    into_german.refresh_from_db()
    assert into_german.enabled


def test_giving_a_translation_up_takes_the_right_to_publish(client, network, draft, translator, editor):
    dutch = draft.get_target_instance()
    address = reverse("wagtail_localize:convert_to_alias", args=[dutch.pk])
    client.force_login(translator)
    assert client.post(address, **AJAX).status_code == 403
    client.force_login(editor)
    client.post(address)
    alias = Page.objects.get(pk=dutch.pk)
    assert (alias.alias_of_id is not None, alias.live) == (True, False)
    assert client.get(alias.url).url == f"/nl/nog-niet-vertaald/{alias.translation_key}/"


def test_the_report_shows_what_its_reader_works_on(client, network, article, outsider, translator, editor):
    factories.request_translation(article, network.nl)
    address = reverse("wagtail_localize:translations_report")
    counts = {}
    for user in (outsider, translator, editor):
        client.force_login(user)
        counts[user.username] = client.get(address).context["object_list"].count()
    assert counts == {"outsider": 0, "translators-to-dutch": 1, "editors": 1}


@pytest.mark.parametrize("path", ["submit/page/1/", "update/1/", "reports/translations/"])
def test_strangers_are_sent_to_the_login(client, path):
    assert client.post(f"/admin/localize/{path}").url.startswith("/admin/login/")


def test_synchronising_leaves_a_stopped_translation_alone(
    client, draft, editor, django_capture_on_commit_callbacks
):
    """Nor does it ask for the right to publish what is not published."""
    client.force_login(editor)
    client.post(update_url(draft), {})
    factories.fill(draft)
    draft.enabled = False
    draft.save()
    dutch = draft.get_target_instance()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(update_url(draft), {"publish_translations": "on"})
    dutch.refresh_from_db()
    assert (dutch.live, dutch.title) == (False, "Der Schulhof bleibt offen")
