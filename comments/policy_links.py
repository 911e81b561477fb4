"""The pages to which the form points: rules for comments and privacy notice, in the reader's language."""

from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from .models import CommentSettings

CHOSEN = ("rules_page", "privacy_page")


@dataclass(frozen=True)
class Links:
    """Addresses of the rules and of the privacy notice, "" where none is chosen or live."""

    rules: str = ""
    privacy: str = ""


# The tree path of a chosen page, in one language where it is translated. As constant SQL: see page_state.
PATH = (
    "SELECT page.url_path FROM wagtailcore_page page"
    " JOIN wagtailcore_locale locale ON locale.id = page.locale_id"
    " WHERE page.live AND page.alias_of_id IS NULL AND page.translation_key ="
    " (SELECT translation_key FROM wagtailcore_page WHERE id = comments_commentsettings.{}_id)"
    " ORDER BY locale.language_code = %s DESC, page.id LIMIT 1"
)


def with_paths(rows, language: str):
    """Settings with the tree paths of the chosen pages, in this language where they are translated: fetched
    with the settings themselves."""
    paths = {
        f"{name}_path": RawSQL(PATH.format(name), [language], output_field=TextField())  # noqa: S611
        for name in CHOSEN
    }
    return rows.annotate(**paths)


def links_of(row: CommentSettings, request=None) -> Links:
    """The addresses of a row of `with_paths`; no query, an address needs nothing but the path."""
    paths = [getattr(row, f"{name}_path", None) for name in CHOSEN]
    return Links(*((Page(url_path=path).get_url(request) or "") if path else "" for path in paths))


def links_for(settings: CommentSettings, language: str, request=None) -> Links:
    """The same for settings that are at hand (one query)."""
    row = with_paths(CommentSettings.objects.filter(pk=settings.pk), language).first()
    return links_of(row, request) if row else Links()
