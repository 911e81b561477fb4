"""Facts are entered on the original: the form of a translation shows them and takes none in."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.models import EventPage, Price, ProgrammeSlot
from home.admin.forms import ON_THE_ORIGINAL
from home.models import Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def pair(network):
    german = factories.session(network.events["de"], start_date=date(2027, 3, 17), slug="mitte")
    german.prices.add(Price(amount="120"))
    german.slots.add(ProgrammeSlot(title="Ankommen", day=1, locale=network.de))
    factories.publish(german)
    german = EventPage.objects.get(pk=german.pk)
    return german, EventPage.objects.get(pk=factories.translate(german, network.nl, title="De school").pk)


def form_of(page):
    form_class = type(page).get_edit_handler().get_form_class()
    return form_class(instance=page, for_user=User(is_superuser=True))


def test_the_original_takes_facts_in(pair):
    form = form_of(pair[0])
    assert not form.fields["start_date"].disabled
    assert form.formsets["prices"].max_num == 1000


def test_a_translation_shows_them_locked_with_the_reason(pair):
    form = form_of(pair[1])
    locked = {name for name, field in form.fields.items() if field.disabled}
    # Seats are no field of the page, but a row of their own that both languages count on.
    assert locked == {name for name in EventPage.shared_fields if name in form.fields} | {"capacity"}
    assert str(ON_THE_ORIGINAL) in str(form.fields["start_date"].help_text)
    prices = form.formsets["prices"]
    assert (len(prices.forms), prices.max_num) == (1, 1)
    assert all(field.disabled for field in prices.forms[0].fields.values())
    [slot] = form.formsets["slots"].forms
    assert {name for name, field in slot.fields.items() if field.disabled} == {"day", "starts", "ends"}


def test_facts_that_are_posted_all_the_same_change_nothing(client, pair):
    german, dutch = pair
    client.force_login(factories.superuser())
    rows = ("audience_terms", "organisers", "page_topics", "page_authors", "related_pages", "materials")
    data = {
        "title": "De school als hart",
        "slug": "mitte",
        "start_date": "2030-01-01",
        "eligibility": "members",
        "status": "scheduled",
        "attendance_mode": "online",
        "body": streamfield([]),
        "audience": rich_text("<p>Voor iedereen</p>"),
        "comments": inline_formset([]),
        "prices": inline_formset([{"amount": "1", "scope": "series", "audience": "partner"}]),
        "slots": inline_formset(
            [{"id": dutch.slots.get().pk, "title": "Aankomst", "day": 3, "ORDER": 1}], initial=1
        ),
        "action-publish": "on",
    } | {name: inline_formset([]) for name in rows}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[dutch.pk]), nested_form_data(data))
    assert response.status_code == 302
    dutch = EventPage.objects.get(pk=dutch.pk)
    assert (dutch.title, dutch.start_date, dutch.eligibility) == (
        "De school als hart",
        date(2027, 3, 17),
        "open",
    )
    assert [price.amount for price in dutch.prices.all()] == [120]
    assert [(slot.title, slot.day) for slot in dutch.slots.all()] == [("Aankomst", 1)]
    german.refresh_from_db()
    assert german.start_date == date(2027, 3, 17)


def test_a_new_page_and_a_page_in_one_language_are_open(network):
    page = factories.session(network.events["nl"], live=False)
    assert not any(field.disabled for field in form_of(page).fields.values())
    page = factories.publish(page)
    # Once published, seats are changed on their own screen, under the lock of their row.
    assert [name for name, field in form_of(page).fields.items() if field.disabled] == ["capacity"]
    new = EventPage(locale=network.nl)
    assert not any(field.disabled for field in form_of(new).fields.values())


def test_the_same_holds_for_records(client, network):
    topic = factories.topic(network.de)
    dutch = topic.copy_for_translation(network.nl)
    dutch.save()
    client.force_login(factories.superuser())
    client.post(
        reverse("wagtailsnippets_home_topic:edit", args=[dutch.pk]),
        {"name": "Ruimte", "slug": "ruimte", "zone": "water", "sort_order": "9", "action-publish": "on"},
    )
    dutch = Topic.objects.get(pk=dutch.pk)
    assert (dutch.name, dutch.zone, dutch.sort_order) == ("Ruimte", "rose", 0)
