"""The pages or records at both ends of translations."""

from collections import defaultdict
from collections.abc import Iterable

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail_localize.models import Translation


def fetch_ends(translations: Iterable[Translation]) -> None:
    """Give each translation its `original` and `target`, and the addresses where these are edited.

    One query for all pages and one for each kind of record, where wagtail-localize asks four times for each.
    An end that was deleted is None.
    """
    keys = defaultdict(set)
    for translation in translations:
        keys[_model(translation)].add(translation.source.object_id)
    found = {
        (model, row.translation_key, row.locale_id): row
        for model, wanted in keys.items()
        for row in model._default_manager.filter(translation_key__in=wanted)
    }
    addresses = AdminURLFinder()
    for translation in translations:
        source, model = translation.source, _model(translation)
        translation.original = found.get((model, source.object_id, source.locale_id))
        translation.target = found.get((model, source.object_id, translation.target_locale_id))
        translation.original_url = translation.original and addresses.get_edit_url(translation.original)
        translation.target_url = translation.target and addresses.get_edit_url(translation.target)


def _model(translation: Translation) -> type:
    model = translation.source.specific_content_type.model_class()
    return Page if issubclass(model, Page) else model
