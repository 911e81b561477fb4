"""My registration: everything behind one signed address. GET shows, POST acts."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from events.registration import services
from events.registration.certificates import certificates_of
from events.registration.forms.offer import OfferForm
from events.registration.summary import Line, summary_of

from .decorators import private, reader_locale
from .done import DONE, given_up
from .responses import act, show


@private
def mine(request, registration):
    done = DONE.get(request.GET.get("done"), "")
    return show(request, registration, certificates=certificates_of(registration), done=done)


@private
def cancel(request, registration):
    """Cancel all of it; the page offers to send a colleague instead first (domain.md#substitutes)."""
    if request.method == "POST":
        return act(request, registration, services.withdraw_registration, registration.pk, done="all")
    if not summary_of(registration, reader_locale()).may_withdraw:
        return show(request, registration, error=gettext("There is nothing left to give up."), status=409)
    cost = services.cost_of_leaving(registration, registration.bookings.all(), timezone.now())
    return show(request, registration, template="cancel", leaving=cost)


@private
def session(request, registration, booking):
    """Give up one session, or the seats of some of its people."""
    lines = summary_of(registration, reader_locale()).lines
    line = next((line for line in lines if line.booking.pk == booking), None)
    if line is None:
        raise Http404
    booking, now = line.booking, timezone.now()
    page = {"template": "session", "booking": booking, "line": line}
    page["leaving"] = services.cost_of_leaving(registration, [booking], now)
    page["leaving_one"] = services.cost_of_leaving(registration, [booking], now, seats=1)
    if request.method == "POST":
        leaving = {
            "without": [int(pk) for pk in request.POST.getlist("without") if pk.isdecimal()],
            "everyone": "everyone" in request.POST,
            "done": partial(given_up, booking.status),
        }
        refused = page if line.may_give_up else None
        return act(request, registration, services.withdraw_booking, booking.pk, refused=refused, **leaving)
    if not line.may_give_up:
        return show(request, registration, error=_nothing_left(line), status=409)
    return show(request, registration, **page)


def _nothing_left(line: Line) -> str:
    """Why there is no page to give up this session."""
    if line.fell_through:
        return services.off().message
    return gettext("There is nothing left to give up at this session.")


@private
def offer(request, registration, booking):
    """Accept an offered seat, at the price that this page names."""
    booking = registration.bookings.filter(pk=booking).first()
    if booking is None:
        raise Http404
    if booking.status == booking.Status.OFFERED:
        return _offered(request, registration, booking)
    if request.method == "POST":
        return act(request, registration, services.accept_offer, booking.pk, done="accepted")
    return show(request, registration)


def _offered(request, registration, booking):
    cost = services.price_of_offer(booking)
    form = OfferForm(request.POST or None, registration=registration, cost=cost)
    page = {"template": "offer", "booking": booking, "cost": cost}
    if request.method != "POST":
        return show(request, registration, form=form, **page)
    if not form.is_valid():
        return show(request, registration, form=form, status=422, **page)
    page["form"] = OfferForm(registration=registration, cost=cost)
    accepted = {"done": "accepted", "refused": page} | form.accepted
    return act(request, registration, services.accept_offer, booking.pk, **accepted)


@private
def consents(request, registration):
    """Give or take back what was agreed to freely."""
    if request.method != "POST":
        return show(request, registration)
    given = {"on_list": "consent_list" in request.POST, "photo": "consent_photo" in request.POST}
    return act(request, registration, services.change_consents, registration.pk, done="consents", **given)


@private
def revoke(request, registration):
    """Make every earlier address invalid; the new one goes to the stored mail address only."""
    if request.method == "POST":
        try:
            services.revoke_address(registration.pk)
        except services.RegistrationError as error:
            return show(request, registration, error=error.message, status=409)
        return render(request, "registration/revoked.html")
    return show(request, registration, template="revoke")
