"""What each component is given in the tests: a sample of its variables at least, with foreign words in it.

SAMPLES maps the name of a file in templates/components/ to a function of (image) → list of contexts.
"""

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from home.cards import ArticleCard
from home.metadata.feeds import ATOM, RSS

from .session_samples import DATE, STATES, agenda_item, sessions, signs

HTML = mark_safe("<p>Dienstags wird <b>gekocht</b>.</p>")
TOPIC = {
    "name": "Wohnen & Nachbarschaft",
    "zone": "rose",
    "url": "/de/themen/wohnen/",
    "count": "38 Beiträge",
}
PLACE = {"name": "’s-Hertogenbosch", "url": "/de/orte/den-bosch/", "lang": "nl", "count": "3 Beiträge"}
CRUMBS = [{"title": "Startseite", "url": "/de/"}, {"title": "Nieuws", "url": "/nl/nieuws/", "lang": "nl"}]
LANGUAGES = [
    {"code": "de", "name": "Deutsch", "url": "/de/", "current": True, "translated": True},
    {"code": "nl", "name": "Nederlands", "url": "/nl/o/1/", "current": False, "translated": False},
]
SLOTS = [
    {"time": "10:00", "iso": "2027-03-17T10:00+01:00", "title": "Ankommen", "text": "mit Merve Aydın"},
    {"time": "", "title": "Leading from the emerging future", "lang": "en"},
]


def subscriptions():
    feed = {"list": "Nachrichten", "url": "/de/nachrichten/feed/atom/", "type": ATOM, "name": "Atom"}
    return [feed, feed | {"url": "/de/nachrichten/feed/rss/", "type": RSS, "name": "RSS"}]


class SampleForm(forms.Form):
    name = forms.CharField(label="Ihr Name", help_text="Wird angezeigt.")
    mail = forms.EmailField(label="E-Mail-Adresse")
    office = forms.CharField(label="Amt", required=False)
    text = forms.CharField(label="Kommentar", widget=forms.Textarea)
    year = forms.ChoiceField(label="Jahr", choices=[("", "Alle"), ("2026", "2026")], required=False)
    kind = forms.ChoiceField(label="Art", choices=[("a", "Stadt"), ("b", "Verein")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Bedarf",
        choices=[("x", "Induktionsschleife"), ("y", "Rollstuhlplatz")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notice = forms.BooleanField(label="Ich habe die Hinweise gelesen", help_text="Sie stehen unten.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def bound_form():
    return SampleForm({"name": "Bernd Kessens", "mail": "b.kessens.example.org"})


def stories(image):
    story = {
        "title": "Ein leeres Ladenlokal wird zum Wohnzimmer der Nachbarschaft",
        "url": "/de/nachrichten/ladenlokal/",
        "topic": TOPIC,
        "dateline": "Hagen",
        "lead": "Vierzehn Monate lang stand das Möbelgeschäft leer.",
        "date": "19. November 2026",
        "iso": "2026-11-19",
        "byline": "Merve Aydın",
        "plan": 7,
    }
    return [
        story
        | {"image": image, "layout": "lead", "level": 2, "alt": "Häuserzeile", "caption": "Das Eckhaus."},
        story | {"image": image, "layout": "row"},
        story,
        {"title": "Een plein", "url": "/nl/x/", "lang": "nl", "label": _("in Dutch"), "plan": 3},
    ]


PERSON = {"name": "Dr. Henrike Altmanns", "role": "Stadtforscherin, Kwartier", "text": "Eins.\n\nZwei."}
CONTACT = {
    "email": "h@example.org",
    "phone": "+49 201 555",
    "phone_uri": "tel:+49201555",
    "website": "https://x.example",
}
ITEMS = [{"title": "Was kostet es?", "term": "Quartier", "html": HTML}]
FACTS = [
    {"label": "Wann", "text": "17. März 2027", "iso": "2027-03-17", "note": "10:00–16:30 Uhr"},
    {"label": "Wo", "text": "Buitengoed", "lang": "nl", "url": "/o/"},
    {"label": "Plätze", "text": "36", "state": "few", "status": "noch 4 frei", "wide": True},
    {"label": "Preis", "text": ""},
]


def page_obj():
    return Paginator(range(90), 10).page(5)


SAMPLES = {
    "accordion": lambda image: [{"items": ITEMS, "lang": "nl"}],
    "agenda": lambda image: [{"items": [agenda_item(s) for s in STATES] + [agenda_item("later", day=None)]}],
    "button": lambda image: [
        {"text": "Stadt anmelden", "url": "/a/"},
        {"text": "Karte ansehen", "url": "https://x.example", "line": True, "external": True, "lang": "nl"},
    ],
    "chips": lambda image: [{"chips": [{"text": "2026", "url": "?"}], "clear_url": "/de/nachrichten/"}],
    "city_blocks": lambda image: [{"places": [PLACE, {"name": "Herne", "url": "/h/", "large": True}]}],
    "correction": lambda image: [{"text": "Es sind 23.", "date": "2. Dezember 2026", "iso": "2026-12-02"}],
    "credit": lambda image: [
        {"kind": "photo", "credit": "Ilka Brandscheid"},
        {"kind": "drawing", "credit": "Kwartier", "url": "https://x.example", "licence": "CC BY 4.0"},
    ],
    "crumbs": lambda image: [{"items": CRUMBS}],
    "cta": lambda image: [
        {"title": "Mitmachen", "text": "Kommen Sie.", "label": "Anmelden", "url": "/a/", "zone": "rose"}
    ],
    "day": lambda image: [DATE, {}],
    "documents": lambda image: [
        {"documents": [{"title": "Raumbuch", "url": "/d/1/", "kind": "PDF", "size": "2 MB", "lang": "nl"}]}
    ],
    "error_summary": lambda image: [
        {"form": bound_form()},
        {"errors": [{"anchor": "t7", "label": "Termine", "text": "Wählen Sie einen Termin."}], "level": 3},
    ],
    "facts": lambda image: [{"facts": FACTS}],
    "figure": lambda image: [
        {"image": image, "crop": "wide", "alt": "Straße", "caption": "Eine Straße."},
        {"plan": 5},
    ],
    "filter": lambda image: [
        {"form": SampleForm(), "action": "/de/nachrichten/", "label": "Nachrichten filtern"}
    ],
    "footer": lambda image: [
        {
            "name": "Kwartier",
            "about": "Ein Netzwerk von Städten.",
            "read": CRUMBS,
            "legal": [{"title": "Impressum", "url": "/de/impressum/"}],
            "address": ["Musterweg 10", "45000 Musterstadt"],
            "email": "post@example.org",
            "phone": "+49 201 555",
            "phone_uri": "tel:+49201555",
            "lines": ["USt-IdNr. DE 1"],
            "social": [{"title": "Mastodon", "url": "https://social.example"}],
        }
    ],
    "gallery": lambda image: [
        {"figures": [{"image": image, "alt": "A"}, {"image": image, "alt": "B", "caption": "Zwei."}]}
    ],
    "card": lambda image: [
        {
            "card": ArticleCard(
                title="Een plein", url="/x/", lang="nl", lead="Kort.", date="3 mei 2026", plan=2
            ),
            "level": 2,
        }
    ],
    "hit": lambda image: [
        {
            "title": "Een plein",
            "url": "/x/",
            "meta": "Venlo",
            "text": mark_safe("<mark>plein</mark>"),
            "lang": "nl",
        }
    ],
    "houses": lambda image: [{}],
    "key": lambda image: [{"cancelled": True, "closed": True}],
    "language_switch": lambda image: [{"languages": LANGUAGES}],
    "legend": lambda image: [{"topics": [TOPIC]}],
    "masthead": lambda image: [
        {
            "brand": "Kwartier",
            "claim": "Netzwerk",
            "home_url": "/de/",
            "menu": [entry | {"current": not number} for number, entry in enumerate(CRUMBS)],
            "search_url": "/de/suche/",
            "languages": LANGUAGES,
        }
    ],
    "months": lambda image: [{"months": [{"id": "m1", "title": "März 2027", "items": [agenda_item("few")]}]}],
    "neighbours": lambda image: [
        {
            "previous": {"url": "/6/", "title": "6 · Deventer"},
            "next": {"url": "/8/", "title": "8 · Venlo"},
            "label": "Termine",
        }
    ],
    "note": lambda image: [
        {"kind": "ok", "title": "Danke", "text": "Gespeichert.", "role": "status"},
        {"text": "Hinweis"},
    ],
    "pager": lambda image: [{"page_obj": page_obj()}],
    "person": lambda image: [
        PERSON | {"url": "/p/", "portrait": image},
        PERSON | CONTACT | {"large": True, "level": 1, "html": HTML, "text_lang": "nl"},
    ],
    "picture": lambda image: [
        {"image": image, "crop": crop, "alt": "Straße"} for crop in ("list", "wide", "square", "")
    ],
    "plate": lambda image: [
        {"text": "Enschede", "url": "/e/", "lang": "nl"},
        {"text": 7, "number": True, "xl": True, "prefix": "Werkstatt"},
    ],
    "prices": lambda image: [
        {
            "caption": "Je Stadt",
            "columns": ["Partner"],
            "rows": [{"label": "Reihe", "cells": ["2.400 €"]}],
            "hint": "Hinweis",
        }
    ],
    "programme": lambda image: [{"days": [{"title": "Tag 1", "slots": SLOTS}, {"slots": SLOTS}]}],
    "quote": lambda image: [{"text": "„Ja.“", "by": "Gesa Lohoff", "lang": "de"}],
    "required_hint": lambda image: [{}, {"all": True}],
    "search_form": lambda image: [{"action": "/de/suche/", "query": 'Schul"hof'}],
    "section_head": lambda image: [
        {"title": "Themen", "id": "t", "url": "/t/", "label": "Alle"},
        {"title": "Orte", "hint": "34"},
    ],
    "session_note": lambda image: [
        {"state": "cancelled", "reason": "Ziek.", "reason_lang": "nl"},
        {"state": "moved", "previous": "11. März 2027", "date": "17. März 2027"},
        {"state": "moved", "previous": "11. März 2027"},
        {"state": "moved"},
    ],
    "share": lambda image: [
        {
            "citation": "Ada Vos: „Hof & ‚Haus‘“, Kwartier, 3. Mai 2026, https://x.example/de/hof/",
            "mail_url": "mailto:?subject=Hof%20%26%20Haus",
            "url": "https://x.example/de/hof/",
        },
        {},
    ],
    "sign": lambda image: signs(),
    "source": lambda image: [{"text": "Presseamt", "url": "https://x.example", "label": "Pressemitteilung"}],
    "steps": lambda image: [{"steps": ["Angaben", "Prüfen", "Bestätigung"], "current": 2}],
    "story": stories,
    "street": lambda image: [{"sessions": sessions()}],
    "table": lambda image: [
        {"caption": "Zahlen", "head": ["Stadt", "Zahl"], "rows": [["Herne", "3"]], "first": True}
    ],
    "subscribe": lambda image: [
        {"items": subscriptions()},
        {"items": subscriptions(), "webcal_url": "webcal://testserver/de/kalender/kalender.ics"},
    ],
    "tabs": lambda image: [
        {"label": "Zeitraum", "items": [{"text": "Kommende", "url": "?", "current": True}]}
    ],
    "tag": lambda image: [
        {"text": "Klima", "zone": "green", "url": "/k/"},
        {"text": "Klimaat", "zone": "green", "lang": "nl"},
    ],
    "terms": lambda image: [{"items": ITEMS}],
    "timetable": lambda image: [{"sessions": sessions()}],
    "untranslated": lambda image: [
        {"content_lang": "de", "home_url": "/nl/", "request_url": "mailto:post@example.org"}
    ],
    "video_still": lambda image: [
        {
            "image": image,
            "alt": "Straße",
            "url": "https://v.example/1",
            "host": "v.example",
            "caption": "Ein Film.",
        }
    ],
    "way": lambda image: [{"items": ITEMS, "lang": "de"}],
}
