from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Booking(models.Model):
    """A registration's seats at one session, or its turn in the waiting list.

    `held` counts for a registration that is not confirmed or not approved yet, `offered` for a seat
    that waits to be
    accepted; both keep their seats from others. The primary key is the order of arrival in the waiting list.
    `interest` is noted for a session without a date: it counts nowhere and costs nothing. Once the date is
    set it waits for a place like others, and what is offered binds only when accepted (`binding`).
    """

    class Status(models.TextChoices):
        HELD = "held", _("held")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("offered")
        INTEREST = "interest", _("interest only")
        CANCELLED = "cancelled", _("cancelled")

    HOLDING = (Status.HELD, Status.OFFERED)
    ACTIVE = (Status.HELD, Status.CONFIRMED, Status.WAITING, Status.OFFERED, Status.INTEREST)

    registration = models.ForeignKey(
        "registration.Registration", on_delete=models.CASCADE, related_name="bookings"
    )
    session = models.ForeignKey(
        "events.SessionSeats", on_delete=models.RESTRICT, related_name="bookings", verbose_name=_("session")
    )
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    binding = models.BooleanField(default=True, editable=False)
    # Ended with its registration while its session did not take place: nobody gave this place up.
    called_off = models.BooleanField(default=False, editable=False)
    offer_expires = models.DateTimeField(_("offer ends"), null=True, blank=True)
    # When the organiser moved the party to another session: its days of free cancellation begin anew.
    moved_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    # Moves with every change that a calendar must follow (RFC 5545 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    thanked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["pk"]
        indexes = [models.Index(fields=["session", "status", "id"]), models.Index(fields=["offer_expires"])]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=~Q(status="cancelled"),
                name="one_live_booking_per_session",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="booking_has_seats"),
            models.CheckConstraint(
                condition=Q(status="offered", offer_expires__isnull=False)
                | (~Q(status="offered") & Q(offer_expires__isnull=True)),
                name="offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(binding=True) & ~Q(status="interest")
                | Q(binding=False, status__in=["interest", "waiting", "offered", "cancelled"]),
                name="interest_binds_nobody",
            ),
        ]

    def __str__(self):
        return f"{self.registration_id}: {self.seats} ({self.status})"


class Attendance(models.Model):
    """Who sits on a booked seat at one session: a named person, or a substitute for them (domain.md#people,
    #substitutes)."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(
        "registration.Participant", on_delete=models.CASCADE, related_name="attendances"
    )
    substitute_name = models.CharField(_("substitute"), max_length=120, blank=True)
    substitute_email = models.EmailField(_("e-mail address of the substitute"), blank=True)
    substitute_department = models.CharField(_("department of the substitute"), max_length=120, blank=True)
    present = models.BooleanField(_("was there"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["participant__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "participant"], name="one_attendance_per_person")
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """Who is expected: the substitute where one is named."""
        return self.substitute_name or self.participant.name

    @property
    def email(self) -> str:
        return self.substitute_email if self.substitute_name else self.participant.email
