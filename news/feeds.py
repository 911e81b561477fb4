"""The newest articles of one language as Atom (RFC 4287) and RSS 2.0, whole or narrowed.

Nothing in a feed depends on the moment of the request, so that its digest is an ETag. An entry keeps its id
whatever becomes of its title, slug and place in the tree.
"""

import hashlib
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.utils.translation import override
from wagtail.models import Site

from authors.models import AuthorPage
from home import memo
from home.formatting.dates import ZONE
from home.media.renditions import length_of, renditions_of
from home.models import Place, Topic
from home.visibility import readable_for

from .cards import network_for
from .feed_html import one_line, text_for_feeds
from .querysets import ArticleQuerySet

NEWEST = 30
NARROWED_BY = {
    "topic": ArticleQuerySet.by_topic,
    "place": ArticleQuerySet.by_place,
    "author": ArticleQuerySet.by_author,
}
ENCLOSURE = "format-jpeg|fill-1080x720"
# The year that this scheme of ids began; a tag URI names a time at which its host was ours (RFC 4151).
TAG = "tag:{host},2026:{key}:{language}{narrowed}"


class AtomFeed(Atom1Feed):
    """Atom with each author on its own and the whole text beside the lead."""

    def latest_post_date(self):
        return self.feed["changed"]

    def item_attributes(self, item):
        return {"xml:lang": item["language"]} if item["language"] != self.feed["language"] else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["people"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(Rss201rev2Feed):
    """RSS with each author by Dublin Core and the whole text as content:encoded."""

    def latest_post_date(self):
        return self.feed["changed"]

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["people"]:
            handler.addQuickElement("dc:creator", name)
        if item["language"] != self.feed["language"]:
            handler.addQuickElement("dc:language", item["language"])
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])


KINDS = {"atom": AtomFeed, "rss": RssFeed}


def respond(index, request, kind: str) -> HttpResponse:
    """The feed of a news page; 304 where nothing changed, 404 for an unknown topic, place or person."""
    with override(index.language):
        feed = _feed(index, request, KINDS[kind])
    content = feed.writeString("utf-8").encode()
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    changed = _last_changed(feed, etag).replace(microsecond=0)
    response = HttpResponse(content, content_type=feed.content_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = "max-age=900"
    return get_conditional_response(
        request, etag=etag, last_modified=int(changed.timestamp()), response=response
    )


def _last_changed(feed, etag: str) -> datetime:
    """When the feed last became another one, as far as the cache knows: what is taken offline or renamed has
    no date of its own, and a reader who asks by date only would never learn of it."""
    name = f"feed-{hashlib.sha256(feed.feed['feed_url'].encode()).hexdigest()}"
    known, moment = cache.get(name) or (etag, feed.latest_post_date())
    if known != etag:
        moment = max(timezone.now(), feed.latest_post_date())
    cache.set(name, (etag, moment), 365 * 24 * 3600)
    return moment


def _feed(index, request, kind):
    network = network_for(request, index)
    narrowed = narrowing(index, request)
    articles = index.get_articles(network)
    for name, record in narrowed.items():
        articles = NARROWED_BY[name](articles, record)
    chosen = ("feed", index.pk, network.show_untranslated_articles, *_identity(narrowed))
    keys = memo.until_next_change(chosen, lambda: list(articles.values_list("pk", flat=True)[:NEWEST]))
    articles = list(index.get_shown(keys))
    site = Site.find_for_request(request) or index.get_site()
    names = [getattr(record, "name", None) or record.title for record in narrowed.values()]
    url = index.get_full_url(request)
    identity = "".join(f":{part}" for part in _identity(narrowed))
    feed = kind(
        title=one_line(" – ".join([": ".join([index.title, *names]), network.network_name])),
        link=url,
        description=one_line(index.lead or index.search_description or index.title),
        language=index.language,
        author_name=one_line(network.network_name),
        feed_url=request.build_absolute_uri(_address(request, narrowed)),
        feed_guid=TAG.format(
            host=site.hostname, key=index.translation_key, language=index.language, narrowed=identity
        ),
        changed=max([_changed(index), *map(_changed, articles)]),
    )
    for article in articles:
        with override(article.language):
            _add(feed, article, network, site, request)
    return feed


def _identity(narrowed: dict) -> list[str]:
    return [f"{name}={record.translation_key}" for name, record in narrowed.items()]


def _address(request, narrowed: dict) -> str:
    """The feed's own address, without parameters that it does not know."""
    query = urlencode({name: record.slug for name, record in narrowed.items()})
    return f"{request.path}?{query}" if query else request.path


def narrowing(index, request) -> dict:
    """The topic, place and author that the address names; raises Http404 for one that does not exist."""
    records = {
        "topic": Topic.objects.live().filter(locale_id=index.locale_id),
        "place": Place.objects.live().filter(locale_id=index.locale_id),
        "author": readable_for(AuthorPage.objects.all(), index.locale),
    }
    found = {}
    for name, queryset in records.items():
        slug = request.GET.get(name, "").replace("\x00", "")[:255]
        if slug:
            found[name] = queryset.filter(slug=slug).first()
            if found[name] is None:
                raise Http404
    return found


def _add(feed, article, network, site, request) -> None:
    press = article.source_kind == article.SourceKind.PRESS
    rows = [] if press else [row.author for row in article.page_authors.all()]
    feed.add_item(
        title=one_line(article.title),
        link=article.get_full_url(request),
        description=escape(one_line(article.lead)),
        content=text_for_feeds(article, request) if network.full_text_feeds else "",
        people=[one_line(person.title) for person in rows],
        pubdate=appeared(article),
        updateddate=_changed(article),
        unique_id=TAG.format(
            host=site.hostname, key=article.translation_key, language=article.language, narrowed=""
        ),
        unique_id_is_permalink=False,
        categories=[one_line(row.topic.name) for row in article.page_topics.all()],
        enclosures=_enclosures(article, request),
        language=article.language,
    )


def appeared(article) -> datetime:
    """The moment of publication where that was on the article's date, else the beginning of that day."""
    first = article.first_published_at
    if first and first.astimezone(ZONE).date() == article.date:
        return first
    return datetime.combine(article.date, time.min, ZONE)


def _changed(page) -> datetime:
    return page.last_published_at or page.first_published_at or datetime(2026, 1, 1, tzinfo=UTC)


def _enclosures(article, request) -> list[Enclosure]:
    """The lead image as a JPEG that every reader shows; its length is read from the store once, and is 0 as
    long as nobody has asked for it."""
    if article.lead_image is None:
        return []
    rendition = renditions_of(article.lead_image, [ENCLOSURE])[ENCLOSURE]
    address = request.build_absolute_uri(rendition.url)
    return [Enclosure(address, str(length_of(rendition)), "image/jpeg")]
