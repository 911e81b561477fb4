"""Who may see and do what at the desk: looked at with every request."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from post_office.models import Email

from config.setup.roles import EDITORS, MODERATORS, ORGANISERS
from events.registration.models import Need, Registration
from tests import factories

pytestmark = pytest.mark.django_db


def act(client, registration, action, **data):
    fields = {f"{action}-{name}": value for name, value in data.items()}
    return client.post(reverse("registrations:act", args=[registration.pk, action]), fields)


def fresh(registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("desk:index", []),
        ("desk:waiting", ["seats"]),
        ("desk:attendance", ["seats"]),
        ("desk:attendance_print", ["seats"]),
        ("registrations:index", []),
        ("registrations:inspect", ["registration"]),
        ("registrations:edit", ["registration"]),
        ("registrations:add", []),
        ("registrations:write", []),
        ("undelivered:index", []),
        ("registrations:type", ["key"]),
        ("invoices:index", []),
        ("calls:index", []),
        ("calls:edit", ["rules"]),
        ("calls:letters", ["rules"]),
        ("calls:copy", ["rules"]),
        ("calls:sessions", ["rules"]),
    ],
)
@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_screen_opens_for_organisers_only(
    client, organiser, series, seats, signup, rules, name, args, language
):
    registration = signup(seats[:2], people=2)
    values = {
        "seats": seats[0].pk,
        "registration": registration.pk,
        "key": series.translation_key,
        "rules": rules.pk,
    }
    url = reverse(name, args=[values[arg] for arg in args])
    profile = organiser.wagtail_userprofile if hasattr(organiser, "wagtail_userprofile") else None
    if profile is None:
        from wagtail.users.models import UserProfile

        profile = UserProfile.get_for_user(organiser)
    profile.preferred_language = language
    profile.save()
    assert client.get(url).status_code == 200
    for role in (MODERATORS, EDITORS):
        client.force_login(factories.user(role, username=f"{role}-{language}"))
        assert client.get(url).status_code in (302, 403, 404)


def test_whoever_may_not_edit_the_call_sees_none_of_it(client, network, series, seats, signup):
    """The permission alone opens nothing: the page's own rights count as well."""
    registration = signup(seats[:1])
    other = factories.series(network.events["de"], title="Andere Reihe")
    user = factories.outsider()
    for codename in ("view_registration", "change_registration", "add_registration"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    factories.give_pages(user, other, "change_page")
    client.force_login(user)
    assert registration.code not in client.get(reverse("registrations:index")).content.decode()
    assert client.get(reverse("registrations:inspect", args=[registration.pk])).status_code == 404
    assert act(client, registration, "cancel").status_code == 404
    assert client.get(reverse("desk:attendance", args=[seats[0].pk])).status_code == 404
    assert client.get(reverse("registrations:type", args=[series.translation_key])).status_code == 404
    assert fresh(registration).status == "confirmed"


@pytest.mark.parametrize(
    "action", ["approve", "settle", "invoice", "note", "cancel", "decline", "send-again"]
)
def test_every_action_is_a_post_by_those_who_may_change(client, series, seats, signup, action):
    registration = signup(seats[:1])
    before = Email.objects.count()
    user = factories.user(ORGANISERS)
    user.groups.get().permissions.remove(Permission.objects.get(codename="change_registration"))
    client.force_login(user)
    # Wagtail answers a refusal with the way to its home.
    assert act(client, registration, action, text="x", reason="x")["Location"] == "/admin/"
    client.logout()
    assert act(client, registration, action).status_code in (302, 403)
    assert client.get(reverse("registrations:act", args=[registration.pk, action])).status_code in (302, 405)
    assert (fresh(registration).status, fresh(registration).note) == ("confirmed", "")
    assert Email.objects.count() == before


def test_needs_have_a_permission_of_their_own(client, organiser, seats, signup):
    """domain.md#special-data, #questions."""
    registration = signup(seats[:1])
    Need.objects.create(participant=registration.participants.get(), kind="diet", text="ohne Nüsse")
    pages = [
        reverse("registrations:inspect", args=[registration.pk]),
        reverse("desk:attendance_print", args=[seats[0].pk]) + "?needs=1",
    ]
    assert not any("ohne Nüsse" in client.get(page).content.decode() for page in pages)
    organiser.user_permissions.add(Permission.objects.get(codename="view_need"))
    assert all("ohne Nüsse" in client.get(page).content.decode() for page in pages)
    answer = client.get(reverse("registrations:index"), {"export": "csv", "needs": "1"})
    assert "ohne Nüsse" in b"".join(answer.streaming_content).decode()
