"""Mails that did not arrive, for the organiser of whom they concern."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import STATUS, Email

from tests import factories

pytestmark = pytest.mark.django_db


def test_failed_mails_are_listed_with_their_registration(client, organiser, network, seats, signup):
    first, second = signup(seats[:1], people=2), signup(seats[1:2])
    person = first.participants.last()
    Email.objects.filter(to=person.email).update(status=STATUS.failed)
    Email.objects.filter(to=second.contact_email.lower()).update(status=STATUS.requeued)
    Email.objects.create(to=["somebody@else.example.org"], status=STATUS.failed, from_email="a@example.org")
    url = reverse("undelivered:index")
    page = client.get(url).content.decode()
    assert person.email in page
    assert second.code in page
    assert "somebody@else" not in page
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _number in range(3):
        Email.objects.filter(to=signup(seats[2:]).contact_email).update(status=STATUS.failed)
    with CaptureQueriesContext(connection) as more:
        client.get(url)
    assert len(more) <= len(few)
    user = factories.outsider()
    factories.give_pages(user, factories.series(network.events["de"], title="Andere"), "change_page")
    user.user_permissions.add(Permission.objects.get(codename="view_registration"))
    client.force_login(user)
    assert person.email not in client.get(url).content.decode()
