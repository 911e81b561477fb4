"""Published pages: whoever booked a session is told when its date, place or status changed. Changed seats:
the first on the waiting list get those that became free."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from events.models import EventPage, EventSeriesPage
from events.services import seats_changed

from .models import CallRules
from .services import follow_session
from .services.locks import recount
from .services.waiting import fill


@receiver(page_published, sender=EventSeriesPage)
@receiver(page_published, sender=EventPage)
def give_rules(sender, instance, **kwargs):
    """Every call has its rules from its first publication on, so that the desk can list them."""
    if getattr(instance, "series_key", None) is None:
        CallRules.objects.get_or_create(call_key=instance.translation_key)


@receiver(post_delete, sender=EventSeriesPage)
@receiver(post_delete, sender=EventPage)
def drop_rules_with_last_page(sender, instance, **kwargs):
    """The rules go when the last translation goes; registrations refer to them RESTRICT."""
    if not sender.objects.filter(translation_key=instance.translation_key).exists():
        rules = CallRules.objects.filter(call_key=instance.translation_key, registrations__isnull=True)
        rules.delete()


@receiver(page_published, sender=EventPage)
def tell_of_changed_session(sender, instance, **kwargs):
    """The columns of all languages are right by now: home shares facts at the same signal, and comes
    first."""
    follow_session(instance.seats_id)


@receiver(page_published, sender=EventSeriesPage)
def tell_of_changed_times(sender, instance, **kwargs):
    """The usual times of a series are those of its sessions (events.signals, which comes first)."""
    sessions = EventPage.objects.filter(series_key=instance.translation_key, live=True)
    for pk in sessions.order_by("seats_id").values_list("seats_id", flat=True).distinct():
        follow_session(pk)


@receiver(seats_changed)
def give_free_seats_to_those_who_wait(sender, seats, **kwargs):
    """In the transaction that changed the seats, their row still locked."""
    fill(recount(seats))
