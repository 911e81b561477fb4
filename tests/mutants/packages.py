"""Where removals are taken from, and which tests should notice them."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Screens of the admin are for the walks, drawing is for the eye.
_NEVER = {"apps.py", "wagtail_hooks.py", "panels.py", "urls.py", "certificate_pdf.py"}


@dataclass(frozen=True)
class Package:
    """Sources and tests, by their paths from the root; a pattern may lead to several."""

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()  # tests that start servers or take long

    def files(self) -> list[Path]:
        found = {path for pattern in self.sources for path in ROOT.glob(pattern)}
        return sorted(path for path in found if not _NEVER & set(path.relative_to(ROOT).parts))

    def test_arguments(self) -> list[str]:
        tests = [str(path.relative_to(ROOT)) for pattern in self.tests for path in sorted(ROOT.glob(pattern))]
        return [*tests, *(f"--ignore={path}" for path in self.without)]


_COMMENTS = "services checks markup mails views models"

PACKAGES = [
    Package(
        "registration",
        (
            "events/registration/*.py",
            *(f"events/registration/{name}/*.py" for name in ("services", "forms", "views", "mails")),
        ),
        ("tests/events/registration",),
        ("tests/events/registration/crash",),
    ),
    Package(
        "events",
        tuple(f"events/{name}*.py" for name in ("", "models/", "display/", "link_check/", "admin/")),
        ("tests/events",),
        ("tests/events/registration/crash", "tests/events/registration/test_cost.py"),
    ),
    Package(
        "comments",
        (
            "comments/*.py",
            *(
                f"comments/{name}/*.py"
                for name in ("services", "checks", "markup", "mails", "views", "models")
            ),
        ),
        ("tests/comments",),
    ),
    Package("translations", ("home/localize/*.py",), ("tests/home/localize", "tests/test_translation.py")),
    Package(
        "site",
        ("site/config/pagecache/*.py", "site/config/backup/*.py", "site/config/accounts/*.py"),
        (
            "tests/config/pagecache",
            "tests/config/test_backup*.py",
            "tests/config/test_restore*.py",
            "tests/config/test_accounts*.py",
            "tests/config/test_second_factor*.py",
            "tests/config/test_attempts.py",
            "tests/config/test_users.py",
            "tests/config/test_persons.py",
            "tests/config/test_failures.py",
        ),
    ),
    Package("search", ("home/search/*.py",), ("tests/home/search",)),
    Package(
        "formatting",
        ("home/formatting/*.py", "home/slugs.py"),
        ("tests/home/test_*.py", "tests/home/templatetags"),
        ("tests/home/test_roles.py",),
    ),
]
