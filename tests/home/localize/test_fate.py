"""What happens to an original happens to its translations, at once and whichever way it was done."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.localize.publishing import obstacle
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LOGIN = {"restriction_type": "login", "password": ""}
OPEN = {"restriction_type": "none", "password": ""}


@pytest.fixture
def dutch(network, article):
    return factories.translate(article, network.nl, title="Het schoolplein blijft open", slug="schoolplein")


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def is_live(*pages):
    return [Page.objects.values_list("live", flat=True).get(pk=page.pk) for page in pages]


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


# Withdrawal


def test_the_question_names_the_translation_and_unpublishing_takes_it_offline(admin, article, dutch):
    address = reverse("wagtailadmin_pages:unpublish", args=[article.pk])
    assert "„Het schoolplein blijft open“ (Niederländisch)" in text_of(admin.get(address))
    admin.post(address)
    assert is_live(article, dutch) == [False, False]
    assert admin.get(dutch.url).status_code == 404
    history = reverse("wagtailadmin_pages:history", args=[dutch.pk])
    assert "Zusammen mit dem Original" in text_of(admin.get(history))


def test_a_translation_is_withdrawn_alone(admin, article, dutch):
    address = reverse("wagtailadmin_pages:unpublish", args=[dutch.pk])
    assert "Der Schulhof bleibt offen" not in text_of(admin.get(address))
    admin.post(address)
    assert is_live(article, dutch) == [True, False]


def test_many_at_once(admin, network, article, dutch):
    other = factories.article(network.news["de"], title="Werkstatt")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    address = f"{address}?id={article.pk}&id={other.pk}"
    assert "Het schoolplein blijft open" in text_of(admin.get(address))
    admin.post(address, {"include_descendants": ""})
    assert is_live(article, other, dutch) == [False, False, False]


def test_with_the_pages_below(admin, network, article, dutch):
    address = reverse("wagtailadmin_pages:unpublish", args=[network.news["de"].pk])
    admin.post(address, {"include_descendants": "on"})
    assert is_live(network.news["nl"], article, dutch) == [False, False, False]


def test_the_job_that_expires_pages(article, dutch):
    type(article).objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    dutch.refresh_from_db()
    assert is_live(article) == [False]
    assert (dutch.live, dutch.expired) == (False, True)


def test_a_translation_that_expires_does_so_alone(article, dutch):
    type(dutch).objects.filter(pk=dutch.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert is_live(article, dutch) == [True, False]


def test_original_and_translation_go_in_one_transaction(article, dutch, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail.models.Page.unpublish", fail)
    article.live = False
    with pytest.raises(RuntimeError):
        article.save()
    assert is_live(article, dutch) == [True, True]


def test_a_record_takes_its_translation_along(admin, network):
    topic = factories.topic(network.de)
    openbaar = topic.copy_for_translation(network.nl)
    openbaar.name, openbaar.slug, openbaar.live = "Openbare ruimte", "openbare-ruimte", True
    openbaar.save()
    address = reverse("wagtailsnippets_home_topic:unpublish", args=[topic.pk])
    assert "Openbare ruimte" in text_of(admin.get(address))
    admin.post(address)
    openbaar.refresh_from_db()
    assert not openbaar.live


# Publication


def test_a_translation_waits_until_its_original_was_published(admin, network):
    draft = factories.article(network.news["de"], title="Entwurf", live=False)
    made = factories.request_translation(draft, network.nl)
    dutch = made.get_target_instance()
    response = admin.post(reverse("wagtailadmin_pages:edit", args=[dutch.pk]), {"action": "publish"})
    assert "das Original" in said(response)
    assert is_live(dutch) == [False]


def press_publish(client, page, **values):
    """Publish a plain page by Wagtail's own editor."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "body": streamfield([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, nested_form_data(data | values))


def test_what_was_typed_without_the_translation_editor_is_kept(admin, network):
    draft = factories.standard_page(network.home["de"], title="Entwurf", live=False)
    dutch = factories.translate(draft, network.nl, live=False, title="Concept", slug="concept")
    response = press_publish(admin, dutch, title="Concept twee")
    assert "zuerst das Original" in said(response)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[dutch.pk])
    dutch.refresh_from_db()
    assert not dutch.live
    assert dutch.get_latest_revision_as_object().title == "Concept twee"


def test_a_workflow_publishes_no_translation_of_a_draft(network, editor):
    draft = factories.article(network.news["de"], title="Entwurf", live=False)
    dutch = factories.translate(draft, network.nl, live=False, title="Concept", slug="concept")
    dutch.save_revision()
    state = Workflow.objects.get().start(dutch, editor)
    state.current_task_state.approve(user=editor)
    assert is_live(dutch) == [False]


def test_a_withdrawn_translation_stays_so_and_the_editor_is_told(admin, network):
    page = factories.standard_page(network.home["de"], title="Dienst")
    dutch = factories.translate(page, network.nl, title="Onze dienst", slug="dienst")
    page.unpublish()
    response = press_publish(admin, page)
    assert "„Onze dienst“ (Niederländisch) ist noch offline" in said(response)
    assert is_live(page, dutch) == [True, False]
    press_publish(admin, dutch)
    assert is_live(dutch) == [True]
    admin.get("/admin/")  # shows what was said so far
    Page.objects.get(pk=dutch.pk).specific.unpublish()
    assert "noch offline" not in said(press_publish(admin, page))


def test_a_translation_of_a_withdrawn_original_says_so(network, article):
    made = factories.request_translation(article, network.nl)
    factories.publish(article)
    assert obstacle(made) == ""
    article.unpublish()
    assert "wieder" in obstacle(made)


# Deletion


def test_a_translation_is_deleted_with_its_original_after_a_question(admin, article, dutch):
    address = reverse("wagtailadmin_pages:delete", args=[article.pk])
    assert "„Het schoolplein blijft open“ (Niederländisch)" in said(admin.get(address))
    admin.post(address)
    assert not Page.objects.filter(pk__in=[article.pk, dutch.pk]).exists()
    assert PageLogEntry.objects.filter(action="wagtail.delete", page=dutch.pk).exists()


def test_a_translation_is_deleted_alone(admin, article, dutch):
    address = reverse("wagtailadmin_pages:delete", args=[dutch.pk])
    assert said(admin.get(address)) == ""
    admin.post(address)
    assert is_live(article) == [True]
    assert not Page.objects.filter(pk=dutch.pk).exists()


def test_many_are_deleted_at_once(admin, network, article, dutch):
    other = factories.article(network.news["de"], title="Werkstatt")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    address = f"{address}?id={article.pk}&id={other.pk}"
    assert "Het schoolplein blijft open" in text_of(admin.get(address))
    admin.post(address)
    assert not Page.objects.filter(pk__in=[article.pk, other.pk, dutch.pk]).exists()
    for page in Page.objects.all():
        assert page.numchild == page.get_children().count()


def test_a_whole_branch_goes_but_pages_of_its_own_stay(admin, network):
    above = factories.standard_page(network.home["de"], title="Oben")
    below = factories.standard_page(above, title="Unten")
    boven = factories.translate(above, network.nl, title="Boven", slug="boven")
    onder = factories.translate(below, network.nl, title="Onder", slug="onder")
    own = factories.standard_page(boven, title="Alleen Nederlands")
    address = reverse("wagtailadmin_pages:delete", args=[above.pk])
    question = said(admin.get(address))
    assert "Onder" in question
    assert "offline" in question
    admin.post(address)
    assert not Page.objects.filter(pk__in=[above.pk, below.pk, onder.pk]).exists()
    assert is_live(boven, own) == [False, True]
    own.delete()
    above = factories.standard_page(network.home["de"], title="Oben")
    below = factories.standard_page(above, title="Unten")
    boven = factories.translate(above, network.nl, title="Boven", slug="boven-2")
    onder = factories.translate(below, network.nl, title="Onder", slug="onder")
    above.delete()
    assert not Page.objects.filter(pk__in=[boven.pk, onder.pk]).exists()


# Privacy


def privacy(page):
    return reverse("wagtailadmin_pages:set_privacy", args=[page.pk])


@pytest.mark.parametrize("first", ["de", "nl"])
def test_privacy_holds_for_all_languages_whichever_it_is_set_in(admin, client, article, dutch, first):
    page, other = (article, dutch) if first == "de" else (dutch, article)
    question = admin.get(privacy(page)).json()["html"]
    assert other.title in question
    admin.post(privacy(page), LOGIN)
    client.logout()
    for closed in (article, dutch):
        assert client.get(closed.url).status_code == 302
    admin.force_login(factories.superuser())
    admin.post(privacy(other), OPEN)
    client.logout()
    assert [client.get(one.url).status_code for one in (article, dutch)] == [200, 200]
    assert not PageViewRestriction.objects.exists()


def test_groups_and_passwords_are_the_same_and_change_together(admin, article, dutch):
    group = Group.objects.create(name="Vorstand")
    data = {"restriction_type": "groups", "password": "", "groups": [group.pk]}
    admin.post(privacy(article), data)
    own = dutch.view_restrictions.get()
    assert (own.restriction_type, list(own.groups.all())) == ("groups", [group])
    admin.post(privacy(article), {"restriction_type": "password", "password": "linde"})
    own = dutch.view_restrictions.get()
    assert (own.restriction_type, own.password) == ("password", "linde")


def test_privacy_is_set_for_all_or_for_none(admin, article, dutch, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("home.localize.fate.restrict", fail)
    with pytest.raises(RuntimeError):
        admin.post(privacy(article), LOGIN)
    assert not PageViewRestriction.objects.exists()
    assert connection.in_atomic_block  # the test's own


def test_deleting_a_closed_translation_opens_nothing(admin, article, dutch):
    admin.post(privacy(article), LOGIN)
    dutch.delete()
    assert article.view_restrictions.count() == 1


def test_a_translation_made_later_is_closed_from_the_start(admin, network, article):
    admin.post(privacy(article), LOGIN)
    made = factories.request_translation(article, network.nl)
    assert made.get_target_instance().view_restrictions.get().restriction_type == "login"


def test_a_page_moved_below_a_closed_one_is_closed_in_all_languages(admin, network):
    page = factories.standard_page(network.home["de"], title="Protokolle")
    notulen = factories.translate(page, network.nl, title="Notulen", slug="notulen")
    closed = factories.standard_page(network.home["de"], title="Mitglieder")
    leden = factories.translate(closed, network.nl, title="Leden", slug="leden")
    admin.post(privacy(closed), LOGIN)
    page.move(closed, pos="last-child")
    notulen = Page.objects.get(pk=notulen.pk)
    assert notulen.is_child_of(leden)
    admin.logout()
    assert admin.get(notulen.url).status_code == 302
    assert not notulen.view_restrictions.exists()


@pytest.mark.parametrize("order", ["closed first", "closed after"])
def test_below_a_closed_page_without_translation_nothing_stays_open(client, network, order):
    page = factories.standard_page(network.home["de"], title="Protokolle")
    notulen = factories.translate(page, network.nl, title="Notulen", slug="notulen")
    closed = factories.standard_page(network.home["de"], title="Mitglieder")
    if order == "closed first":
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        page.move(closed, pos="last-child")
    else:
        page.move(closed, pos="last-child")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert client.get(Page.objects.get(pk=notulen.pk).url).status_code == 302


# What readers are told


def notice(client, page, language):
    path = {"de": "/de/noch-nicht-uebersetzt/", "nl": "/nl/nog-niet-vertaald/"}[language]
    return text_of(client.get(f"{path}{page.translation_key}/"))


def switch_of(client, page, language):
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return soup.select_one(f".lang a[lang={language}]").get_text()


@pytest.mark.parametrize(
    ("language", "gone", "waiting"),
    [
        ("nl", "niet meer beschikbaar", "nog niet"),
        ("de", "nicht mehr verfügbar", "noch nicht"),
    ],
)
def test_a_withdrawn_translation_is_not_announced(client, network, language, gone, waiting):
    other = "de" if language == "nl" else "nl"
    page = factories.standard_page(network.home[other], title="Original")
    locale = getattr(network, language)
    switch = switch_of(client, page, language)
    assert waiting in switch
    assert waiting in notice(client, page, language)
    translation = factories.translate(page, locale, title="Later", slug="later")
    translation.unpublish()
    switch = switch_of(client, page, language)
    assert gone in switch
    assert waiting not in switch
    told = notice(client, page, language)
    assert gone in told
    assert waiting not in told


def test_a_draft_translation_is_still_to_come(client, network, article):
    factories.request_translation(article, network.nl)
    assert "nog niet" in notice(client, article, "nl")


def test_the_address_of_an_alias_leads_to_the_notice(admin, client, network, article):
    made = factories.request_translation(article, network.nl)
    dutch = factories.publish(made.get_target_instance())
    address = reverse("wagtail_localize:convert_to_alias", args=[dutch.pk])
    assert "wird auf Niederländisch offline genommen" in text_of(admin.get(address))
    assert client.get(dutch.url).status_code == 200
    admin.post(address)
    client.logout()
    response = client.get(dutch.url, follow=True)
    assert response.redirect_chain == [(f"/nl/nog-niet-vertaald/{article.translation_key}/", 302)]
    assert "nog niet" in text_of(response)
    article.unpublish()
    assert client.get(dutch.url).status_code == 404
