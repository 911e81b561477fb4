"""The words of the pages that a new site begins with."""

import tomllib
import uuid
from functools import cache
from pathlib import Path

NAMESPACE = uuid.UUID("0f3c4a52-8f0e-4d3b-9a63-6d2b5b1c7e10")


@cache
def pages() -> dict:
    return tomllib.loads((Path(__file__).parent / "pages.toml").read_text(encoding="utf-8"))


def key_of(name: str) -> uuid.UUID:
    """The translation key of a page that setup or the demo makes, the same on every machine."""
    return uuid.uuid5(NAMESPACE, name)
