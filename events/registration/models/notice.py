from django.db import models


class SessionFacts(models.Model):
    """When and where a session takes place, as those who booked it were last told
    (events.registration.session_snapshot)."""

    session = models.OneToOneField(
        "events.SessionSeats", on_delete=models.CASCADE, related_name="facts", primary_key=True
    )
    told = models.JSONField()
    # When its date was last set or moved: the days of free cancellation begin anew.
    moved_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.session_id)


class Notice(models.Model):
    """A letter that a booking's people are still to get because their session changed: written with the
    change,
    turned into mails by a job, one booking at a time, so that publishing a page waits for nobody."""

    class Kind(models.TextChoices):
        MOVED = "moved"
        CALLED_OFF = "called_off"

    booking = models.ForeignKey("registration.Booking", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return f"{self.kind} {self.booking_id}"
