"""A series for another year, and sessions of a list of dates: drafts in both languages, nobody in them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Locale

from config.setup.roles import ORGANISERS
from events.copying import next_number
from events.models import EventPage, EventSeriesPage, Price
from events.registration.models import CallRules, LetterWording, Question, QuestionText, Registration
from home.formatting.dates import short_date
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch(series):
    """The first session in Dutch by the translators' screen, the series and the others by hand."""
    made = factories.request_translation(series.sessions[0], Locale.objects.get(language_code="nl"))
    made.save_target(publish=False)
    factories.translate(series.sessions[1], made.target_locale, title="Bijeenkomst 2", lead="Kort")
    return made.target_locale


def test_a_series_is_copied_for_another_year(client, series, seats, rules, signup, dutch):
    first = series.sessions[0].start_date
    EventPage.objects.filter(pk=series.sessions[1].pk).update(
        status="cancelled", status_reason="Krank", lead="Kurz", online_url="https://x.example.org/"
    )
    Price.objects.create(page=series, amount=250, scope="session")
    question = Question.objects.create(rules=rules, kind="text")
    QuestionText.objects.create(question=question, locale=series.locale, label="Woher?")
    LetterWording.objects.create(
        rules=rules, locale=dutch, occasion="reminder", subject="Tot zo", text="{hello}"
    )
    CallRules.objects.filter(pk=rules.pk).update(min_people=2, max_people=5)
    signup(seats[:1], people=3)
    client.force_login(factories.user(ORGANISERS))
    url = reverse("calls:copy", args=[rules.pk])
    form = client.get(url).context["form"]
    assert form["first"].initial == short_date(first + timedelta(days=364))
    data = {
        "title_de": "Zehn Quartiere 2028",
        "title_nl": "Tien wijken 2028",
        "dates": "shift",
        "first": short_date(first + timedelta(days=364)),
    }
    assert client.post(url, data | {"first": "31.02.2028"}).status_code == 422
    assert client.post(url, data).status_code == 302
    again = client.post(url, data)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["title_de"])
    copy = EventSeriesPage.objects.get(title="Zehn Quartiere 2028")
    assert (copy.live, copy.slug, copy.prices.get().amount) == (False, "zehn-quartiere-2028", 250)
    nl = copy.get_translation(dutch)
    assert (nl.title, nl.slug, nl.live) == ("Tien wijken 2028", "tien-wijken-2028", False)
    sessions = list(EventPage.objects.child_of(copy).order_by("number"))
    old = [page.start_date for page in series.sessions]
    assert [page.start_date for page in sessions] == [day + timedelta(days=364) for day in old]
    assert {page.series_key for page in sessions} == {copy.translation_key}
    assert (sessions[1].status, sessions[1].status_reason, sessions[1].online_url) == ("scheduled", "", "")
    assert [(page.seats.capacity, page.seats.taken) for page in sessions] == [(4, 0)] * 3
    assert not {page.seats_id for page in sessions} & {row.pk for row in seats}
    titles = [page.get_translation(dutch).title for page in sessions]
    assert titles == ["NL Termin 1", "Bijeenkomst 2", "Termin 3"]
    second = sessions[1].get_translation(dutch)
    assert (second.start_date, second.seats_id) == (sessions[1].start_date, sessions[1].seats_id)
    assert second.get_latest_revision_as_object().lead == "Kort"
    new = CallRules.objects.get(call_key=copy.translation_key)
    assert (new.min_people, new.questions.get().texts.get().label) == (2, "Woher?")
    assert new.wordings.get().subject == "Tot zo"
    assert Registration.objects.count() == 1
    revision = sessions[0].get_latest_revision_as_object()
    assert (revision.start_date, revision.title) == (sessions[0].start_date, "Termin 1")


def test_dates_can_be_left_open(client, series, rules):
    client.force_login(factories.user(ORGANISERS))
    data = {"title_de": "Neu", "title_nl": "Nieuw", "dates": "empty"}
    assert client.post(reverse("calls:copy", args=[rules.pk]), data).status_code == 302
    copies = EventPage.objects.child_of(EventSeriesPage.objects.get(title="Neu"))
    assert set(copies.values_list("start_date", "starts_at")) == {(None, None)}


def test_sessions_from_a_list_of_dates(client, series, rules, dutch):
    client.force_login(factories.user(ORGANISERS))
    url = reverse("calls:sessions", args=[rules.pk])
    form = client.get(url).context["form"]
    assert form["number"].initial == next_number(series) == 4
    data = {
        "dates": "3. Mai 2028\n\n2028-06-07\nwo 5 juli 2028",
        "number": 4,
        "title_de": "Termin {n}",
        "title_nl": "Bijeenkomst {n}",
    }
    wrong = client.post(url, data | {"dates": "3.5.2028\n3. Mai 2028\n32.1.2028"})
    assert wrong.status_code == 422
    assert len(wrong.context["form"].errors["dates"]) == 2
    assert client.post(url, data | {"publish": "on"}).status_code == 302
    assert client.post(url, data | {"publish": "on"}).status_code == 422
    made = EventPage.objects.filter(series_key=series.translation_key, number__gte=4).order_by(
        "locale", "number"
    )
    by_language = {
        code: [(page.title, page.number, page.live) for page in made.filter(locale__language_code=code)]
        for code in ("de", "nl")
    }
    assert by_language["de"] == [(f"Termin {n}", n, True) for n in (4, 5, 6)]
    assert by_language["nl"] == [(f"Bijeenkomst {n}", n, True) for n in (4, 5, 6)]
    page = made.filter(locale=series.locale).first()
    assert (page.starts_at.hour, page.seats.capacity, str(page.start_date)) == (8, 4, "2028-05-03")
    assert made.values("seats").distinct().count() == 3
    data |= {"dates": "1.9.2028", "number": 7}
    assert client.post(url, data).status_code == 302
    assert not EventPage.objects.get(number=7, locale=series.locale).live


def test_planning_needs_the_rights_on_the_pages(client, series, rules):
    user = factories.outsider()
    factories.give_pages(user, series, "change_page")
    user.user_permissions.add(Permission.objects.get(codename="change_callrules"))
    client.force_login(user)
    assert client.get(reverse("calls:edit", args=[rules.pk])).status_code == 200
    for name in ("calls:copy", "calls:sessions"):
        url = reverse(name, args=[rules.pk])
        data = {"dates": "empty", "title_de": "x", "title_nl": "y"}
        assert client.post(url, data)["Location"] == "/admin/"
    assert EventSeriesPage.objects.filter(locale=series.locale).count() == 1
