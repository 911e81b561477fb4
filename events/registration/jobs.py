"""What a worker does for registrations, again and again; each job is safe to run twice."""

from datetime import timedelta

from . import retention, services


def lapse_registrations():
    services.lapse_due()


def lapse_offers():
    services.lapse_offers()


def follow_sessions():
    services.follow_all()


def follow_interests():
    services.follow_interests()


def promote_waiting():
    services.promote_due()


def tell_changes():
    services.send_notices()


def remind():
    services.remind_due()


def thank():
    services.thank_due()


def forget():
    retention.forget()


JOBS = {
    lapse_registrations: timedelta(minutes=1),
    lapse_offers: timedelta(minutes=1),
    follow_sessions: timedelta(minutes=10),
    follow_interests: timedelta(minutes=1),
    promote_waiting: timedelta(minutes=10),
    tell_changes: timedelta(seconds=10),
    remind: timedelta(hours=1),
    thank: timedelta(hours=1),
    forget: timedelta(days=1),
}
