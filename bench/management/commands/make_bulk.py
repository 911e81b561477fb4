from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bench.bulk.pages import make_articles, make_sessions
from events.models import EventIndexPage
from home.formatting.dates import ZONE
from home.models import Place, Topic
from news.models import NewsIndexPage


class Command(BaseCommand):
    help = (
        "Adds thousands of invented articles and sessions below the German lists of the database of "
        "DATABASE_URL, or of `make run`, to try a big site with."
    )

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=10_000)
        parser.add_argument("--sessions", type=int, default=1_000)
        parser.add_argument("--upcoming", type=int, default=30, help="how many of the sessions are to come")
        parser.add_argument("--yes", action="store_true", help="do it: nothing takes the pages away again")

    def handle(self, *, articles, sessions, upcoming, yes, **options):
        if not yes:
            raise CommandError("This adds invented pages that are public at once. Say --yes on a trial site.")
        news = NewsIndexPage.objects.filter(locale__language_code="de").first()
        events = EventIndexPage.objects.filter(locale__language_code="de").first()
        if news is None or events is None:
            raise CommandError("There is no German news page or no calendar: run setup_site first.")
        topics = list(Topic.objects.filter(locale=news.locale))
        places = list(Place.objects.filter(locale=news.locale))
        make_articles(news, articles, topics=topics, places=places)
        make_sessions(events, sessions, upcoming=upcoming, today=timezone.localdate(timezone=ZONE))
        self.stdout.write(f"Made {articles} articles and {sessions} sessions.")
