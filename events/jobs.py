"""Recurring work of events, found by the worker."""

from datetime import timedelta

from .links import checking


def check_registration_links():
    checking.check_links()


JOBS = {check_registration_links: timedelta(days=1)}
