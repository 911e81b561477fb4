"""What is in the text."""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.markup import has_address, plain, render

from .submission import Submission, Verdict, refuse, suspect


def own_address(submission: Submission) -> Verdict | None:
    """The writer's own e-mail address is promised never to appear, so it may not stand in the text either."""
    if not submission.email:
        return None
    if has_address(submission.name):
        return refuse(_("Please write a name, not an address: it will be shown."), field="name", code="email")
    if names(submission.text, submission.email):
        return refuse(
            _("Your text contains your e-mail address, and everybody would see it. Please take it out."),
            field="text",
            code="email",
        )
    return None


def names(text: str, email: str) -> bool:
    """Return whether an e-mail address stands in a text, as it was typed or as it is read."""
    return bool(email) and email.casefold() in f"{text}\n{plain(render(text))}".casefold()


def links(submission: Submission) -> Verdict | None:
    limit = submission.settings.link_limit
    if not submission.vouched and render(submission.text).count("<a ") > limit:
        return refuse(
            _("Please leave out the links.")
            if not limit
            else ngettext("Please use %(limit)d link at most.", "Please use %(limit)d links at most.", limit)
            % {"limit": limit},
            field="text",
            code="links",
        )
    return None


def word_list(submission: Submission) -> Verdict | None:
    """Words of the site's own list: whole words or phrases, in any case."""
    text = f"{submission.name}\n{submission.text}"
    found = [
        word
        for word in submission.settings.word_list
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]
    return suspect(_("Words of the list: %(words)s") % {"words": ", ".join(found)}) if found else None
