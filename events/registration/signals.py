"""Published pages: whoever booked a session is told when its date, place or status changed. Changed seats:
the first on the waiting list get those that became free. Pages that would go away while people count on them:
that is refused."""

from django.core.exceptions import ValidationError
from django.db.models.signals import post_delete, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, pre_page_move

from events.capacity import seats_changed
from events.models import EventPage, EventSeriesPage
from events.signals import usual_times_followed
from home.admin.forms import expiry_asked_for
from home.localize.shared_fields import facts_shared

from .models import CallRules
from .services import follow_session, leaving
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


@receiver(facts_shared, sender=EventPage)
def tell_of_changed_session(sender, instance, **kwargs):
    follow_session(instance.seats_id)


@receiver(usual_times_followed)
def tell_of_changed_times(sender, instance, **kwargs):
    """The usual times of a series are those of its sessions."""
    sessions = EventPage.objects.filter(series_key=instance.translation_key, live=True)
    for pk in sessions.order_by("seats_id").values_list("seats_id", flat=True).distinct():
        follow_session(pk)


@receiver(seats_changed)
def give_free_seats_to_those_who_wait(sender, seats, **kwargs):
    """In the transaction that changed the seats, their row still locked."""
    fill(recount(seats))


@receiver(pre_save)
def keep_booked_sessions_public(sender, instance, raw=False, update_fields=None, **kwargs):
    """The seat rows stay locked until the page is saved: Wagtail saves pages in a transaction."""
    if raw or not isinstance(instance, Page) or instance.live or not instance.pk:
        return
    if update_fields is not None and "live" not in update_fields:
        return
    if Page.objects.filter(pk=instance.pk, live=True).exists():
        leaving.refuse_if_booked("unpublish", leaving.withdrawn_with(instance))


@receiver(pre_page_move)
def keep_booked_sessions_in_place(sender, instance, parent_page_before, parent_page_after, **kwargs):
    """Another place among the same neighbours changes no address."""
    if parent_page_before.pk != parent_page_after.pk:
        leaving.refuse_if_booked("move", leaving.moved_with(instance))


@receiver(pre_save, sender=PageViewRestriction)
def keep_booked_sessions_open(sender, instance, raw=False, **kwargs):
    if not raw:
        leaving.refuse_if_booked("close", leaving.closed_with(instance.page))


@receiver(expiry_asked_for)
def keep_booked_sessions_until_they_are_over(sender, page, moment, **kwargs):
    found = leaving.booked_at(page, moment)
    if found:
        raise ValidationError(leaving.StillBookedError("expire", found).message)


@receiver(pre_delete, sender=EventPage)
def keep_booked_sessions(sender, instance, **kwargs):
    """The screens say so before (desk.deletion); this is for the admin's API and for code."""
    leaving.refuse_deletion(instance)
