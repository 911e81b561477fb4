"""The tag library `formatting`: what templates print, in both languages, escaped."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from home.templatetags import formatting


def rendered(source, lang="de", **context):
    with translation.override(lang):
        return Template("{% load formatting %}" + source).render(Context(context))


DAY = date(2017, 3, 15)


@pytest.mark.parametrize(
    ("source", "value", "german", "dutch"),
    [
        ("{{ x|long_date }}", DAY, "15.\u00a0März 2017", "15 maart 2017"),
        ("{{ x|long_date:'nl' }}", DAY, "15 maart 2017", "15 maart 2017"),
        ("{{ x|short_date }}", DAY, "15.03.2017", "15-03-2017"),
        ("{{ x|iso_stamp }}", DAY, "2017-03-15", "2017-03-15"),
        ("{{ x|vat_note }}", "excl", "zzgl. MwSt.", "excl. btw"),
        ("{{ x|country_name }}", "NL", "Niederlande", "Nederland"),
        ("{% price x %}", Decimal("2500"), "2.500\u00a0€", "€\u00a02.500"),
        ("{% price x %}", 0, "kostenlos", "gratis"),
        ("{% price x currency='CHF' %}", 90, "90\u00a0CHF", "CHF\u00a090"),
        ("{% price x words=True %}", 90, "90\u00a0Euro", "90\u00a0euro"),
        ("{{ x|join_names }}", ["A", "B", "C"], "A, B und C", "A, B en C"),
        ("{{ x|shy }}", "Quartiersmanagement", "Quartiers\u00admanagement", None),
    ],
)
def test_text(source, value, german, dutch):
    assert rendered(source, "de", x=value) == german
    if dutch is not None:
        assert rendered(source, "nl", x=value) == dutch


FILTERS = [
    "long_date",
    "short_date",
    "iso_stamp",
    "vat_note",
    "moment",
]
FILTERS += ["country_name", "join_names"]


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("value", [None, ""])
def test_no_value_prints_nothing(name, value):
    assert rendered("{{ x|%s }}" % name, x=value) == ""  # noqa: UP031


@pytest.mark.parametrize("tag", ["stamp", "price", "old_item_note"])
def test_tags_without_a_value_print_nothing(tag):
    assert rendered(f"{{% {tag} x %}}", x=None) == ""


def test_time_elements():
    sent = datetime(2026, 11, 20, 10, 3, tzinfo=UTC)
    assert rendered("{% stamp x %}", x=DAY) == '<time datetime="2017-03-15">15.\u00a0März 2017</time>'
    assert rendered("{% stamp x style='moment' %}", "nl", x=sent) == (
        '<time datetime="2026-11-20T11:03+01:00">20 november 2026, 11.03\u00a0uur</time>'
    )


ATTACK = '<script>alert("x")</script>\0\u202e'
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\0\u202e"


@pytest.mark.parametrize("source", ["{{ x|shy }}", "{{ x|country_name }}", "{{ y|join_names }}"])
def test_filters_escape(source):
    assert rendered(source, x=ATTACK, y=[ATTACK]) == ESCAPED


def test_safe_links_stay_links():
    link = SafeString('<a href="/x/">A</a>')
    assert rendered("{{ x|join_names }}", x=[link, "<B>"]) == '<a href="/x/">A</a> und &lt;B&gt;'
    assert rendered("{{ x|shy }}", x=SafeString('<b title="Quartiersmanagement">x</b>')) == (
        '<b title="Quartiersmanagement">x</b>'
    )


def test_a_wrong_amount_does_not_break_a_page():
    assert rendered("{% price x %}", x="viel") == ""


def test_an_old_item_says_so(monkeypatch):
    monkeypatch.setattr(formatting.timezone, "localdate", lambda timezone: date(2020, 1, 1))
    assert rendered("{% old_item_note x %}", "de", x=date(2018, 5, 2)) == "Dieser Artikel ist von 2018."
    assert rendered("{% old_item_note x %}", "nl", x=date(2018, 5, 2)) == "Dit artikel is uit 2018."
    assert rendered("{% old_item_note x %}", "nl", x=date(2019, 5, 2)) == ""
