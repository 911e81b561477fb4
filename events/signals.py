"""Keeps each session's computed moments and its seat row in step with its pages."""

from django.db.models.signals import post_delete, pre_save
from django.dispatch import Signal, receiver
from wagtail.signals import post_page_move

from home.localize.shared_fields import facts_shared

from .models import EventPage, EventSeriesPage, SessionSeats
from .schedule import set_moments

# Sent with a published series as `instance`, after its sessions follow its usual times in every language.
usual_times_followed = Signal()


@receiver(pre_save, sender=EventPage)
def prepare_session(sender, instance, raw=False, **kwargs):
    if raw:
        return
    set_moments(instance)
    if instance.seats_id is None or instance.seats.translation_key != instance.translation_key:
        instance.seats = _seats_for(instance)
    if hasattr(instance, "first_capacity"):
        # Typed into the page's form before its first publication (events.admin.forms).
        SessionSeats.objects.filter(pk=instance.seats_id).update(capacity=instance.first_capacity)
        instance.seats.capacity = instance.first_capacity
        del instance.first_capacity


@receiver(facts_shared, sender=EventSeriesPage)
def follow_usual_times(sender, instance, **kwargs):
    """Sessions without times of their own follow the usual times of their series, in every language."""
    _recompute(EventPage.objects.filter(series_key=instance.translation_key))
    usual_times_followed.send(sender, instance=instance)


@receiver(post_page_move)
def follow_move(sender, instance, **kwargs):
    _recompute(EventPage.objects.descendant_of(instance, inclusive=True))


@receiver(post_delete, sender=EventPage)
def drop_seats_with_last_page(sender, instance, **kwargs):
    """The row goes when the last translation goes; bookings refer to it RESTRICT and stop that before."""
    if not EventPage.objects.filter(translation_key=instance.translation_key).exists():
        SessionSeats.objects.filter(translation_key=instance.translation_key).delete()


def _recompute(sessions) -> None:
    for session in sessions:
        set_moments(session)
        EventPage.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at, ends_at=session.ends_at, series_key=session.series_key
        )


def _seats_for(session) -> SessionSeats:
    """The row of its translation group. A copied session starts with the capacity of the one it was copied
    from and nobody in it; a new one with its series' usual capacity."""
    if session.seats_id:
        source = session.seats
        defaults = {
            "capacity": source.capacity,
            "waiting_list": source.waiting_list,
            "show_places_left": source.show_places_left,
        }
    else:
        series = session.get_parent_series()
        defaults = {"capacity": series.default_capacity if series else None}
    seats, _created = SessionSeats.objects.get_or_create(
        translation_key=session.translation_key, defaults=defaults
    )
    return seats
