"""Defence against spam without third parties.

`SPAM_CHECKERS` in the settings names functions by dotted path. Each takes a `Submission` and returns a
`Verdict` or None, asks no other host, and is run in order until one refuses.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from .submission import Submission, Verdict, refuse, spam, suspect

DEFAULT = (
    "comments.checks.trap.honeypot",
    "comments.checks.trap.stamp",
    "comments.checks.words.own_address",
    "comments.checks.words.links",
    "comments.checks.words.word_list",
    "comments.checks.repeats.same_text",
    "comments.checks.throttle.sender",
    "comments.checks.throttle.recipient",
    "comments.checks.throttle.everybody",
)

__all__ = ["DEFAULT", "Submission", "Verdict", "checkers", "judge", "refuse", "spam", "suspect"]


@lru_cache
def checkers() -> tuple[Callable[[Submission], Verdict | None], ...]:
    """The functions that `SPAM_CHECKERS` names; Django's ImportError tells of a wrong path."""
    return tuple(map(import_string, getattr(settings, "SPAM_CHECKERS", DEFAULT)))


def judge(submission: Submission) -> Iterator[Verdict]:
    """What the checkers find, in order; a refusal is the last one."""
    for checker in checkers():
        verdict = checker(submission)
        if verdict is not None:
            yield verdict
            if verdict.kind == "refuse":
                return


def _forget(*, setting, **kwargs):
    if setting == "SPAM_CHECKERS":
        checkers.cache_clear()


setting_changed.connect(_forget)
