from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from bench.bulk.measure import Site, measure
from bench.bulk.pages import make_articles, make_sessions
from config.pagecache import changes
from config.setup import set_up
from events.models import EventIndexPage
from home.formatting.dates import ZONE
from home.models import Place, Topic
from news.models import NewsIndexPage

SMALL, UPCOMING = 100, 30
CLONE = "big"  # suffix of the second database
PAGES, SEARCH = 1.2, 2.0


class Command(BaseCommand):
    help = "Times of lists, feed, calendar and search on a site of 100 articles and on one of thousands."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=10_000)
        parser.add_argument("--sessions", type=int, default=1_000)
        parser.add_argument("--visits", type=int, default=15)

    def handle(self, *, articles, sessions, visits, **options):
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with translation.override("de"):
                late = self._compare(articles, sessions, visits)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        if late:
            raise CommandError(f"Grown too much: {', '.join(late)}")

    def _compare(self, articles: int, sessions: int, visits: int) -> list[str]:
        set_up()
        news = NewsIndexPage.objects.get(locale__language_code="de")
        events = EventIndexPage.objects.get(locale__language_code="de")
        today = timezone.localdate(timezone=ZONE)
        topics = [
            Topic.objects.create(name=word, slug=word.lower(), locale=news.locale)
            for word in ("Wohnen", "Klima", "Verkehr")
        ]
        places = [Place.objects.create(name="Herne", slug="herne", locale=news.locale)]

        def grow(more_articles: int, more_sessions: int, upcoming: int) -> None:
            make_articles(news, more_articles, topics=topics, places=places)
            make_sessions(events, more_sessions, upcoming=upcoming, today=today, place=places[0])
            self._settle()

        grow(SMALL, SMALL, UPCOMING)
        search = reverse("search")
        deep = min(400, max(2, (articles - 1) // news.per_page // 2))
        addresses = {
            "list, page 1": (news.url, PAGES),
            f"list, page {deep}": (f"{news.url}?page={{page}}", PAGES),
            "an article": (f"{news.url}seite-50/", PAGES),
            "feed": (f"{news.url}feed/atom/", PAGES),
            "feed of a topic": (f"{news.url}feed/rss/?topic=klima", PAGES),
            "calendar": (events.url, PAGES),
            "past dates": (f"{events.url}?when=past", PAGES),
            "calendar file": (f"{events.url}kalender.ics", PAGES),
            "start page": ("/de/", PAGES),
            "search": (f"{search}?q=Schulhof+Folge", SEARCH),
            "search, compound": (f"{search}?q=Beteiligung", SEARCH),
        }
        with self._copy() as (small, big):
            connection.settings_dict["NAME"] = big
            grow(articles - SMALL, sessions - SMALL, 0)
            connection.close()
            connection.settings_dict["NAME"] = small
            self.stdout.write(
                f"{connection.vendor}: {SMALL} and {articles} articles, {SMALL} and {sessions} sessions; an "
                "address nobody asked for before, in ms, in brackets the first of all after a change"
            )
            sites = [Site(small), Site(big)]
            try:
                return [
                    label
                    for label, (url, most) in addresses.items()
                    if self._grows(label, most, sites, [url.format(page=page) for page in (4, deep)], visits)
                ]
            finally:
                for site in sites:
                    site.end()

    @contextmanager
    def _copy(self):
        """The names of the test database and of a copy of it, which is taken away again."""
        connection.close()
        connection.creation.clone_test_db(CLONE, verbosity=0, autoclobber=True)
        copy = connection.creation.get_test_db_clone_settings(CLONE)["NAME"]
        small = connection.settings_dict["NAME"]
        try:
            yield small, copy
        finally:
            connection.close()
            connection.settings_dict["NAME"] = small
            connection.creation.destroy_test_db(suffix=CLONE, verbosity=0)

    def _grows(self, label: str, most: float, sites: list[Site], urls: list[str], visits: int) -> bool:
        """Print a line; whether the big site needs more than `most` times as much, or more queries."""
        one, other = measure(sites, urls, visits=visits)
        growth = other.visit / one.visit
        before, after = (f"{cost.visit:8.1f} ({cost.after_change:5.1f})" for cost in (one, other))
        self.stdout.write(
            f"{label:18}{before}{after}  times {growth:.2f}  queries {one.queries} → {other.queries}"
        )
        return growth > most or other.queries > one.queries

    def _settle(self) -> None:
        """What the worker, and a running database by itself, do after so many new rows."""
        changes.tidy()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
