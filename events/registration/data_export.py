"""What is stored about a registration, as plain data."""

from .models import Need, Registration

REGISTRATION_FIELDS = (
    "code",
    "status",
    "kind",
    "organisation_name",
    "contact_name",
    "contact_email",
    "contact_phone",
    "language",
    "price_class",
    "amount",
    "invoiced_amount",
    "agreed_amount",
    "invoice_name",
    "invoice_street",
    "invoice_postcode",
    "invoice_city",
    "invoice_country",
    "order_number",
    "einvoice_id",
    "consent_version",
    "consent_list",
    "consent_photo",
    "created_at",
    "confirmed_at",
    "ended_at",
)


def everything_about(registration: Registration) -> dict:
    """All stored about one registration and its people, needs included: for its owner only (GDPR Art.
    15, 20)."""
    needs: dict[int, list] = {}
    for need in Need.objects.filter(participant__registration=registration):
        needs.setdefault(need.participant_id, []).append({"kind": need.kind, "text": need.text})
    bookings = registration.bookings.select_related("session").prefetch_related(
        "attendances__participant", "topics"
    )
    return {
        "registration": {name: getattr(registration, name) for name in REGISTRATION_FIELDS},
        "people": [
            {
                "name": person.name,
                "email": person.email,
                "department": person.department,
                "needs": needs.get(person.pk, []),
            }
            for person in registration.participants.all()
        ],
        "bookings": [
            {
                "session": str(booking.session.translation_key),
                "seats": booking.seats,
                "status": booking.status,
                "topics": [topic.text for topic in booking.topics.all()],
                "people": [
                    {"name": attendance.name, "email": attendance.email, "present": attendance.present}
                    for attendance in booking.attendances.all()
                ],
            }
            for booking in bookings
        ],
        "charges": _charges(registration),
        "answers": [
            {"question": answer.question_id, "answer": answer.value} for answer in registration.answers.all()
        ],
        "log": [{"at": entry.at, "action": entry.action} for entry in registration.log.all()],
    }


def _charges(registration: Registration) -> list[dict]:
    return [
        {
            "for": charge.kind,
            "session": str(charge.booking.session.translation_key) if charge.booking else "",
            "quantity": charge.quantity,
            "price": charge.unit_amount,
            "amount": charge.amount,
            "currency": charge.currency,
            "vat": charge.vat,
            "why": charge.reason,
            "note": charge.note,
        }
        for charge in registration.charges.select_related("booking__session")
    ]
