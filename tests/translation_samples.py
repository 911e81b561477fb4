"""A full page or record of each kind, written in one language: MAKERS by the label of its model."""

from datetime import date, time

from events.models import AudienceTerm, EventAudience, EventKind, Organiser, Price, ProgrammeSlot
from home.models import HomePage, Organisation, PagePlace, PageTopic, RelatedPage
from tests import factories

BODY = [
    {"type": "heading", "value": "Zwischenruf", "id": "b1"},
    {
        "type": "paragraph",
        "value": '<p>Eine <span lang="en">learning community</span> <b>lernt</b>.</p><p>Zwei Sätze.</p>',
        "id": "b2",
    },
]


def home(network, code):
    page = HomePage(title="Zweiter Start", slug=f"zweiter-{code}", locale=getattr(network, code))
    return network.home["de"].get_parent().add_child(instance=page)


def standard(network, code):
    return factories.standard_page(
        network.home[code], slug="netzwerk", lead="Vorspann", body=BODY, short_title="Kurz"
    )


def article(network, code):
    locale = getattr(network, code)
    page = factories.article(
        network.news[code],
        body=BODY,
        date=date(2026, 11, 2),
        dateline=factories.place(locale),
        source_kind="press",
        source_name="Stadt Herne",
        source_url="https://example.org/",
        correction="Es sind drei Schulen.",
        corrected_on=date(2026, 11, 3),
        seo_title="Schulhof",
        search_description="Drei Schulen teilen ihre Höfe.",
    )
    page.page_topics.add(PageTopic(topic=factories.topic(locale)))
    page.page_places.add(PagePlace(place=page.dateline))
    page.related_pages.add(RelatedPage(target=network.home[code]))
    return factories.publish(page)


def author(network, code):
    office = Organisation.objects.create(name="Büro für Quartiere")
    return factories.author(
        network.authors[code],
        role="Projektleitung",
        team="Bildung",
        degree="Dipl.-Ing.",
        organisation=office,
        biography="<p>Plant <i>Höfe</i>.</p>",
        email="merve@example.org",
        website="https://example.org/",
    )


def call(locale):
    return {
        "kind": EventKind.objects.create(name="Werkstatt", locale=locale),
        "lead": "Ein Tag im Quartier.",
        "body": BODY,
        "audience": "<p>Für alle.</p>",
        "eligibility": "members_first",
        "spoken_languages": "de,nl",
        "registration_mode": "external",
        "registration_url": "https://example.org/",
    }


def series(network, code):
    locale = getattr(network, code)
    page = factories.series(
        network.events[code],
        planned_sessions=10,
        default_start_time=time(10),
        default_capacity=36,
        **call(locale),
    )
    host = Organisation.objects.create(name="Gemeente Zeist")
    page.organisers.add(Organiser(organisation=host, role="host"))
    page.prices.add(Price(amount="120.50", audience="partner"))
    term = AudienceTerm.objects.create(name="Kommunen", locale=locale)
    page.audience_terms.add(EventAudience(term=term))
    return factories.publish(page)


def session(network, code):
    locale = getattr(network, code)
    page = factories.session(
        network.events[code],
        slug="mitte",
        start_date=date(2027, 3, 17),
        start_time=time(10),
        place=factories.place(locale),
        venue_name="Aula",
        street="Schulstraße 1",
        access_notes="Aufzug im Hof",
        date_hint="Frühjahr",
        status="cancelled",
        status_reason="Zu wenige",
        **call(locale),
    )
    page.slots.add(ProgrammeSlot(starts=time(10), title="Ankommen", text="Mit Kaffee", locale=locale))
    page.prices.add(Price(amount="0", audience="free"))
    return factories.publish(page)


def topic(network, code):
    return factories.topic(getattr(network, code), description="Höfe und Plätze", zone="ochre")


def place(network, code):
    locale = getattr(network, code)
    city = factories.place(locale, name="Dortmund", slug="dortmund")
    return factories.place(locale, kind="quarter", part_of=city, region="NRW", description="Ein Quartier")


def kind(network, code):
    return EventKind.objects.create(name="learning community", language="en", locale=getattr(network, code))


def audience(network, code):
    return AudienceTerm.objects.create(name="Kommunen", locale=getattr(network, code))


def index(name):
    def make(network, code):
        model = type(network.news[code]) if name == "news" else type(getattr(network, name)[code])
        return network.home[code].add_child(
            instance=model(title="Noch eine Liste", lead="Vorspann", locale=getattr(network, code))
        )

    return make


MAKERS = {
    "home.HomePage": home,
    "home.StandardPage": standard,
    "home.TopicIndexPage": index("topics"),
    "home.PlaceIndexPage": index("places"),
    "news.NewsIndexPage": index("news"),
    "news.ArticlePage": article,
    "authors.AuthorIndexPage": index("authors"),
    "authors.AuthorPage": author,
    "events.EventIndexPage": index("events"),
    "events.EventSeriesPage": series,
    "events.EventPage": session,
    "home.Topic": topic,
    "home.Place": place,
    "events.EventKind": kind,
    "events.AudienceTerm": audience,
}
