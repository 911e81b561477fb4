from django.shortcuts import render
from django.views.decorators.cache import never_cache

from events.registration import services
from events.registration.forms import LostForm
from events.registration.models import Registration
from events.registration.senders import may_ask_again
from home.visitors.same_origin import same_origin


@never_cache
@same_origin
def lost(request):
    """The address of a registration, sent again to the stored mail address. Every mail address gets the
    same answer,
    so that nobody learns who is registered."""
    form = LostForm(request.POST or None)
    done = request.method == "POST" and form.is_valid()
    if done:
        found = Registration.objects.filter(
            contact_email__iexact=form.cleaned_data["email"], status__in=Registration.ACTIVE
        )
        try:
            _send(request, found[:20])
        except services.RegistrationError as error:
            form.add_error(None, error.message)
            done = False
    status = 422 if form.errors else 200
    return render(request, "registration/lost.html", {"form": form, "done": done}, status=status)


def _send(request, registrations) -> None:
    for registration in registrations:
        if may_ask_again(request, registration):
            services.send_again(registration.pk)
