"""What logs hold: one JSON object a line with the number of its request, and nothing of a person.

Read by gunicorn.conf.py as well, so nothing of Django is imported here. Mail addresses and signatures are
masked where a record is made (config.log_masking); this is about parameters, and about what never was a
record.
"""

import re
from contextvars import ContextVar
from urllib.parse import quote
from uuid import uuid4

from pythonjsonlogger.json import JsonFormatter

from config.log_masking import discreet

request_id: ContextVar[str] = ContextVar("request_id", default="")

GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)  # a number that a proxy gave, nothing else
NEW_PASSWORD = re.compile(r"(?<=/password/reset/)[0-9A-Za-z]+-[^/\s\"']+")
ENCODED_ADDRESS = re.compile(r"[\w.+-]{1,100}%40[\w.-]+")
# Parameters are words that readers typed, or numbers of campaigns.
PIECE = re.compile(r"[^\s\"']+")
# What gunicorn tells of a request that is none: whose it was, and the words of it.
SENDER = re.compile(r" from ip=\S*(?=:)")
QUOTED = re.compile(r"'.*'|\".*\"", re.DOTALL)


def redacted(text: str) -> str:
    """The text without signatures, parameters and mail addresses."""
    text = NEW_PASSWORD.sub("…", PIECE.sub(_without_parameters, text))
    return ENCODED_ADDRESS.sub("…@…", discreet(text))


def _without_parameters(piece: re.Match) -> str:
    path, slash, rest = piece[0].partition("/")
    return path + slash + rest.partition("?")[0]


def request_path(path: str) -> str:
    """A path as Django decoded it, encoded again, so that no letter of it ends a JSON string or a line."""
    return redacted(quote(path, safe="/:@|=,;+!~()", errors="replace"))


def refusal(message: str) -> str:
    """Why a server refused to read a request, without whose and what it was."""
    return QUOTED.sub("…", SENDER.sub("", message)) if SENDER.search(message) else message


class Formatter(JsonFormatter):
    """Time, level, logger, message, number of the request, and the traceback of an error."""

    def __init__(self):
        super().__init__(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
        )

    def add_fields(self, log_data, record, message_dict):
        # Django puts the request itself, and with it cookies and addresses, beside a message.
        for name in ("request", "server_time", "sql", "params"):
            record.__dict__.pop(name, None)
        super().add_fields(log_data, record, message_dict)
        if number := request_id.get():
            log_data["request"] = number

    def process_log_record(self, log_data):
        """Whatever is no number is masked before it is written as JSON, which masking could break."""
        return {
            name: value if isinstance(value, int | float | None) else redacted(str(value))
            for name, value in log_data.items()
        }


def number_of(given: str) -> str:
    """The number of a request: what a proxy gave, where it is one, else a new one."""
    return given if GIVEN.fullmatch(given) else uuid4().hex


class RequestIdMiddleware:
    """Gives each request a number, or takes the one that a proxy gave; every line of its log has it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        number = number_of(request.META.get("HTTP_X_REQUEST_ID", ""))
        # It stays until the next request of this thread: Django tells of a 404 after all middleware.
        request_id.set(number)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        return response


def without_personal_data(event: dict, hint: dict) -> dict:
    """What may leave for an error service: where it happened; neither who asked nor what they sent."""
    for name in ("user", "breadcrumbs", "extra"):
        event.pop(name, None)
    if request := event.get("request"):
        event["request"] = {
            name: redacted(str(request[name])) for name in ("method", "url") if name in request
        }
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = redacted(str(error.get("value", "")))
    if "message" in event:
        event["message"] = redacted(str(event["message"]))
    if "logentry" in event:
        event["logentry"] = {"message": redacted(str(event["logentry"].get("message", "")))}
    return event
