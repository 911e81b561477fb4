import uuid

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.registration import services, tokens
from events.registration.bill import bill_of
from events.registration.booking_context import OpenCall
from events.registration.forms import AddressForm, DetailsForm
from events.registration.models import Registration
from events.registration.senders import may_ask_again, may_cause_mails, sender_hash
from events.registration.summary import summary_of
from home.localize.in_bulk import in_language
from home.models import SiteSettings
from home.visitors.same_origin import same_origin

from .decorators import private, reader_locale, too_many_mails


@never_cache
@same_origin
def register(request, key):
    """Step 1 on GET and after an error, step 2 after a good POST, the registration after the binding
    button."""
    call = OpenCall.find(key, reader_locale(), timezone.now())
    if call is None:
        raise Http404
    if not call.bookable:
        return render(request, "registration/closed.html", _context(call), status=200)
    if request.method != "POST":
        return _details(request, call, DetailsForm(call=call))
    form = DetailsForm(request.POST, call=call)
    if not form.is_valid() or "change" in request.POST:
        return _details(request, call, form, status=200 if "change" in request.POST else 422)
    if "binding" in request.POST:
        return _register(request, call, form)
    return _check(request, call, form, key=uuid.uuid4())


@private(kind=tokens.RECEIPT)
def received(request, registration):
    """What comes next, at an address that a reload repeats without registering anybody. A mistyped mail
    address is
    mended here, and the mail asked for again."""
    context = {"registration": registration, "summary": summary_of(registration, reader_locale())}
    form = AddressForm(request.POST or None, initial={"email": registration.contact_email})
    if request.method != "POST" or registration.status != registration.Status.UNCONFIRMED:
        return render(request, "registration/received.html", context | {"form": form})
    if not may_ask_again(request, registration):
        return render(
            request, "registration/received.html", context | {"form": form, "too_often": True}, status=429
        )
    if not form.is_valid():
        return render(request, "registration/received.html", context | {"form": form}, status=422)
    try:
        if form.cleaned_data["email"] == registration.contact_email:
            services.send_again(registration.pk)
        else:
            registration = services.correct_address(registration.pk, form.cleaned_data["email"])
    except services.RegistrationError as error:
        form.add_error("email", error.message)
        return render(request, "registration/received.html", context | {"form": form}, status=409)
    return HttpResponseRedirect(_receipt(registration))


def _register(request, call, form):
    try:
        key = uuid.UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return _check(request, call, form, key=uuid.uuid4())
    asked = form.request(
        idempotency_key=key, sender_hash=sender_hash(request), language=translation.get_language()
    )
    if request.POST.get("shown") != str(form.quote.shown):
        return _check(request, call, form, key=key, changed=True, status=409)
    if not may_cause_mails(request, asked.mails):
        form.add_error(None, too_many_mails())
        return _details(request, call, form, 429)
    try:
        registration, _new = services.register(
            rules=call.rules, request=services.with_shown(asked, form.quote)
        )
    except services.RegistrationError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.message))
        return _details(
            request, OpenCall.find(call.page.translation_key, call.locale, timezone.now()), form, 409
        )
    return HttpResponseRedirect(_receipt(registration))


def _receipt(registration):
    token = tokens.token(registration, tokens.RECEIPT)
    return reverse("registration:received", kwargs={"token": token})


def _details(request, call, form, status=200):
    return render(request, "registration/details.html", _context(call, form=form, step=1), status=status)


def _check(request, call, form, key, *, changed=False, status=200):
    hidden = [(name, value) for name in form.fields for value in request.POST.getlist(name) if value]
    by_pk = {offer.pk: offer for offer in call.whole}
    asked = form.request(idempotency_key=key, sender_hash="", language=translation.get_language())
    context = _context(
        call,
        form=form,
        step=2,
        # Of a person alone, nobody else is to learn that.
        second=form.kind == Registration.Kind.ORGANISATION and services.is_second(call.rules, asked),
        hidden=[*hidden, ("idempotency_key", str(key)), ("shown", str(form.quote.shown))],
        changed=changed,
        chosen=[(by_pk[wish.session], wish) for wish in form.wishes],
        people=form.people,
        quote=form.quote,
        left_out=call.left_out if form.cleaned_data["whole"] else [],
        bill=bill_of(form.quote.dues, {offer.pk: offer.page.title for offer in call.offers}),
    )
    return render(request, "registration/check.html", context, status=status)


def _context(call, **more):
    text = {text.locale_id: text for text in call.rules.texts.all()}.get(call.locale.pk)
    return {
        "call": call,
        "rules": call.rules,
        "text": text,
        "privacy_page": _privacy_page(call.locale),
        "page": None,
        "language_urls": _language_urls(call),
        "steps": [_("Your details"), _("Check"), _("Confirmation by e-mail")],
        **more,
    }


def _privacy_page(locale):
    """The site's privacy notice for readers of that language; None where none is public."""
    settings = SiteSettings.objects.filter(site__is_default_site=True).select_related("privacy_page").first()
    page = settings.privacy_page if settings else None
    return in_language([page], locale).get(page.pk) if page else None


def _language_urls(call):
    """The same form in each language: a visitor may change it before typing."""
    urls = {}
    key = (call.chosen or call.series).translation_key
    for code in ("de", "nl"):
        with translation.override(code):
            urls[code] = reverse("registration:register", kwargs={"key": key})
    return urls
