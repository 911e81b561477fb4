"""Nobody else reads it: not in caches, other people's pages, feeds, referrers or logs. Tokens are not
guessed, and nothing happens by opening a link."""

import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import translation
from post_office.models import Email

from events.registration import senders, services, tokens
from events.registration.forms import LostForm
from events.registration.models import Booking, LogEntry, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(seats, signup):
    return signup(
        seats[:2],
        named=[services.Person(name="Deniz Karabulut", email="d.karabulut@herne.example.org")],
        contact_name="Merle Tönnies",
        contact_email="m.toennies@herne.example.org",
        organisation_name="Stadt Herne",
    )


def private_addresses(registration) -> dict[str, str]:
    """Every address below a token, by name, as the resolver knows them: a new one is tested by itself."""
    booking = registration.bookings.first()
    attendance = booking.attendances.first()
    values = {
        "booking": booking.pk,
        "attendance": attendance.pk,
        "participant": attendance.participant_id,
    }
    kinds = {"received": tokens.RECEIPT, "calendar": tokens.CALENDAR}
    found = {}
    for name, routes in patterns().items():
        needed = routes[0][1]
        if "token" in needed:
            token = tokens.token(registration, kinds.get(name, tokens.FULL))
            more = {key: values[key] for key in needed if key != "token"}
            found[name] = reverse(f"registration:{name}", kwargs={"token": token, **more})
    assert len(found) >= 10
    return found


def patterns() -> dict[str, list]:
    with translation.override("de"):
        _prefix, resolver = get_resolver().namespace_dict["registration"]
        names = [name for name in resolver.reverse_dict if isinstance(name, str)]
        return {name: resolver.reverse_dict.getlist(name)[0][0] for name in names}


def test_private_pages_are_kept_by_nobody_and_tell_no_referrer(client, registration):
    for name, address in private_addresses(registration).items():
        answer = client.get(address)
        # There is no certificate before the last session is over; that is as private.
        assert answer.status_code == (404 if name == "certificate" else 200), name
        assert "no-store" in answer["Cache-Control"], name
        assert "private" in answer["Cache-Control"], name
        assert answer["Referrer-Policy"] == "no-referrer", name
        assert answer["X-Robots-Tag"] == "noindex", name
        assert not answer.cookies, name
    form = client.get(reverse("registration:register", kwargs={"key": registration.rules.call_key}))
    assert "no-store" in form["Cache-Control"]


def test_opening_a_link_changes_nothing_and_another_site_cannot_post(client, registration):
    before = state()
    for name, address in private_addresses(registration).items():
        client.get(address)
        client.head(address)
        answer = client.post(address, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code in (403, 405), name
    form = reverse("registration:register", kwargs={"key": registration.rules.call_key})
    for address in [form, reverse("registration:lost"), *private_addresses(registration).values()]:
        assert [client.generic(method, address).status_code for method in ("PUT", "DELETE", "TRACE")] == [
            405
        ] * 3
    assert state() == before


def state():
    return (
        list(Registration.objects.values()),
        list(Booking.objects.values()),
        LogEntry.objects.count(),
        Email.objects.count(),
    )


def test_nothing_of_one_stands_in_anothers_pages(client, series, seats, signup, registration):
    other = signup(seats[:2], organisation_name="Stadt Marl")
    secrets = ["Karabulut", "Tönnies", "herne.example.org", registration.code]
    pages = [*private_addresses(other).values(), series.url, series.sessions[0].url, series.dutch.url]
    pages += [reverse("registration:register", kwargs={"key": series.translation_key})]
    for page in pages:
        text = client.get(page).content.decode()
        assert not [secret for secret in secrets if secret in text], page
    # A booking or a person of somebody else's is not there, whichever token opens the door.
    mine = tokens.token(other)
    theirs = registration.bookings.first()
    for name, key in (("session", "booking"), ("offer", "booking"), ("people", "attendance")):
        value = theirs.pk if key == "booking" else theirs.attendances.get().pk
        assert client.post(reverse(f"registration:{name}", args=[mine, value])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.status == "confirmed"


def test_guessing_a_token_shuts_the_door_for_that_network_only(client, registration, monkeypatch):
    monkeypatch.setattr(senders, "WRONG_TOKENS", 5)
    good = tokens.token(registration)
    wrong = f"{registration.pk}-1.{'x' * 43}"
    answers = [client.get(reverse("registration:mine", kwargs={"token": wrong})) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [404] * 5 + [429] * 2
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
    address = reverse("registration:mine", kwargs={"token": good})
    assert client.get(address).status_code == 429
    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_asking_for_the_address_tells_nobody_who_is_registered(client, registration, monkeypatch):
    monkeypatch.setattr(senders, "RESENDS", 2)
    lost, before = reverse("registration:lost"), Email.objects.count()
    typed = {"token": LostForm.fresh_token()}
    known = client.post(lost, typed | {"email": registration.contact_email.upper()})
    unknown = client.post(lost, typed | {"email": "niemand@example.org"})
    assert known.content == unknown.content
    for _ in range(4):
        client.post(lost, typed | {"email": registration.contact_email})
    assert Email.objects.count() == before + 2


def test_logs_name_nobody_and_open_nothing(client, caplog, registration, seats):
    """Django logs the path of every refused request; a private one holds its token."""
    token = tokens.token(registration)
    services.cancel_registration(registration.pk)
    offer = reverse("registration:offer", args=[token, registration.bookings.first().pk])
    assert client.post(offer).status_code == 409
    assert client.get(reverse("registration:people", args=[token, 0])).status_code == 404
    assert client.post(reverse("registration:mine", args=[f"{token}x"])).status_code == 404
    assert "/mine/" in caplog.text
    logged = caplog.text + str(list(LogEntry.objects.values_list("action", "details")))
    for secret in (token.partition(".")[2], registration.code, "Tönnies", "Karabulut", "@herne"):
        assert secret not in logged


def test_not_in_feeds_or_search(client, series, registration):
    page = client.get(series.url).content.decode()
    feeds = set(re.findall(r'href="([^"]+(?:\.ics|atom[^"]*|rss[^"]*|feed[^"]*))"', page))
    assert feeds
    for path in [*feeds, f"/de/suche/?q={registration.code}"]:
        answer = client.get(re.sub(r"^(webcal|https?)://[^/]+", "", path))
        text = answer.content.decode()
        assert answer.status_code == 200, path
        assert "Karabulut" not in text
        assert "/mine/" not in text
