"""The pages to which the form points: rules for comments and privacy notice, in the reader's language."""

from dataclasses import dataclass

from django.db.models import Case, OuterRef, Subquery, Value, When
from wagtail.models import Page

from .models import CommentSettings

CHOSEN = ("rules_page", "privacy_page")


@dataclass(frozen=True)
class Links:
    """Addresses of the rules and of the privacy notice, "" where none is chosen or live."""

    rules: str = ""
    privacy: str = ""


def with_paths(rows, language: str):
    """Settings with the tree paths of the chosen pages, in this language where they are translated: fetched
    with the settings themselves."""
    native = Case(When(locale__language_code=language, then=Value(0)), default=Value(1))
    pages = Page.objects.live().filter(alias_of=None).order_by(native, "pk")
    for name in CHOSEN:
        found = pages.filter(translation_key=OuterRef(f"{name}__translation_key"))
        rows = rows.annotate(**{f"{name}_path": Subquery(found.values("url_path")[:1])})
    return rows


def links_of(row: CommentSettings, request=None) -> Links:
    """The addresses of a row of `with_paths`; no query, an address needs nothing but the path."""
    paths = [getattr(row, f"{name}_path", None) for name in CHOSEN]
    return Links(*((Page(url_path=path).get_url(request) or "") if path else "" for path in paths))


def links_for(settings: CommentSettings, language: str, request=None) -> Links:
    """The same for settings that are at hand (one query)."""
    row = with_paths(CommentSettings.objects.filter(pk=settings.pk), language).first()
    return links_of(row, request) if row else Links()
