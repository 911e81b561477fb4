"""nginx as it is shipped, with TLS, before the site; beside its cache the same bytes as files."""

import re
import shutil
import socket
import ssl
import statistics
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

SHIPPED = settings.ROOT / "site" / "deploy" / "nginx.conf"
HTTP = "access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;"


def is_there() -> bool:
    """Whether this machine has nginx."""
    return shutil.which("nginx") is not None


@contextmanager
def nginx(folder: Path, port: int, site: int):
    """Serve until the block ends: the site of that port from the cache, the folder's files below /files/."""
    made = folder / "nginx"
    made.mkdir(exist_ok=True)
    certify(made)
    text = SHIPPED.read_text()
    for shipped, here in {
        "server web:8000;": f"server 127.0.0.1:{site};",
        "listen 80;": f"listen 127.0.0.1:{port + 1};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/nginx/certificates": str(made),
        "/var/cache/nginx/": f"{made}/",
        "location / { return": "location /none/ { return",
        "location / {\n        proxy": f"location /files/ {{ alias {folder}/; }} location / {{ proxy",
        "proxy_set_header Host $host;": f"proxy_set_header Host 127.0.0.1:{site};",
        "X-Forwarded-Proto $scheme;": "X-Forwarded-Proto http;",
    }.items():
        if shipped not in text:
            raise RuntimeError(f"{SHIPPED} has no {shipped}")
        text = text.replace(shipped, here)
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {made}/{name};" for name in names)
    user = "user root;" if folder.owner() == "root" else ""
    (made / "nginx.conf").write_text(
        f"{user} daemon off; pid {made}/pid; worker_processes 2; events {{}}"
        f"http {{ {HTTP} {temporary} {text} }}"
    )
    command = ["nginx", "-e", str(made / "errors.log"), "-c", str(made / "nginx.conf")]
    process = subprocess.Popen(command)  # noqa: S603
    try:
        _wait(process, port, made / "errors.log")
        yield
    finally:
        process.terminate()
        process.wait(20)


def certify(folder: Path) -> None:
    """A certificate of one day for whoever does not ask who signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def front_ratio(port: int, path: str, file: str, rounds: int) -> tuple[float, float, float]:
    """Lower quartile of the page's times out of the cache over that of the file's, and both in milliseconds.

    Asked in turns over one connection each, by a reader that does nothing but count bytes.
    """
    times = {path: [], file: []}
    with _connection(port) as page, _connection(port) as plain:
        for _ in range(rounds):
            for wanted, connection in ((path, page), (file, plain)):
                times[wanted].append(_ask(connection, wanted))
    quartiles = [statistics.quantiles(times[wanted], n=4)[0] for wanted in (path, file)]
    return quartiles[0] / quartiles[1], *quartiles


def _connection(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=60)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    return trust.wrap_socket(made)


def _ask(connection: socket.socket, path: str) -> float:
    """Milliseconds of one request; raises RuntimeError for another answer than 200."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    begin = time.perf_counter()
    connection.sendall(request)
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _end, body = got.partition(b"\r\n\r\n")
    missing = int(re.search(rb"(?i)content-length: (\d+)", head)[1]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65536))
    spent = (time.perf_counter() - begin) * 1000
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{head[:40]!r} for {path}")
    return spent


def _wait(process, port: int, errors: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            _connection(port).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nginx does not serve: {errors.read_text()[-2000:]}")
