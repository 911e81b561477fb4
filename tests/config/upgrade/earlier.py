"""Started as a process of its own on a copy of a migrated database: puts the site's tables back to how they
once were, with rows as that site wrote them, runs `migrate`, and prints what today's code makes of them.

The tables of the past are made from its models at once: running their migrations takes longer than all the
rest. What comes after them is done by the migrations themselves.
"""

import json
import uuid
from datetime import UTC, date, datetime

import django

# Early states of each app: those in which the body of pages has its present parts.
FIRST = {
    "home": "0005_body_parts",
    "authors": "0002_initial",
    "news": "0003_body_parts",
    "events": "0005_body_parts",
    "registration": "0001_initial",
    "comments": "0001_initial",
    "config": "0001_initial",
}
KEY = uuid.UUID(int=7)


def go_back():
    """The models of then, with their empty tables beside Wagtail's own."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    loader = MigrationLoader(connection)
    leaves = [node for node in loader.graph.leaf_nodes() if node[0] not in FIRST]
    then = loader.project_state([*FIRST.items(), *leaves]).apps
    recorder = MigrationRecorder(connection)
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
        for table in connection.introspection.table_names(cursor):
            if table.partition("_")[0] in FIRST:
                cursor.execute(f'DROP TABLE "{table}"{cascade}')
    with connection.schema_editor() as editor:
        for model in then.get_models():
            if model._meta.app_label in FIRST and not model._meta.proxy:
                editor.create_model(model)
    known = {node for target in FIRST.items() for node in loader.graph.forwards_plan(target)}
    for node in recorder.applied_migrations():
        if node[0] in FIRST and node not in known:
            recorder.record_unapplied(*node)
    return then


def write(then):
    """A start page with news, an article, a series and a session; somebody who registered, and a comment."""
    from django.utils import timezone

    def make(label, model, /, **values):
        return then.get_model(label, model).objects.create(**values)

    locale = then.get_model("wagtailcore", "Locale").objects.get(language_code="de")
    types = then.get_model("contenttypes", "ContentType").objects

    def page(label, name, path, title, **values):
        """A row of the tree; the models of a migration know nothing of its methods."""
        slug = title.lower().replace(" ", "-")
        url = "".join(f"/{part}" for part in [*values.pop("above", []), slug]) + "/"
        return make(
            label, name, path=path, depth=len(path) // 4, title=title, draft_title=title, slug=slug,
            url_path=url, locale=locale, live=True, first_published_at=timezone.now(),
            last_published_at=timezone.now(),
            content_type=types.get_or_create(app_label=label, model=name.lower())[0], **values,
        )  # fmt: skip

    pages = then.get_model("wagtailcore", "Page").objects
    pages.filter(depth__gt=1).delete()
    pages.filter(depth=1).update(numchild=1)
    home = page("home", "HomePage", "00010001", "Damals", numchild=2)
    then.get_model("wagtailcore", "Site").objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page_id": home.pk}
    )
    page("news", "NewsIndexPage", "000100010001", "Neues", above=["damals"], numchild=1)
    text = {"text": "<p>Ein <b>alter</b> Absatz.</p>", "language": ""}
    body = [{"type": "paragraph", "value": text, "id": str(uuid.UUID(int=1))}]
    article = page(
        "news", "ArticlePage", "0001000100010001", "Der erste Beitrag", above=["damals", "neues"],
        lead="Wie es anfing.", date=date(2024, 5, 2), body=json.dumps(body),
    )  # fmt: skip
    topic = make("home", "Topic", name="Freiraum", slug="freiraum", locale=locale)
    make("home", "PageTopic", page_id=article.pk, topic=topic)
    page("events", "EventIndexPage", "000100010002", "Kalender", above=["damals"], numchild=1)
    page(
        "events", "EventSeriesPage", "0001000100020001", "Die erste Reihe", above=["damals", "kalender"],
        numchild=1, body="[]",
    )  # fmt: skip
    seats = make("events", "SessionSeats", translation_key=KEY, capacity=12, taken=2)
    session = page(
        "events", "EventPage", "00010001000200010001", "Der erste Abend", numchild=0, seats=seats,
        above=["damals", "kalender", "die-erste-reihe"], translation_key=KEY,
        start_date=date(2024, 6, 1), body="[]",
    )  # fmt: skip
    price = {"scope": "session", "audience": "non_partner", "unit": "person", "amount": 290}
    make("events", "Price", page_id=session.pk, **price)
    rules = make("registration", "CallRules", call_key=KEY)
    registration = make(
        "registration", "Registration", rules=rules, status="confirmed", organisation_name="Stadt Herne",
        contact_name="Ilse Kortmann", contact_email="ilse@example.org", idempotency_key=uuid.uuid4(),
        code="ALT1234", price_amount=580, price_vat="excl", invoice_status="sent",
    )  # fmt: skip
    booking = make(
        "registration", "Booking", registration=registration, session=seats, seats=2, status="confirmed"
    )
    for name in ("Ilse Kortmann", "Jan de Vries"):
        person = make("registration", "Participant", registration=registration, name=name)
        make("registration", "Attendance", booking=booking, participant=person)
    # Whose only place is on the waiting list was charged; who paid nothing goes on paying nothing.
    for code, status, amount in (("ALT2222", "waiting", 290), ("ALT3333", "confirmed", 0)):
        other = make(
            "registration", "Registration", rules=rules, status="confirmed", contact_name="Jo",
            contact_email=f"{code}@example.org", idempotency_key=uuid.uuid4(), code=code, price_amount=amount,
        )  # fmt: skip
        make("registration", "Booking", registration=other, session=seats, seats=1, status=status)
    thread = make("comments", "Thread", translation_key=KEY, title=session.title, approved={"de": 1})
    make(
        "comments", "Comment", thread=thread, page_id=session.pk, language="de", name="Jo",
        email="jo@example.org", body="Gut so.", body_html="<p>Gut so.</p>", status="approved",
        published_at=timezone.now(),
    )  # fmt: skip


def given_up(booking) -> str:
    """What its registration owes after one of two places is given up in time."""
    from events.registration import services

    seat, in_time = booking.attendances.first(), datetime(2024, 5, 1, tzinfo=UTC)
    services.reduce_seats(booking.pk, without=[seat.pk], now=in_time)
    booking.registration.refresh_from_db()
    return str(booking.registration.amount)


def read() -> dict:
    """What is there, by today's models and as a reader gets it."""
    from django.test import Client

    from comments.models import Comment, CommentSettings
    from events.models import EventPage
    from events.registration.models import Registration
    from home.models import Topic
    from news.models import ArticlePage

    article, session = ArticlePage.objects.get(), EventPage.objects.get()
    registration = Registration.objects.get(code="ALT1234")
    booking = registration.bookings.get()
    people = sorted(booking.attendances.values_list("participant__name", flat=True))
    pages = {page.url: Client().get(page.url) for page in (article, session, article.get_parent())}
    return {
        "article": [article.title, article.lead, str(article.date), article.lead_image_decorative],
        "topics": [row.topic.name for row in article.page_topics.all()],
        "records": list(Topic.objects.live().values_list("slug", flat=True)),
        "seats": [session.seats.capacity, session.seats.taken],
        "registration": [registration.code, registration.contact_name, booking.seats, booking.session_id],
        "sums": {row.code: str(row.amount) for row in Registration.objects.order_by("code")},
        "owes": [
            [row.kind, row.reason, str(row.amount), row.vat, str(registration.invoiced_amount)]
            for row in registration.charges.all()
        ],
        "given up": given_up(booking),
        "session": session.seats_id,
        "people": people,
        "comment": list(Comment.objects.values_list("body", "status", "page__title")),
        "settings": CommentSettings.objects.count(),
        "pages": {url: [answer.status_code, answer.content.decode()] for url, answer in pages.items()},
    }


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    connection.ensure_connection()
    connection.execute_wrappers.clear()  # the past had no page cache
    write(go_back())
    connection.close()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, check_unapplied=True)
    print(json.dumps(read()))
