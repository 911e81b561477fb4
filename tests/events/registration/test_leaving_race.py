"""A session goes offline at the moment at which somebody books it: whoever comes later is refused."""

import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection, transaction

from events.registration import services
from events.registration.models import Booking
from events.registration.services import leaving
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@contextmanager
def meanwhile(work):
    """Begin with what another process has done but not committed yet; it commits a little later."""
    done, errors = threading.Event(), []

    def run():
        try:
            with transaction.atomic():
                work()
                done.set()
                time.sleep(0.5)
        except Exception as error:
            errors.append(error)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert done.wait(20)
    yield
    thread.join(20)
    assert errors == []


def test_who_books_while_it_goes_offline_is_refused(series, seats, signup):
    page = factories.publish(series.sessions[0])
    with meanwhile(page.unpublish), pytest.raises(services.RegistrationError) as refused:
        signup(seats[:1])
    assert refused.value.code == "gone"
    page.refresh_from_db()
    assert (page.live, Booking.objects.count()) == (False, 0)


def test_what_is_booked_while_it_is_to_go_offline_stays(series, seats, signup):
    page = factories.publish(series.sessions[0])
    book = partial(signup, seats[:1], confirmed=False)
    with meanwhile(book), pytest.raises(leaving.StillBookedError):
        page.unpublish()
    page.refresh_from_db()
    assert (page.live, Booking.objects.count()) == (True, 1)
