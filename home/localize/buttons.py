"""“Translate” and “synchronise” in lists of pages and records, asked for in the list's own query.

wagtail-localize's own hooks ask three or four queries for each row: 137 of the 172 of a list of fifty
articles. `tests/home/localize/test_buttons.py` fails when they do so no more; then take `replace` out.
"""

from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.models import Locale, Page
from wagtail_localize import wagtail_hooks as upstream
from wagtail_localize.models import Translation, TranslationSource

RIGHT = "wagtail_localize.submit_translation"


def replace() -> None:
    """Register these buttons instead of wagtail-localize's."""
    for name, theirs, ours in (
        ("register_page_listing_more_buttons", upstream.page_listing_more_buttons, of_page),
        ("register_snippet_listing_buttons", upstream.register_snippet_listing_buttons, of_record),
    ):
        # Wagtail has a way to take a hook out again for those that were registered for a while only.
        hooks.register_temporarily(name, theirs).__exit__(None, None, None)
        hooks.register(name, ours)


def with_offers(rows: QuerySet) -> QuerySet:
    """Pages or records with what their buttons need: whether a language is left to translate into
    (`offers_translation`), and the source of running translations (`synchronised_source`, a key or None)."""
    present = rows.model.objects.filter(
        translation_key=OuterRef(OuterRef("translation_key")), locale=OuterRef("pk")
    ).order_by()
    if issubclass(rows.model, Page):
        present = present.filter(alias_of=None)  # has the words of another language
    sources = TranslationSource.objects.filter(
        Exists(Translation.objects.filter(source=OuterRef("pk"), enabled=True)),
        object=OuterRef("translation_key"),
        locale=OuterRef("locale"),
    ).order_by()
    return rows.annotate(
        offers_translation=Exists(Locale.objects.exclude(Exists(present)).order_by()),
        synchronised_source=Subquery(sources.values("pk")[:1]),
    )


def of_page(page, user, next_url=None, view_name=None):
    if not hasattr(page, "offers_translation"):  # found by the search of all pages, which has no hook
        yield from upstream.page_listing_more_buttons(page, user, view_name, next_url)
    elif user.has_perm(RIGHT) and not page.is_root():
        if page.offers_translation:
            url = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
            yield ListingButton(
                _("Translate this page"), url, priority=60, icon_name="wagtail-localize-language"
            )
        if page.synchronised_source:
            url = _synchronise(page.synchronised_source, next_url)
            yield ListingButton(_("Sync translated pages"), url, priority=60, icon_name="resubmit")


def of_record(snippet, user, next_url=None):
    if not hasattr(snippet, "offers_translation") or not user.has_perm(RIGHT):
        return  # the same for all languages
    if snippet.offers_translation:
        options = snippet._meta
        url = reverse(
            "wagtail_localize:submit_snippet_translation",
            args=[options.app_label, options.model_name, quote(snippet.pk)],
        )
        yield Button(
            _("Translate"),
            url,
            attrs={"aria-label": _("Translate “%(title)s”") % {"title": snippet}},
            icon_name="wagtail-localize-language",
            priority=100,
        )
    if snippet.synchronised_source:
        yield Button(
            _("Update translations"),
            _synchronise(snippet.synchronised_source, next_url),
            attrs={"aria-label": _("Update the translations of “%(title)s”") % {"title": snippet}},
            icon_name="resubmit",
            priority=106,
        )


def _synchronise(source: int, next_url: str | None) -> str:
    url = reverse("wagtail_localize:update_translations", args=[source])
    return f"{url}?{urlencode({'next': next_url})}" if next_url is not None else url
