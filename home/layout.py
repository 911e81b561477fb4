"""What surrounds every page: name and claim, menu, languages, path, footer.

Three queries whatever the size of the site: the pages around (the page's ancestors and all their
translations, the first level below the home page, the lists of topics and places), the network's words, its
links elsewhere.
"""

from dataclasses import dataclass
from functools import cache, cached_property

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, CharField, Value
from django.db.models.expressions import RawSQL
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from . import memo
from .formatting.postal_addresses import address_lines, format_phone, phone_href
from .models import (
    BasePage,
    HomePage,
    PlaceIndexPage,
    SiteSettings,
    SiteText,
    StandardPage,
    TopicIndexPage,
)
from .visibility import readable

DIRECTORIES = (TopicIndexPage, PlaceIndexPage)


def named(pages):
    """Pages with `name`: the short title where there is one, without a query per type; and `is_legal`.

    Looked up for each page that is found: joined, PostgreSQL began with all pages of the site.
    """
    name = RawSQL(_name(), (), output_field=CharField())  # noqa: S611 - of our own tables' names
    legal = RawSQL(_is_legal(), (), output_field=BooleanField())  # noqa: S611
    return pages.annotate(name=name, is_legal=legal).select_related("locale")


@cache
def _name() -> str:
    """As SQL, put together once: a dozen subqueries took Django longer than the database."""
    quote, page = connection.ops.quote_name, connection.ops.quote_name(Page._meta.db_table)
    titles = []
    for meta in (model._meta for model in apps.get_models() if issubclass(model, BasePage)):
        row = f"{quote(meta.db_table)} WHERE {quote(meta.pk.column)} = {page}.id"
        titles.append(f"NULLIF((SELECT short_title FROM {row}), '')")  # noqa: S608
    return f"COALESCE({', '.join(titles)}, {page}.title)"


@cache
def _is_legal() -> str:
    quote, page = connection.ops.quote_name, connection.ops.quote_name(Page._meta.db_table)
    meta = StandardPage._meta
    row = f"{quote(meta.db_table)} WHERE {quote(meta.pk.column)} = {page}.id"
    return f"EXISTS (SELECT 1 FROM {row} AND in_footer)"  # noqa: S608


def _around(keys, start: str, key=None) -> dict[str, list[Page]]:
    """The translations of these keys, what lies below the path `start`, and the translations of `key` that
    were public once and are not now.

    A union, as each part finds its rows by an index of its own: one condition with "or" would read the
    table of pages whole.
    """
    parts = {
        "family": Page.objects.filter(translation_key__in=keys),
        # By kind as well: of those that may stand there, a site of thousands of pages has few.
        "first_level": Page.objects.type(*HomePage.allowed_subpage_models()).filter(
            path__startswith=start, depth=3
        ),
        "directories": Page.objects.type(*DIRECTORIES),
    }
    parts = {name: readable(pages) for name, pages in parts.items()}
    if key is not None:
        parts["withdrawn"] = Page.objects.filter(
            translation_key=key, live=False, alias_of=None, first_published_at__isnull=False
        )
    first, *others = [
        named(pages).annotate(part=Value(name, CharField())).order_by() for name, pages in parts.items()
    ]
    found = {"withdrawn": []} | {name: [] for name in parts}
    for page in sorted(first.union(*others, all=True), key=lambda page: (page.depth, page.path)):
        found[page.part].append(page)
    return found


@dataclass
class Frame:
    """What surrounds `page` (or a view without one) for a reader of `language`."""

    request: object
    page: Page | None
    language: str
    language_urls: dict | None = None

    @cached_property
    def site(self):
        return Site.find_for_request(self.request) if self.request else None

    @cached_property
    def around(self) -> dict[str, list[Page]]:
        """Four lists in one query: `family`, `first_level` of the page's own tree, `directories`, and
        `withdrawn`.

        For views without a page they are the same until the site changes.
        """
        if self.page is not None and self.page.pk:
            line = Page.objects.ancestor_of(self.page, inclusive=True).filter(depth__gt=1)
            start = self.page.path[: 2 * Page.steplen]
            return _around(line.order_by().values("translation_key"), start, self.page.translation_key)
        if self.site is None:
            return _around([], "-")
        root = self.site.root_page
        return memo.until_next_change(("around", root.pk), lambda: _around([root.translation_key], root.path))

    @cached_property
    def family(self) -> list[Page]:
        """The page, its ancestors from the home page down, and the translations of all of them."""
        return self.around["family"]

    @cached_property
    def home(self) -> Page | None:
        """The live home page in the reader's language."""
        return next((page for page in self.family if self._speaks(page) and page.depth == 2), None)

    @cached_property
    def first_level(self) -> list[Page]:
        if self.home is None:
            return []
        pages = self.around["first_level"]
        if pages and pages[0].is_child_of(self.home):
            return pages
        return list(named(readable(Page.objects.child_of(self.home))).order_by("path"))

    @cached_property
    def directories(self) -> dict[type, dict[int, str]]:
        """The addresses of the lists of topics and of places, {kind of list: {locale's primary key:
        address}}; of several the oldest counts."""
        found = {kind: {} for kind in DIRECTORIES}
        for page in sorted(self.around["directories"], key=lambda page: -page.pk):
            found[page.specific_class][page.locale_id] = self._url(page)
        return found

    @cached_property
    def menu(self) -> list[dict]:
        """Pages of the first level that are meant for menus."""
        path = self.page.path if self.page is not None else ""
        return [
            self._link(page) | {"current": path.startswith(page.path)}
            for page in self.first_level
            if page.show_in_menus
        ]

    @cached_property
    def reading(self) -> list[dict]:
        """News, calendar and the other lists, for the footer."""
        return [self._link(page) for page in self.first_level if not self._is_plain(page)]

    @cached_property
    def legal(self) -> list[dict]:
        """Pages of the first level that editors chose for the footer: imprint, privacy, accessibility."""
        return [self._link(page) for page in self.first_level if page.is_legal]

    @cached_property
    def translations(self) -> dict[str, Page]:
        """Language code → live page with the words of that language."""
        if self.page is None:
            return {}
        key = self.page.translation_key
        found = {page.locale.language_code: page for page in self.family if page.translation_key == key}
        return {code: found[code] for code, _name in settings.LANGUAGES if code in found}

    @cached_property
    def withdrawn(self) -> set[str]:
        """The languages in which the page was public once and is not now."""
        return {page.locale.language_code for page in self.around["withdrawn"]} if self.page else set()

    @cached_property
    def languages(self) -> list[dict]:
        """Each language of the site as {code, name, url, current, translated, withdrawn}."""
        rows = []
        for code, name in settings.LANGUAGES:
            current, url = code == self.language, self._translated_url(code)
            translated = url is not None or current
            if url is None:
                url = (
                    self.request.get_full_path() if current and self.request else self._untranslated_url(code)
                )
            rows.append(
                {
                    "code": code,
                    "name": name,
                    "url": url,
                    "current": current,
                    "translated": translated,
                    "withdrawn": not translated and code in self.withdrawn,
                }
            )
        return rows

    @cached_property
    def crumbs(self) -> list[dict]:
        """The path above the page, each step in the reader's language where it exists."""
        if self.page is None:
            return [self._link(self.home)] if self.home else []
        steps = {}
        for page in self.family:
            if page.translation_key == self.page.translation_key:
                continue
            if self._speaks(page) or page.translation_key not in steps:
                steps[page.translation_key] = page
        return [self._link(page) for page in steps.values()]

    @cached_property
    def words(self) -> SiteText | None:
        """The network's words in the reader's language, with its settings joined."""
        if self.site is None:
            return None
        texts = SiteText.objects.filter(settings__site=self.site, locale__language_code=self.language)
        return texts.select_related("settings__logo").first()

    @cached_property
    def network(self) -> SiteSettings:
        """The network's settings; a site without any has the defaults."""
        if self.words is not None:
            return self.words.settings
        saved = SiteSettings.objects.filter(site=self.site).first() if self.site else None
        return saved or SiteSettings()

    @cached_property
    def social_links(self) -> list:
        """Where else the network is found."""
        return list(self.network.social_links.all()) if self.network.pk else []

    @property
    def brand(self) -> str:
        return self.network.network_name or settings.WAGTAIL_SITE_NAME

    @property
    def footer(self) -> dict:
        """The variables of components/footer.html."""
        network, words = self.network, self.words
        return {
            "name": self.brand,
            "about": words.footer_about if words else "",
            "read": self.reading,
            "legal": self.legal,
            "address": address_lines(
                name=network.office_name,
                street=network.street,
                postcode=network.postcode,
                city=network.city,
                country=network.country,
                lang=self.language,
            ),
            "email": network.email,
            "phone": format_phone(network.phone, network.country) if network.phone else "",
            "phone_uri": phone_href(network.phone, network.country) if network.phone else "",
            "lines": words.legal_lines.splitlines() if words else [],
            "social": [{"title": link.label, "url": link.url} for link in self.social_links],
        }

    def _translated_url(self, code: str) -> str | None:
        if self.language_urls is not None:
            return self.language_urls.get(code)
        if self.page is not None:
            return self._url(self.translations[code]) if code in self.translations else None
        if self.request is None:
            return None
        here = self.request.get_full_path()
        if code == self.language:
            return here
        there = translate_url(here, code)
        return there if there != here else f"/{code}/"

    def _untranslated_url(self, code: str) -> str:
        """Where the original is shown with an honest notice, below the other language's prefix."""
        if self.page is not None:
            with override(code):
                return reverse("untranslated", kwargs={"key": self.page.translation_key})
        return f"/{code}/"

    def _link(self, page: Page) -> dict:
        lang = "" if self._speaks(page) else page.locale.language_code
        return {"title": page.name, "url": self._url(page), "lang": lang}

    def _url(self, page: Page) -> str:
        return page.get_url(self.request) or ""

    def _speaks(self, page: Page) -> bool:
        return page.locale.language_code == self.language

    @staticmethod
    def _is_plain(page: Page) -> bool:
        return page.specific_class is not None and issubclass(page.specific_class, StandardPage)


def frame_of(request, page: Page | None, language_urls: dict | None = None) -> Frame:
    """The frame of this page for this reader, made once per request and language: what the page's own words
    need of it (the network's settings) costs no further query."""
    language = get_language() or settings.LANGUAGE_CODE
    known = getattr(request, "page_frame", None)
    if known is None or known.page is not page or known.language != language:
        known = Frame(request, page, language, language_urls)
        if request is not None:
            request.page_frame = known
    elif language_urls is not None:
        known.language_urls = language_urls
    return known
