"""Logs hold what happened and the number of the request; nobody's address, words or key."""

import json
import logging
import os
import socket
import subprocess
import sys

import pytest
from django.core import signing

from config.logs import Formatter, redacted, without_personal_data
from tests.config.test_production import GOOD
from tests.growth import growth
from tests.servers import ROOT, gunicorn

TOKEN = signing.Signer(key="k", salt="s", sep=".").sign("123-1")
COLON = signing.Signer(key="k", salt="s").sign("123-1")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"Not Found: /de/anmeldung/mine/{TOKEN}/confirm/", "Not Found: /de/anmeldung/mine/123-1.…/confirm/"),
        (f"/nl/reacties/own/{COLON}/edit/", "/nl/reacties/own/123-1.…/edit/"),
        ("/admin/password/reset/1a-c3x7-0123456789abcdef0123456789abcdef/", "/admin/password/reset/…/"),
        ("/de/suche/?q=Jo+Muster&page=2 done", "/de/suche/ done"),
        ("Error handling GET /documents/3/x.pdf?q=Jo", "Error handling GET /documents/3/x.pdf"),
        ("Key (email)=(jo.muster@example.org) exists", "Key (email)=(…@…) exists"),
        ("to jo%40example.org", "to …@…"),
        ("/media/images/platz.max-1600x1000.jpg", "/media/images/platz.max-1600x1000.jpg"),
        ("/de/nachrichten/der-schulhof-bleibt-offen/", "/de/nachrichten/der-schulhof-bleibt-offen/"),
    ],
)  # fmt: skip
def test_what_is_of_a_person_is_taken_out(text, kept):
    assert redacted(text) == kept


@pytest.mark.parametrize("letters", ["x", "/", "%C3%A4", "1-", "a.", "x@"])
def test_a_long_line_takes_no_longer_by_its_square(letters):
    """As 30,000 letters of a search did: seven seconds, for a mail address that was not there."""
    assert growth(redacted, letters * (30_000 // len(letters))) < 8


@pytest.mark.django_db
def test_a_line_is_an_object_with_the_number_of_its_request(client):
    lines = []
    handler = logging.Handler()
    handler.setFormatter(Formatter())
    handler.emit = lambda record: lines.append(json.loads(handler.format(record)))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        response = client.get(f"/de/x/{TOKEN}/?q=secret", headers={"x-request-id": "of-the-proxy-1"})
        other = client.get("/de/y/", headers={"x-request-id": "spoofed\r\nline"})
    finally:
        logger.removeHandler(handler)

    assert response["X-Request-ID"] == lines[0]["request"] == "of-the-proxy-1"
    assert lines[0]["message"] == "Not Found: /de/x/123-1.…/"
    assert lines[0]["level"] == "WARNING"
    assert len(other["X-Request-ID"]) == 32
    assert not {"cookies", "META"} & set(lines[0])


def test_an_error_service_learns_where_and_not_who():
    event = {
        "user": {"ip_address": "198.51.100.7"},
        "request": {
            "url": f"https://x/de/{TOKEN}/",
            "query_string": "q=Jo",
            "cookies": {"sessionid": "1"},
            "headers": {},
            "method": "GET",
        },
        "exception": {"values": [{"type": "ValueError", "value": "jo@example.org"}]},
    }
    assert without_personal_data(event, {}) == {
        "request": {"url": "https://x/de/123-1.…/", "method": "GET"},
        "exception": {"values": [{"type": "ValueError", "value": "…@…"}]},
    }


def test_a_line_stays_an_object_whatever_is_masked_in_it():
    record = logging.makeLogRecord(
        {
            "msg": 'refused "/x?q="Jo"\\" of jo@example.org\nDETAIL:  Key (name)=("Jo") exists.',
            "level": "x",
            "n": [1],
        }
    )
    line = json.loads(Formatter().format(record))

    assert line["message"] == 'refused "/x"Jo"\\" of …@…\nDETAIL:  …'
    assert line["n"] == "[1]"


def test_gunicorn_tells_of_requests_without_their_keys_and_senders(tmp_path):
    token = TOKEN.encode()
    with gunicorn(tmp_path, workers=1) as port:
        for request in (
            b"GET /de/mine/" + token + b"/?q=Jo HTTP/1.1\r\nHost: testserver\r\n",
            b'GET /de/%0a{"level":"forged"}/%5c"%1b/%c3%a9/ HTTP/1.1\r\nHost: testserver\r\n',
            b"GET /de/?q=Jo HTTP/1.1\r\nHost: testserver\r\nJo Muster\r\n",
            b"GET /de/?q=Jo+Muster HTTP/7.7\r\nHost: testserver\r\n",
        ):
            ask(port, request + b"Connection: close\r\n\r\n")
    told = (tmp_path / f"served_{port}.log").read_text()
    lines = [json.loads(line) for line in told.splitlines()]
    paths = [line["path"] for line in lines if line.get("status") == 404]

    assert paths == ["/de/mine/123-1.…/", "/de/%0A%7B%22level%22:%22forged%22%7D/%5C%22%1B/%C3%A9/"]
    refused = [line["message"] for line in lines if "Invalid" in line.get("message", "")]
    assert refused == [
        "Invalid request: Invalid HTTP Header: …",
        "Invalid request: Invalid HTTP Version: (7, 7)",
    ]
    assert "127.0.0.1" not in told.replace(f"Listening at: http://127.0.0.1:{port}", "")
    assert "Jo" not in told


def ask(port: int, request: bytes) -> None:
    """Send bytes as they are, and wait for the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connected:
        connected.sendall(request)
        while connected.recv(65536):
            pass


def test_a_log_of_a_mail_that_is_sent_is_one_line_of_json():
    """The library gives its logger a handler of its own where it has none."""
    code = (
        "import django; django.setup(); import post_office.logutils as logs, logging;"
        "logs.setup_loghandlers().info('sent to jo@example.org')"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = ['site', '.']; {code}"],
        cwd=ROOT,
        env=os.environ | GOOD | {"DJANGO_SETTINGS_MODULE": "config.settings.production"},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = [json.loads(line) for line in (done.stdout + done.stderr).splitlines()]

    assert line["message"] == "sent to …@…"
