"""What menus, breadcrumbs and language switches need of pages, read in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BooleanField, CharField
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from .models import BasePage, HomePage, StandardPage
from .visibility import Restricted


@dataclass(frozen=True)
class PageLink:
    """A page as others link to it; `name` is the short title where there is one.

    `is_public`: everybody can read it and it has words of its own. `was_public`: everybody could once, and it
    is offline now.
    """

    pk: int
    path: str
    depth: int
    url_path: str
    translation_key: object
    locale_id: int
    language: str
    name: str
    kind: type[Page] | None
    show_in_menus: bool
    is_legal: bool
    is_public: bool
    was_public: bool


def first_levels() -> list[PageLink]:
    """Return the home pages of all languages and what lies directly below them, in the order of the tree.

    One query. By kind and not by depth, which has no index: there are few pages of these kinds.
    """
    kinds = [Page, HomePage, *HomePage.allowed_subpage_models()]
    return _links(Page.objects.exact_type(*kinds).filter(depth__in=(2, 3)))


def translations_of(paths: Iterable[str]) -> list[PageLink]:
    """Return the pages at these tree paths and all their translations, by depth; one query."""
    keys = Page.objects.filter(path__in=list(paths)).order_by().values("translation_key")
    return _links(Page.objects.filter(translation_key__in=keys))


def _links(pages) -> list[PageLink]:
    rows = pages.annotate(
        name=RawSQL(_name(), (), output_field=CharField()),  # noqa: S611 - of our own tables' names
        is_legal=RawSQL(_is_legal(), (), output_field=BooleanField()),  # noqa: S611 - as above
        restricted=Restricted("path"),
    )
    columns = ("pk", "path", "depth", "url_path", "translation_key", "locale_id", "locale__language_code")
    rows = rows.order_by().values_list(
        *columns, "name", "content_type_id", "show_in_menus", "is_legal",
        "live", "alias_of_id", "restricted", "first_published_at",
    )  # fmt: skip
    links = []
    for *known, kind, in_menus, legal, live, alias_of, restricted, published in rows:
        links.append(
            PageLink(
                *known,
                kind=ContentType.objects.get_for_id(kind).model_class(),
                show_in_menus=in_menus,
                is_legal=legal,
                is_public=live and not restricted and alias_of is None,
                was_public=not live and alias_of is None and published is not None,
            )
        )
    return sorted(links, key=lambda page: (page.depth, page.path))


@cache
def _name() -> str:
    """As SQL, put together once: a dozen subqueries took Django longer than the database.

    Looked up for each page that is found: joined, PostgreSQL began with all pages of the site.
    """
    quote, page = connection.ops.quote_name, connection.ops.quote_name(Page._meta.db_table)
    titles = []
    for meta in (model._meta for model in apps.get_models() if issubclass(model, BasePage)):
        row = f"{quote(meta.db_table)} WHERE {quote(meta.pk.column)} = {page}.id"
        titles.append(f"NULLIF((SELECT short_title FROM {row}), '')")  # noqa: S608 - our own tables' names
    return f"COALESCE({', '.join(titles)}, {page}.title)"


@cache
def _is_legal() -> str:
    quote, page = connection.ops.quote_name, connection.ops.quote_name(Page._meta.db_table)
    meta = StandardPage._meta
    row = f"{quote(meta.db_table)} WHERE {quote(meta.pk.column)} = {page}.id"
    return f"EXISTS (SELECT 1 FROM {row} AND in_footer)"  # noqa: S608 - our own tables' names
