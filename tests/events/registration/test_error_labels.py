"""Errors of the public form, as their summary names them: whose field it is, and where its link leads."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from events.models import EventPage

from .test_register_views import details, url

pytestmark = pytest.mark.django_db


def summary(client, series, data, language="de") -> dict[str, str]:
    """The lines of the summary by the id that each leads to; every id is that of a control of the page."""
    answer = client.post(url(series, language), {name: value for name, value in data.items() if value})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    lines = {link["href"][1:]: link.get_text().strip() for link in page.select("#errors a")}
    for anchor in lines:
        assert not page.find(id=anchor).has_attr("disabled")
        assert page.find(id=anchor).name in {"input", "select"}
    return lines


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Termine: „Termin 1“ kann nicht mehr gebucht werden: Anmeldung geschlossen."),
        ("nl", "Bijeenkomsten: ‘Termin 1’ kan niet meer worden geboekt: Aanmelding gesloten."),
    ],
)
def test_a_session_that_closed_while_the_form_was_open_is_named(client, series, seats, language, words):
    """Was: “12 gehört nicht dazu”, the primary key of its seats; the link led to a tick that is disabled."""
    yesterday = timezone.now() - timedelta(days=1)
    EventPage.objects.filter(seats=seats[0]).update(registration_closes=yesterday)
    assert summary(client, series, details(seats), language) == {"id_sessions_0": words}
    unknown = summary(client, series, details(seats, sessions=["987654"]))
    assert unknown == {"id_sessions_0": "Termine: Einen dieser Termine gibt es nicht mehr."}


def test_too_many_people_is_an_error_of_all_of_them(client, series, seats):
    """Was: “Name (optional): Nennen Sie höchstens 3 Personen”, at the name of the first further person."""
    more = {f"p{number}_name": f"Person {number}" for number in (1, 2, 3)}
    found = summary(client, series, details(seats, **more))
    assert found == {"id_attends": "Wer teilnimmt: Nennen Sie höchstens 3 Personen."}


@pytest.mark.parametrize("attends", ["on", ""])
def test_an_error_says_whose_name_is_missing(client, series, seats, attends):
    """By what stands above the fields, whether or not the contact takes part as person 1."""
    found = summary(client, series, details(seats, attends=attends, p2_email="x@example.org"))
    assert found == {"id_p2_name": "Weitere Person 2, Name: Geben Sie auch den Namen an."}
    pk = seats[1].pk
    found = summary(client, series, details(seats, **{f"s{pk}_email": "x@example.org"}))
    assert found == {
        f"id_s{pk}_name": "Vertretung für: Termin 2, Name der Vertretung: Nennen Sie auch die Vertretung."
    }


def test_a_contact_without_a_name_is_told_that_alone(client, series, seats):
    """Was: besides, to tick that they take part, which was ticked."""
    found = summary(client, series, details(seats, contact_name="", p1_name="", p1_email=""))
    assert list(found) == ["id_contact_name"]
