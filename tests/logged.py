"""Everything that all tests together log, as production formats it: no line names a person or opens anything.

The test that wrote a line is told with it, and the process that ran it fails at its end.
"""

import ipaddress
import logging
import os
import re

import pytest

from config.logs import Formatter

MOST = 20  # lines that are told
ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.\w+")
# What django.core.signing and Django's password reset end with, and the keys of sessions.
KEY = re.compile(r"[:.][\w-]{43}\b|\b[0-9a-z]+-[0-9a-f]{32}\b|sessionid=\w+|csrftoken=\w+")
NETWORK = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
TYPED = re.compile(r"/\?\w+=[^\s\"…]")  # parameters behind a path


class Reader(logging.Handler):
    """Reads each line as it would be written, and keeps those that should not be."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.setFormatter(Formatter())
        self.read, self.told = 0, []

    def emit(self, record):
        try:
            line = self.format(record)
        except (TypeError, ValueError):
            return  # a faulty call of the logger, which `logging` itself tells of
        self.read += 1
        if (found := told(line)) and len(self.told) < MOST:
            test = os.environ.get("PYTEST_CURRENT_TEST", "")
            self.told.append(f"{found!r} in {line[:400]} ({test})")


def told(line: str) -> str:
    """The first part of a line that is of a person or a key; "" for none."""
    for pattern in (ADDRESS, KEY, TYPED):
        if match := pattern.search(line):
            return match[0]
    for match in NETWORK.finditer(line):
        try:
            address = ipaddress.ip_address(match[0])
        except ValueError:  # the number of a version
            continue
        if not address.is_loopback and not address.is_unspecified:
            return match[0]
    return ""


@pytest.fixture(scope="session", autouse=True)
def _logs_tell_nothing():
    reader, root = Reader(), logging.getLogger()
    level = root.level
    root.addHandler(reader)
    root.setLevel(logging.INFO)
    yield
    root.removeHandler(reader)
    root.setLevel(level)
    assert reader.told == [], "\n".join(reader.told)
