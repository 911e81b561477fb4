"""One request on a connection of its own; every answer and every broken connection is counted."""

import http.client
import threading
import time
from collections import Counter, defaultdict
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

AFTERWARDS = 3.0  # seconds after a kill in which its connections break


class DroppedError(Exception):
    """The connection broke before the answer was whole."""


class Record:
    """What all clients saw: answers by kind and status, broken connections by moment, errors in words."""

    def __init__(self):
        self.answers, self.dropped, self.errors = Counter(), [], []
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def answer(self, kind: str, status: int, path: str, seconds: float) -> None:
        with self._lock:
            self.answers[kind, status] += 1
            self.seconds[kind].append(seconds)
            if status >= 500:
                self.errors.append(f"{status} for {path}")

    def drop(self) -> None:
        with self._lock:
            self.dropped.append(time.monotonic())

    def wrong(self, words: str) -> None:
        with self._lock:
            self.errors.append(words)

    def unexplained(self, kills: list[float]) -> int:
        """Connections that broke although nothing was killed just before."""
        return sum(not any(0 <= moment - kill < AFTERWARDS for kill in kills) for moment in self.dropped)


class Client:
    """A visitor: sends from a network of its own, so that throttles take it for somebody else."""

    def __init__(self, port: int, record: Record, sender: str, cookie: str = ""):
        self.port, self.record = port, record
        self.headers = {"X-Forwarded-For": sender, "Origin": f"http://127.0.0.1:{port}"}
        self.cookies = SimpleCookie(cookie)

    def get(self, kind: str, path: str) -> tuple[int, str, dict]:
        return self._ask(kind, "GET", path, None)

    def post(self, kind: str, path: str, fields) -> tuple[int, str, dict]:
        return self._ask(kind, "POST", path, urlencode(fields, doseq=True))

    def _ask(self, kind, method, path, body):
        parts = urlsplit(path)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = self.headers | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        if self.cookies:
            headers["Cookie"] = self.cookies.output(attrs=[], header="", sep=";").strip()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        begin = time.monotonic()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.record.drop()
            raise DroppedError from error
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            self.cookies.load(cookie)
        self.record.answer(kind, answer.status, path, time.monotonic() - begin)
        return answer.status, text, dict(answer.getheaders())


class Form(HTMLParser):
    """What a browser would send of the forms of a page: `fields` by the form's action."""

    def __init__(self, text: str):
        super().__init__()
        self.fields: dict[str, list[tuple[str, str]]] = {}
        self._action = self._area = self._select = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self._action = values.get("action") or ""
            self.fields.setdefault(self._action, [])
        elif tag == "select":
            self._select = values.get("name")
        elif tag == "option" and "selected" in values:
            self._add(self._select, values.get("value"))
        elif tag == "textarea":
            self._area = values.get("name")
            self._add(self._area, "")
        elif tag == "input":
            kind = values.get("type", "text")
            ticked = kind not in ("checkbox", "radio") or "checked" in values
            if ticked and kind not in ("submit", "button", "file", "image"):
                self._add(values.get("name"), values.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data):
        if self._area and self._action is not None:
            name, value = self.fields[self._action].pop()
            self._add(name, value + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        elif tag == "form":
            self._action = None

    def _add(self, name, value):
        if name and self._action is not None:
            self.fields[self._action].append((name, value or ""))
