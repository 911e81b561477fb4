"""Old addresses as people have them: with blanks, with parameters, and sent round in a circle by mistake."""

from codecs import BOM_UTF16_BE

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.users.models import UserProfile

from tests import factories

from .test_editing import imported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NEW = "https://example.org/neu/"


@pytest.fixture
def network(client):
    network = factories.Network()
    network.site.hostname = "kwartier.example.org"
    network.site.save()
    return network


@pytest.fixture
def editor(client, network):
    """Somebody who enters redirects, in a language: editor("nl")."""

    def editor(language="de"):
        user = factories.user("Editors")
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client.force_login(user)
        return user

    return editor


def save(client, old, target, **more):
    """What the form says after it was sent: "" where it was saved."""
    answer = client.post(reverse("wagtailredirects:add"), {"old_path": old, "redirect_link": target} | more)
    if answer.status_code == 302:
        return ""
    return " ".join(
        error.get_text(" ", strip=True)
        for error in BeautifulSoup(answer.content, "html.parser").select(".w-field__errors .error-message")
    )


@pytest.mark.parametrize(
    "typed", ["/fileadmin/user upload/Plan A.pdf", "/fileadmin/user%20upload/Plan%20A.pdf"]
)
@pytest.mark.parametrize("by", ["form", "row"])
def test_a_blank_and_its_code_are_the_same(client, editor, typed, by):
    """Typed either way, or stored so by an earlier version, it is asked for with %20."""
    editor()
    if by == "form":
        assert save(client, typed, NEW) == ""
    else:
        Redirect.objects.create(old_path=typed, redirect_link=NEW)
    for asked in ("/fileadmin/user%20upload/Plan%20A.pdf", "/fileadmin/user upload/Plan A.pdf"):
        assert client.get(asked).headers.get("Location") == NEW


@pytest.mark.parametrize(
    "asked",
    [
        "?id=42&L=1",
        "?L=1&id=42",
        "?id=42&L=1&utm_source=x&utm_medium=mail",
        "?fbclid=abc&L=1&id=42",
        "?gclid=1&id=42&no_cache=1&L=1&cHash=9",
        "?id=42&L=1&" + "&".join(f"p{number}={number}" for number in range(12)),
    ],
)
def test_known_parameters_decide_and_others_are_ignored(client, network, asked):
    Redirect.objects.create(old_path="/index.php?L=1&id=42", redirect_link=NEW)
    Redirect.objects.create(old_path="/index.php?id=42", redirect_link="https://example.org/de/")
    Redirect.objects.create(old_path="/index.php", redirect_link="https://example.org/start/")
    assert client.get(f"/index.php{asked}")["Location"] == NEW
    assert client.get("/index.php?utm_source=x&id=42")["Location"] == "https://example.org/de/"
    assert client.get("/index.php?id=43&L=1")["Location"] == "https://example.org/start/"
    assert client.get("/andere.php?id=42").status_code == 404


def test_parameters_in_letters_and_codes_are_found(client, network):
    Redirect.add_redirect("/suche.php?wort=größe&ort=Bad Berka", redirect_to=NEW)
    for asked in ("?wort=gr%C3%B6%C3%9Fe&ort=Bad%20Berka", "?ort=Bad%20Berka&utm_id=1&wort=gr%c3%b6%c3%9fe"):
        assert client.get(f"/suche.php{asked}").headers.get("Location") == NEW


@pytest.mark.parametrize(
    "asked", ["/de/fehlt/", "/fehlt.php?id=42&L=1&utm_source=x", "/fehlt%20x?a=1&b=2&c=3"]
)
def test_a_miss_costs_one_query_whatever_is_asked(client, network, asked):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(asked).status_code == 404
    assert len([query for query in counted if '"wagtailredirects_redirect"."old_path"' in query["sql"]]) == 1


@pytest.mark.parametrize(
    ("language", "itself", "circle"),
    [
        (
            "de",
            "Das führt wieder zu derselben Adresse.",
            "Das führt über die Weiterleitung von {} wieder zu derselben Adresse zurück.",
        ),
        (
            "nl",
            "Dit leidt weer naar hetzelfde adres.",
            "Dit leidt via de doorverwijzing van {} weer naar hetzelfde adres.",
        ),
    ],
)
def test_what_leads_back_to_itself_is_refused_in_words(client, network, editor, language, itself, circle):
    editor(language)
    root = network.site.root_url
    assert save(client, "/schleife/", f"{root}/schleife/") == itself
    assert save(client, "/schleife x/", f"{root}/schleife%20x?") == itself
    assert save(client, "/a-b/", f"{root}/b-a/") == ""
    assert save(client, "/b-a/", f"{root}/a-b/?utm_source=x") == circle.format("/a-b")
    assert save(client, "/b-a/", f"{root}/c/") == ""
    assert save(client, "/c/", f"{root}/a-b/") == circle.format("/a-b, /b-a")
    assert save(client, "/c/", f"{root}/de/") == ""
    # One that exists is held to it as well when it is changed.
    last = Redirect.objects.get(old_path="/c")
    url = reverse("wagtailredirects:edit", args=[last.pk])
    answer = client.post(url, {"old_path": "/c", "redirect_link": f"{root}/a-b/"})
    assert circle.format("/a-b, /b-a") in answer.content.decode()
    last.refresh_from_db()
    assert last.redirect_link == f"{root}/de/"


def test_a_page_that_answers_ends_every_circle(client, network, editor):
    """An earlier redirect of an address at which there is a page by now is never asked for."""
    editor()
    page = factories.publish(factories.standard_page(network.home["de"], title="Neues"))
    Redirect.objects.create(old_path="/de/neues", redirect_link=f"{network.site.root_url}/de/altes/")
    assert save(client, "/de/altes/", f"{network.site.root_url}{page.url}") == ""
    assert client.get("/de/altes/")["Location"].endswith(page.url)
    assert client.get(page.url).status_code == 200
    Redirect.objects.all().delete()
    assert save(client, page.url, "", redirect_page=page.pk) == "Das führt wieder zu derselben Adresse."


def test_circles_of_an_import_are_told_with_their_row(client, network, editor):
    editor()
    root = network.site.root_url
    rows = "von;nach\n/a/;/b/\n/b/;/a/\n/c/;/c/\n/d/;/de/\n"
    answer = imported(client, network, "alt.csv", rows.encode())
    text = BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)
    assert [error[:2] for error in answer.context["import_summary"]["errors"]] == [
        ["/b/", f"{root}/a/"],
        ["/c/", f"{root}/c/"],
    ]
    assert "über die Weiterleitung von /a wieder" in text
    assert "Das führt wieder zu derselben Adresse." in text
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/a", "/d"}


@pytest.mark.parametrize("number", [1, 2, 3, 25])
def test_circles_that_are_stored_end_as_not_found(client, network, number):
    """From before they were refused, or written by a move."""
    for step in range(number):
        Redirect.objects.create(
            old_path=f"/kreis-{step}",
            redirect_link=f"{network.site.root_url}/kreis-{(step + 1) % number}/",
            site=network.site if step % 2 else None,
        )
    for step in range(number):
        assert client.get(f"/kreis-{step}/", headers={"host": "localhost"}).status_code == 404
    unpublished = factories.standard_page(network.home["de"], title="Entwurf", live=False)
    Redirect.objects.create(old_path=unpublished.url.rstrip("/"), redirect_page=unpublished)
    assert client.get(unpublished.url).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("unicode.csv", "von\tnach\r\n/größe\t/de/\r\n".encode("utf-16")),
        ("Unicode.txt", BOM_UTF16_BE + "von\tnach\r\n/größe\t/de/\r\n".encode("utf-16-be")),
        ("excel.csv", b"sep=;\r\nvon;nach\r\n/gr\xf6\xdfe;/de/\r\n"),
        ("excel.csv", '"sep=,"\nvon,nach\n/größe,/de/\n'.encode("utf-8-sig")),
        ("odd.csv", "sep=|\nvon|nach\n/größe|/de/\n".encode()),
    ],
    ids=["utf-16", "big-endian text", "sep", "sep in quotes", "sep of its own"],
)
def test_what_excel_writes_besides_is_read(client, network, editor, name, content):
    editor()
    assert imported(client, network, name, content).status_code == 302
    assert dict(Redirect.objects.values_list("old_path", "redirect_link")) == {
        "/größe": f"{network.site.root_url}/de/"
    }
