"""What happens when shared records and pages change."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, UploadedFile
from wagtail.signals import page_published, post_page_move, published
from wagtail_localize.models import StringTranslation

from .localize import fate, moves, outdated, words
from .localize.shared_fields import facts_shared, original_of, point_at, share_again, share_facts
from .media.uploads import clean_picture
from .models import Place, SharedRecord, SiteImage, Topic
from .redirects.middleware import follow_slug
from .search import compound_index
from .slugs import slug_of


@receiver(page_published)
def share_page_facts(sender, instance, **kwargs):
    if getattr(instance, "shared_fields", None) or getattr(instance, "shared_relations", None):
        share_facts(instance)
        facts_shared.send(sender, instance=instance)


@receiver(pre_save, sender=StringTranslation)
def spell_translated_slugs(sender, instance, raw=False, **kwargs):
    """Slugs that translators type or import are spelled as all others are."""
    if not raw and instance.context_id and instance.context.path == "slug":
        instance.data = slug_of(instance.data, instance.locale.language_code) or instance.data


@receiver(pre_save, sender=StringTranslation)
def mark_what_cannot_be_published(sender, instance, raw=False, update_fields=None, **kwargs):
    if not raw and (update_fields is None or "data" in update_fields):
        words.mark_fault(instance)


@receiver(post_save)
def share_record_facts(sender, instance, raw=False, **kwargs):
    """A record's facts reach its translations; pages of its language point at it once it is live."""
    if isinstance(instance, SharedRecord) and not raw:
        share_facts(instance)
        point_at(instance)


@receiver(post_delete)
def hand_over_to_the_original(sender, instance, **kwargs):
    """When a translated record goes, pages of its language get the original instead of losing both."""
    if isinstance(instance, SharedRecord):
        original = original_of(instance)
        if original.pk != instance.pk:
            share_again(original)


@receiver(pre_save)
def never_publish_an_alias_in_another_language(sender, instance, **kwargs):
    """An alias below another language's start page is untranslated text: nobody but its editors sees it.

    wagtail-localize makes them live (for untranslated parents, by “Convert to alias”, by synchronising
    locales), and Wagtail publishes them with their source.
    """
    if (
        isinstance(instance, Page)
        and instance.alias_of_id
        and instance.alias_of.locale_id != instance.locale_id
    ):
        instance.live = False


@receiver(post_save)
def hide_an_alias_in_another_language(sender, instance, **kwargs):
    """The same where only its `alias_of` was saved, as “Convert to alias” does."""
    if isinstance(instance, Page) and instance.alias_of_id and not instance.live:
        Page.objects.filter(pk=instance.pk, live=True).update(live=False)


@receiver(published)
def notice_that_only_facts_changed(sender, instance, **kwargs):
    outdated.settle(instance)


@receiver(pre_save)
def hold_translations_back(sender, instance, raw=False, **kwargs):
    if isinstance(instance, Page | SharedRecord) and not raw:
        fate.hold_back(instance)


@receiver(post_save)
def withdraw_translations(sender, instance, raw=False, **kwargs):
    if isinstance(instance, Page | SharedRecord) and not raw:
        fate.withdraw_translations(instance)


@receiver(pre_delete, sender=Page)
def remember_translations(sender, instance, **kwargs):
    fate.remember_following(instance)


@receiver(post_delete, sender=Page)
def delete_translations(sender, instance, **kwargs):
    fate.delete_following(instance)


@receiver(post_save)
def close_a_new_translation(sender, instance, created, raw=False, **kwargs):
    if created and isinstance(instance, Page) and not raw:
        fate.close_like_group(instance)


@receiver(post_save, sender=PageViewRestriction)
def restrict_translations(sender, instance, raw=False, **kwargs):
    if not raw:
        fate.restrict_alike(instance)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def restrict_translations_to_the_same_groups(sender, instance, action, reverse, **kwargs):
    if action.startswith("post_") and not reverse:
        fate.restrict_alike(instance)


@receiver(post_delete, sender=PageViewRestriction)
def open_translations(sender, instance, origin=None, **kwargs):
    """Not when its page is deleted: the other languages stay closed."""
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        fate.open_alike(instance.page_id)


@receiver(post_page_move)
def move_translations(sender, instance, **kwargs):
    moves.follow(instance)
    fate.close_translations(instance)


@receiver(pre_save)
def redirect_old_addresses(sender, instance, raw=False, **kwargs):
    if isinstance(instance, Topic | Place) and instance.pk and not raw:
        follow_slug(instance)


@receiver(post_save)
def keep_search_entry(sender, instance, raw=False, update_fields=None, **kwargs):
    """What is published is found; a draft is saved with other columns only."""
    if not raw and (update_fields is None or {"live", "title", "name"} & set(update_fields)):
        compound_index.keep(instance)


@receiver(post_delete)
def forget_search_entry(sender, instance, **kwargs):
    compound_index.forget(instance)


@receiver(pre_save, sender=UploadedFile)
def clean_waiting_picture(sender, instance, raw=False, **kwargs):
    """A picture that waits for its credit lies in the public media already."""
    content_type = instance.for_content_type
    if content_type and content_type.model_class() is SiteImage and not raw and not instance.file._committed:
        name = instance.file.name
        instance.file = clean_picture(instance.file.file)
        instance.file.name = name
