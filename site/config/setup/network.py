"""The pages and settings of a new site, in both languages."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from authors.models import AuthorIndexPage
from comments.models import CommentSettings
from config.setup import roles
from config.translating import translate
from events.models import EventIndexPage
from home.localize import restrictions
from home.models import (
    HomePage,
    PlaceIndexPage,
    SiteSettings,
    SiteText,
    StandardPage,
    TopicIndexPage,
)
from news.models import NewsIndexPage

from .files import key_of, pages

INDEXES = {
    "news": NewsIndexPage,
    "events": EventIndexPage,
    "topics": TopicIndexPage,
    "places": PlaceIndexPage,
    "authors": AuthorIndexPage,
}
WORDS = ["title", "short_title", "slug", "lead"]


@transaction.atomic
def set_up() -> list[str]:
    """Make what is missing of a site's skeleton and return what was made; nothing on a second run."""
    made = []
    german, dutch = locales(made)
    home = start_pages(german, dutch, made)
    serve_at(settings.WAGTAILADMIN_BASE_URL, made)
    index_pages(home, dutch, made)
    legal_drafts(home, dutch, made)
    words_of_the_network(made)
    rules_for_comments()
    roles.establish()
    privacy(made)
    return made


def locales(made: list[str]) -> tuple[Locale, Locale]:
    found = []
    for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
        locale, created = Locale.objects.get_or_create(language_code=code)
        found.append(locale)
        if created:
            made.append(f"language {name}")
    return found[0], found[1]


def start_pages(german: Locale, dutch: Locale, made: list[str]) -> HomePage:
    """The German start page, root of the site, and its Dutch translation beside it."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = site and HomePage.objects.filter(pk=site.root_page_id).first()
    if home is None:
        record = pages()["home"]
        root = Page.get_first_root_node()
        home = HomePage(locale=german, translation_key=key_of("setup/home"))
        put_words(home, record["de"])
        root.add_child(instance=home)
        publish(home)
        serve_from(home, site)
        made.append(f"start page {home.title}")
    if not home.has_translation(dutch):
        words = pages()["home"]["nl"]
        translation = translate(home, dutch, lambda page: put_words(page, words))
        made.append(f"start page {translation.title}")
    return home


def serve_from(home: HomePage, site: Site | None) -> None:
    """Make the home page the root of the default site, and drop the welcome page that Wagtail came with."""
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.root_page = home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
        home.refresh_from_db()


def serve_at(url: str, made: list[str]) -> None:
    """Name host and port of this address in links, feeds and calendars: it may have changed since."""
    address = urlsplit(url)
    hostname = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != (hostname, port):
        site.hostname, site.port = hostname, port
        site.save()
        made.append(f"address {url}, in links on pages, in feeds and calendars")


def privacy(made: list[str]) -> None:
    """Close what an older version left open in one language of a page that is closed in another."""
    for page in restrictions.align():
        made.append(f"privacy of {page.title} ({page.url}), closed as strictly as its other language")


def index_pages(home: HomePage, dutch: Locale, made: list[str]) -> None:
    for record in pages()["index"]:
        model = INDEXES[record["key"]]
        page = model.objects.child_of(home).first()
        if page is None:
            page = model(
                locale=home.locale,
                translation_key=key_of(f"setup/{record['key']}"),
                show_in_menus=record["in_menu"],
            )
            put_words(page, record["de"])
            home.add_child(instance=page)
            publish(page)
            made.append(f"list {page.title}")
        if not page.has_translation(dutch):
            words = record["nl"]
            translation = translate(page, dutch, lambda copy, words=words: put_words(copy, words))
            made.append(f"list {translation.title}")


def legal_drafts(home: HomePage, dutch: Locale, made: list[str]) -> None:
    """Imprint, privacy, accessibility and rules for comments as drafts, in both languages; only the
    operator of the site can finish them."""
    for record in pages()["legal"]:
        key = key_of(f"setup/{record['key']}")
        if StandardPage.objects.filter(translation_key=key).exists() or same_address(home, record):
            continue
        page = StandardPage(locale=home.locale, translation_key=key, live=False, in_footer=True)
        page.lists_stored_data = record["key"] == "privacy"
        put_words(page, record["de"])
        home.add_child(instance=page)
        page.save_revision()
        words = record["nl"]
        translate(page, dutch, lambda copy, words=words: put_words(copy, words), publish=False)
        made.append(f"draft {page.title}")


def same_address(home: HomePage, record: dict) -> bool:
    return home.get_children().filter(slug=record["de"]["slug"]).exists()


def words_of_the_network(made: list[str]) -> None:
    site = Site.objects.get(is_default_site=True)
    network, created = SiteSettings.objects.get_or_create(site=site)
    if created:
        made.append("settings")
    if network.privacy_page is None:
        network.privacy_page = draft("privacy")
        network.save(update_fields=["privacy_page"])
    for words in pages()["words"]:
        locale = Locale.objects.get(language_code=words["language"])
        values = {name: value for name, value in words.items() if name != "language"}
        SiteText.objects.get_or_create(settings=network, locale=locale, defaults=values)


def rules_for_comments() -> None:
    """Let the comment form lead to the rules, unless somebody chose others."""
    settings = CommentSettings.for_site(Site.objects.get(is_default_site=True))
    if settings.rules_page is None and (rules := draft("rules")):
        settings.rules_page = rules
        settings.save(update_fields=["rules_page"])


def draft(key: str) -> StandardPage | None:
    """The page that setup made under this key, in its first language."""
    return StandardPage.objects.filter(translation_key=key_of(f"setup/{key}")).order_by("pk").first()


def put_words(page, words: dict) -> None:
    for name in WORDS:
        if name in words:
            setattr(page, name, words[name])
    if "body" in words:
        page.body = json.dumps(
            [
                {
                    "type": kind,
                    "value": {"text": text if kind == "heading" else f"<p>{text}</p>"},
                    "id": str(key_of(f"{page.translation_key}/{position}")),
                }
                for position, (kind, text) in enumerate(words["body"])
            ]
        )


def publish(page) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
