"""What only a program does: fill the field that nobody sees, and answer in no time or with an old form."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from home.visitors.signed_forms import GREATEST_AGE

from .submission import Submission, Verdict, refuse

LEAST_AGE = timedelta(seconds=4)


def honeypot(submission: Submission) -> Verdict | None:
    if submission.honeypot and not submission.vouched:
        return refuse(_("Please leave the field at the end empty."), field="website", code="honeypot")
    return None


def stamp(submission: Submission) -> Verdict | None:
    if submission.vouched:
        return None
    if submission.stamped_at is None:
        return refuse(_("The form was incomplete. Please send it again."), code="stamp")
    age = submission.now - submission.stamped_at
    if age < LEAST_AGE:
        return refuse(_("That was very quick. Please wait a few seconds and send it again."), code="fast")
    if age > GREATEST_AGE:
        return refuse(
            _("The page was open for a long time. Please send your comment again; nothing is lost."),
            code="stale",
        )
    return None
