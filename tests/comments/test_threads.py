"""What readers see below a page: one thread for both languages, closed, hidden, with gaps."""

from datetime import timedelta

import pytest

from comments.models import Thread, TypeRule
from comments.services import author
from comments.services.threads import set_mode_of_page
from tests import factories

from .reader import soup_of

pytestmark = pytest.mark.django_db


def test_pages_for_visitors_depend_on_no_cookie(reader, pages, settings_row, public):
    response = reader.get(pages["de"].url)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrftoken" not in reader.cookies


def test_one_thread_for_both_languages_says_which_is_which(reader, pages, public, settings_row):
    """domain.md#foreign-words: each comment carries its own language."""
    public("nl", text="Mogen we een keer komen kijken?", name="Femke Hoekstra")
    public("de", text="Gern im Mai.", name="Bernd Kessens", email="x@example.org")

    for code, title, label in (("de", "2 Kommentare", "Nederlands"), ("nl", "2 reacties", "Deutsch")):
        soup = soup_of(reader.get(pages[code].url))
        assert soup.select_one("#comments-title").text == title
        assert [words["lang"] for words in soup.select(".thread .words")] == ["nl", "de"]
        foreign = soup.select(".thread article .meta span[lang]")
        assert [(span["lang"], span.text) for span in foreign] == [({"de": "nl", "nl": "de"}[code], label)]
    one = soup_of(reader.get(pages["de"].url + "?comments=nl"))
    assert [words.text for words in one.select(".thread .words")] == ["Mogen we een keer komen kijken?"]
    assert [a.get_text() for a in one.select(".tabs [aria-current]")] == ["Nederlands (1)"]
    unknown = soup_of(reader.get(pages["de"].url + "?comments=xx&comments_page=zz"))
    assert len(unknown.select(".thread .words")) == 2


def test_threads_can_be_separate(reader, pages, public, settings_row):
    public("nl", text="Alleen in het Nederlands.")
    settings_row.separate = True
    settings_row.save()

    assert soup_of(reader.get(pages["de"].url)).select(".thread") == []
    dutch = soup_of(reader.get(pages["nl"].url))
    assert dutch.select_one("#comments-title").text == "1 reactie"
    assert dutch.select(".tabs") == []


def test_removed_comments_leave_a_note_where_answers_hang(reader, pages, public):
    asked = public("nl", text="Weg hiermee", name="Weg Naam")
    public("nl", parent=asked, root=asked, text="Goed punt.")
    alone = public("nl", text="Ook weg")
    author.withdraw(asked.pk)
    author.withdraw(alone.pk)

    for code, note in (("de", "Kommentar entfernt"), ("nl", "Reactie verwijderd")):
        text = soup_of(reader.get(pages[code].url)).select_one(".thread").get_text(" ", strip=True)
        assert text.count(note) == 1
        assert "Goed punt." in text
        for gone in ("Weg hiermee", "Weg Naam", "Ook weg"):
            assert gone not in text


def test_closed_conversations_say_so_and_stay_readable(reader, post, pages, public, settings_row, now):
    """domain.md#comments."""
    public("de", text="Das war gut.")
    german = pages["de"]
    type(german).objects.update(first_published_at=now - timedelta(days=400))
    soup = soup_of(reader.get(german.url))

    assert soup.select("#comment-form") == []
    assert soup.select_one(".thread .words").text == "Das war gut."
    assert "kann hier nicht mehr kommentiert werden" in soup.select_one("#comments").get_text()
    assert post().status_code == 422
    thread = Thread.objects.get()
    thread.mode = "open"
    thread.save()
    assert soup_of(reader.get(german.url)).select("#comment-form")
    thread.mode = "closed"
    thread.save()
    assert soup_of(reader.get(pages["nl"].url)).select("#comment-form") == []
    thread.mode = "off"
    thread.save()
    assert soup_of(reader.get(german.url)).select("#comments") == []


def test_static_pages_have_none_unless_switched_on(reader, network, settings_row):
    """domain.md#comments: off by default, on for the kind of page or for one of them."""
    page = factories.publish(factories.standard_page(network.home["de"], title="Dienste", slug="dienste"))

    def has_form():
        return bool(soup_of(reader.get(page.url)).select("#comment-form"))

    assert not has_form()
    rule = TypeRule.objects.create(settings=settings_row, content_type=page.content_type, enabled=True)
    assert has_form()
    rule.delete()
    set_mode_of_page(page, "open")
    assert has_form()
    set_mode_of_page(page, "off")
    assert not has_form()


def test_the_address_of_a_writer_is_nowhere_to_be_seen(reader, pages, public, settings_row):
    """domain.md#comment-privacy, #comments: not in HTML, not in feeds, no hash of it, no picture from
    elsewhere."""
    import hashlib

    email = "hoekstra@example.org"
    public("de", email=email)
    for url in (pages["de"].url, "/de/kommentare/feed/", f"/de/kommentare/{pages['de'].pk}/feed/"):
        text = reader.get(url).content.decode().lower()
        assert "hoekstra" in text
        assert email not in text
        assert "gravatar" not in text
        for hashed in ("md5", "sha1", "sha256"):
            assert hashlib.new(hashed, email.encode()).hexdigest() not in text
