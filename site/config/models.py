"""The tables of the site itself: when each recurring job runs next, and what mails carry along."""

from django.db import models
from django.db.models.functions import Now


class JobState(models.Model):
    """One row per job, written by `config.schedule` with the clock of the database."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField(db_default=Now())
    owner = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=100, blank=True, default="", help_text="Class of the last error.")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name


class MailFile(models.Model):
    """The content of one attachment of a queued mail (config.mailfiles), deleted with the mail."""

    name = models.CharField(max_length=255, primary_key=True)
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name


class PageChange(models.Model):
    """One row for each transaction that changed what readers see (config.pagecache.changes)."""

    part = models.CharField(max_length=8)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.part} {self.pk}"
