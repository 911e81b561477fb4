"""Whatever stands behind the question mark of a public address: an answer at a bounded cost, never HTML."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.conversation import LANGUAGE_PARAMETER, PAGE_PARAMETER
from home.models import PageTopic
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NAMES = [
    *("q", "topic", "place", "author", "kind", "audience", "year", "when", "page", "p"),
    *(LANGUAGE_PARAMETER, PAGE_PARAMETER),
]
MARKUP = "%22%27%3E%3Cscript%3Ekwartier%28%29%3C/script%3E"
# As they are sent: percent escapes, not characters.
VALUES = {
    "markup": MARKUP,
    "quotes": "%22%27%60%5C%22a%22b",
    "nul": "%00Haus%00",
    "long": "x" * 10_000,
    "blanks": "+%20%09%0D%0A+",
    "operators": "AND+OR+NOT+%28+%29+*+%5E+:+-+%26+%7C+!+%25+_",
    "lone surrogate": "%ED%A0%80Haus%ED%BF%BF",
    "no UTF-8": "%FF%FE%C0%80%80",
    "no escape": "%ZZ%%%u0041",
    "huge": "9" * 400,
    "negative": "-1",
    "right to left": "%E2%80%AE%E2%80%8Fsuah%E2%80%AC",
}
SHAPES = {
    "each once": lambda value: [(name, value) for name in NAMES],
    "arrays": lambda value: [(f"{name}{sign}", value) for name in NAMES for sign in ("[]", "[0]", "[a][b]")],
}
MANY = [(name, str(number)) for name in NAMES for number in range(500)]


@pytest.fixture
def addresses():
    network = factories.Network()
    topic = factories.topic(network.de)
    article = factories.article(network.news["de"], title="Haus am Markt")
    article.page_topics.add(PageTopic(topic=topic))
    factories.publish(article)
    day = timezone.localdate() + timedelta(days=30)
    session = factories.publish(factories.session(network.events["de"], start_date=day))
    person = factories.author(network.authors["de"])
    news, events = network.news["de"].url, network.events["de"].url
    return {
        "search": reverse("search"),
        "news": news,
        "Atom": f"{news}feed/atom/",
        "RSS": f"{news}feed/rss/",
        "calendar": events,
        "calendar file": f"{events}kalender.ics",
        "file of a session": f"{session.url}termin.ics",
        "article with comments": article.url,
        "feed of comments": reverse("comments:page_feed", args=[article.pk]),
        "person": person.url,
        "sitemap": "/sitemap-pages.xml",
    }


def visit(client, url: str, pairs) -> tuple[object, list[str]]:
    with CaptureQueriesContext(connection) as seen:
        response = client.get(url, QUERY_STRING="&".join(f"{name}={value}" for name, value in pairs))
    return response, [query["sql"] for query in seen]


def hostile():
    for shape, pairs in SHAPES.items():
        for name, value in VALUES.items():
            if shape == "each once" or name == "markup":
                yield f"{name}, {shape}", pairs(value)
    yield "500 times", MANY


@pytest.mark.parametrize(
    "name",
    [
        *("search", "news", "Atom", "RSS", "calendar", "calendar file", "file of a session"),
        *("article with comments", "feed of comments", "person", "sitemap"),
    ],
)
def test_any_query_gets_an_answer_at_a_bounded_cost(client, addresses, name):
    url = addresses[name]
    client.get(url)
    usual, asked = visit(client, url, [("q", "Haus")])
    assert usual.status_code == 200
    _lost, asked_in_vain = visit(client, "/de/gibt-es-nicht/", [])
    most = max(len(asked), len(asked_in_vain)) + 8
    longest = max(map(len, asked + asked_in_vain)) + 3_000
    for what, pairs in hostile():
        response, asked = visit(client, url, pairs)
        body = response.getvalue() if response.streaming else response.content
        assert response.status_code < 500, what
        assert len(asked) <= most, (what, len(asked))
        assert max(map(len, asked), default=0) <= longest, what
        assert b"<script>kwartier" not in body, what
        assert b"\"'><" not in body, what
        assert b"\x00" not in body, what
        sent = sum(len(name) + len(value) + 2 for name, value in pairs)
        assert len(body) < 2 * len(usual.content) + 3 * sent + 30_000, what
        assert "<" not in response.get("Location", ""), what
        assert "\n" not in response.get("Location", ""), what


def test_nor_do_kept_pages_mind(client, addresses, settings):
    settings.PAGE_CACHE = settings.MEMO = True
    for name in ("news", "calendar", "article with comments"):
        for what, pairs in (("markup", [("topic", MARKUP)]), ("nul", [("topic", "%00"), ("page", "%FF")])):
            for _visit in range(2):
                response, _asked = visit(client, addresses[name], pairs)
                assert response.status_code == 200, (name, what)
                assert b"<script>kwartier" not in response.content
