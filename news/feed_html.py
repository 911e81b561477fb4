"""The words of an article as feed readers can show them: plain HTML with whole addresses."""

import unicodedata

import nh3
from django.utils.html import escape

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption"),
    *("img", "a", "strong", "b", "em", "i", "br", "hr", "cite", "q", "abbr", "sup", "sub", "time"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}
_ATTRIBUTES = {
    "a": {"href", "hreflang", "lang"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "*": {"lang"},
}


def text_for_feeds(article, request) -> str:
    """Lead and body of an article in tags that every reader knows, without classes and scripts."""
    stream = article.body.stream_block
    context = {"page": article, "request": request}
    html = stream.render(article.body, context=context) if article.body else ""
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative=("rewrite_with_base", article.get_full_url(request)),
    )
    lead = escape(one_line(article.lead))
    return without_controls(f"<p>{lead}</p>\n{cleaned}" if lead else cleaned)


def one_line(text: str) -> str:
    """Text for an element of XML: in one line, without characters that XML forbids."""
    return without_controls(" ".join(text.split()))


def without_controls(text: str) -> str:
    """XML 1.0 knows no control characters but tab and line ends, no lone surrogates, no U+FFFE and U+FFFF."""
    return "".join(letter for letter in text if letter in "\n\t" or not _forbidden(letter))


def _forbidden(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"
