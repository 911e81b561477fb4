"""What a charge is for, and why it is as it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a charge is for."""

    SESSION = "session", _("single session")
    SERIES = "series", _("whole series")
    REMAINING = "remaining", _("remaining sessions")
    AGREED = "agreed", _("agreed amount")
    FEE = "fee", _("late cancellation")


class Reason(TextChoices):
    """Why an amount is another than quantity times price."""

    COVERED = "covered", _("already covered by another registration of the organisation")
    REST = "rest", _("the rest up to the price of the series")
    EARLIER = "earlier", _("as registered")
    SETTLED = "settled", _("settled by the organiser")
    LATE = "late", _("given up too late to be free of charge")
    WAIVED = "waived", _("waived by the organiser")
