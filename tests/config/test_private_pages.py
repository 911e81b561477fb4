"""What stands behind a login, with all below it, and what is no page of a language is in no output at all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from authors.models import PageAuthor
from home.metadata.share_image_urls import digest_of
from home.models import PagePlace, PageTopic
from news.models import NewsIndexPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SECRET = "Verschlusssache"


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def secret(network):
    """A plain page with one below it, a series with its session, a list of its own with an article, and an
    article among public ones: each named so, all of one topic, one place and one person."""
    home, day = network.home["de"], timezone.localdate() + timedelta(days=30)
    topic, place = factories.topic(network.de), factories.place(network.de)
    person = factories.author(network.authors["de"])
    page = factories.standard_page(home, title=f"{SECRET} Seite")
    index = home.add_child(instance=NewsIndexPage(title=f"{SECRET} Liste", locale=network.de))
    articles = [
        factories.article(parent, title=f"{SECRET} Artikel {number}")
        for number, parent in enumerate((index, network.news["de"]))
    ]
    series = factories.series(network.events["de"], title=f"{SECRET} Reihe")
    session = factories.session(series, title=f"{SECRET} Termin", start_date=day, place=place)
    for each in (*articles, series, session):
        each.page_topics.add(PageTopic(topic=topic))
        each.page_places.add(PagePlace(place=place))
        each.page_authors.add(PageAuthor(author=person))
        factories.publish(each)
    below = factories.standard_page(page, title=f"{SECRET} Unterseite")
    closed = [page, index, articles[1], series]
    return closed, [*closed, articles[0], session, below], (topic, place, person)


def outputs(network, topic, place, person) -> dict[str, str]:
    news, events, home = network.news["de"].url, network.events["de"].url, network.home["de"].url
    return {
        "sitemap": "/sitemap-pages.xml",
        "start page": home,
        "news": news,
        "Atom": f"{news}feed/atom/",
        "RSS of the topic": f"{news}feed/rss/?topic={topic.slug}",
        "RSS of the place": f"{news}feed/rss/?place={place.slug}",
        "RSS of the person": f"{news}feed/rss/?author={person.slug}",
        "dates": events,
        "calendar": f"{events}kalender.ics",
        "calendar of the topic": f"{events}kalender.ics?topic={topic.slug}",
        "calendar of the place": f"{events}kalender.ics?place={place.slug}",
        "topic": f"{network.topics['de'].url}{topic.slug}/",
        "place": f"{network.places['de'].url}{place.slug}/",
        "person": person.url,
        "dates in Dutch": network.events["nl"].url,
        "calendar in Dutch": f"{network.events['nl'].url}agenda.ics",
    }


def told(client, addresses: dict[str, str]) -> set[str]:
    """The outputs that say anything of it, by title or by address."""
    found = set()
    for name, url in addresses.items():
        response = client.get(url)
        assert response.status_code == 200, name
        if SECRET.lower() in response.content.decode().replace("\xad", "").replace("\r\n ", "").lower():
            found.add(name)
    return found


def hits(client) -> list[str]:
    words = (SECRET, "verschluss", f"{SECRET} Unterseite", "Termin")
    with override("de"):
        answers = [client.get(reverse("search"), {"q": word}) for word in words]
    return sorted({hit["title"] for answer in answers for hit in answer.context["hits"]})


def test_a_closed_section_is_in_no_output_and_an_open_one_is_in_all(client, network, secret):
    closed, everything, records = secret
    addresses = outputs(network, *records)
    for page in closed:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert told(client, addresses) == set()
    assert hits(client) == []
    for page in everything:
        assert client.get(page.url).status_code == 302, page
        picture = reverse("share_picture", args=[page.pk, digest_of(page, "")])
        assert client.get(picture).status_code == 404, page
        assert client.get(reverse("untranslated", args=[page.translation_key])).status_code == 404, page
    series, session = everything[3], everything[5]
    for file in (f"{series.url}reihe.ics", f"{session.url}termin.ics", f"{everything[1].url}feed/atom/"):
        assert client.get(file).status_code == 302, file

    PageViewRestriction.objects.all().delete()  # so that the first half can fail
    assert told(client, addresses) == set(addresses)
    assert len(hits(client)) == len(everything)


def test_drafts_and_aliases_are_in_no_output(client, network):
    draft = factories.article(network.news["de"], title=f"{SECRET} Entwurf", live=False)
    german = factories.publish(factories.article(network.news["de"], title="Nur deutsch"))
    alias = german.create_alias(parent=network.news["nl"], update_locale=network.nl)
    topic, place, person = (
        factories.topic(network.de),
        factories.place(network.de),
        factories.author(network.authors["de"]),
    )
    assert told(client, outputs(network, topic, place, person)) == set()
    assert client.get(draft.url).status_code == 404
    dutch = network.news["nl"].url
    for url in ("/sitemap-pages.xml", f"{dutch}feed/atom/", network.home["nl"].url, dutch):
        assert alias.url not in client.get(url).text, url
    assert "Nur deutsch" not in client.get(f"{dutch}feed/atom/").text
    assert client.get("/nl/zoeken/", {"q": "Nur deutsch"}).context["hits"] == []
