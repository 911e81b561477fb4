"""Old addresses lead on, in both languages; what leads nowhere is told to editors, without naming anybody."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.rich_text import RichText

from home.jobs import JOBS
from home.models import DeadLink, LostAddress
from home.redirects.broken_links import find_dead_links
from home.redirects.not_found import forget_old
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


def follow(client, url):
    """The addresses through which a permanent redirect leads, the last of which answers."""
    response = client.get(url, follow=True)
    assert response.status_code == 200, url
    assert [status for _url, status in response.redirect_chain] == [301] * len(response.redirect_chain)
    return [step for step, _status in response.redirect_chain]


def test_old_addresses_lead_on_after_slug_changes_and_moves(
    client, network, django_capture_on_commit_callbacks
):
    parent, other = (
        factories.publish(factories.standard_page(network.home["de"], title=title))
        for title in ("Angebote", "Archiv")
    )
    for one, title in ((parent, "Aanbod"), (other, "Archief")):
        factories.translate(one, network.nl, title=title, slug=title.lower())
    page = factories.publish(factories.standard_page(parent, title="Beratung"))
    dutch = factories.translate(page, network.nl, title="Advies", slug="advies")
    old = {page.url, dutch.url}

    page.slug, dutch.slug = "rat-und-tat", "raad-en-daad"
    with django_capture_on_commit_callbacks(execute=True):
        factories.publish(page)
        factories.publish(dutch)
    assert follow(client, "/de/angebote/beratung/") == ["/de/angebote/rat-und-tat/"]
    (dutch_old,) = {url for url in old if url.startswith("/nl/")}
    assert follow(client, dutch_old) == [dutch.url]

    with django_capture_on_commit_callbacks(execute=True):
        page.move(other, pos="last-child")
    dutch.refresh_from_db()
    for url in (*old, "/de/angebote/rat-und-tat/"):
        assert follow(client, url)[-1] in {"/de/archiv/rat-und-tat/", "/nl/archief/raad-en-daad/"}
    assert dutch.url == "/nl/archief/raad-en-daad/"


def test_feeds_calendars_topics_and_places_are_redirected_with_their_lists(
    client, network, django_capture_on_commit_callbacks
):
    topic, place = factories.topic(network.de), factories.place(network.de)
    old = {
        f"{network.news['de'].url}feed/atom/": "/de/aktuelles/feed/atom",
        f"{network.events['de'].url}kalender.ics": "/de/daten/kalender.ics",
        f"{network.topics['de'].url}{topic.slug}/": "/de/felder/oeffentlicher-raum",
        f"{network.places['de'].url}{place.slug}/": "/de/staedte/herne",
    }
    slugs = {"news": "aktuelles", "events": "daten", "topics": "felder", "places": "staedte"}
    with django_capture_on_commit_callbacks(execute=True):
        for name, slug in slugs.items():
            page = getattr(network, name)["de"]
            page.slug = slug
            factories.publish(page)
    for url, new in old.items():
        assert [step.rstrip("/") for step in follow(client, url)][0] == new
    topic.slug = "stadtraum"
    topic.save()
    assert follow(client, "/de/felder/oeffentlicher-raum/")[-1].rstrip("/") == "/de/felder/stadtraum"


def test_two_changes_of_a_slug_are_one_redirect(client, network, django_capture_on_commit_callbacks):
    topic = factories.topic(network.de)
    page = network.topics["de"]
    for slug in ("stadtraum", "freiraum"):
        topic.slug = slug
        topic.save()
    assert follow(client, f"{page.url}oeffentlicher-raum/") == [f"{page.url}freiraum/"]
    page.slug = "felder"
    with django_capture_on_commit_callbacks(execute=True):
        factories.publish(page)
    for slug in ("oeffentlicher-raum", "stadtraum", "freiraum"):
        assert follow(client, f"/de/themen/{slug}/") == ["/de/felder/freiraum/"]
    topic.slug = "stadtraum"  # back again: no circle, even when it is taken offline
    topic.save()
    assert follow(client, "/de/felder/freiraum/") == ["/de/felder/stadtraum/"]
    type(topic).objects.update(live=False)
    assert client.get("/de/felder/stadtraum/").status_code == 404


def test_subscribers_keep_what_they_chose_when_addresses_change(
    client, network, django_capture_on_commit_callbacks
):
    topic = factories.topic(network.de)
    factories.place(network.de)
    author = factories.publish(factories.author(network.authors["de"]))
    factories.topic(network.nl, slug="openbare-ruimte")
    feed, calendar = f"{network.news['de'].url}feed/atom/", f"{network.events['de'].url}kalender.ics"
    old, topic.slug, author.slug = author.slug, "stadtraum", "merve-a"
    with django_capture_on_commit_callbacks(execute=True):
        topic.save()
        factories.publish(author)
    for asked, present in (
        (f"{feed}?topic=oeffentlicher-raum", f"{feed}?topic=stadtraum"),
        (f"{calendar}?topic=oeffentlicher-raum&place=herne", f"{calendar}?topic=stadtraum&place=herne"),
        (f"{feed}?author={old}", f"{feed}?author=merve-a"),
    ):
        assert follow(client, asked) == [present]
    for unknown in (
        "?topic=unbekannt",
        "?place=oeffentlicher-raum",
        "?author=oeffentlicher-raum",
        "?topic=%",
    ):
        assert client.get(feed + unknown).status_code == 404, unknown
    network.news["de"].slug = "neues"
    with django_capture_on_commit_callbacks(execute=True):
        factories.publish(network.news["de"])
    assert follow(client, f"{feed}?topic=oeffentlicher-raum&utm=x") == [
        "/de/neues/feed/atom/?topic=stadtraum"
    ]
    Redirect.add_redirect("/de/alt", redirect_to="https://example.org/neu/")
    assert client.get("/de/alt/?topic=stadtraum")["Location"] == "https://example.org/neu/"


def test_addresses_that_are_lost_are_counted_without_anybody(client, admin_client, network):
    for _visit in range(3):
        client.get("/de/gibt-es-nicht/?mail=ilka@example.org")
        client.get("/de/größe-zählt/")
    for personal in (
        "/de/anmeldung/eyJhbGciOi:1abcDE/",
        f"/de/{'x' * 61}/",
        "/wp-login.php",
        "/de/kommentare/4711/",
        "/de/Name-Der-Person/",
        "/de/" + "a/" * 4000,
    ):
        assert client.get(personal).status_code == 404
    network.site.save()
    counted = list(LostAddress.objects.order_by("path").values_list("path", "times"))
    assert counted == [("/de/gibt-es-nicht/", 3), ("/de/größe-zählt/", 3)]
    LostAddress.objects.filter(path="/de/größe-zählt/").delete()
    report = admin_client.get(reverse("lost_addresses"))
    assert [row["path"] for row in report.context["object_list"]] == ["/de/gibt-es-nicht/"]
    Redirect.add_redirect("/de/gibt-es-nicht", redirect_to="https://example.org/")
    assert list(admin_client.get(reverse("lost_addresses")).context["object_list"]) == []
    Redirect.objects.update(redirect_link="")  # leads nowhere
    assert len(admin_client.get(reverse("lost_addresses")).context["object_list"]) == 1
    Redirect.objects.update(redirect_link="https://example.org/")
    client.get("/de/gibt-es-nicht/")
    assert LostAddress.objects.get().times == 3
    LostAddress.objects.update(month=date(2020, 1, 1))
    assert forget_old() == 1


def test_links_that_lead_nowhere_are_reported(
    client, admin_client, network, django_capture_on_commit_callbacks
):
    topic = factories.topic(network.de)
    target = factories.publish(factories.standard_page(network.home["de"], title="Ziel"))
    factories.publish(factories.standard_page(network.home["de"], title="Straße", slug="straße"))
    spelled = "".join(f'<a href="{one}">x</a>' for one in ("/de/straße/", "/de/stra%C3%9Fe", "/de/weg-über/"))
    html = (
        f'<p>{spelled} <a linktype="page" id="{target.pk}">Ziel</a> <a href="/de/weg/">weg</a> '
        f'<a href="http://testserver/nl/weg/">weg</a> <a href="https://example.org/de/fremd/">fremd</a> '
        f'<a href="{network.news["de"].url}feed/atom/">Feed</a> <a href="/de/suche/?q=x">Suche</a> '
        f'<a href="{network.topics["de"].url}{topic.slug}/">Thema</a> '
        f'<a href="{network.events["de"].url}kalender.ics">Kalender</a> '
        f'<a href="{network.events["de"].url}gibts.ics">keiner</a> <a href="/de/ohne-ziel/">ohne Ziel</a></p>'
    )
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.standard_page(
            network.home["de"], title="Quelle", body=[("paragraph", {"text": RichText(html)})]
        )
        factories.publish(page)
    Redirect.objects.create(old_path="/de/ohne-ziel")  # Wagtail's form allows it
    dead = ["/de/kalender/gibts.ics", "/de/ohne-ziel/", "/de/weg-über/", "/de/weg/", "/nl/weg/"]
    assert find_dead_links() == len(dead)
    assert sorted(DeadLink.objects.values_list("target", flat=True)) == dead
    target.unpublish()
    next(job for job in JOBS if job.__name__ == "look_for_dead_links")()
    assert sorted(DeadLink.objects.values_list("target", flat=True)) == sorted([*dead, "Ziel"])
    rows = admin_client.get(reverse("dead_links")).context["object_list"]
    assert {(row.page_id, row.target) for row in rows} == {(page.pk, text) for text in [*dead, "Ziel"]}
    client.force_login(factories.user("Moderators"))
    for name in ("dead_links", "lost_addresses", "vain_searches"):
        assert client.get(reverse(name)).status_code == 302
