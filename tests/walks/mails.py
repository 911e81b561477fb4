"""The mails of a running trial, which lie in its folder."""

import email
import re
import time
from email import policy
from email.message import EmailMessage
from pathlib import Path

PATIENCE = 60  # seconds for the worker to send what is queued


def letter_to(folder: Path, address: str, pattern: str) -> str:
    """Text of the newest mail to this address that has the pattern; it is there or comes soon."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for mail in reversed(_mails_to(folder, address)):
            text = mail.get_body(("plain",)).get_content()
            if re.search(pattern, text):
                return text
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address} has {pattern}")


def address_in(letter: str, pattern: str) -> str:
    """The first address in a letter in which the pattern is found."""
    return next(found for found in re.findall(r"https?://\S+", letter) if re.search(pattern, found))


def _mails_to(folder: Path, address: str) -> list[EmailMessage]:
    """What was sent to this address, the oldest first."""
    found = []
    for path in sorted((folder / "var" / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns):
        for text in re.split(rb"^-{79}\n", path.read_bytes(), flags=re.MULTILINE):
            if text.strip():
                found.append(email.message_from_bytes(text, policy=policy.default))
    return [mail for mail in found if address in str(mail["To"])]
