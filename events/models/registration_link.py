from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from home.formatting.dates import long_date


class RegistrationLink(models.Model):
    """What is known of an address where people register on another site; one row however many pages name it.

    `problem` is the status of an HTTP answer ("404") or a key of `PROBLEMS`, "" while the address answers.
    `unclear` says that the last attempt found no other site either, and changed nothing else.
    """

    PROBLEMS = {
        "name": _("there is no site of that name"),
        "connection": _("the connection fails"),
        "timeout": _("nothing answers in time"),
        "certificate": _("its certificate is not valid, browsers warn of it"),
        "redirects": _("it leads on and on, and nowhere"),
        "private": _("it does not lie in the public internet"),
        "address": _("it is not an address of the web"),
    }

    url = models.CharField(pgettext_lazy("of a website", "address"), max_length=200)
    asked_at = models.DateTimeField(_("asked"), null=True)
    failing_since = models.DateTimeField(_("fails since"), null=True)
    problem = models.CharField(_("problem"), max_length=20, blank=True)
    unclear = models.BooleanField(_("could not be checked"), default=False)
    has_https = models.BooleanField(_("also answers with https"), default=False)

    class Meta:
        verbose_name = _("registration link")
        verbose_name_plural = _("registration links")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["url"], name="one_row_a_registration_link"),
            models.CheckConstraint(
                condition=models.Q(problem="", failing_since__isnull=True)
                | (~models.Q(problem="") & models.Q(failing_since__isnull=False)),
                name="registration_link_fails_since",
            ),
        ]

    def __str__(self):
        return self.url

    @property
    def problem_words(self) -> str:
        """What is wrong with it, in the reader's language; "" while it answers."""
        if self.problem in {"404", "410"}:
            return gettext("the page is gone (%(status)s)") % {"status": self.problem}
        if self.problem.isdigit():
            return gettext("the site answers with an error (%(status)s)") % {"status": self.problem}
        return str(self.PROBLEMS.get(self.problem, self.problem))

    @property
    def notes(self) -> list[str]:
        """What an editor should know about it, as sentences."""
        found = []
        if self.problem:
            found.append(
                gettext("The address where people register is dead since %(date)s: %(problem)s.")
                % {"date": long_date(self.failing_since), "problem": self.problem_words}
            )
        if self.unclear:
            found.append(
                gettext(
                    "Whether the address where people register answers could not be checked: "
                    "no other site could be reached."
                )
            )
        if self.has_https:
            found.append(
                gettext("The address where people register also answers with https: begin it with https://.")
            )
        return found
