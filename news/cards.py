"""An article as it stands in a list."""

from comments.counts import count_of
from home.cards import ArticleCard, TopicTag
from home.formatting.dates import long_date
from home.formatting.person_names import join_names
from home.layout import layout_of
from home.localize.resolve import foreign, page_url
from home.models import SiteSettings
from home.record_urls import record_url


def story_of(article, *, language: str, network, request=None) -> ArticleCard:
    """The card of an article for a reader of a language; of `ArticleQuerySet.with_cards` without a query.

    `network` are the site's settings. Its words keep their own language where they are not translated, and
    so does the date, which stands beside them.
    """
    return ArticleCard(
        title=article.title,
        url=page_url(article, language, request),
        key=article.translation_key,
        lang=foreign(article, language),
        topic=first_topic(article, language, request),
        dateline=dateline_of(article, network),
        lead=article.lead,
        date=long_date(article.date, language),
        iso=article.date.isoformat(),
        byline=join_names((row.author.title for row in article.page_authors.all()), language),
        image=article.lead_image,
        plan=article.pk,
        comments=count_of(article),
    )


def mark_of(topic, language: str, request=None) -> TopicTag:
    """A topic with its address, which is in the topic's own language."""
    return TopicTag(
        name=topic.name, zone=topic.zone, url=record_url(topic, request), lang=foreign(topic, language)
    )


def first_topic(article, language: str, request=None) -> TopicTag | None:
    row = next(iter(article.page_topics.all()), None)
    return mark_of(row.topic, language, request) if row else None


# The letters by which each language's papers name a country behind a place.
_COUNTRY_SIGN = {"DE": "D", "NL": "NL", "BE": "B", "AT": "A", "CH": "CH", "LU": "L"}


def dateline_of(article, network) -> str:
    """The place before the first words, without its full stop: "Hagen"; where the network wants it with the
    country for readers across the border: "Kamen (D)" on Dutch pages (domain.md#places)."""
    place = article.dateline
    if place is None:
        return ""
    at_home = {"de": "DE", "nl": "NL"}.get(article.language) == place.country
    if at_home or not network.dateline_country:
        return place.name
    return f"{place.name} ({_COUNTRY_SIGN[place.country]})"


def network_for(request, page) -> SiteSettings:
    """The settings of the site that is asked for, which its layout needs anyway; else of the page's own."""
    if request is None:
        return SiteSettings.for_site(page.get_site())
    return (getattr(request, "page_layout", None) or layout_of(request, page)).network
