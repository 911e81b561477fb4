"""nginx as it is shipped, with TLS, before the site; beside its cache the same bytes as files."""

import shutil
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from .reader import Reader

SHIPPED = settings.ROOT / "site" / "deploy" / "nginx.conf"
OF_FILES = {"server", "date", "connection", "content-type", "content-length", "last-modified", "etag"}
HTTP = "access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;"


def is_there() -> bool:
    """Return whether this machine has nginx."""
    return shutil.which("nginx") is not None


@contextmanager
def nginx(folder: Path, port: int, site: int, path: str):
    """Serve until the block ends: the site of that port from the cache, the folder's files below /files/ with
    the headers that the page of that path has."""
    made = folder / "nginx"
    made.mkdir(exist_ok=True)
    certify(made)
    text, files = SHIPPED.read_text(), f"alias {folder}/; {_headers(site, path)}"
    for shipped, here in {
        "server web:8000;": f"server 127.0.0.1:{site};",
        "listen 80;": f"listen 127.0.0.1:{port + 1};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/nginx/certificates": str(made),
        "/var/cache/nginx/": f"{made}/",
        "location / { return": "location /none/ { return",
        "location / {\n        proxy": f"location /files/ {{ {files} }} location / {{ proxy",
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
    process = subprocess.Popen(command)
    try:
        _wait(process, port, made / "errors.log")
        yield
    finally:
        process.terminate()
        process.wait(20)


def _headers(site: int, path: str) -> str:
    """What a page has besides the headers of every file, as nginx adds it."""
    with urlopen(f"http://127.0.0.1:{site}{path}") as page:
        found = [(name, value) for name, value in page.headers.items() if name.lower() not in OF_FILES]
    return " ".join(f'add_header {name} "{value}";' for name, value in found)


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


def _wait(process, port: int, errors: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            with Reader(port, tls=True):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nginx does not serve: {errors.read_text()[-2000:]}")
