"""What readers of a series, a session or the calendar see."""

import re
from html import unescape

from django.utils.html import strip_tags


def get(client, page, **query):
    response = client.get(page.get_url(), query)
    assert response.status_code == 200
    return response


def words(response) -> str:
    """The text of a page with single blanks, word joiners left out."""
    text = unescape(strip_tags(response.content.decode().replace("<", " <")))
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\u00ad", ""))


def dutch_of(page):
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="nl")
