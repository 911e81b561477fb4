from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale

from events.registration import tokens
from events.registration.bill import changed
from events.registration.ical import invitations
from events.registration.models import Booking, LetterWording, Registration
from events.registration.session_snapshot import Before
from events.registration.summary import Line, Summary, summary_of
from home.formatting.money import money
from home.formatting.times import moment
from home.letterhead import letterhead
from home.mail import queue_mail
from home.visitors.one_line import one_line

from .people import replaced, without_mail
from .placeholders import blocks, plain
from .text import Letter, bare, lines, names, split, words
from .wording import filled


def queue(
    registration: Registration,
    occasion: str,
    *,
    to: tuple[str, str] | None = None,
    base: dict | None = None,
    invite: Iterable[int] = (),
    uninvite: Iterable[int] = (),
    **context,
) -> None:
    """Queue the letter of an occasion to the registration's contact, or to the (name, address) `to`.

    Renders `mail/registration/<occasion>.txt` in the registration's language; the HTML is made of the
    same text.
    `invite` and `uninvite` are bookings (primary keys) whose calendar entries go along, or are called
    off; the contact gets none of a session to which somebody else goes in their place. `base` is `context_of`
    the registration, for several letters at once. Writes rows in the caller's transaction: rolled back with
    it, sent at least once after it. Whoever has no address gets no letter.
    """
    name, address = to or (registration.contact_name, registration.contact_email)
    if not address:
        return
    with translation.override(registration.language):
        base = base or context_of(registration)
        summary = base["summary"]
        context = base | {"is_contact": to is None} | greeting(base, name) | context
        letter = compose(occasion, context)
        text, html = sheets(letter, context)
        others = replaced(summary) if to is None else set()
        asked, off = set(invite) - others, set(uninvite)
        files = [
            *invitations(_lines(summary, asked), name=name, address=address),
            *invitations(_lines(summary, off), name=name, address=address, cancel=True),
        ]
    contact = base["contact"]
    headers = {"Reply-To": contact.email} if contact and contact.email else {}
    queue_mail(to=address, subject=letter.subject, text=text, html=html, headers=headers, files=files)


def compose(occasion: str, context: dict, own: LetterWording | None = None) -> Letter:
    """Return a letter in the language that is active: in the words `own`, else in those that the organiser
    gave to the call, else the standard."""
    context = _session(context["summary"], context) | context
    context |= _bookings(context["summary"], context) | _occasion(context)
    own = own or context["wordings"].get(occasion)
    if own:
        return Letter.of(*filled(own.subject, own.text, context))
    return Letter.of(*split(plain(f"mail/registration/{occasion}.txt", context | blocks(context))))


def context_of(registration: Registration, summary: Summary | None = None) -> dict:
    """What every letter of a registration may speak of."""
    with translation.override(registration.language):
        locale = Locale.objects.get(language_code=registration.language)
        summary = summary or summary_of(registration, locale)
        call = summary.call_page
        frame = letterhead()
        own = frame["words"]
        wordings = LetterWording.objects.filter(rules_id=registration.rules_id, locale=locale)
        return {
            "registration": registration,
            "rules": registration.rules,
            "summary": summary,
            "wordings": {wording.occasion: wording for wording in wordings},
            "call": words(call.title if call else registration.code),
            "contact": (contact := call.contact if call else None),
            "whom_to_ask": words(", ".join(filter(None, [contact.title, contact.email]))) if contact else "",
            "frame": frame,
            "controller": _controller(frame),
            "privacy_url": words(frame["privacy"]),
            "call_url": (call.full_url or "") if call and call.live else "",
            "greeting_pattern": own.greeting if own else "",
            "closing": words((own.closing if own else "") or gettext("Kind regards")),
            "price": summary.price_words,
            "costs_lines": _costs(summary),
            "mine_url": tokens.absolute("mine", registration),
            "confirm_url": tokens.absolute("confirm", registration),
            "register_url": _register_url(registration),
        } | parties(registration)


def sheets(letter: Letter, context: dict) -> tuple[str, str]:
    """Return the text and the HTML of a letter: the same paragraphs, and at the end who writes and why."""
    why = bare(plain("mail/registration/why.txt", context))
    values = {"subject": letter.subject, "text": letter.text.strip(), "parts": letter.parts}
    values |= {"why": why, "frame": context["frame"]}
    text, html = (render_to_string(f"mail/registration/letter.{kind}", values) for kind in ("txt", "html"))
    return text.strip() + "\n", html


def parties(registration: Registration) -> dict:
    """Return the names that stand in the letters of one registration."""
    return {
        "code": registration.code,
        "giver": names(registration.contact_name),
        "of": names(registration.name),
    }


def greeting(base: dict, name: str) -> dict:
    """Return whom a letter greets, and how the site does that in its language."""
    pattern = one_line(base["greeting_pattern"])
    return {"name": names(name), "greeting": pattern.replace("{name}", names(name))}


def _lines(summary: Summary, bookings: set[int]) -> list:
    return [line for line in summary.lines if line.booking.pk in bookings]


def _session(summary: Summary, more: dict) -> dict:
    """The words for the one session that a letter is about."""
    booking = more.get("booking") or (more["attendance"].booking if "attendance" in more else None)
    if not isinstance(booking, Booking):
        confirm_by = summary.registration.confirm_by
        deadline = moment(confirm_by, translation.get_language()) if confirm_by else ""
        return {"deadline": deadline, "seats": 1}
    line = next((line for line in summary.lines if line.booking.pk == booking.pk), None)
    if line is None or line.entry is None:
        code = summary.registration.code
        return {"session": code, "deadline": _deadline(booking), "seats": booking.seats}
    page = line.entry.page
    return {
        "deadline": _deadline(booking),
        "seats": booking.seats,
        "waits": booking.status != Booking.Status.CONFIRMED,
        "session": words(line.entry.page.title),
        "when": words(line.when),
        "place": words(line.entry.place[0]),
        "where": words(", ".join(filter(None, [page.venue_name, page.street, line.entry.place[0]]))),
        "session_url": urljoin(settings.WAGTAILADMIN_BASE_URL, line.entry.url),
        "meeting_link": words(line.meeting_link),
    }


def _controller(frame: dict) -> str:
    """Who answers for the data, with the postal and the mail address (GDPR Art. 14(1)(a))."""
    office = [frame["name"], *frame["lines"], frame["email"]]
    return words(", ".join(dict.fromkeys(filter(None, office))))


def _bookings(summary: Summary, context: dict) -> dict:
    """Return the rows of the lists of sessions: what is booked (of one reader: where they go, `own`), and
    what is given up now."""
    lost, own = set(context.get("lost", ())), context.get("own")
    return {
        "booked": [_row(line) for line in summary.active if own is None or line.booking.pk in own],
        "interest_only": summary.interest_only,
        "given_up": [_row(line) for line in summary.lines if line.booking.pk in lost],
    }


def _row(line: Line) -> dict:
    entry = line.entry
    return {
        "title": words(entry.page.title if entry else ""),
        "when": words(line.when),
        "place": words(entry.place[0] if entry else ""),
        "status": "called_off" if line.called_off else line.booking.status,
        "seats": line.booking.seats,
        "position": line.place_in_queue,
        "people": ", ".join(names(seat.name) for seat in line.people),
        "meeting_link": words(line.meeting_link),
    }


def _differs(change) -> bool:
    return bool(change) and change.before != change.after


def _costs(summary: Summary) -> list[dict]:
    """The rows of the bill; a single one says no more than its sum."""
    bill = summary.bill
    return [
        {
            "title": words(line.title),
            "how": words(line.how),
            "amount": money(line.amount, currency=bill.currency),
        }
        for line in bill.lines
    ]


def _occasion(context: dict) -> dict:
    """Return the words of what only some letters speak of: who goes, who does not, what held before, why."""
    before, attendance = context.get("before"), context.get("attendance")
    change, bill = context.get("price_change"), context["summary"].bill
    return {
        "goes": names(attendance.name) if attendance else "",
        "returns": bool(attendance) and not attendance.substitute_name,
        "without_mail": [names(name) for name in without_mail(context["summary"])],
        "before": names(before[0]) if isinstance(before, tuple) else "",
        "before_when": words(before.when) if isinstance(before, Before) else "",
        "before_place": words(before.place) if isinstance(before, Before) else "",
        "gone": [names(seat.name) for seat in context.get("gone", ())],
        "reason": lines(context.get("reason") or ""),
        "change": changed(change.before, change.after, bill.currency) if _differs(change) else "",
        "fee": money(change.fee, currency=bill.currency) if change and change.fee else "",
    }


def _deadline(booking: Booking) -> str:
    end = booking.offer_expires or booking.registration.confirm_by
    return moment(end, translation.get_language()) if end else ""


def _register_url(registration: Registration) -> str:
    path = reverse("registration:register", kwargs={"key": registration.rules.call_key})
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)
