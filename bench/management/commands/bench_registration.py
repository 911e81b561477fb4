from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from bench.registration.race import race


class Command(BaseCommand):
    help = "Many processes register, cancel and promote at once; then the tables are checked."

    def add_arguments(self, parser):
        parser.add_argument("--processes", type=int, default=4)
        parser.add_argument("--attempts", type=int, default=2000, help="in all")
        parser.add_argument("--sessions", type=int, default=5)
        parser.add_argument(
            "--unlocked",
            action="store_true",
            help="take the row lock away: the check must then fail (PostgreSQL only)",
        )

    def handle(self, *, processes, attempts, sessions, unlocked, **options):
        if unlocked and connection.vendor == "sqlite":
            raise CommandError("On SQLite the transaction is the lock. Give a PostgreSQL DATABASE_URL.")
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            lock = ", WITHOUT the lock" if unlocked else ""
            self.stdout.write(f"{connection.vendor}, {processes} processes, {attempts} attempts in all{lock}")
            outcome = race(processes=processes, attempts=attempts, sessions=sessions, unlocked=unlocked)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        self._print("Attempts", outcome.counts)
        self._print("Check of the tables", outcome.offences)
        self._print("Errors of the database (deadlocks, locked, constraints)", outcome.errors)
        self.stdout.write(f"{attempts / outcome.seconds:.0f} attempts a second, {outcome.seconds:.0f} s")
        if not outcome.is_clean:
            raise CommandError("The tables are not as they must be.")

    def _print(self, title, rows):
        self.stdout.write(f"{title}:" if rows else f"{title}: none")
        for label, number in sorted(rows.items()):
            self.stdout.write(f"  {number:6}  {label}")
