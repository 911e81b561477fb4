"""How traces are told. They are stored as short English names of actions, in every language of the admin."""

from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy

ACTIONS = {
    "approved": pgettext_lazy("trace", "approved"),
    "rejected": pgettext_lazy("trace", "rejected"),
    "marked as spam": pgettext_lazy("trace", "marked as spam"),
    "corrected": pgettext_lazy("trace", "words changed by a moderator"),
    "answered": pgettext_lazy("trace", "written as an answer"),
    "erased": pgettext_lazy("trace", "erased"),
    "edited": pgettext_lazy("trace", "words changed by the writer"),
    "withdrawn": pgettext_lazy("trace", "withdrawn by the writer"),
    "put back": pgettext_lazy("trace", "put back by the writer"),
    "let pass": pgettext_lazy("trace", "made public without approval: known writer"),
}


def trace_words(trace) -> str:
    """Return the label of a log entry in the active language."""
    if trace.action.startswith("language "):
        before, after = trace.action.removeprefix("language ").split(" → ")
        names = dict(settings.LANGUAGES)
        return gettext("language changed from %(before)s to %(after)s") % {
            "before": names.get(before, before),
            "after": names.get(after, after),
        }
    return str(ACTIONS.get(trace.action, trace.action))
