from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.models import JobState
from config.readiness import BACKUP
from home.mail import queue_mail


class Command(BaseCommand):
    help = "Mail the administrators that a backup failed. What runs backups calls it (site/deploy)."

    def handle(self, **options):
        last = JobState.objects.filter(name=BACKUP).values_list("finished_at", flat=True).first()
        people = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email="")
        for person in people.select_related("wagtail_userprofile").order_by("pk"):
            profile = getattr(person, "wagtail_userprofile", None)
            language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
            with translation.override(language):
                queue_mail(to=person.email, subject=_("The backup failed"), text=text(last))
        self.stdout.write(f"Told {len(people)} administrators.")


def text(last) -> str:
    """The mail in the present language; `last` is when the last good backup was written, or None."""
    when = date_format(timezone.localtime(last), "DATETIME_FORMAT") if last else ""
    return render_to_string("mail/backup_failed.txt", {"last": when}).strip() + "\n"
