"""One body that holds every part, with words that tests look for again."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model

from home.blocks.table import cells
from tests import factories


def document(title="Checkliste"):
    file = SimpleUploadedFile("checkliste.pdf", BytesIO(b"%PDF-1.4 Inhalt").getvalue())
    return get_document_model().objects.create(title=title, file=file)


def picture(image, alt):
    return {"image": image.pk, "alt_text": alt, "decorative": False}


def whole_body(*, person, page):
    """(type, value) of every part, as it is stored; `person` and `page` are what choosers point at."""
    image, other = factories.image("eins.jpg"), factories.image("zwei.jpg", credit="Anneke Zijlstra")
    return [
        ("paragraph", {"text": "<p>Wort-absatz mit <b>Wort-fett</b>.</p>", "language": ""}),
        ("heading", {"text": "Wort-ueberschrift", "level": "h2", "language": ""}),
        ("list", {"kind": "question", "items": ["Wort-frage eins?", "Wort-frage zwei?"], "language": ""}),
        ("quote", {"text": "Wort-zitat", "attribution": "Gesa Lohoff", "role": "Wort-rolle", "language": ""}),
        (
            "definitions",
            {"items": [{"term": "Wort-begriff", "text": "<p>Wort-bedeutung</p>"}], "language": ""},
        ),
        ("steps", {"items": [{"title": "Wort-schritt", "text": "<p>Wort-ablauf</p>"}], "language": ""}),
        ("accordion", {"items": [{"title": "Wort-klappe", "text": "<p>Wort-antwort</p>"}], "language": ""}),
        (
            "facts_box",
            {"title": "Wort-fakten", "items": [{"label": "Wort-was", "value": "Wort-wert"}], "language": ""},
        ),
        (
            "table",
            {
                "cells": cells("Wort-tabelle", [["Wort-kopf", "Wort-kopf2"], ["Wort-zelle", ""]]),
                "language": "",
            },
        ),
        (
            "image",
            {"image": picture(image, "Wort-alternativ"), "caption": "Wort-unterschrift", "language": ""},
        ),
        (
            "gallery",
            {
                "images": [
                    {"image": picture(image, "Wort-galerie eins"), "caption": "Wort-bild eins"},
                    {"image": picture(other, "Wort-galerie zwei"), "caption": ""},
                ],
                "language": "",
            },
        ),
        (
            "video",
            {
                "title": "Wort-film",
                "image": picture(other, "Wort-standbild"),
                "url": "https://video.example.org/allee",
                "language": "",
            },
        ),
        (
            "call_to_action",
            {
                "title": "Wort-aufruf",
                "text": "Wort-satz",
                "label": "Wort-knopf",
                "target": None,
                "url": "https://example.org/",
                "language": "",
            },
        ),
        ("teaser", {"target": page.pk}),
        ("people", {"title": "Wort-leute", "people": [person.pk], "language": ""}),
        (
            "documents",
            {"documents": [{"document": document().pk, "title": "Wort-datei", "language": "nl"}]},
        ),
    ]


def stored(parts):
    """The parts as the database holds them, list items with ids."""
    return [
        {"type": kind, "value": _items(value), "id": f"00000000-0000-4000-8000-{number:012d}"}
        for number, (kind, value) in enumerate(parts)
    ]


def _items(value):
    if isinstance(value, dict) and "data" not in value:
        return {name: _items(one) for name, one in value.items()}
    if isinstance(value, list):
        return [
            {"type": "item", "value": _items(one), "id": f"10000000-0000-4000-8000-{number:012d}"}
            for number, one in enumerate(value)
        ]
    return value
