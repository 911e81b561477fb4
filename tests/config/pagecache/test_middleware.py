"""What is kept for anonymous readers, what never is, and how it is sent."""

import cProfile
import gzip
import pstats
from datetime import timedelta

import brotli
import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from config.pagecache import changes, keys, middleware, store
from events.display.filters import CalendarFilter
from home.formatting.dates import as_day
from home.media.renditions import SHAPES
from news.filters import NewsFilter
from tests import factories


@pytest.fixture
def network(db, settings):
    settings.PAGE_CACHE = True
    return factories.Network(indexes=["news", "events"])


def commit():
    """A test is one transaction; what it wrote so far counts as an earlier one from here on."""
    connection.run_on_commit.clear()


def how(response) -> str:
    return response.get("X-Page-Cache", "")


def test_an_answer_is_kept_in_each_encoding_and_confirmed_with_304(client, article):
    first, plain = client.get(article.url), client.get(article.url)

    assert (how(first), how(plain)) == ("miss", "hit")
    assert first.content == plain.content
    assert plain["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=1"
    assert "Accept-Encoding" in plain["Vary"]
    assert "Cookie" not in plain["Vary"]
    assert plain["Content-Security-Policy"] == first["Content-Security-Policy"]
    tags = {plain["ETag"]}
    for accepted, unpack in (("gzip", gzip.decompress), ("gzip, br;q=0.8", brotli.decompress)):
        packed = client.get(article.url, headers={"accept-encoding": accepted})
        assert unpack(packed.content) == plain.content
        assert packed["Content-Length"] == str(len(packed.content))
        assert len(packed.content) < len(plain.content) / 2
        tags.add(packed["ETag"])
        again = client.get(
            article.url, headers={"accept-encoding": accepted, "if-none-match": packed["ETag"]}
        )
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", packed["ETag"])
    assert len(tags) == 3
    for nothing in ("br;q=0, gzip;q=0", "br;q=0.0, gzip;q=0.00", "br; q=0.000, gzip; q = 0.0"):
        assert "Content-Encoding" not in client.get(article.url, headers={"accept-encoding": nothing})
    second = client.get(article.url, headers={"accept-encoding": "br;q=0.0, gzip;q=0.1"})
    assert second["Content-Encoding"] == "gzip"
    assert client.get(article.url, headers={"if-modified-since": plain["Last-Modified"]}).status_code == 304
    head = client.head(article.url)
    assert (head.content, head["Content-Length"]) == (b"", str(len(plain.content)))


def test_what_one_process_made_the_others_have(client, article):
    client.get(article.url)
    store.memory.clear()  # as in another process
    assert how(client.get(article.url)) == "hit"


@pytest.mark.parametrize("language", ["de", "nl"])
def test_the_language_of_the_request_before_does_not_matter(client, network, language):
    for index in network.news.values():
        with override(language):
            assert how(client.get(index.url)) == "miss"
            assert how(client.get(index.url)) == "hit"


def test_every_choice_of_a_list_reaches_it():
    """The calendar's audience did not: whoever chose one got all dates."""
    choices = {*CalendarFilter.base_fields, *NewsFilter.base_fields}
    assert choices == keys.PARAMETERS & choices | keys.NEVER_WITH


def test_unknown_parameters_neither_multiply_nor_poison(client, network, article):
    url = network.news["de"].url
    clean = client.get(url)
    marked = client.get(f"{url}?utm_source=%3Cscript%3E&fbclid=1")
    assert (how(clean), how(marked)) == ("miss", "hit")
    assert marked.content == clean.content

    store.memory.clear()
    cache.clear()
    made = client.get(f"{url}?utm_source=evil&year=2026")
    assert how(made) == "miss"
    assert b"utm_source" not in made.content
    assert how(client.get(f"{url}?year=2026")) == "hit"
    assert how(client.get(f"{url}?year=2025")) == "miss"
    assert how(client.get(f"{url}?q=Schule")) == ""


def test_hosts_and_schemes_have_answers_of_their_own(client, article, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    client.get(article.url)
    assert how(client.get(article.url, headers={"host": "other.example.org"})) == "miss"
    assert how(client.get(article.url, secure=True)) == "miss"
    assert client.get(article.url, headers={"host": "evil.example.org"}).status_code == 400


def test_nothing_of_a_person_a_draft_or_an_error_is_kept(client, admin_client, network, article):
    known = [how(admin_client.get(article.url)) for _ in range(2)]
    assert known == ["", ""]
    assert "private" in admin_client.get(article.url)["Cache-Control"]
    for path in ("/de/gibt-es-nicht/", "/", "/de/suche/?q=Hof", "/admin/login/"):
        assert [how(client.get(path)) for _ in range(2)] == ["", ""], path

    draft = factories.article(network.news["de"], title="Entwurf", live=False)
    assert client.get(draft.url).status_code == 404
    assert how(client.post(article.url)) == ""

    client.get(article.url)
    commit()
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")
    asked = client.get(article.url)
    assert how(asked) == ""
    assert article.title not in asked.content.decode().partition("<main")[2]


def test_a_missing_page_is_kept_neither_before_nor_after(client, article):
    client.get(article.url)
    commit()
    article.unpublish()
    assert client.get(article.url).status_code == 404


@pytest.mark.parametrize("moment", ["registration_opens", "registration_closes"])
def test_an_answer_ends_at_midnight_and_at_the_moments_of_the_calendar(client, network, monkeypatch, moment):
    # In the morning, so that no midnight lies between.
    begin = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: begin)
    in_an_hour = begin + timedelta(hours=1)
    session = factories.publish(
        factories.session(
            network.events["de"], title="Rundgang", start_date=as_day(begin) + timedelta(days=9),
            registration_mode="form", **{moment: in_an_hour},
        )
    )  # fmt: skip
    assert b"Rundgang" in client.get(session.url).content
    assert how(client.get(session.url)) == "hit"

    monkeypatch.setattr("django.utils.timezone.now", lambda: in_an_hour - timedelta(seconds=1))
    assert how(client.get(session.url)) == "hit"
    monkeypatch.setattr("django.utils.timezone.now", lambda: in_an_hour)
    assert how(client.get(session.url)) == "miss"
    monkeypatch.setattr("django.utils.timezone.now", lambda: in_an_hour + timedelta(days=1))
    assert how(client.get(session.url)) == "miss"


def test_what_another_made_while_one_looked_is_not_made_again(client, article, monkeypatch):
    client.get(article.url)
    looks = iter([None])  # at the first look the other one was still at work
    found = middleware._found
    monkeypatch.setattr(middleware, "_found", lambda *args: next(looks, True) and found(*args))

    assert how(client.get(article.url)) == "waited"
    assert how(client.get(article.url)) == "hit"


def test_a_page_names_the_files_of_its_pictures_once_they_are_there(client, network):
    image = factories.image(size=(500, 400))
    article = factories.publish(factories.article(network.news["de"], lead_image=image))
    commit()
    assert "/pictures/" in client.get(article.url).text
    commit()
    image.get_renditions(*SHAPES["wide"].specs)

    again = client.get(article.url)
    assert (how(again), "/pictures/" in again.text) == ("miss", False)
    assert how(client.get(article.url)) == "hit"


def test_a_hit_costs_one_query_and_few_calls(client, article, monkeypatch):
    for _ in range(2):
        client.get(article.url)
    profile, read, states = cProfile.Profile(), changes._read, []
    monkeypatch.setattr(changes, "_read", lambda: states.append(read()) or states[-1])
    with CaptureQueriesContext(connection) as asked:
        response = client.get(article.url)
    request = RequestFactory().get(article.url)
    answer = WSGIHandler().get_response
    profile.runcall(answer, request)

    assert how(response) == "hit"
    assert (asked.captured_queries, len(states)) == ([], 2)  # once for each of the two requests
    assert pstats.Stats(profile).total_calls <= 1000
