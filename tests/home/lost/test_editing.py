"""Editors enter redirects: from the report of lost addresses, and from the files that offices have."""

from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from home.models import LostAddress
from tests import factories

pytestmark = pytest.mark.django_db
ROWS = [("Alt", "Neu"), ("/de/größe", "https://example.org/neu/"), ("/nl/oud", "/nl/")]


@pytest.fixture
def network(client):
    network = factories.Network()
    network.site.hostname = "kwartier.example.org"
    network.site.save()
    client.force_login(factories.user("Editors"))
    return network


def imported(client, network, name, content):
    """Both steps of the import; the answer to the second."""
    upload = SimpleUploadedFile(name, content)
    page = client.post(reverse("wagtailredirects:start_import"), {"import_file": upload})
    assert page.status_code == 200
    given = {"from_index": 0, "to_index": 1, "permanent": "on", "site": network.site.pk}
    values = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    return client.post(reverse("wagtailredirects:process_import"), values | given)


def workbook(rows):
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.csv", "\n".join(map(",".join, ROWS)).encode()),
        ("excel.csv", "\r\n".join(map(";".join, ROWS)).encode("cp1252")),
        ("UNICODE.CSV", "\r\n".join(map(";".join, ROWS)).encode("utf-8-sig")),
        ("tabs.tsv", "\n".join(map("\t".join, ROWS)).encode()),
        ("office.xlsx", workbook([*ROWS, (None, None)])),
    ],
    ids=["plain", "excel", "unicode", "tabs", "workbook"],
)
def test_redirects_are_imported_from_the_files_of_an_office(client, network, name, content):
    answer = imported(client, network, name, content)
    assert answer.status_code == 302
    assert dict(Redirect.objects.values_list("old_path", "redirect_link")) == {
        "/de/größe": "https://example.org/neu/",
        "/nl/oud": f"{network.site.root_url}/nl/",
    }
    assert client.get("/de/größe/")["Location"] == "https://example.org/neu/"
    assert client.get("/nl/oud/").status_code == 301


def test_bad_rows_are_told_and_the_others_imported(client, network):
    rows = "von;nach\n/de/gut;/de/\n/de/kurz\n/de/ohne;\n;/de/\n\n/de/gut;/nl/\n/de/js;javascript:alert(1)\n"
    answer = imported(client, network, "alt.csv", rows.encode())
    assert [error[:2] for error in answer.context["import_summary"]["errors"]] == [
        ["/de/kurz", "–"],
        ["/de/ohne", "–"],
        ["", f"{network.site.root_url}/de/"],
        ["/de/gut", f"{network.site.root_url}/nl/"],
        ["/de/js", "javascript:alert(1)"],
    ]
    assert Redirect.objects.get().old_path == "/de/gut"


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.xlsx", b"no workbook"), ("x.csv", b'"' + b"x" * 200_000), ("x.pdf", b"%PDF"), ("x.csv", b" ")],
)
def test_other_files_are_refused_or_hold_nothing(client, network, name, content):
    upload = {"import_file": SimpleUploadedFile(name, content)}
    assert client.post(reverse("wagtailredirects:start_import"), upload).status_code in (200, 302)
    assert not Redirect.objects.exists()


def test_only_who_may_add_redirects_imports_them(client, network):
    client.force_login(factories.user("Moderators"))
    for name in ("start_import", "add"):
        assert client.get(reverse(f"wagtailredirects:{name}")).status_code == 302, name


def test_the_report_begins_the_redirect_of_a_lost_address(client, network):
    client.get("/de/gibt-es-nicht/")
    assert LostAddress.objects.get().path == "/de/gibt-es-nicht/"
    report = BeautifulSoup(client.get(reverse("lost_addresses")).content, "html.parser")
    assert report.select("th")[1].text == "Anzahl"
    (link,) = report.select('td a[href*="redirects/add"]')
    form = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert form.select_one("[name=old_path]")["value"] == "/de/gibt-es-nicht/"
    client.post(link["href"], {"old_path": "/de/gibt-es-nicht/", "redirect_link": "https://example.org/"})
    assert Redirect.objects.get().old_path == "/de/gibt-es-nicht"
