"""Who comes to the site: each is a thread that does its errand again and again until the end.

What was acknowledged (the redirect that follows a form) is noted by kind, to be looked for in the tables.
"""

import random
import re
import threading
import uuid
from collections import Counter, defaultdict
from urllib.parse import quote, urlsplit

from django.urls import Resolver404, resolve

from comments.checks.trap import LEAST_AGE

from .client import Client, DroppedError, Form, Record
from .processes import LINK, MailServer

WORDS = ["Quartier", "Schulhof", "wijk", "Klima", "Nacht", "plein", "Förderung"]
CONFIRMING = {"comments:confirm": "confirmed comments", "registration:confirm": "confirmed registrations"}
TRIES = 5


class Town:
    """What all visitors share: where the site is, what was told to whom, and when to stop."""

    def __init__(self, port: int, mail: MailServer, ended: threading.Event):
        self.port, self.mail, self.ended = port, mail, ended
        self.record = Record()
        self.acknowledged: dict[str, set[str]] = defaultdict(set)
        self.done: Counter = Counter()

    def client(self, cookie: str = "") -> Client:
        numbers = (random.randint(0, 255) for _ in range(2))
        return Client(self.port, self.record, f"198.{'.'.join(map(str, numbers))}.7", cookie)

    def told(self, kind: str, value: str) -> None:
        self.acknowledged[kind].add(value)
        self.done[kind] += 1


class Visitor(threading.Thread):
    """`pause` is the longest time between two errands, in seconds."""

    pause = 0.5

    def __init__(self, town: Town):
        super().__init__(name=type(self).__name__)
        self.town = town

    def run(self):
        while not self.town.ended.wait(random.uniform(0, self.pause)):
            try:
                self.errand()
            except DroppedError:
                continue
            except Exception as error:
                self.town.record.wrong(f"{self.name}: {type(error).__name__}: {error}"[:300])

    def errand(self) -> None:
        raise NotImplementedError


class Reader(Visitor):
    """Reads pages, and searches now and then."""

    pause = 0.2

    def __init__(self, town, paths):
        super().__init__(town)
        self.paths = paths

    def errand(self):
        if random.random() < 0.1:
            kind, path = "search", f"/de/suche/?q={quote(random.choice(WORDS))}"
        else:
            kind, path = "read", random.choice(self.paths)
        status, text, _headers = self.town.client().get(kind, path)
        if status != 200 or "</html>" not in text:
            self.town.record.wrong(f"{status} or no whole page at {path}")


class Commenter(Visitor):
    """Writes below an article; waits as long as a person would."""

    pause = 1

    def __init__(self, town, path):
        super().__init__(town)
        self.path = path

    def errand(self):
        client, key = self.town.client(), uuid.uuid4().hex
        _status, text, _headers = client.get("read", self.path)
        forms = Form(text).fields
        action, fields = next((one for one in forms.items() if "token" in dict(one[1])), ("", []))
        if self.town.ended.wait(LEAST_AGE.total_seconds() + 0.5):
            return  # sent at once it would be refused
        typed = {"name": "Chaos", "email": f"c{key}@example.org", "text": key, "privacy": "on"}
        status, _text, _headers = client.post("comment", action, dict(fields) | typed)
        if status == 302:
            self.town.told("comments", key)
        else:
            self.town.done[f"comment refused with {status}"] += 1


class Registrant(Visitor):
    """Registers for one of the sessions; whose connection breaks sends the same form again."""

    pause = 1

    def __init__(self, town, calls: list[tuple[str, int]]):
        super().__init__(town)
        self.calls = calls

    def errand(self):
        path, session = random.choice(self.calls)
        client, key = self.town.client(), uuid.uuid4().hex
        typed = {
            "organisation_name": f"Stadt {key}",
            "contact_name": f"Person {key}",
            "contact_email": f"r{key}@example.org",
            "attends": "on",
            "sessions": [session],
            "privacy": "on",
        }
        fields = typed
        for _try in range(TRIES):
            try:
                if "token" not in typed:
                    _status, text, _headers = client.get("read", path)
                    typed["token"] = _checked(text)["token"]
                status, text, _headers = client.post("register", path, fields)
            except DroppedError:
                self.town.ended.wait(0.5)
                continue
            if status == 302:
                self.town.told("registrations", fields["idempotency_key"][0])
                return
            fields = _checked(text) if 'name="change"' in text else typed
        self.town.done["registrations given up"] += 1


class Confirmer(Visitor):
    """Opens the links of the mails that came, and presses the button."""

    def __init__(self, town):
        super().__init__(town)
        self.position = 0

    def errand(self):
        if self.position >= len(self.town.mail.mails):
            return
        address, text = self.town.mail.mails[self.position]
        for link in LINK.findall(text):
            path = urlsplit(link).path
            if kind := CONFIRMING.get(_view(path)):
                status, _text, _headers = self.town.client().post("confirm", path, {"confirm": "1"})
                if status in (200, 302):
                    self.town.told(kind, address)
                else:
                    self.town.done[f"confirmation refused with {status}"] += 1
        self.position += 1


class Editor(Visitor):
    """Writes articles and publishes them; the list shows each one on the next request."""

    pause = 2

    def __init__(self, town, cookie: str, add: str, listing: str):
        super().__init__(town)
        self.cookie, self.add, self.listing = cookie, add, listing

    def errand(self):
        client, title = self.town.client(self.cookie), f"Chaos {uuid.uuid4().hex}"
        status, text, _headers = client.get("editor", self.add)
        if status != 200:
            self.town.record.wrong(f"the editor's form: {status}")
            return
        action, fields = max(Form(text).fields.items(), key=lambda form: len(form[1]))
        typed = {"title": title, "slug": title.lower().replace(" ", "-"), "lead": "Kurz gesagt."}
        typed |= {"body-count": "0", "action-publish": "action-publish"}
        fields = [(name, value) for name, value in fields if name not in typed]
        fields += list(typed.items())
        status, text, headers = client.post("publish", action or self.add, fields)
        if status != 302 or "/edit/" in headers.get("Location", ""):
            self.town.record.wrong(f"not published: {status} {_complaints(text)}")
            return
        self.town.told("articles", title)
        _status, text, _headers = self.town.client().get("read", self.listing)
        if title not in text:
            self.town.record.wrong(f"{self.listing} does not show {title} after its publication")


def _checked(text: str) -> dict[str, list[str]]:
    """The hidden fields of the check page, with those of the binding button."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', text):
        fields.setdefault(name, []).append(value)
    fields.pop("change", None)
    return fields


def _view(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def _complaints(text: str) -> str:
    return " ".join(re.findall(r'class="error-message"[^>]*>\s*([^<]+)', text))[:200]
