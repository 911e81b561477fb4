"""Recurring work of comments, found by the worker."""

from datetime import timedelta

from . import digests, retention


def tell_moderators():
    digests.send()


def forget():
    retention.forget()


JOBS = {
    tell_moderators: timedelta(minutes=5),
    forget: timedelta(hours=6),
}
