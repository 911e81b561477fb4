"""Logs hold what happened and the number of the request; nobody's address, words or key."""

import json
import logging
import subprocess
import sys

import pytest
from django.core import signing

from config.logs import Formatter, redacted, without_personal_data
from tests.servers import ROOT

TOKEN = signing.Signer(key="k", salt="s", sep=".").sign("123-1")
COLON = signing.Signer(key="k", salt="s").sign("123-1")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"Not Found: /de/anmeldung/mine/{TOKEN}/confirm/", "Not Found: /de/anmeldung/mine/123-1.…/confirm/"),
        (f"/nl/reacties/own/{COLON}/edit/", "/nl/reacties/own/123-1.…/edit/"),
        ("/admin/password/reset/1a-c3x7-0123456789abcdef0123456789abcdef/", "/admin/password/reset/…/"),
        ("/de/suche/?q=Jo+Muster&page=2 done", "/de/suche/ done"),
        ("Key (email)=(jo.muster@example.org) exists", "Key (email)=(…@…) exists"),
        ("to jo%40example.org", "to …@…"),
        ("/media/images/platz.max-1600x1000.jpg", "/media/images/platz.max-1600x1000.jpg"),
        ("/de/nachrichten/der-schulhof-bleibt-offen/", "/de/nachrichten/der-schulhof-bleibt-offen/"),
    ],
)  # fmt: skip
def test_what_is_of_a_person_is_taken_out(text, kept):
    assert redacted(text) == kept


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


def test_gunicorn_logs_paths_without_their_keys():
    code = (
        "import runpy, types, datetime, json\n"
        "conf = runpy.run_path('gunicorn.conf.py')\n"
        "from gunicorn.config import Config\n"
        "logger = conf['RedactedLogger'](Config())\n"
        "resp = types.SimpleNamespace(status='200 OK', sent=5, headers=[('X-Request-ID', 'n1')])\n"
        "req = types.SimpleNamespace(headers=[])\n"
        f"environ = {{'REQUEST_METHOD': 'GET', 'PATH_INFO': '/de/mine/{TOKEN}/', 'QUERY_STRING': 'q=Jo',\n"
        "  'RAW_URI': '/x?q=Jo', 'SERVER_PROTOCOL': 'HTTP/1.1', 'REMOTE_ADDR': '198.51.100.7'}\n"
        "from gunicorn.glogging import SafeAtoms\n"
        "atoms = SafeAtoms(logger.atoms(resp, req, environ, datetime.timedelta(milliseconds=3)))\n"
        "print(conf['access_log_format'] % atoms)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    line = json.loads(done.stdout)

    assert line["path"] == "/de/mine/123-1.…/"
    assert (line["status"], line["request"]) == (200, "n1")
    assert "198.51" not in done.stdout
    assert "Jo" not in done.stdout
