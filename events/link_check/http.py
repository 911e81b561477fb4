"""Asks one address of another site whether it answers, and nothing of our own network.

Editors choose the addresses, so whatever a name leads to is looked at before anything connects, and the
connection goes to just that number: neither a redirect nor a second answer of the name leads inside.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.encoding import iri_to_uri

TIMEOUT = 10  # seconds for one request, and for each step of it
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Answer:
    """`problem` as in `RegistrationLink`, "" where all is well; `heard` whether any server spoke HTTP."""

    problem: str = ""
    heard: bool = False


class RefusedError(Exception):
    """An address that is not asked; its text is the key of the problem."""


def ask(url: str, agent: str, *, resolve: Callable[[str, int], list[str]] | None = None) -> Answer:
    """Ask with HEAD, and with GET where that is answered with an error, through five redirects at most.

    401, 403, 429 and their like count as answers: the page is there and keeps programs out. `resolve` gives
    the numbers of a host and port; the default refuses all that is not public.
    """
    heard = False
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, location = _status(url, agent, resolve or public_numbers)
            heard = True
            if status not in {301, 302, 303, 307, 308} or not location:
                return Answer(str(status) if status in {404, 410} or status >= 500 else "", heard)
            url = urljoin(url, location.encode("latin-1").decode("utf-8", "replace"))
    except RefusedError as refused:
        return Answer(str(refused), heard)
    except ssl.SSLCertVerificationError:
        return Answer("certificate", heard)
    except socket.gaierror:
        return Answer("name", heard)
    except TimeoutError:
        return Answer("timeout", heard)
    except (OSError, http.client.HTTPException):
        return Answer("connection", heard)
    except ValueError:
        return Answer("address", heard)
    return Answer("redirects", heard)


def public_numbers(host: str, port: int) -> list[str]:
    """The first IP address of each family behind a host; RefusedError if any of them is not public."""
    found = {}
    for family, *_rest, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not is_public(place[0]):
            raise RefusedError("private")
        found.setdefault(family, place[0])
    return list(found.values())


def is_public(number: str) -> bool:
    """Return whether an IP address lies in the public internet, also by the IPv4 address that an IPv6 one
    wraps."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if address.version == 6:
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped:
            return is_public(str(wrapped))
        if address.is_site_local or address.is_reserved:
            return False
    return address.is_global and not address.is_multicast


class _Connection(http.client.HTTPConnection):
    """Connects to numbers that were looked at, under the name that was asked for."""

    def __init__(self, parts: SplitResult, resolve):
        self.secure = parts.scheme == "https"
        host = parts.hostname.encode("idna").decode() if ":" not in parts.hostname else parts.hostname
        super().__init__(host, parts.port or PORTS[parts.scheme], timeout=TIMEOUT)
        self.default_port = PORTS[parts.scheme]
        self.numbers = resolve(self.host, self.port)

    def connect(self):
        for left, number in enumerate(self.numbers, start=1 - len(self.numbers)):
            try:
                self.sock = socket.create_connection((number, self.port), self.timeout)
                break
            except OSError:
                if not left:
                    raise
        if self.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def give_up(self):
        """Ends a request that a server answers byte by byte."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _status(url: str, agent: str, resolve) -> tuple[int, str]:
    """The status of an address and where it leads on."""
    status, location = _request("HEAD", url, agent, resolve)
    return _request("GET", url, agent, resolve) if status >= 400 else (status, location)


def _request(method: str, url: str, agent: str, resolve) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise RefusedError("address")
    connection = _Connection(parts, resolve)
    watch = threading.Timer(2 * TIMEOUT, connection.give_up)
    watch.daemon = True
    watch.start()
    try:
        target = parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/").geturl()
        connection.request(method, iri_to_uri(target), headers={"User-Agent": agent, "Accept": "*/*"})
        with connection.getresponse() as response:
            return response.status, response.getheader("Location", "")
    finally:
        watch.cancel()
        connection.close()
