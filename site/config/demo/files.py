"""Reads the demo's files: facts once, words per language, days counted from the day of loading."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

FOLDER = Path(__file__).parent
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NAMESPACE = "demo/"


def table(name: str) -> dict:
    """The content of one file, such as `topics`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def folder(noun: str) -> dict[str, dict]:
    """Every file of a folder by the name under which others point at it: `articles/laden` → its content."""
    return {f"{noun}/{path.stem}": table(f"{noun}/{path.stem}") for path in sorted((FOLDER / noun).glob("*"))}


@dataclass
class Shelf:
    """What has been written so far, by the keys that the files use."""

    today: date = field(default_factory=timezone.localdate)
    locales: dict[str, Locale] = field(default_factory=dict)
    images: dict[str, Any] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Any] = field(default_factory=dict)

    def record(self, noun: str, key: str | None, language: str):
        """A topic, place, kind or audience in that language; None without a key."""
        return self.records[f"{noun}/{key}"][language] if key else None

    def day(self, offset: int, weekday: str = "") -> date:
        """The day that many days from the day of loading, moved on to the next such weekday."""
        day = self.today + timedelta(days=offset)
        if weekday:
            day += timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
        return day

    def moment(self, offset: int, clock: time = time(9)) -> datetime:
        """An aware moment on that day, at nine in the morning unless said otherwise."""
        return timezone.make_aware(datetime.combine(self.day(offset), clock))


def other(language: str) -> str:
    return "nl" if language == "de" else "de"


def clock(text: str) -> time | None:
    """A time of day from "10:00"; None from an empty text."""
    return time.fromisoformat(text) if text else None
