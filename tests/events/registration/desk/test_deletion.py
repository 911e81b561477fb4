"""A session that somebody booked cannot be deleted, by whatever way, and the ways out are shown."""

import pytest
from django.urls import reverse

from events.models import EventPage, EventSeriesPage, SessionSeats
from events.registration import services
from events.registration.models import CallRules, LetterWording
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def dutch(series, network):
    return factories.translate(series.sessions[0], network.nl, title="Bijeenkomst 1")


def delete(client, page, method="post"):
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return getattr(client, method)(url, {"next": "/admin/"})


def delete_many(client, *pages):
    query = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return client.post(f"{url}?{query}")


def test_a_booked_session_stays_whichever_way_it_is_asked_for(client, series, seats, dutch, signup):
    registration = signup(seats[:1], language="nl")
    client.force_login(factories.superuser())
    pages = EventPage.objects.count()
    original = series.sessions[0]
    for page in (original, dutch, series, series.dutch, series.get_parent()):
        for method, status in (("get", 200), ("post", 409)):
            answer = delete(client, page, method)
            words = answer.content.decode()
            assert answer.status_code == status
            assert reverse("registrations:write") + f"?session={seats[0].pk}" in words
            assert f"/pages/{answer.context['sessions'][0][0].pk}/edit/" in words
    assert delete_many(client, series.sessions[2], dutch).status_code == 409
    assert delete_many(client, series).status_code == 409
    assert EventPage.objects.count() == pages
    assert registration.bookings.get().status == "confirmed"


def test_one_language_may_go_when_nobody_loses_a_place_and_the_rows_go_with_the_last(
    client, series, seats, dutch, rules, signup
):
    """“The row goes when the last translation goes.”"""
    LetterWording.objects.create(rules=rules, locale=series.locale, occasion="lapsed", subject="x", text="y")
    services.cancel_registration(signup(seats[:1]).pk)
    client.force_login(factories.superuser())
    assert delete(client, dutch).status_code == 302
    assert SessionSeats.objects.filter(pk=seats[0].pk).exists()
    # The last page keeps its seat row, which the ended booking refers to.
    assert delete(client, series.sessions[0]).status_code == 409
    assert delete(client, series.sessions[1]).status_code == 302
    assert not SessionSeats.objects.filter(pk=seats[1].pk).exists()
    assert EventPage.objects.filter(seats=seats[0]).count() == 1


def test_a_series_without_bookings_goes_with_its_rules(client, series, seats, rules):
    client.force_login(factories.superuser())
    assert delete(client, series.dutch).status_code == 302
    assert CallRules.objects.filter(pk=rules.pk).exists()
    assert delete_many(client, series).status_code == 302
    assert not EventSeriesPage.objects.exists()
    assert not SessionSeats.objects.exists()
    assert not CallRules.objects.exists()


def test_an_original_that_would_take_the_last_page_along_stays(client, series, seats, dutch, signup):
    services.cancel_registration(signup(seats[:1]).pk)
    client.force_login(factories.superuser())
    assert delete(client, series.sessions[0]).status_code == 409
    assert EventPage.objects.filter(seats=seats[0]).count() == 2
