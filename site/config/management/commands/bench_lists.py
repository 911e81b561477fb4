from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone, translation

from config.bulk import make_articles, make_sessions, measure, pace
from config.pagecache import changes
from config.setup import set_up
from events.models import EventIndexPage
from home.dates import ZONE
from home.models import Place, Topic
from news.models import NewsIndexPage

SMALL, UPCOMING = 100, 30
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
            with translation.override("de"), override_settings(ALLOWED_HOSTS=["*"], PAGE_PARTS=True):
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
        last_page = max(2, (articles - 1) // news.per_page // 2)
        addresses = {
            "list, page 1": (news.url, PAGES),
            f"list, page {min(400, last_page)}": (f"{news.url}?page={{page}}", PAGES),
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
        small = {
            label: measure(url.format(page=4), visits=visits) for label, (url, _most) in addresses.items()
        }
        grow(articles - SMALL, sessions - SMALL, 0)
        big = {
            label: measure(url.format(page=min(400, last_page)), visits=visits)
            for label, (url, _most) in addresses.items()
        }
        self.stdout.write(
            f"{connection.vendor}: {SMALL} and {articles} articles, {SMALL} and {sessions} sessions; "
            "an address nobody asked for before, in ms, in brackets the first of all after a change"
        )
        late, pace_now = [], min(pace() for _try in range(50))
        for label, (_url, most) in addresses.items():
            one, other = small[label], big[label]
            growth = other.visit / one.visit
            before, after = (
                f"{pace_now * cost.visit:8.1f} ({pace_now * cost.after_change:5.1f})" for cost in (one, other)
            )
            self.stdout.write(
                f"{label:18}{before}{after}  times {growth:.2f}  queries {one.queries} → {other.queries}"
            )
            if growth > most or other.queries > one.queries:
                late.append(label)
        return late

    def _settle(self) -> None:
        """What the worker, and a running database by itself, do after so many new rows."""
        changes.tidy()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
