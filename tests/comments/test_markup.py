"""Hostile bodies end safe and readable (domain.md#comments): rendered alone, and all together on one page."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from comments.forms import text_help
from comments.markup import ALLOWED, LONGEST_WITH_TAGS, RENDERER_VERSION, allowed_tags, render, tidy
from comments.models import Comment, CommentSettings
from tests.growth import cost, growth
from tests.markup import nu_errors

from .hostile import BODIES
from .typed_texts import PLAIN, bodies, soups

# Of each a sixteenth is longer than LONGEST_WITH_TAGS, so that equals are compared.
LONG = {
    "words": "Wort " * 80_000,
    "quotations": "<q>" * 134_000,
    "quotations in blocks": "<blockquote>" * 33_400 + "Wort",
    "signs": "&" * 400_000,
    "brackets": "https://a.example/" + ")" * 400_000,
    "comments": "<!--" * 100_000,
}
SEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def check(html: str) -> None:
    """Nothing but the allowed tags, attributes and addresses; well-formed; encodable."""
    html.encode()
    assert not SEEN.search(html)
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        allowed = {"p": (), "br": ()} | ALLOWED
        assert tag.name in allowed
        assert set(tag.attrs) - {"rel"} <= set(allowed[tag.name])
        if tag.name == "a":
            assert tag["rel"] == ["nofollow", "ugc", "noopener"]
        for name in ("href", "cite"):
            assert re.match(r"https?://[^/@]+(/|$|\?|#)", tag.get(name, "https://a.example/"))


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_ends_safe_and_readable(name):
    html = render(BODIES[name])
    check(html)
    assert "W" in BeautifulSoup(html, "html.parser").get_text()
    assert render(html) == html  # what was made once is never made otherwise
    assert render(tidy(BODIES[name])) == html


def test_there_are_enough_of_them():
    assert len(BODIES) >= 60


def shown(html: str) -> str:
    """What a reader sees of it, but for blanks."""
    return "".join(BeautifulSoup(html, "html.parser").get_text().split())


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_markup_is_shown_as_it_was_typed(text):
    assert shown(render(text)) == "".join(text.replace("\x00", "").split())


def test_the_words_that_are_seen_are_the_words_that_were_typed():
    """Bodies of tags, signs of tags and words, from a seed; and nothing unsafe gets out."""
    for text, visible in bodies(1200, seed=11):
        html = render(text)
        assert shown(html) == visible, text
        check(html)
        assert render(html) == html, text
    for text, words in soups(800, seed=12):
        html = render(text)
        assert re.findall(r"WORT\d", html) == words, text
        check(html)
        assert render(html) == html, text


TAG_OF_THE_LIST = re.compile(
    rf"""</?(?:{"|".join([*ALLOWED, "p", "br"])})\b(?:"[^"]*"|'[^']*'|[^>"'])*>""", re.IGNORECASE
)
REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-f]+|lt|gt|quot|amp);", re.IGNORECASE)


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_loses_no_words(name):
    """Whatever stands outside of the tags that may be used is seen, in its order."""
    text = TAG_OF_THE_LIST.sub(" ", tidy(BODIES[name]))
    text = tidy(REFERENCE.sub(lambda found: unescape(found[0]), text))
    seen = iter(shown(render(BODIES[name])))
    assert [sign for sign in "".join(text.split()) if sign not in seen] == []


@pytest.mark.parametrize("name", LONG)
def test_a_long_text_takes_no_more_time_than_its_length_asks(name):
    body = LONG[name]
    assert len(body) // 16 >= LONGEST_WITH_TAGS
    assert growth(render, body) < 8
    html = render(body)
    assert html.startswith("<p>")
    assert set(re.findall(r"</?(\w+)", html)) <= {"p", "a", "br"}


def test_the_longest_text_with_tags_is_read_quickly_however_it_is_nested():
    for body in (
        "<blockquote>" * 1666,
        "<q>" * 6666,
        "".join(f"<b title={n}>" for n in range(700)) + "<p>x" * 2000,
    ):
        assert len(body) <= LONGEST_WITH_TAGS
        flat = "<b>x</b> " * (len(body) // 9)
        assert cost(render, body + "W") < 20 * cost(render, flat)


def test_exactly_the_tags_of_the_list_survive():
    """domain.md#comments: the list of WordPress, its obsolete tags as those of today, everything else
    stripped."""
    body = (
        '<a href="https://a.example/" title="t">a</a> <abbr title="t">b</abbr> '
        '<acronym title="t">c</acronym> <b>d</b> <blockquote cite="https://a.example/">e</blockquote> '
        "<cite>f</cite> <code>g</code> "
        '<del datetime="2026-11-22">h</del> <em>i</em> <i>j</i> <q cite="https://a.example/">k</q> <s>l</s> '
        "<strike>m</strike> <strong>n</strong> <h1>o</h1> <u>p</u> <table><tr><td>q</td></tr></table>"
    )
    found = {tag.name for tag in BeautifulSoup(render(body), "html.parser").find_all(True)}
    assert found == set(ALLOWED) | {"p"}
    assert '<abbr title="t">c</abbr>' in render(body)
    assert "<s>m</s>" in render(body)
    assert 'href="https://a.example/" title="t" rel="nofollow ugc noopener"' in render(body)


def test_the_list_beside_the_form_is_the_one_of_the_sanitizer():
    """domain.md#comments."""
    help_text = BeautifulSoup(text_help(CommentSettings()), "html.parser")
    assert [code.get_text() for code in help_text.find_all("code")] == allowed_tags()
    assert len(allowed_tags()) == len(ALLOWED) == 12
    for tag in allowed_tags():
        name = re.match(r"<(\w+)", tag)[1]
        filled = tag.replace('=""', '="https://a.example/"')
        assert f"<{name}" in render(f"{filled}Wort</{name}>")


@pytest.mark.django_db
def test_a_page_with_all_of_them_passes_the_nu_checker(client, pages, public, nu_checker):
    for body in BODIES.values():
        public("nl", text=tidy(body))
    html = client.get(pages["de"].url).content.decode()
    assert html.count('<article id="comment-') == len(BODIES)
    for status in ("withdrawn", "pending"):
        first = Comment.objects.filter(status="approved").first()
        public(parent=first, root=first, role="staff")
        Comment.objects.filter(pk=first.pk).update(status=status)
    answer = Comment.objects.filter(status="approved").first()
    pages_of_html = {
        "de": client.get(pages["de"].url).content.decode(),
        "nl": client.get(pages["nl"].url + "?comments=nl").content.decode(),
        "answer": client.get(reverse("comments:answer", args=[answer.pk])).content.decode(),
        "report": client.get(reverse("comments:report", args=[answer.pk])).content.decode(),
        "error": client.post(reverse("comments:post", args=[pages["de"].pk]), {"text": "x"}).content.decode(),
    }
    # Safari takes lists without bullets for none: they say what they are.
    assert [line for line in nu_errors(pages_of_html) if "“list” role" not in line] == []


@pytest.mark.django_db
def test_stored_html_is_made_anew_where_its_renderer_was_older(public):
    old, new = public(text="Alt"), public(text="Neu")
    Comment.objects.filter(pk=old.pk).update(renderer_version=0, body_html="<p>x</p>")
    Comment.objects.filter(pk=new.pk).update(body_html="<p>y</p>")
    call_command("render_comments", verbosity=0)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.body_html, old.renderer_version, new.body_html) == (
        "<p>Alt</p>",
        RENDERER_VERSION,
        "<p>y</p>",
    )


@pytest.mark.parametrize(
    ("text", "address", "shown_as"),
    [
        (
            "Siehe https://de.example/wiki/Inde_(Fluss).",
            "https://de.example/wiki/Inde_(Fluss)",
            "https://de.example/wiki/Inde_(Fluss)",
        ),
        ("(siehe https://a.example/x).", "https://a.example/x", "https://a.example/x"),
        ("(www.a.example/x_(y))", "https://www.a.example/x_(y)", "www.a.example/x_(y)"),
    ],
)
def test_a_bracket_that_opens_in_an_address_ends_it(text, address, shown_as):
    html = BeautifulSoup(render(text), "html.parser")
    assert (html.a["href"], html.a.text, html.text) == (address, shown_as, text)


def test_no_link_is_made_within_code_or_a_link():
    html = render(
        "<code>curl https://a.example/</code> "
        '<a href="https://a.example/">https://a.example/</a> https://a.example/'
    )
    assert html.count("<a ") == 2
    assert "<code>curl https://a.example/</code>" in html


@pytest.mark.parametrize(
    ("moment", "stays"),
    [
        ("2026-11-22", True),
        ("2026-11-22T10:00:00Z", True),
        ("2026-13-45", False),
        ("0000-01-01", False),
        ("gestern", False),
        ("2026-02-30", False),
        ("2026-11-22T10:00", False),
    ],
)
def test_a_moment_stays_that_is_one(moment, stays):
    assert (f'<del datetime="{moment}">' in render(f'<del datetime="{moment}">alt</del>')) is stays


def test_three_marks_on_a_letter_stay_and_a_fourth_is_dropped():
    """Vietnamese and scholars' letters have up to three; more climb over the lines above."""
    letter = "x\u0323\u0302\u0301"
    assert tidy(f"{letter} {letter}\u0300 y\u0300") == f"{letter} {letter} y\u0300".replace("y\u0300", "ỳ")


@pytest.mark.parametrize(("typed", "stay"), [(1, 1), (3, 3), (4, 3), (9, 3)])
def test_quotations_stand_at_most_three_deep(typed, stay):
    html = render("<blockquote>" * typed + "Wort" + "</blockquote>" * typed + "Danach")
    assert html.count("<blockquote>") == html.count("</blockquote>") == stay
    assert html.endswith("</blockquote><p>Danach</p>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Eins\nzwei", "<p>Eins<br>zwei</p>"),
        ("Eins\n\nzwei", "<p>Eins</p><p>zwei</p>"),
        ("Eins<br>\nzwei", "<p>Eins<br>zwei</p>"),
        ("<b>Eins\n\nzwei</b>", "<p><b>Eins</b></p><p><b>zwei</b></p>"),
        ("<b>a<i>b</b>c</i>", "<p><b>a<i>b</i></b><i>c</i></p>"),
        ("<b>a <b>b</b> c</b>", "<p><b>a b c</b></p>"),
        ("<b></b>Eins", "<p>Eins</p>"),
        ("<blockquote></blockquote>Eins", "<p>Eins</p>"),
        ("a <b>b</b> <i>c</i>", "<p>a <b>b</b> <i>c</i></p>"),
        ("<a>kein Ziel</a>", "<p>kein Ziel</p>"),
    ],
)
def test_lines_and_tags_become_well_formed_paragraphs(text, html):
    assert render(text) == html
