"""What an answer is kept by, and which requests may be given one: functions that ask no database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.pagecache import entry as entries
from config.pagecache.entry import Entry, is_storable, made_of
from config.pagecache.keys import LONGEST, address_of
from config.pagecache.store import Memory
from config.pagecache.watch import part_changed

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
PAGE = "/de/"


def entry(**values) -> Entry:
    known = {
        "headers": (("Content-Type", "text/html"),),
        "control": "max-age=0, public",
        "bodies": {"": b"plain", "gzip": b"zip", "br": b"br"},
        "state": {"site": (5, 2)},
        "until": NOW + timedelta(hours=1),
        "tag": "abc",
        "modified": 1_700_000_000,
    }
    return Entry(**known | values)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.parametrize(
    ("state", "now", "right"),
    [
        ({"site": (5, 2)}, NOW, True),
        ({"site": (5, 2), "seats": (9, 9)}, NOW, True),
        ({"site": (6, 3)}, NOW, False),
        # One that ended late has a lower number, and is one more.
        ({"site": (5, 3)}, NOW, False),
        ({}, NOW, False),
        ({"site": (5, 2)}, NOW + timedelta(hours=1) - INSTANT, True),
        ({"site": (5, 2)}, NOW + timedelta(hours=1), False),
    ],
)
def test_an_answer_is_right_until_its_parts_or_the_calendar_change(state, now, right):
    assert entry().is_right(state, now) is right


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("", None),
        ("deflate", None),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip;q=0.00", None),
        ("br;q=0.000", None),
        ("br;q=0.001", "br"),
    ],
)
def test_the_best_encoding_that_a_browser_takes(accepted, encoding):
    request = RequestFactory().get(PAGE, headers={"accept-encoding": accepted})
    answer = entry().response(request)
    assert answer.get("Content-Encoding") == encoding
    assert answer.content == entry().bodies[encoding or ""]
    assert answer["ETag"] == f'"abc-{encoding}"' if encoding else '"abc"'
    assert answer["Content-Length"] == str(len(answer.content))


def test_an_encoding_that_was_not_made_is_not_given():
    request = RequestFactory().get(PAGE, headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in entry(bodies={"": b"x"}).response(request)


def test_who_has_it_already_gets_no_body():
    same = RequestFactory().get(PAGE, headers={"if-none-match": '"abc"'})
    assert entry().response(same).status_code == 304
    other = RequestFactory().get(PAGE, headers={"if-none-match": '"abd"'})
    assert entry().response(other).status_code == 200
    head = entry().response(RequestFactory().head(PAGE))
    assert (head.content, head["Content-Length"]) == (b"", "5")


@pytest.mark.parametrize(
    ("nameable", "left", "seconds"),
    [(True, 3600, 600), (True, 60, 60), (True, 0, 1), (False, 3600, 1), (True, -5, 1)],
)
def test_a_proxy_keeps_it_no_longer_than_it_is_right(settings, nameable, left, seconds):
    settings.FRONT_CACHE_SECONDS = 600
    answer = entry(until=NOW + timedelta(seconds=left)).response(
        RequestFactory().get(PAGE), nameable=nameable
    )
    assert answer["Cache-Control"] == f"max-age=0, public, s-maxage={seconds}"


@pytest.mark.parametrize(
    ("headers", "meta", "storable"),
    [
        ({}, {}, True),
        ({"Vary": "Accept-Encoding"}, {}, True),
        ({"Vary": "Accept-Encoding, Cookie"}, {}, False),
        ({"Vary": "Accept-Language"}, {}, False),
        ({"Vary": "*"}, {}, False),
        ({"Cache-Control": "public"}, {}, True),
        ({"Cache-Control": "No-Store"}, {}, False),
        ({"Cache-Control": "private"}, {}, False),
        ({"Cache-Control": "no-cache"}, {}, False),
        ({}, {"CSRF_COOKIE_NEEDS_UPDATE": True}, False),
    ],
)
def test_only_what_everybody_may_get_is_kept(headers, meta, storable):
    request = RequestFactory().get(PAGE)
    request.META |= meta
    assert is_storable(request, HttpResponse("x", headers=headers)) is storable


def test_no_other_answer_is_kept(monkeypatch):
    request = RequestFactory().get(PAGE)
    assert not is_storable(request, HttpResponse("x", status=404))
    assert not is_storable(request, StreamingHttpResponse(["x"]))
    with_cookie = HttpResponse("x")
    with_cookie.set_cookie("a", "b")
    assert not is_storable(request, with_cookie)
    monkeypatch.setattr(entries, "LARGEST", 3)
    assert is_storable(request, HttpResponse("abc"))
    assert not is_storable(request, HttpResponse("abcd"))
    request.is_preview = True
    assert not is_storable(request, HttpResponse("x"))


def made(content="x" * 200, before=None, **headers) -> Entry:
    response = HttpResponse(content, headers=headers)
    return made_of(response, state={}, until=NOW, now=NOW, before=before)


def test_what_is_made_of_an_answer():
    first = made()
    assert (sorted(first.bodies), first.modified) == (["", "br", "gzip"], int(NOW.timestamp()))
    assert first.control == "public, max-age=0, must-revalidate"
    assert dict(first.headers).keys() == {"Content-Type", "Vary"}
    assert sorted(made("x" * 199).bodies) == [""]
    assert sorted(made(**{"Content-Type": "image/png"}).bodies) == [""]
    assert sorted(made(**{"Content-Type": "image/svg+xml"}).bodies) == ["", "br", "gzip"]
    assert made(**{"Cache-Control": "max-age=60, s-maxage=9"}).control == "max-age=60"
    assert first.size == sum(map(len, first.bodies.values()))


def test_the_date_of_change_is_that_of_the_words():
    older = entry(tag=made().tag, modified=5)
    assert made(before=older).modified == 5
    assert made("y" * 200, before=older).modified == int(NOW.timestamp())


def test_the_memory_drops_what_was_not_asked_for_longest():
    memory = Memory(30)
    for key in "abc":
        memory.put(key, entry(bodies={"": key.encode() * 10}))
    assert memory.get("a")
    memory.put("d", entry(bodies={"": b"d" * 10}))
    assert [bool(memory.get(key)) for key in "abcd"] == [True, False, True, True]
    # Another of the same key takes its place, and its size.
    memory.put("d", entry(bodies={"": b"d" * 10}))
    assert [bool(memory.get(key)) for key in "acd"] == [True, True, True]
    memory.put("d", entry(bodies={"": b"d" * 11}))
    assert [bool(memory.get(key)) for key in "acd"] == [False, True, True]
    memory.clear()
    assert memory.get("d") is None


@pytest.mark.parametrize(
    ("method", "path", "values", "kept"),
    [
        ("get", PAGE, {}, True),
        ("head", PAGE, {}, True),
        ("post", PAGE, {}, False),
        ("get", "/", {}, False),
        ("get", "/admin/", {}, False),
        ("get", "/de/suche/?q=Haus", {}, False),
        ("get", PAGE, {"HTTP_AUTHORIZATION": "Basic x"}, False),
        ("get", PAGE, {"HTTP_COOKIE": "sessionid=x"}, False),
        ("get", PAGE, {"HTTP_COOKIE": "messages=x"}, False),
        ("get", PAGE, {"HTTP_COOKIE": "other=x"}, True),
        ("get", PAGE, {"HTTP_HOST": "evil.example"}, False),
        ("get", "/de/" + "x" * (LONGEST - 4), {}, True),
        ("get", "/de/" + "x" * (LONGEST - 3), {}, False),
    ],
)
def test_whose_request_may_be_answered_from_the_cache(method, path, values, kept):
    request = getattr(RequestFactory(), method)(path, **values)
    assert (address_of(request) is not None) is kept


def test_an_address_is_known_by_what_changes_the_page():
    def of(query):
        return address_of(RequestFactory().get(f"{PAGE}{query}"))

    plain = of("")
    assert (plain.query, plain.nameable) == ("", True)
    assert (of("?utm_source=x").key, of("?utm_source=x").nameable) == (plain.key, False)
    assert of("?year=2027&page=2").key == of("?page=2&utm=x&year=2027").key != plain.key
    assert of("?page=").key != plain.key


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("SELECT 1", None),
        ('UPDATE "events_sessionseats" SET "taken" = 1', "seats"),
        ('INSERT INTO "comments_thread" ("x") VALUES (1)', "comments"),
        ('DELETE FROM "home_siterendition"', "pictures"),
        ('INSERT OR IGNORE INTO "home_topic" VALUES (1)', "site"),
        ('UPDATE "comments_comment" SET "x" = 1', None),
        ('UPDATE "comments_commentsettings" SET "x" = 1', "site"),
        ('UPDATE "django_session" SET "x" = 1', None),
        ('UPDATE "wagtailcore_page" SET "draft_title" = 1 WHERE "id" = 2', None),
        ('UPDATE "wagtailcore_page" SET "locked" = 1, "latest_revision_id" = 3 WHERE "live" = 2', None),
        ('UPDATE "wagtailcore_page" SET "draft_title" = 1, "title" = 1 WHERE "id" = 2', "site"),
        ('UPDATE "wagtailcore_page" SET numchild = 1', "site"),
        ('DELETE FROM "wagtailcore_page" WHERE "locked" = 1', "site"),
    ],
)
def test_which_part_of_the_site_a_statement_changes(sql, part):
    assert part_changed(sql) == part
