"""The two languages of the site as plain codes."""

from django.utils import translation

GERMAN = "de"
DUTCH = "nl"


def language_code(lang: str | None = None) -> str:
    """Return "de" or "nl" for a tag such as "nl-NL": none is the active language, unknown ones are German."""
    tag = str(lang or translation.get_language() or GERMAN)
    return DUTCH if tag.replace("_", "-").lower().split("-")[0] == DUTCH else GERMAN
