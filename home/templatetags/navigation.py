"""Tags of what surrounds every page: masthead, languages, path, footer, and the links in the head."""

from copy import copy
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.layout import PageLayout, layout_of
from home.metadata.feeds import ATOM, CALENDAR, RSS, Subscription, subscriptions_of, webcal
from home.record_urls import record_url

register = template.Library()


def layout(context) -> PageLayout:
    """The layout of this page for this reader, made once per request and language."""
    request = context.get("request")
    page = context.get("page")
    page = page if isinstance(page, Page) else None
    now = layout_of(request, page, context.get("language_urls"))
    if now.language_urls is None and (records := context.get("record_translations")):
        urls = {one.locale.language_code: record_url(one, request) for one in records}
        now.language_urls = {code: url for code, url in urls.items() if url}
    return now


@register.simple_tag(takes_context=True)
def page_layout(context) -> PageLayout:
    """The layout itself, for base.html and for pages that need the name of the network."""
    return layout(context)


@register.inclusion_tag("components/masthead.html", takes_context=True)
def masthead(context):
    now = layout(context)
    return {
        "brand": now.brand,
        "logo": copy(now.network.logo),  # other requests have the same settings: nothing is fetched into them
        "claim": now.words.claim if now.words else "",
        "home_url": now.home_url,
        "menu": now.menu,
        "search_url": search_url(),
        "languages": _languages(context),
    }


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context):
    return {"languages": _languages(context)}


def _languages(context) -> list[dict]:
    """The languages with what the reader has chosen in a list (`language_queries`, home.localize.choices);
    what search engines are told of them (`alternates`) stays without."""
    queries = context.get("language_queries") or {}
    return [
        one | {"url": f"{one['url']}?{queries[one['code']]}"}
        if one["translated"] and queries.get(one["code"])
        else one
        for one in layout(context).languages
    ]


@register.inclusion_tag("components/crumbs.html", takes_context=True)
def crumbs(context):
    """The path above the page; `more_crumbs` of a route below a page lead to it from there."""
    return {"items": [*layout(context).crumbs, *context.get("more_crumbs", ())]}


@register.inclusion_tag("components/footer.html", takes_context=True)
def footer(context):
    return layout(context).footer


@register.inclusion_tag("components/untranslated.html", takes_context=True)
def untranslated_note(context):
    """Above an original that is not translated yet, with a mail to the office that asks for it; what was
    withdrawn is not asked for."""
    now = layout(context)
    withdrawn = now.language in now.withdrawn
    email, page = now.network.email, now.page
    subject = _("Please translate: %(title)s") % {"title": page.title} if page else ""
    return {
        "withdrawn": withdrawn,
        "content_lang": context.get("content_lang"),
        "home_url": now.home_url,
        "request_url": f"mailto:{email}?subject={quote(subject)}" if email and page and not withdrawn else "",
    }


@register.simple_tag(takes_context=True)
def canonical(context) -> SafeString | str:
    """The one address of this content: `canonical_url` of the view, else the page's, with the number of a
    list's second page and further ones."""
    now = layout(context)
    own = now.page.get_full_url(now.request) if now.page is not None and now.page.pk else ""
    url = context.get("canonical_url") or own
    number = getattr(context.get("page_obj"), "number", 1)
    if url and number > 1:
        url = f"{url}?page={number}"
    return format_html('<link rel="canonical" href="{}">', url) if url else ""


@register.simple_tag(takes_context=True)
def alternates(context) -> SafeString | str:
    """hreflang links for each language that has its own words, and x-default (domain.md#languages)."""
    now = layout(context)
    if now.request is None or not (now.page is None or now.language in now.translations):
        return ""
    links = [(entry["code"], entry["url"]) for entry in now.languages if entry["translated"]]
    if len(links) < 2:
        return ""
    links = [(code, now.request.build_absolute_uri(url)) for code, url in links]
    links.append(("x-default", dict(links).get(settings.LANGUAGE_CODE, links[0][1])))
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', links)


@register.simple_tag(takes_context=True)
def feed_links(context, **narrowed) -> SafeString | str:
    """Links in the head to the feeds of the language, those of this topic, place or author first."""
    now = layout(context)
    feeds = _subscriptions(now, **narrowed) if narrowed else []
    links = [feed for feed in [*feeds, *_subscriptions(now)] if feed.type in (ATOM, RSS)]
    return format_html_join(
        "\n",
        '<link rel="alternate" type="{}" title="{} ({})" href="{}">',
        [(feed.type, feed.title, feed.name, feed.url) for feed in links],
    )


@register.inclusion_tag("components/subscribe.html", takes_context=True)
def subscribe(context, **narrowed):
    """The same as links to see, with the calendars: of a topic, place or author, else of this very list."""
    now = layout(context)
    items = _subscriptions(now, **narrowed)
    if not narrowed and now.page is not None:
        url = now.page.get_url(now.request) or ""
        items = subscriptions_of(now.page.specific_class, now.page.title, url, now.page.language)
    calendars = [subscribe_address(context, item.url) for item in items if item.type == CALENDAR]
    return {"items": items, "webcal_url": calendars[0] if calendars else ""}


@register.simple_tag(takes_context=True)
def subscribe_address(context, url: str) -> str:
    """The address by which a calendar program subscribes to the calendar at that URL of this host."""
    return webcal(context["request"].build_absolute_uri(url))


def _subscriptions(now: PageLayout, **narrowed) -> list[Subscription]:
    lists = [
        subscriptions_of(page.kind, page.name, now.url_of(page), page.language, **narrowed)
        for page in now.first_level
    ]
    return [item for items in lists for item in items]


@register.simple_tag
def search_url() -> str:
    """Address of the search in the reader's language, empty where the site has none."""
    try:
        return reverse("search")
    except NoReverseMatch:
        return ""
