"""A booked session stays public, open and where it is, by whichever door it is to go; then it may go."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail.users.models import UserProfile

from config.setup.roles import ORGANISERS
from events.models import EventPage
from events.registration import services
from events.registration.models import Booking
from events.registration.services import leaving
from tests import factories
from tests.events.test_admin import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LOGIN = {"restriction_type": "login", "password": ""}
UNPUBLISH = "Die Veröffentlichung lässt sich noch nicht zurückziehen"
MOVE = "Das lässt sich noch nicht verschieben"


@pytest.fixture
def admin(client, series):
    client.force_login(factories.superuser())
    return client


@pytest.fixture
def page(series):
    return factories.publish(series.sessions[0])


@pytest.fixture
def dutch(network, page):
    return factories.translate(page, network.nl, title="Bijeenkomst 1", slug="bijeenkomst-1")


@pytest.fixture
def booked(page, seats, signup):
    """A party of two that has not confirmed yet: it holds its places as well."""
    return signup(seats[:1], people=2, confirmed=False)


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def press(client, name, page, *args, data=None):
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *args]), data or {})


def press_many(client, action, *pages, **data):
    query = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{url}?{query}", data)


def by_api(client, action, page, **data):
    url = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    with transaction.atomic():  # a deletion that fails spoils the transaction around it, here the test's own
        return client.post(url, data, content_type="application/json")


def is_live(page) -> bool:
    return Page.objects.values_list("live", flat=True).get(pk=page.pk)


def cancel(page):
    page.refresh_from_db()
    page.status, page.status_reason = EventPage.Status.CANCELLED, "Sturm"
    return factories.publish(page)


# Unpublishing


def test_the_question_and_the_button_say_whom_the_page_is_kept_for(admin, series, page, booked):
    for above in (page, series, series.get_parent()):
        question = admin.get(reverse("wagtailadmin_pages:unpublish", args=[above.pk]))
        assert UNPUBLISH in text_of(question)
        assert "1 Anmeldung, 2 Personen" in text_of(question)
        assert b"include_descendants" not in question.content
        answer = press(admin, "unpublish", above, data={"include_descendants": "on"})
        assert answer.status_code == 409
        assert UNPUBLISH in text_of(answer)
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.content.decode()
        assert (is_live(above), is_live(page), is_live(series.sessions[1])) == (True, True, True)


def test_it_may_go_when_it_is_cancelled_and_all_have_been_notified(admin, page, booked):
    cancel(page)
    answer = press(admin, "unpublish", page)
    assert answer.status_code == 409
    assert "Abgesagt, aber es sind noch nicht alle benachrichtigt." in text_of(answer)
    assert services.send_notices() == 1
    assert press(admin, "unpublish", page).status_code == 302
    assert not is_live(page)
    assert booked.bookings.get().status in Booking.ACTIVE


def test_it_may_go_when_it_is_over(admin, page, booked):
    EventPage.objects.filter(pk=page.pk).update(ends_at=timezone.now())
    assert press(admin, "unpublish", page).status_code == 302
    assert not is_live(page)


def test_it_may_go_when_everything_was_given_up(admin, page, booked):
    services.cancel_registration(booked.pk)
    assert press(admin, "unpublish", page).status_code == 302


def test_those_who_wait_count_as_well(admin, page, seats, signup):
    signup(seats[:1], people=2)
    signup(seats[:1], people=2)
    assert signup(seats[:1]).bookings.get().status == Booking.Status.WAITING
    assert "3 Anmeldungen, 5 Personen" in text_of(press(admin, "unpublish", page))


def test_a_translation_is_withdrawn_alone(admin, series, page, dutch, booked):
    assert press(admin, "unpublish", dutch).status_code == 302
    assert press(admin, "unpublish", series.dutch, data={"include_descendants": "on"}).status_code == 302
    assert (is_live(page), is_live(dutch), is_live(series.dutch)) == (True, False, False)


def test_a_session_that_began_in_dutch_stays_when_the_german_series_goes(admin, series, rules, signup):
    own = factories.publish(factories.session(series.dutch, title="Alleen hier", start_date=None))
    signup([own.seats])
    below = {"include_descendants": "on"}  # alone a series cannot be unpublished (events.admin.with_series)
    assert press(admin, "unpublish", series, data=below).status_code == 409
    assert press(admin, "unpublish", series.dutch, data=below).status_code == 409
    assert press(admin, "delete", series).status_code == 409
    assert (is_live(series), is_live(series.dutch), is_live(own)) == (True, True, True)


def test_many_at_once_go_all_or_none(admin, series, page, booked):
    other = series.sessions[1]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    assert UNPUBLISH in text_of(admin.get(f"{url}?id={other.pk}&id={page.pk}"))
    answer = press_many(admin, "unpublish", other, page, include_descendants="")
    assert answer.status_code == 409
    assert (is_live(other), is_live(page)) == (True, True)
    assert press_many(admin, "unpublish", other, include_descendants="").status_code == 302
    assert not is_live(other)


def test_the_api_of_the_admin_refuses_in_words(admin, series, page, booked):
    answers = [
        by_api(admin, "unpublish", page),
        by_api(admin, "unpublish", series, recursive=True),
        by_api(admin, "move", page, destination_page_id=series.get_parent().pk, position="last-child"),
        by_api(admin, "delete", page),
        by_api(admin, "delete", series),
    ]
    assert {answer.status_code for answer in answers} == {409}
    assert "1 Anmeldung für „Termin 1“." in answers[0].json()["detail"]
    assert "nicht gelöscht" in answers[3].json()["detail"]
    assert (is_live(page), is_live(series.sessions[1])) == (True, True)
    assert Page.objects.get(pk=page.pk).get_parent().pk == series.pk


def test_a_version_that_is_to_go_live_later_takes_no_page_offline(admin, page, booked):
    """Wagtail takes a page offline until then where it does not know which version is live."""
    EventPage.objects.filter(pk=page.pk).update(live_revision=None)
    page.refresh_from_db()
    page.go_live_at = timezone.now() + timedelta(days=3)
    revision = page.save_revision()
    with pytest.raises(leaving.StillBookedError):
        revision.publish()
    assert is_live(page)


def test_in_dutch(admin, page, booked):
    user = factories.user("Editors", username="redactie", is_superuser=True)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "nl"})
    admin.force_login(user)
    words = text_of(press(admin, "unpublish", page))
    assert "Dit kan nog niet offline worden gehaald" in words
    assert "1 aanmelding, 2 personen" in words


# Expiry


def expire(client, page, moment, **more):
    local = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    data = form_data(
        title=page.title, slug=page.slug, start_date=str(page.start_date), expire_at=local, **more
    )
    return press(client, "edit", page, data=data | {"action-publish": "1"})


def test_a_date_of_expiry_before_the_end_is_refused_in_the_form(admin, page, booked):
    early, late = page.ends_at - timedelta(days=1), page.ends_at + timedelta(days=1)
    answer = expire(admin, page, early)
    assert answer.status_code == 200
    (words,) = answer.context["form"].errors["expire_at"]
    assert words == (
        "1 Anmeldung für „Termin 1“. Wählen Sie einen Zeitpunkt nach dem Ende des Termins, "
        "oder sagen Sie den Termin zuerst ab."
    )
    assert expire(admin, page, late).status_code == 302
    page.refresh_from_db()
    assert page.expire_at > page.ends_at


def test_a_date_of_expiry_that_was_there_first_is_put_off_and_the_desk_told(
    admin, series, page, dutch, booked
):
    past = timezone.now() - timedelta(minutes=1)
    for one in (page, series, dutch, series.sessions[1]):
        type(one).objects.filter(pk=one.pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert (is_live(page), is_live(series)) == (True, True)
    assert (is_live(dutch), is_live(series.sessions[1])) == (False, False)
    page.refresh_from_db()
    assert page.expire_at == page.ends_at
    call_command("publish_scheduled")
    assert PageLogEntry.objects.filter(page=page.pk, action=leaving.PUT_OFF).count() == 1
    organiser = factories.user(ORGANISERS)
    for user in (organiser, factories.user(username="nobody", is_superuser=True)):
        admin.force_login(user)
        assert "Termin 1: Die Seite sollte offline gehen" in text_of(admin.get("/admin/"))
    services.cancel_registration(booked.pk)
    type(page).objects.filter(pk=page.pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert not is_live(page)


def test_the_form_of_a_page_whose_expiry_was_put_off_can_be_saved(admin, page, booked):
    past = timezone.now() - timedelta(minutes=1)
    page.expire_at = past
    page = factories.publish(page)
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().expire_at == page.expire_at == page.ends_at


def test_without_a_date_it_is_put_off_day_by_day(page, booked):
    now = timezone.now()
    EventPage.objects.filter(pk=page.pk).update(start_date=None, starts_at=None, ends_at=None, expire_at=now)
    assert leaving.put_off_expiries(now=now) == 1
    assert leaving.put_off_expiries(now=now) == 0
    page.refresh_from_db()
    assert page.expire_at == now + timedelta(days=1)


# Moving


def test_moving_it_or_a_page_above_is_refused_before_the_question(
    admin, network, series, page, dutch, booked
):
    calendar = series.get_parent()
    other = factories.series(calendar, title="Andere Reihe")
    elsewhere = factories.standard_page(network.home["de"], title="Archiv")
    for moved, target in [(page, other), (dutch, other), (page, calendar), (series, elsewhere)]:
        url = reverse("wagtailadmin_pages:move_confirm", args=[moved.pk, target.pk])
        assert MOVE in text_of(admin.get(url))
        assert admin.post(url).status_code == 409
        before = moved.get_parent().pk
        assert Page.objects.get(pk=moved.pk).get_parent().pk == before
    assert press_many(admin, "move", page, chooser=other.pk).status_code == 409
    assert Page.objects.get(pk=page.pk).get_parent().pk == series.pk


def test_its_place_among_its_neighbours_may_change(admin, series, page, booked):
    url = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    assert admin.post(f"{url}?position=2").status_code == 200
    assert series.get_children().last().pk == page.pk


# Privacy


@pytest.mark.parametrize("which", ["page", "dutch", "series", "dutch series"])
def test_privacy_is_refused_in_the_dialog_whichever_language_it_is_set_in(
    admin, series, page, dutch, booked, which
):
    chosen = {"page": page, "dutch": dutch, "series": series, "dutch series": series.dutch}[which]
    answer = press(admin, "set_privacy", chosen, data=LOGIN)
    assert answer.status_code == 200
    assert answer.json()["step"] == "set_privacy"
    assert "1 Anmeldung für „Termin 1“." in BeautifulSoup(answer.json()["html"], "html.parser").get_text()
    assert not PageViewRestriction.objects.exists()


def test_privacy_is_allowed_then_and_may_be_lifted_and_changed_at_any_time(
    admin, series, page, dutch, seats, signup
):
    assert press(admin, "set_privacy", page, data=LOGIN).json()["step"] == "set_privacy_done"
    signup(seats[:1])
    password = {"restriction_type": "password", "password": "linde"}
    assert press(admin, "set_privacy", dutch, data=password).json()["step"] == "set_privacy_done"
    assert PageViewRestriction.objects.count() == 2
    none = {"restriction_type": "none", "password": ""}
    assert press(admin, "set_privacy", page, data=none).json()["step"] == "set_privacy_done"
    assert not PageViewRestriction.objects.exists()


# Booking meanwhile


def test_nobody_books_what_went_offline_while_the_form_was_open(page, seats, signup):
    page.unpublish()
    with pytest.raises(services.RegistrationError) as refused:
        signup(seats[:1])
    assert refused.value.code == "gone"
    assert not Booking.objects.exists()


def test_a_busy_row_is_a_sentence(admin, page, booked, monkeypatch):
    def busy(*args):
        raise services.RegistrationError("Bitte gleich noch einmal.", code="busy")

    monkeypatch.setattr(leaving, "lock_seats", busy)
    answer = press(admin, "unpublish", page)
    assert answer.status_code == 409
    assert "Bitte gleich noch einmal." in text_of(answer)
