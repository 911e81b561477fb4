"""Articles and sessions in bulk, below the lists that there are, as if an editor had published them.

Page by page a site of this size takes an hour; here the rows are written table by table. Revisions, log
entries and Wagtail's index of references are left out: no list reads them.
"""

import json
import uuid
from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from authors.models import PageAuthor
from events.models import EventPage, SessionSeats
from events.schedule import moments
from home.formatting.dates import ZONE
from home.models import PagePlace, PageTopic, Place, SearchEntry, Topic
from home.search.compound_index import entry_of
from news.models import ArticlePage

BATCH = 500
SUBJECTS = [
    "Schulhof",
    "Wohnungsbau",
    "Bürgerbeteiligung",
    "Quartiersentwicklung",
    "Straßenraum",
    "Klimagarten",
]
COPIED = ("lead", "lead_image_id", "lead_image_caption", "dateline_id")
PLACES = ["am Hang", "im Norden", "an der Brücke", "hinter dem Bahnhof", "am Kanal"]


@transaction.atomic
def make_articles(index, number: int, *, topics: list[Topic] = (), places: list[Place] = ()) -> list[int]:
    """Publish so many articles below a news page, one a day backwards; return their primary keys.

    Each has one of the topics and one of the places in turn, and a body of three paragraphs.
    """
    first = _children(index)
    articles = []
    for n in range(first, first + number):
        title = f"{SUBJECTS[n % len(SUBJECTS)]} {PLACES[n % len(PLACES)]}, Folge {n}"
        text = f"<p>{title}. Drei Ämter planen mit der Nachbarschaft.</p>"
        body = [{"type": "paragraph", "id": str(uuid.uuid4()), "value": {"text": text, "language": ""}}] * 3
        articles.append(
            ArticlePage(
                **_page_values(index, ArticlePage, n, title),
                lead=f"{SUBJECTS[(n + 1) % len(SUBJECTS)]}: was sich {PLACES[n % len(PLACES)]} ändert.",
                date=date(2026, 11, 1) - timedelta(days=n),
                body=json.dumps(body),
            )
        )
    keys = _write(index, articles)
    rows = [(PageTopic, "topic", topics), (PagePlace, "place", places)]
    for model, name, records in rows:
        if records:
            model.objects.bulk_create(
                [model(page_id=key, **{name: records[n % len(records)]}) for n, key in enumerate(keys)], BATCH
            )
    _index(ArticlePage, keys)
    return keys


@transaction.atomic
def copy_articles(index, number: int, samples: list[ArticlePage]) -> list[int]:
    """Publish so many articles with the words, pictures, topics, places and authors of the samples in turn,
    each a day older than the one before; return their primary keys."""
    first = _children(index)
    articles = []
    for n in range(first, first + number):
        sample = samples[n % len(samples)]
        values = {name: getattr(sample, name) for name in COPIED}
        articles.append(
            ArticlePage(
                **_page_values(index, ArticlePage, n, f"{sample.title} {n}"),
                **values,
                date=sample.date - timedelta(days=n),
                body=json.dumps(list(sample.body.raw_data)),
            )
        )
    keys = _write(index, articles)
    for model, name in ((PageTopic, "topic_id"), (PagePlace, "place_id"), (PageAuthor, "author_id")):
        of_sample = defaultdict(list)
        for page, record in model.objects.filter(page__in=samples).values_list("page_id", name):
            of_sample[page].append(record)
        model.objects.bulk_create(
            [
                model(page_id=key, **{name: record})
                for n, key in enumerate(keys, start=first)
                for record in of_sample[samples[n % len(samples)].pk]
            ],
            BATCH,
        )
    _index(ArticlePage, keys)
    return keys


@transaction.atomic
def make_sessions(index, number: int, *, upcoming: int, today: date, place: Place | None = None) -> list[int]:
    """Publish so many single events below a calendar page, one a day: `upcoming` of them after `today`, the
    others before; return their primary keys."""
    first = _children(index)
    sessions, seats = [], []
    for n in range(first, first + number):
        ahead = upcoming - (n - first)
        day = today + timedelta(days=ahead if ahead > 0 else ahead - 1)
        hours = {"start_date": day, "end_date": None, "start_time": time(10), "end_time": time(16)}
        starts, ends = moments(**hours, all_day=False, open_end=False)
        values = _page_values(index, EventPage, n, f"Werkstatt {SUBJECTS[n % len(SUBJECTS)]}, Nr. {n}")
        seats.append(SessionSeats(translation_key=values["translation_key"], capacity=30))
        sessions.append(
            EventPage(**values, **hours, starts_at=starts, ends_at=ends, place=place, lead="Kurz.")
        )
    SessionSeats.objects.bulk_create(seats, BATCH)
    for session, row in zip(sessions, seats, strict=True):
        session.seats = row
    keys = _write(index, sessions)
    _index(EventPage, keys)
    return keys


def _children(parent) -> int:
    """The number of the next page below a parent, after those that were deleted as well."""
    last = Page.objects.child_of(parent).aggregate(last=Max("path"))["last"]
    return Page._str2int(last[-Page.steplen :]) if last else 0


def _page_values(parent, model, n: int, title: str) -> dict:
    """The columns of wagtailcore_page for the n-th page below a parent."""
    moment = datetime(2026, 11, 1, 9, tzinfo=ZONE) - timedelta(days=n)
    slug = f"seite-{n}"
    return {
        "path": Page._get_path(parent.path, parent.depth + 1, n + 1),
        "depth": parent.depth + 1,
        "numchild": 0,
        "title": title,
        "draft_title": title,
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "content_type": ContentType.objects.get_for_model(model),
        "locale": parent.locale,
        "translation_key": uuid.uuid4(),
        "live": True,
        "first_published_at": moment,
        "last_published_at": moment,
        "latest_revision_created_at": moment,
    }


def _write(parent, pages: list) -> list[int]:
    """Insert the rows of Wagtail's table in bulk, then those of the class one by one, which Django cannot."""
    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bare = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    Page.objects.bulk_create(bare, BATCH)
    keys = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    for page in pages:
        page.pk = page.id = page.page_ptr_id = keys[page.path]
        page.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=parent.pk).update(numchild=len(keys))
    return [page.pk for page in pages]


def _index(model, keys: list[int]) -> None:
    backend = get_search_backend()
    for start in range(0, len(keys), BATCH):
        pages = list(model.objects.filter(pk__in=keys[start : start + BATCH]).select_related("locale"))
        backend.add_bulk(model, pages)
        SearchEntry.objects.bulk_create([entry_of(page, SearchEntry.Kind.PAGE) for page in pages])
