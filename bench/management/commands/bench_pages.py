import tempfile
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench import content, front
from bench.measure import memory, processor_seconds, ratio, weight
from bench.reader import Reader
from bench.serving import PRODUCTION, cold_start, gunicorn, production
from config.pagecache import changes

SITE, BARE, FRONT = 8461, 8462, 8463  # ports; nginx takes the one after its own as well
MODES = {  # whether the page cache and the memo are on
    "nothing cached": (False, False),
    "page cache off": (False, True),
    "page cache on": (True, True),
}
# Ratios that are aimed at: with nothing cached, and for whatever the page cache holds.
AIMS = {
    "home": 70,
    "news list": 40,
    "workshop article": 50,
    "bare article": 22,
    "series": 45,
    "calendar": 50,
    "plain page": 14,
}
HIT = 2.5
APPLICATION = "bench.bare:get_wsgi_application()"


class Command(BaseCommand):
    help = (
        "Measure pages of the site, as production serves it, beside a bare Django view with the same bytes, "
        "and what nginx keeps of them beside files: requests in turns, lower quartiles, and the processor's "
        "time, whose ratio holds on a busy machine as well. Makes a database of its own on DATABASE_URL's "
        "server."
    )

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, nargs="+", default=[100, 1000])
        parser.add_argument("--rounds", type=int, default=40)
        parser.add_argument(
            "--cache", default="", help="CACHE_URL of the site, such as redis://127.0.0.1:6379/3"
        )
        parser.add_argument("--modes", choices=MODES, nargs="+", default=list(MODES))
        parser.add_argument("--keep", action="store_true", help="Keep the database for the next time.")

    def handle(self, *, articles, rounds, cache, modes, keep, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Production runs on PostgreSQL: give its DATABASE_URL.")
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
        try:
            with override_settings(SECRET_KEY=PRODUCTION["SECRET_KEY"]):  # signs the session
                self.run(name, articles, rounds, cache, modes)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0, keepdb=keep)

    def run(self, name, articles, rounds, cache, modes):
        content.prepare()
        call_command("createcachetable", "cache", verbosity=0)
        self.stdout.write(f"cold start: {cold_start(production(name, SITE, CACHE_URL=cache)):.1f} s of CPU")
        with tempfile.TemporaryDirectory() as folder:
            for number in sorted(articles):
                content.grow(number)
                changes.tidy()  # as the worker does every other minute
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
                self.stdout.write(f"\n{number} articles")
                for mode in modes:
                    self.measure(Path(folder), name, rounds, cache, mode)

    def measure(self, folder, name, rounds, cache, mode):
        pages, cookie, past_public = content.pages(), content.editors_cookie(), False
        kept, memo = MODES[mode]
        environment = production(name, SITE, CACHE_URL=cache, PAGE_CACHE=str(kept), MEMO=str(memo))
        environment["BENCH_PAGES"] = str(folder)
        for number in range(len(pages)):
            (folder / str(number)).write_bytes(b"not yet")
        (folder / "ready").write_bytes(b"ok")
        bare = environment | {"DJANGO_SETTINGS_MODULE": "bench.bare"}
        with (
            gunicorn(SITE, folder / "site.log", "/healthz", **environment) as process,
            gunicorn(BARE, folder / "bare.log", "/ready", APPLICATION, **bare) as beside,
        ):
            self.stdout.write(
                f"{mode}\n{'page':22}{'ratio':>7}{'aim':>5}{'ms':>8}{'bare ms':>9}{'queries':>9}"
                f"{'kB':>6}{'br kB':>7}{'CPU ms':>8}{'ratio':>7}"
            )
            for number, (kind, path) in enumerate(pages.items()):
                if kept and not _is_kept(path):
                    continue
                if path.startswith("/admin/") and not past_public:
                    past_public = True
                    self.stdout.write(f"memory of each worker (PSS): {memory(process.pid)} MB")
                self.measure_page(folder, (process, beside), rounds, mode, (number, kind, path), cookie)
            self.stdout.write(f"memory of each worker (PSS): {memory(process.pid)} MB")
            if kept:
                self.measure_front(folder, pages, 10 * rounds)

    def measure_page(self, folder, processes, rounds, mode, page, cookie):
        (number, kind, path), (kept, memo) = page, MODES[mode]
        site = Reader(SITE, cookie if path.startswith("/admin/") else "")
        for _ in range(6):  # both processes have made their renditions and compiled their templates
            _seconds, _status, body = site.get(path)
        (folder / str(number)).write_bytes(body)
        before = [processor_seconds(process.pid) for process in processes]
        share, mine, other = ratio(site, path, Reader(BARE), f"/{number}", rounds)
        after = [processor_seconds(process.pid) for process in processes]
        spent, beside = ((end - start) * 1000 / rounds for start, end in zip(before, after, strict=True))
        aim = HIT if kept else AIMS.get(kind, "") if mode == "nothing cached" else ""
        queries = "" if kept else self.queries(path, cookie, memo)
        plain, packed = weight(body)
        self.stdout.write(
            f"{kind:22}{share:7.2f}{aim:>5}{mine:8.1f}{other:9.2f}{queries:>9}{plain:6}{packed:7}"
            f"{spent:8.1f}{spent / beside:7.2f}"
        )

    def measure_front(self, folder, pages, rounds):
        """What nginx has kept beside the same bytes and headers as files (nginx's own work: microseconds)."""
        if not front.is_there():
            self.stdout.write("no nginx on this machine: its cache was not measured")
            return
        self.stdout.write(f"{'nginx, with TLS':22}{'ratio':>7}{'ms':>8}{'file ms':>9}")
        with front.nginx(folder, FRONT, SITE, pages["home"]):
            for number, (kind, path) in enumerate(pages.items()):
                if _is_kept(path):
                    readers = Reader(FRONT, tls=True), Reader(FRONT, tls=True)
                    share, mine, file = ratio(readers[0], path, readers[1], f"/files/{number}", rounds)
                    self.stdout.write(f"{kind:22}{share:7.2f}{mine:8.3f}{file:9.3f}")

    def queries(self, path: str, cookie: str, memo: bool) -> int:
        """Of a second request in this process, which has the site's tables and no page cache."""
        client = Client(headers={"cookie": cookie} if path.startswith("/admin/") else {})
        with override_settings(MEMO=memo):
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                client.get(path)
        return len(caught)


def _is_kept(path: str) -> bool:
    return not path.startswith(("/admin/", "/de/suche/"))
