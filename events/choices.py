"""The choices of series, sessions, prices and organisers: what is stored, and its words in the admin."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Attendance(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Interpretation(models.TextChoices):
    NONE = "", _("none")
    WHISPERED = "whispered", _("whispered interpretation")
    SIMULTANEOUS = "simultaneous", _("simultaneous interpretation")


class Spoken(models.TextChoices):
    DE = "de", _("German")
    NL = "nl", _("Dutch")
    DE_NL = "de,nl", _("German and Dutch")
    EN = "en", _("English")


class Eligibility(models.TextChoices):
    OPEN = "open", _("open to everyone")
    MEMBERS_FIRST = "members_first", _("members of the network first")
    MEMBERS = "members", _("members of the network only")


class Status(models.TextChoices):
    SCHEDULED = "scheduled", _("takes place")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")


class Mode(models.TextChoices):
    FORM = "form", _("form on this site")
    EMAIL = "email", _("by e-mail")
    EXTERNAL = "external", _("on another site")
    NONE = "none", _("no registration needed")
    CLOSED = "closed", _("closed")


class Role(models.TextChoices):
    ORGANISER = "organiser", _("organiser")
    HOST = "host", _("host")
    PARTNER = "partner", _("partner")


class Scope(models.TextChoices):
    SERIES = "series", _("whole series")
    REMAINING = "remaining", _("remaining sessions")
    SESSION = "session", _("single session")


class Audience(models.TextChoices):
    PARTNER = "partner", _("partners")
    NON_PARTNER = "non_partner", _("others")
    FREE = "free", _("free of charge")


class Unit(models.TextChoices):
    ORGANISATION = "organisation", _("per organisation")
    PERSON = "person", _("per person")


class Vat(models.TextChoices):
    INCLUDED = "incl", _("VAT included")
    EXCLUDED = "excl", _("plus VAT")
    EXEMPT = "exempt", _("exempt from VAT")
