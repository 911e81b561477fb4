"""The start page of the demo, as an editor would arrange it."""

import json
from uuid import uuid5

from wagtail.models import Locale

from config.setup.files import NAMESPACE
from config.translating import translate
from events.models import EventIndexPage
from home.models import HomePage, PlaceIndexPage, TopicIndexPage
from news.models import NewsIndexPage

from .files import Shelf, table


def arrange(shelf: Shelf) -> None:
    """Fill the German start page and translate it."""
    record = table("site")["home"]
    german = shelf.locales["de"]
    home = HomePage.objects.get(locale=german)
    indexes = {
        "news": NewsIndexPage,
        "events": EventIndexPage,
        "topics": TopicIndexPage,
        "places": PlaceIndexPage,
    }
    lists = {name: model.objects.get(locale=german).pk for name, model in indexes.items()}
    put_words(home, sections(shelf, record, record["de"], lists), record["de"])
    home.save_revision().publish()
    words = record["nl"]
    dutch: Locale = shelf.locales["nl"]
    translate(home, dutch, lambda copy: put_words(copy, sections(shelf, record, words, lists), words))


def put_words(home: HomePage, stream: list[dict], words: dict) -> None:
    home.title, home.short_title = words["title"], words["short_title"]
    home.sections = json.dumps(
        [block | {"id": str(uuid5(NAMESPACE, f"home/{block['type']}"))} for block in stream]
    )


def sections(shelf: Shelf, record: dict, words: dict, lists: dict[str, int]) -> list[dict]:
    """Lead story and dates, news, series band, topics, places; the same parts in both languages."""
    return [
        {
            "type": "lead",
            "value": {
                "story": shelf.pages[record["lead_story"]].pk,
                "news": lists["news"],
                "title": words["dates_heading"],
                "calendar": lists["events"],
                "count": record["next_dates"],
            },
        },
        {
            "type": "latest",
            "value": {
                "title": words["news_heading"],
                "index": lists["news"],
                "count": record["latest_articles"],
                "link_label": words["news_link"],
            },
        },
        {
            "type": "series",
            "value": {
                "series": shelf.pages[record["series_band"]].pk,
                "text": words["band_text"],
                "link_label": words["band_link"],
                "zone": "ochre",
            },
        },
        {
            "type": "topics",
            "value": {
                "title": words["topics_heading"],
                "hint": words["topics_hint"],
                "index": lists["topics"],
            },
        },
        {
            "type": "places",
            "value": {"title": words["places_heading"], "index": lists["places"], "count": 12},
        },
    ]
