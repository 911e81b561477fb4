"""What happens when pages and sites come and go, and what others may listen to.

`thread_changed` is the one place where what readers see of comments changes: a comment becomes public,
vanishes, is edited or corrected, a conversation is opened, closed or hidden, how comments work on the site is
set anew. It is sent inside the transaction that makes the change, under the lock of the thread's row; a page
cache moves its generation there, so that change and move are seen together. `thread` is the Thread, or None
where every conversation is concerned. Pages show a thread in all its languages; lists show its number.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal, receiver
from wagtail.models import Page, Site
from wagtail.signals import page_published

from .models import CommentSettings, Thread

thread_changed = Signal()


@receiver(post_save, sender=Site)
def give_a_new_site_its_settings(sender, instance, created, raw=False, **kwargs):
    """Pages read settings and thread in one query, which begins at the settings' row."""
    if created and not raw:
        CommentSettings.objects.get_or_create(site=instance)


@receiver(post_save, sender=CommentSettings)
def tell_of_settings(sender, instance, update_fields=None, **kwargs):
    """What readers see of every conversation may be different now."""
    if update_fields is None or set(update_fields) - {"digest_sent_at"}:
        thread_changed.send(sender=CommentSettings, thread=None)


@receiver(post_delete, sender=Page)
def forget_thread_with_the_last_page(sender, instance, **kwargs):
    """A conversation outlives one language's page and goes with the last."""
    if not Page.objects.filter(translation_key=instance.translation_key).exists():
        Thread.objects.filter(translation_key=instance.translation_key).delete()


@receiver(page_published)
def follow_the_title(sender, instance, **kwargs):
    """The list of conversations names pages by the title of the first language."""
    thread = Thread.objects.filter(translation_key=instance.translation_key).exclude(title=instance.title)
    older = Page.objects.filter(translation_key=instance.translation_key, pk__lt=instance.pk)
    if thread.exists() and not older.exists():
        thread.update(title=instance.title)
