"""Parts of pages that are kept ready: the same page, made of less, and never an old line."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Thread
from comments.services import moderate
from events.models import SessionSeats
from home.renditions import SHAPES
from news.models import ArticlePage
from tests import factories


@pytest.fixture
def looked_up(monkeypatch):
    """How often an article was looked up for its template."""
    calls, before = [], ArticlePage.get_details
    monkeypatch.setattr(
        ArticlePage, "get_details", lambda page, request: calls.append(page.pk) or before(page, request)
    )
    return calls


def commit():
    """A test is one transaction; what it wrote so far counts as an earlier one from here on."""
    connection.run_on_commit.clear()


def text(url, client=None, **parameters) -> str:
    response = (client or Client()).get(url, parameters)
    assert response.status_code == 200
    return response.content.decode()


def waiting(page) -> Comment:
    thread = Thread.objects.create(translation_key=page.translation_key, title=page.title)
    return Comment.objects.create(
        thread=thread, page=page, language="de", name="Jo", email="jo@example.org",
        body="Wer haftet?", body_html="<p>Wer haftet?</p>", status=Comment.Status.PENDING,
        confirmed_at=timezone.now(),
    )  # fmt: skip


def test_every_kind_of_page_is_the_same_out_of_its_parts(network, article, session, settings):
    series = factories.publish(factories.series(network.events["de"]))
    pages = [
        network.home["nl"],
        network.topics["de"],
        network.places["nl"],
        network.authors["de"],
        factories.publish(factories.author(network.authors["de"])),
        factories.publish(factories.standard_page(network.home["de"])),
        *network.news.values(),
        *network.events.values(),
        article,
        series,
        session,
    ]
    for page in pages:
        settings.PAGE_PARTS = False
        expected = text(page.url)
        settings.PAGE_PARTS = True
        first = text(page.url)
        with CaptureQueriesContext(connection) as queries:
            assert without_stamps(text(page.url)) == without_stamps(first) == without_stamps(expected)
        assert len(queries) <= 7, "\n".join(q["sql"][:60] + " … " + q["sql"][-130:] for q in queries)


def without_stamps(html: str) -> str:
    """A comment form says when it was made."""
    return "\n".join(line for line in html.splitlines() if 'name="token"' not in line)


def test_a_comment_changes_nothing_but_the_conversation(article, looked_up):
    comment = waiting(article)
    commit()
    assert "Wer haftet?" not in text(article.url)
    commit()
    moderate.approve(comment.pk, user=None)

    assert "Wer haftet?" in text(article.url)
    assert len(looked_up) == 1


def test_seats_change_the_pages_that_show_them(article, session, looked_up):
    commit()
    text(article.url)
    assert "ausgebucht" not in text(session.url).lower()
    commit()
    SessionSeats.objects.filter(pk=session.seats_id).update(taken=20)

    assert "ausgebucht" in text(session.url).lower()
    text(article.url)
    assert len(looked_up) == 1


def test_what_an_editor_changes_is_seen_at_once(network, article):
    commit()
    text(article.url), text(network.news["de"].url)
    commit()
    article.title = "Ein zweiter Hof"
    factories.publish(article)

    assert "Ein zweiter Hof" in text(article.url)
    assert "Ein zweiter Hof" in text(network.news["de"].url)


def test_a_page_names_the_files_of_its_pictures_once_they_are_there(network):
    image = factories.image(size=(500, 400))
    article = factories.publish(factories.article(network.news["de"], lead_image=image))
    commit()
    assert "/pictures/" in text(article.url)
    commit()
    image.get_renditions(*SHAPES["wide"].specs)

    assert "/pictures/" not in text(article.url)


def test_a_day_that_passes_changes_the_calendar(network, session, monkeypatch):
    commit()
    assert "Rundgang" in text(network.events["de"].url)
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    assert "Rundgang" not in text(network.events["de"].url)


def test_each_choice_of_a_list_is_a_page_of_its_own(network):
    for number in range(13):
        factories.article(network.news["de"], title=f"Nachricht {number}", slug=f"n{number}")
    commit()
    url = network.news["de"].url
    first = text(url)

    assert "Nachricht 0" in text(url, page=2)
    assert "Nachricht 0" not in first
    assert text(url) == first


@pytest.mark.parametrize("parameters", [{"utm_source": "x"}, {"page": "1", "fbclid": "x"}])
def test_an_address_with_foreign_words_is_made_for_itself(network, article, looked_up, parameters):
    commit()
    text(article.url)
    text(article.url, **parameters)
    text(article.url)

    assert len(looked_up) == 2


def test_whoever_is_known_and_a_preview_get_their_own(article, looked_up):
    commit()
    text(article.url)
    known = Client()
    known.force_login(factories.superuser())
    text(article.url, known)
    preview = article.make_preview_request()

    assert preview.status_code == 200
    assert len(looked_up) == 3
