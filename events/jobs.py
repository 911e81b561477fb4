"""Recurring work of events, found by the worker."""

from datetime import timedelta

from .link_check import check


def check_registration_links():
    check.check_links()


JOBS = {check_registration_links: timedelta(days=1)}
