"""An article as schema.org's NewsArticle."""

from django.utils.html import strip_tags

from home.metadata.open_graph import image_of
from home.metadata.structured_data import publisher

from .feeds import appeared

HEADLINE = 110  # characters, as Google's rules had them; others cut as well


def news_article(article, context: dict) -> dict:
    """From what its page shows already (news.page_context): no query but that of its picture."""
    layout = context["page_layout"]
    url = article.get_full_url(layout.request)
    office = publisher(layout)
    return {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "headline": article.title[:HEADLINE],
        "description": article.lead,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": article.language,
        "datePublished": appeared(article).isoformat(),
        "dateModified": (article.last_published_at or appeared(article)).isoformat(),
        "image": image_of(article, layout.request),
        "author": authors(article, context) or office,
        "publisher": office,
        "contentLocation": {"@type": "Place", "name": article.dateline.name} if article.dateline else None,
    }


def authors(article, context: dict) -> list[dict]:
    """The byline; of a text that is not ours, its source."""
    request = context["page_layout"].request
    if article.source_kind != article.SourceKind.OWN and article.source_name:
        return [{"@type": "Organization", "name": article.source_name, "url": article.source_url}]
    addresses = {person.name: person.url for person in context.get("people", ())}
    names = [strip_tags(str(name)) for name in context.get("byline", ())]
    return [
        {
            "@type": "Person",
            "name": name,
            "url": request.build_absolute_uri(addresses[name]) if name in addresses else None,
        }
        for name in names
    ]
