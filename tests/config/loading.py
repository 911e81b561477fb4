"""`manage.py setup_site` and `load_demo`, what they say and what there is afterwards."""

from io import StringIO

from django.core.management import call_command

from events.models import EventPage, EventSeriesPage


def set_up() -> str:
    return _said_by("setup_site")


def run() -> str:
    return _said_by("load_demo")


def _said_by(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def count(model, **filters) -> dict[str, int]:
    """How many live rows there are per language."""
    rows = model.objects.filter(live=True, **filters).values_list("locale__language_code", flat=True)
    return {code: list(rows).count(code) for code in ("de", "nl")}


def session(number: int, language: str = "de") -> EventPage:
    slug = {"de": "zehn-quartiere-zehn-fragen", "nl": "tien-wijken-tien-vragen"}[language]
    return EventPage.objects.child_of(EventSeriesPage.objects.get(slug=slug)).get(number=number)
