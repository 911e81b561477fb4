"""nginx with the file that is shipped, on other ports and folders, before a server that counts."""

import http.client
import http.server
import re
import shutil
import ssl
import subprocess
import threading
import time

import pytest

from bench.front import certify
from tests.servers import ROOT, free_port

SHIPPED = ROOT / "site" / "deploy" / "nginx.conf"
HOST = "www.example.org"


class Site(http.server.BaseHTTPRequestHandler):
    """Answers as ours does: pages for a second, forms with a cookie never."""

    asked: list = []

    def do_GET(self):
        type(self).asked.append((self.path, dict(self.headers)))
        self.send_response(200)
        if "form" in self.path:
            self.send_header("Set-Cookie", "csrftoken=x")
        else:
            self.send_header("Cache-Control", "max-age=0, s-maxage=1")
            self.send_header("Vary", "Cookie")
        body = f"answer {len(self.asked)}".encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *args):
        pass


@pytest.fixture
def served(tmp_path):
    yield from nginx(tmp_path, lambda text, site: text)


@pytest.fixture
def with_bucket(tmp_path):
    """Pictures lie in a bucket, which is the same server here."""

    def change(text, site):
        bucket = (SHIPPED.parent / "nginx-bucket.conf").read_text()
        assert "https://s3.example.org/" in bucket
        bucket = bucket.replace("https://s3.example.org/", f"http://127.0.0.1:{site.server_port}/")
        before, _disk, after = re.split(r"(    location /media/ \{\n.*?\n    \}\n)", text, flags=re.DOTALL)
        return before + bucket + after

    yield from nginx(tmp_path, change)


def nginx(tmp_path, change):
    """The ports, plain and secure, of the shipped file after a change of it."""
    if not shutil.which("nginx"):
        pytest.skip("no nginx")
    Site.asked = []
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    (tmp_path / "certificates").mkdir()
    certify(tmp_path / "certificates")
    for name in ("images/platz.webp", "documents/liste.pdf", "original_images/platz.jpg"):
        path = tmp_path / "media" / name
        path.parent.mkdir(parents=True)
        path.write_text("file")
    plain, secure = free_port(), free_port()
    text = SHIPPED.read_text()
    for shipped, here in {
        "server web:8000;": f"server 127.0.0.1:{site.server_port};",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "/etc/nginx/certificates": f"{tmp_path}/certificates",
        "/var/cache/nginx/": f"{tmp_path}/cache/",
        "/var/lib/kwartier/media/": f"{tmp_path}/media/",
    }.items():
        assert shipped in text
        text = text.replace(shipped, here)
    (tmp_path / "cache").mkdir()
    (tmp_path / "site.conf").write_text(change(text, site))
    user = "user root;" if tmp_path.owner() == "root" else ""
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; worker_processes 1;"
        f"events {{}} http {{ access_log off; {folders} include {tmp_path}/site.conf; }}"
    )
    command = [
        "nginx",
        "-p",
        str(tmp_path),
        "-e",
        str(tmp_path / "error.log"),
        "-c",
        str(tmp_path / "nginx.conf"),
    ]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command)
    try:
        yield plain, secure
    finally:
        process.terminate()
        process.wait(20)
        site.shutdown()
        site.server_close()
        thread.join()


def ask(port, path, *, secure=True, method="GET", **headers):
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    end = time.monotonic() + 20
    while True:
        if secure:
            asked = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trust)
        else:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            asked.request(method, path, headers={"Host": HOST} | headers)
            answer = asked.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except ConnectionRefusedError:
            assert time.monotonic() < end, "nginx does not begin"
            time.sleep(0.1)
        finally:
            asked.close()


def test_the_shipped_proxy(served):
    plain, secure = served
    status, headers, _text = ask(plain, "/de/", secure=False)
    assert (status, headers["Location"]) == (301, f"https://{HOST}/de/")

    # A visitor cannot choose the address, the scheme or the way by which they came.
    claims = {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "http"}
    assert ask(secure, "/de/headers/", **claims)[0] == 200
    path, got = Site.asked.pop()
    assert path == "/de/headers/"
    assert (got["Host"], got["X-Forwarded-For"], got["X-Forwarded-Proto"]) == (HOST, "127.0.0.1", "https")
    assert len(got["X-Request-ID"]) == 32

    # Pages are kept for a second, for those without a session only; what sets a cookie or is sent, never.
    Site.asked = []
    assert [ask(secure, "/de/")[2] for _again in range(3)] == ["answer 1"] * 3
    assert ask(secure, "/de/", Cookie="sessionid=a")[2] == "answer 2"
    assert ask(secure, "/de/", Authorization="Basic x")[2] == "answer 3"
    assert ask(secure, "/de/?page=2")[2] == "answer 4"
    assert [ask(secure, "/de/form/")[2] for _again in range(2)] == ["answer 5", "answer 6"]
    assert [ask(secure, "/de/x/", method="POST")[2] for _again in range(2)] == ["answer 7", "answer 8"]
    time.sleep(2.1)
    assert ask(secure, "/de/")[2] == "answer 9"

    # Pictures come from the disk; documents and originals only from the site, which knows who may have them.
    Site.asked = []
    status, headers, text = ask(secure, "/media/images/platz.webp")
    assert (status, text, headers["X-Content-Type-Options"]) == (200, "file", "nosniff")
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    hidden = [
        "documents/liste.pdf",
        "original_images/platz.jpg",
        "images/../documents/liste.pdf",
        "images/gone.webp",
    ]
    assert [ask(secure, f"/media/{name}")[0] for name in hidden] == [404] * 4
    assert ask(secure, "/media//documents/liste.pdf")[0] == 404
    status, headers, _text = ask(secure, "/media/images/fehlt.webp")
    assert (status, headers["X-Content-Type-Options"]) == (404, "nosniff")
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" not in headers.get("Cache-Control", "")
    assert ask(secure, "/readyz")[0] == 404
    assert Site.asked == []


def test_the_shipped_proxy_before_a_bucket(with_bucket):
    _plain, secure = with_bucket
    sent = {"Cookie": "sessionid=known", "Authorization": "Bearer x"}
    status, headers, _text = ask(secure, "/media/images/form.webp", **sent)
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Set-Cookie"] is None
    ((path, asked),) = Site.asked
    assert path == "/kwartier/images/form.webp"
    assert not {"Cookie", "Authorization"} & set(asked)

    for path in ("documents/liste.pdf", "original_images/platz.jpg", "images/../documents/liste.pdf", ""):
        assert ask(secure, f"/media/{path}")[0] == 404
    assert ask(secure, "/media/images/form.webp", method="POST")[0] == 403
    assert len(Site.asked) == 1
    assert ask(secure, "/de/")[0] == 200
