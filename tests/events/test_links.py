"""Registration on other sites: whether they answer, and what editors are told
(domain.md#external-registration)."""

import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from config.setup.roles import EDITORS, MODERATORS
from events.display.completeness import notes_for
from events.jobs import JOBS
from events.link_check import http as asking
from events.link_check.check import agent_name, check_links, shown_links
from events.link_check.http import Answer, RefusedError, ask, is_public, public_numbers
from events.models import RegistrationLink
from tests import factories

HOST = "anmelden.example.org"
DEAD, HTTP, OWN = f"https://{HOST}/weg", f"http://{HOST}/da", f"https://{HOST}/da"
SILENT = Answer("name")


class Other(BaseHTTPRequestHandler):
    """Another site; remembers who asked how for what."""

    def do_HEAD(self):  # noqa: N802
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        kind, _slash, rest = self.path[1:].partition("?")[0].partition("/")
        if kind == "slow":
            self.server.over.wait(20)
        elif kind == "drip":
            while not self.server.over.wait(0.05):
                self.wfile.write(b"H")
        elif kind == "nohead" and self.command == "HEAD":
            self.send_error(405)
        elif kind == "to":
            self.send_response(302)
            self.send_header("Location", rest)
            self.end_headers()
        elif kind == "hop":
            self.send_response(301)
            self.send_header("Location", f"/hop/{int(rest) - 1}" if rest != "1" else "/200")
            self.end_headers()
        else:
            self.send_response(int(kind) if kind.isdigit() else 200)
            self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def other():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    server.asked, server.over, server.handle_error = [], threading.Event(), lambda *args: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def ask_other(other, path, scheme="http"):
    """Ask the local server under a public name; whatever else it names is looked at as ever."""

    def resolve(host, port):
        return ["127.0.0.1"] if host == HOST else public_numbers(host, port)

    other.asked.clear()
    return ask(f"{scheme}://{HOST}:{other.server_port}{path}", "Kwartier (link check)", resolve=resolve)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/200", ""),
        ("/nohead", ""),
        ("/hop/5", ""),
        ("/hop/6", "redirects"),
        ("/403", ""),
        ("/429", ""),
        ("/404?a=ü#b", "404"),
        ("/503", "503"),
        ("/to/ftp://example.org/", "address"),
        ("/to/http://[::1", "address"),
    ],
)
def test_what_an_answer_means(other, path, problem):
    assert ask_other(other, path) == Answer(problem, heard=True)
    assert {agent for _method, _path, agent in other.asked} == {"Kwartier (link check)"}
    methods = [method for method, *_rest in other.asked]
    assert methods[0] == "HEAD"
    assert ("GET" in methods) == (path[1:4] in {"noh", "403", "429", "404", "503"})


def test_silence_is_no_answer_and_does_not_last(other, monkeypatch):
    monkeypatch.setattr(asking, "TIMEOUT", 0.3)
    assert ask_other(other, "/slow") == Answer("timeout")
    assert ask_other(other, "/drip") == Answer("connection")
    assert ask_other(other, "/200", scheme="https") == Answer("connection")


def test_a_redirect_does_not_lead_inside(other):
    port = other.server_port
    assert ask_other(other, f"/to/http://127.0.0.1:{port}/secret") == Answer("private", heard=True)
    assert [path for _method, path, _agent in other.asked] == [f"/to/http://127.0.0.1:{port}/secret"]
    other.asked.clear()
    for host in ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"):
        assert ask(f"http://{host}:{port}/200", "x") == Answer("private")
    assert other.asked == []
    for url in ("file:///etc/passwd", "gopher://example.org/", "https://", "http://a..b/", "http://h:99999/"):
        assert ask(url, "x") == Answer("address"), url


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_numbers_are_public(number, public):
    assert is_public(number) is public


def test_one_inner_number_among_public_ones_is_enough_to_refuse(monkeypatch):
    places = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: places)
    with pytest.raises(RefusedError, match="private"):
        public_numbers(HOST, 80)


@pytest.fixture
def calls(network, series, pair, now):
    """Session 7 of the series registers elsewhere, and so does a single session that only has http."""
    for page in pair:
        page.registration_mode, page.registration_url = "external", DEAD
        factories.publish(page)
    single = factories.session(
        network.events["de"],
        title="Einzeln",
        start_date=date(2027, 5, 1),
        registration_mode="external",
        registration_url=HTTP,
    )
    return pair[0], factories.publish(single)


def notes(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


@pytest.mark.django_db
def test_editors_are_told_until_the_link_answers(calls, client, monkeypatch, now):
    dead, http = calls
    asked = []

    def other_site(url, agent):
        asked.append(url)
        return Answer("404" if url == DEAD else "", heard=True)

    assert shown_links(now) == {DEAD, HTTP}
    assert check_links(other_site) == 1
    assert sorted(asked) == sorted([DEAD, HTTP, OWN])
    assert "Kwartier" in agent_name()
    client.force_login(factories.user(EDITORS))
    since = "Der Anmeldelink funktioniert seit dem 22.\N{NO-BREAK SPACE}November 2026 nicht: "
    assert f"{since}Die Seite gibt es nicht mehr (404)." in notes(client, dead)
    assert "auch über https" in notes(client, http)
    report = client.get(reverse("registration_links"))
    both = {page.pk for page in dead.get_translations(inclusive=True)}
    assert [{page.pk for page in link.pages} for link in report.context["object_list"]] == [both]
    assert reverse("registration_links") in client.get(reverse("wagtailadmin_home")).content.decode()
    link = RegistrationLink.objects.get(url=DEAD)
    with override("nl"):
        assert link.notes == [
            "De aanmeldlink werkt sinds 22 november 2026 niet: de pagina bestaat niet meer (404)."
        ]

    later = now + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert check_links(lambda url, agent: SILENT) == 1
    link.refresh_from_db()
    assert (link.failing_since, link.asked_at, link.unclear) == (now, later, True)
    assert "konnte nicht geprüft werden" in notes(client, http)
    report = client.get(reverse("registration_links"))
    assert report.context["unclear"] == 2
    assert "2 Adressen konnten nicht geprüft werden" in report.content.decode()

    monkeypatch.setattr("events.link_check.check.MOST_A_RUN", 1)
    for days, dead_then in ((2, 1), (3, 0)):
        monkeypatch.setattr("django.utils.timezone.now", lambda at=now + timedelta(days=days): at)
        assert check_links(lambda url, agent: Answer(heard=True)) == dead_then
    assert "Anmeldelink funktioniert" not in notes(client, dead)
    assert list(client.get(reverse("registration_links")).context["object_list"]) == []
    for page in calls[0].get_translations(inclusive=True):
        page.unpublish()
    check_links(lambda url, agent: Answer(heard=True))
    assert list(RegistrationLink.objects.values_list("url", flat=True)) == [HTTP]
    client.force_login(factories.user(MODERATORS))
    assert client.get(reverse("registration_links")).status_code == 302


@pytest.mark.django_db
def test_only_links_that_readers_see_are_asked(calls, network, series, now):
    series.registration_mode, series.registration_url = "external", OWN
    factories.publish(series)
    assert shown_links(now) == {DEAD, HTTP, OWN}
    single = calls[1]
    for values in (
        {"status": "cancelled", "status_reason": "Sturm"},
        {"status": "scheduled", "registration_opens": now + timedelta(days=1)},
        {"registration_opens": None, "registration_closes": now - timedelta(hours=1)},
        {"registration_closes": None, "registration_url": "http://localhost/anmelden"},
    ):
        for name, value in values.items():
            setattr(single, name, value)
        network.site.hostname = "localhost"
        network.site.save()
        factories.publish(single)
        assert shown_links(now) == {DEAD, OWN}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, True),
        ({"registration_opens": timedelta(0)}, True),
        ({"registration_opens": timedelta(seconds=1)}, False),
        ({"registration_closes": timedelta(seconds=1)}, True),
        ({"registration_closes": timedelta(0)}, False),
        ({"registration_opens": timedelta(-2), "registration_closes": timedelta(-1)}, False),
        ({"registration_mode": "form"}, False),
        ({"registration_mode": "closed"}, False),
        ({"live": False}, False),
    ],
)
@pytest.mark.parametrize("with_sessions", [True, False])
def test_a_series_link_is_asked_while_it_is_open(network, now, values, asked, with_sessions):
    values = {name: now + one if isinstance(one, timedelta) else one for name, one in values.items()}
    external = {"registration_mode": "external", "registration_url": OWN}
    series = factories.series(network.events["de"], title="Anderswo", **external | values)
    if with_sessions:
        own = {"registration_mode": "none", "start_date": date(2027, 5, 1)}
        factories.session(series, title="Ohne Anmeldung", **own)
    assert shown_links(now) == ({OWN} if asked else set())


@pytest.mark.django_db
def test_sessions_that_are_over_or_full_elsewhere_are_not_asked_for(calls, now):
    assert shown_links(now + timedelta(days=130)) == {HTTP}
    assert shown_links(now + timedelta(days=400)) == set()


@pytest.mark.django_db
def test_the_job_checks_the_links(calls, monkeypatch):
    done = []
    monkeypatch.setattr("events.link_check.check.check_links", lambda: done.append(True))
    for job in JOBS:
        job()
    assert done == [True]


@pytest.mark.django_db
def test_other_sites_learn_who_asks(network):
    network.settings.network_name = "Büro  Kwartier ☂"
    network.settings.save()
    assert agent_name() == "Bro Kwartier (link check; +http://testserver)"
    network.settings.network_name = "☂"
    network.settings.save()
    assert agent_name() == "Kwartier (link check; +http://testserver)"
    network.site.is_default_site = False
    network.site.save()
    assert agent_name() == "Kwartier (link check)"


@pytest.mark.django_db
def test_links_wait_for_the_next_run_once_time_is_up(calls, monkeypatch):
    monkeypatch.setattr("events.link_check.check.PATIENCE", -1)
    assert check_links(lambda url, agent: pytest.fail("asked")) == 0
    assert not RegistrationLink.objects.exists()


@pytest.mark.django_db
def test_those_that_waited_longest_are_asked_first(calls, monkeypatch, now):
    RegistrationLink.objects.create(url=DEAD, asked_at=now - timedelta(days=1))
    RegistrationLink.objects.create(url=HTTP, asked_at=now - timedelta(days=2))
    monkeypatch.setattr("events.link_check.check.MOST_A_RUN", 1)
    asked = []
    check_links(lambda url, agent: asked.append(url) or Answer("404", heard=True))
    assert asked == [HTTP]
    RegistrationLink.objects.filter(url=DEAD).update(asked_at=None)
    check_links(lambda url, agent: asked.append(url) or Answer("404", heard=True))
    assert asked == [HTTP, DEAD]


@pytest.mark.django_db
@pytest.mark.parametrize(("https", "told"), [("", True), ("certificate", False)])
def test_https_is_recommended_where_it_answers(calls, https, told):
    def other_site(url, agent):
        return Answer(https if url == OWN else "", heard=True)

    check_links(other_site)
    found = dict(RegistrationLink.objects.values_list("url", "has_https"))
    assert found == {DEAD: False, HTTP: told}


@pytest.mark.django_db
@pytest.mark.parametrize(("problem", "since"), [("private", True), ("address", True), ("timeout", False)])
def test_what_is_wrong_without_the_network_is_certain(calls, problem, since):
    check_links(lambda url, agent: Answer(problem))
    link = RegistrationLink.objects.get(url=DEAD)
    assert (bool(link.failing_since), link.unclear) == (since, not since)
    # One that answers shows that the network is there.
    check_links(lambda url, agent: Answer("timeout", heard=url == HTTP))
    link.refresh_from_db()
    assert (link.problem, link.unclear) == ("timeout", False)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("404", "(404)"),
        ("410", "(410)"),
        ("503", "Fehler (503)"),
        ("name", "Website"),
        ("unbekannt", "unbekannt"),
    ],
)
def test_each_problem_has_words(problem, words):
    assert words in RegistrationLink(problem=problem).problem_words


def test_nothing_is_said_of_no_address():
    assert notes_for("") == []


@pytest.mark.django_db
def test_nothing_is_asked_in_a_transaction_and_a_row_is_one(calls, now):
    with transaction.atomic(), pytest.raises(RuntimeError):
        check_links(lambda url, agent: pytest.fail("asked"))
    assert [(job.__name__, every) for job, every in JOBS.items()] == [
        ("check_registration_links", timedelta(days=1))
    ]
    RegistrationLink.objects.create(url=DEAD)
    for values in ({"url": DEAD}, {"url": HTTP, "problem": "404"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RegistrationLink.objects.create(**values)
