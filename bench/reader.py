"""A reader who does nothing but count bytes: what is measured is the server's work, not the reader's."""

import socket
import ssl
import time


class Reader:
    """One connection to this machine that is kept open, with TLS if asked for."""

    def __init__(self, port: int, cookie: str = "", *, tls: bool = False):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            trust = ssl.create_default_context()
            trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
            self._socket = trust.wrap_socket(self._socket)
        self._more = f"Cookie: {cookie}\r\n" if cookie else ""

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_error) -> None:
        self._socket.close()

    def get(self, path: str) -> tuple[float, int, bytes]:
        """Seconds, status and body of one request, which asks for no compression."""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self._more}\r\n".encode()
        begin = time.perf_counter()
        self._socket.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._received()
        head, _end, body = got.partition(b"\r\n\r\n")
        fields = {name: value for name, _colon, value in map(_halves, head.lower().split(b"\r\n")[1:])}
        if b"content-length" in fields:
            while len(body) < int(fields[b"content-length"]):
                body += self._received()
        else:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._received()
        spent = time.perf_counter() - begin
        if b"content-length" not in fields:
            body = _dechunked(body)
        return spent, int(head.split(b" ", 2)[1]), body

    def _received(self) -> bytes:
        got = self._socket.recv(262_144)
        if not got:
            raise ConnectionError("the server closed the connection")
        return got


def _halves(line: bytes) -> tuple[bytes, bytes, bytes]:
    return line.partition(b": ")


def _dechunked(body: bytes) -> bytes:
    """RFC 9112, 7.1."""
    whole = b""
    while True:
        size, _end, body = body.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            return whole
        whole, body = whole + body[:length], body[length + 2 :]
