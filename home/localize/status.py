"""The state of a record's translations, in a few words for lists of the admin."""

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import Translation

from .outdated import outdated


def translation_status(record) -> str:
    """For each other language its name and state, such as “Nederlands: draft”."""
    translations = {found.locale_id: found for found in record.get_translations()}
    return " · ".join(
        f"{locale.language_name_local}: {_state(translations.get(locale.pk))}"
        for locale in Locale.objects.exclude(pk=record.locale_id)
    )


def _state(translation) -> str:
    if translation is None:
        return _("not translated")
    if not translation.live:
        return _("draft")
    own = Translation.objects.filter(
        source__object_id=translation.translation_key, target_locale=translation.locale_id
    )
    return _("needs an update") if outdated(own).exists() else _("translated")
