"""What surrounds every page: name and claim, menu, languages, path, footer.

Three queries whatever the size of the site: the first levels of the tree, for a page below them its ancestors
with all translations, and the network's words. The first and the last are reused until the site changes.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db.models import F
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from . import memo
from .formatting.postal_addresses import address_lines, format_phone, phone_href
from .models import PlaceIndexPage, SiteSettings, SiteText, StandardPage, TopicIndexPage
from .page_links import PageLink, first_levels, translations_of

DIRECTORIES = (TopicIndexPage, PlaceIndexPage)


@dataclass
class PageLayout:
    """What surrounds `page` (or a view without one) for a reader of `language`."""

    request: object
    page: Page | None
    language: str
    language_urls: dict | None = None
    # Tree path of a home page -> its path within the site, and its URL.
    _starts: dict[str, tuple[str, str]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def site(self):
        return Site.find_for_request(self.request) if self.request else None

    @cached_property
    def first_levels(self) -> list[PageLink]:
        """The home pages of all languages and what lies directly below them."""
        return memo.until_next_change("first levels", first_levels)

    @cached_property
    def related(self) -> list[PageLink]:
        """The page, its ancestors from the home page down, and the translations of all of them, public or
        not; of a view without a page the home pages of the site. By depth."""
        if self.page is None or not self.page.pk:
            root = self.site.root_page.translation_key if self.site else None
            return [page for page in self.first_levels if page.translation_key == root]
        steps = range(2 * Page.steplen, len(self.page.path) + 1, Page.steplen)
        line = [self.page.path[:end] for end in steps]
        keys = {page.translation_key for page in self.first_levels if page.path in line[:2]}
        upper = [page for page in self.first_levels if page.translation_key in keys]
        return upper + (translations_of(line[2:]) if line[2:] else [])

    @cached_property
    def family(self) -> list[PageLink]:
        """Those of `related` that everybody can read."""
        return [page for page in self.related if page.is_public]

    @cached_property
    def home(self) -> PageLink | None:
        """The live home page in the reader's language."""
        return next((page for page in self.family if self._speaks(page) and page.depth == 2), None)

    @cached_property
    def home_url(self) -> str:
        return self.url_of(self.home) if self.home else f"/{self.language}/"

    @property
    def home_full_url(self) -> str:
        """The same with scheme and host; "" without a home page."""
        return Page(url_path=self.home.url_path).get_full_url(self.request) or "" if self.home else ""

    @cached_property
    def first_level(self) -> list[PageLink]:
        """What lies directly below the home page in the reader's language."""
        if self.home is None:
            return []
        start = self.home.path
        found = [page for page in self.first_levels if page.depth == 3 and page.path.startswith(start)]
        return [page for page in found if page.is_public]

    @cached_property
    def directories(self) -> dict[type, dict[int, str]]:
        """The addresses of the lists of topics and of places, {kind of list: {locale's primary key:
        address}}; of several the oldest counts."""
        found = {kind: {} for kind in DIRECTORIES}
        lists = [page for page in self.first_levels if page.kind in DIRECTORIES and page.is_public]
        for page in sorted(lists, key=lambda page: -page.pk):
            found[page.kind][page.locale_id] = self.url_of(page)
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
    def translations(self) -> dict[str, PageLink]:
        """Language code → live page with the words of that language."""
        if self.page is None:
            return {}
        key = self.page.translation_key
        found = {page.language: page for page in self.family if page.translation_key == key}
        return {code: found[code] for code, _name in settings.LANGUAGES if code in found}

    @cached_property
    def withdrawn(self) -> set[str]:
        """The languages in which the page was public once and is not now."""
        if self.page is None:
            return set()
        key = self.page.translation_key
        return {page.language for page in self.related if page.translation_key == key and page.was_public}

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
    def texts(self) -> tuple[SiteText | None, list[tuple[str, str]]]:
        """The network's words in the reader's language with its settings joined, and its links elsewhere as
        (label, URL)."""
        if self.site is None:
            return None, []
        return memo.until_next_change(
            ("texts", self.site.pk, self.language), lambda: _texts(self.site, self.language)
        )

    @property
    def words(self) -> SiteText | None:
        return self.texts[0]

    @cached_property
    def network(self) -> SiteSettings:
        """The network's settings; a site without any has the defaults."""
        if self.words is not None:
            return self.words.settings
        saved = SiteSettings.objects.filter(site=self.site).first() if self.site else None
        return saved or SiteSettings()

    @cached_property
    def social_links(self) -> list[tuple[str, str]]:
        """Where else the network is found, as (label, URL)."""
        if self.words is not None:
            return self.texts[1]
        return list(self.network.social_links.values_list("label", "url")) if self.network.pk else []

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
            "social": [{"title": label, "url": url} for label, url in self.social_links],
        }

    def _translated_url(self, code: str) -> str | None:
        if self.language_urls is not None:
            return self.language_urls.get(code)
        if self.page is not None:
            return self.url_of(self.translations[code]) if code in self.translations else None
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

    def url_of(self, page: PageLink) -> str:
        """The URL of a page; no query."""
        start = page.path[: 2 * Page.steplen]
        if start not in self._starts:
            home = next(home for home in self.first_levels if home.path == start)
            self._starts[start] = home.url_path, Page(url_path=home.url_path).get_url(self.request) or ""
        url_path, url = self._starts[start]
        return url + page.url_path.removeprefix(url_path) if url else ""

    def _link(self, page: PageLink) -> dict:
        return {
            "title": page.name,
            "url": self.url_of(page),
            "lang": "" if self._speaks(page) else page.language,
        }

    def _speaks(self, page: PageLink) -> bool:
        return page.language == self.language

    @staticmethod
    def _is_plain(page: PageLink) -> bool:
        return page.kind is not None and issubclass(page.kind, StandardPage)


def _texts(site: Site, language: str) -> tuple[SiteText | None, list[tuple[str, str]]]:
    """One query: a row for each link elsewhere, one with nothing for a network without."""
    rows = SiteText.objects.filter(settings__site=site, locale__language_code=language)
    rows = rows.select_related("settings__logo").annotate(
        link_label=F("settings__social_links__label"),
        link_url=F("settings__social_links__url"),
        link_order=F("settings__social_links__sort_order"),
        link_pk=F("settings__social_links__pk"),
    )
    rows = list(rows.order_by())
    linked = [row for row in rows if row.link_pk is not None]
    linked.sort(key=lambda row: (row.link_order or 0, row.link_pk))
    return (rows[0] if rows else None), [(row.link_label, row.link_url) for row in linked]


def layout_of(request, page: Page | None, language_urls: dict | None = None) -> PageLayout:
    """The layout of this page for this reader, made once per request and language: what the page's own words
    need of it (the network's settings) costs no further query."""
    language = get_language() or settings.LANGUAGE_CODE
    known = getattr(request, "page_layout", None)
    if known is None or known.page is not page or known.language != language:
        known = PageLayout(request, page, language, language_urls)
        if request is not None:
            request.page_layout = known
    elif language_urls is not None:
        known.language_urls = language_urls
    return known
