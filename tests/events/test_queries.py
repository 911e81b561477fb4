"""How many queries the pages of events cost, the same for one and for ten of anything."""

from datetime import date, timedelta

import pytest

from authors.models import PageAuthor
from events.models import AudienceTerm, EventAudience, EventKind, Organiser, Price
from home.models import Organisation, PageTopic, RelatedPage
from tests import factories
from tests.visits import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def network():
    return factories.Network()


def full_series(network, sessions: int, others: int):
    """A series with `sessions` dates in the past and to come, and `others` of everything else."""
    network.authors["de"].refresh_from_db()
    contact = factories.author(network.authors["de"], title="Rieke Sander", slug="sander")
    kind = EventKind.objects.create(name="Werkstatt", locale=network.de)
    series = factories.series(
        network.events["de"], kind=kind, contact=contact, image=factories.image("reihe.jpg")
    )
    for number in range(others):
        series.prices.add(Price(amount=f"{120 + number}", audience=["partner", "non_partner", "all"][number]))
        organisation = Organisation.objects.create(name=f"Stadt {number}")
        series.organisers.add(Organiser(organisation=organisation))
        term = AudienceTerm.objects.create(name=f"Kommunen {number}", locale=network.de)
        series.audience_terms.add(EventAudience(term=term))
        topic = factories.topic(network.de, name=f"Thema {number}", slug=f"thema-{number}")
        series.page_topics.add(PageTopic(topic=topic))
        person = factories.author(network.authors["de"], title=f"Person {number}", slug=f"person-{number}")
        series.page_authors.add(PageAuthor(author=person))
        article = factories.article(network.news["de"], title=f"Bericht {number}", slug=f"bericht-{number}")
        series.related_pages.add(RelatedPage(target=article))
    factories.publish(series)
    place = factories.place(network.de)
    last = None
    for number in range(sessions):
        day = date.today() + timedelta(days=30 * (number - sessions // 2) + 5)
        last = factories.session(
            series, title=f"Termin {number}", number=number + 1, start_date=day, place=place
        )
    return series, last


@pytest.mark.parametrize(("sessions", "others"), [(1, 1), (10, 3)])
def test_a_series_and_a_session_with_everything(client, network, sessions, others):
    series, session = full_series(network, sessions, others)
    for number in range(sessions):  # the system grows around it
        factories.article(network.news["de"], title=f"Noch einer {number}", slug=f"noch-{number}")
    found = {name: queries_of(client, page.url) for name, page in (("series", series), ("session", session))}
    assert found == {"series": 20, "session": 21}
