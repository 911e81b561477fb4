import json
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SERVICE = "https://api.osv.dev/v1/querybatch"
PATIENCE = 20  # seconds


class Command(BaseCommand):
    help = (
        "Ask the OSV database for known weaknesses of the locked packages. Names and versions leave this "
        "machine, nothing else; where the service cannot be reached the audit is skipped, and says so."
    )
    requires_system_checks = []

    def handle(self, **options):
        locked = packages()
        try:
            found = known_weaknesses(locked)
        except (urllib.error.URLError, TimeoutError, OSError) as error:
            self.stdout.write(f"Skipped: the audit service cannot be reached ({type(error).__name__}).")
            return
        for (name, version), numbers in found.items():
            self.stdout.write(f"{name} {version}: {', '.join(numbers)}")
        if found:
            raise CommandError(f"{len(found)} of {len(locked)} packages have known weaknesses.")
        self.stdout.write(f"No known weakness in {len(locked)} packages.")


def packages() -> list[tuple[str, str]]:
    """Name and version of each package in requirements.txt."""
    lines = (settings.ROOT / "requirements.txt").read_text().splitlines()
    pinned = [line.split()[0].split("==") for line in lines if "==" in line and not line.startswith(" ")]
    return [(name.partition("[")[0], version.rstrip("\\;")) for name, version in pinned]


def known_weaknesses(locked: list[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The numbers of the weaknesses by package; raises OSError where the service does not answer."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in locked
    ]
    request = urllib.request.Request(  # noqa: S310
        SERVICE, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    numbers = [[row["id"] for row in result.get("vulns", [])] for result in results]
    return {package: ids for package, ids in zip(locked, numbers, strict=True) if ids}
