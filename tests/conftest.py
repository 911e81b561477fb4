"""What every test starts from: the site's language, compiled messages, and a Chromium where there is one."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from pytest_django.plugin import blocking_manager_key
from wagtail.models import Page

from config.messages import catalogues, compile_catalogue
from config.pagecache import instants, store
from home import memo

from .databases import MigratedTemplate, empty_by_rows
from .logged import _logs_tell_nothing  # noqa: F401 - a fixture of all tests
from .markup import nu_command

# Playwright runs an event loop in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FIRST_ROWS = pytest.StashKey[str]()

# Files that take longest, in the order in which they begin: of parallel processes none is left alone with one
# at the end. The first two need no database of the tests, which the third migrates meanwhile.
LONGEST = [
    "test_newcomer.py",  # whose site the other walks wait for
    "test_administrator.py",
    "test_demo.py",
    "test_editorial.py",
    "test_editor_screens.py",
    "test_backup.py",
    "test_probes.py",
    "test_truth.py",
    "test_translator.py",
    "test_registrant.py",
    "test_reader.py",
    "test_crash.py",
    "test_weight.py",
    "test_registration_seeds.py",
    "test_upgrade.py",
]

# Debian's headless shell is Chromium without its own window, which costs as much as the pages of many tests.
CHROMIUM_NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]
# A container has no user namespaces for the sandbox and too small a /dev/shm; nothing may call out.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


def chromium() -> str | None:
    """The path of an installed Chromium: `CHROMIUM` in the environment, else the first one found."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        for folder in settings.LOCALE_PATHS:
            for source in catalogues(Path(folder)):
                compile_catalogue(source)
                # Django has read the site's own language by now: without this, the old words stay.
                translation_file_changed(None, source.with_suffix(".mo"))


def commits(item) -> bool:
    """Whether a test writes to the database for good, so that its tables are emptied afterwards."""
    marker = item.get_closest_marker("django_db")
    return bool(
        {"live_server", "transactional_db"} & set(item.fixturenames)
        or (marker and marker.kwargs.get("transaction"))
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """Put back what the migrations wrote (locales, the root page, roles) after tables were emptied."""
    first_rows = item.config.stash.get(FIRST_ROWS, None)
    if commits(item):
        # Where Playwright's loop runs, the thread has another connection than at the start: Django asks
        # this one whether rows will be put back.
        connection._test_serialized_contents = first_rows
    name = connection.settings_dict["NAME"]
    result = yield
    # After the last test the database may have gone, and Django looks at the site's own.
    if commits(item) and connection.settings_dict["NAME"] == name:
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(first_rows)
            connection.close()
    return result


def pytest_addoption(parser):
    parser.addoption(
        "--both-databases",
        action="store_true",
        help="Run only the tests marked `both_databases`: CI asks those on PostgreSQL as well.",
    )


def pytest_ignore_collect(collection_path, config):
    """On the second database, files without a test for it are not even read."""
    a_test = collection_path.suffix == ".py" and collection_path.name.startswith("test_")
    if a_test and config.getoption("both_databases") and "both_databases" not in collection_path.read_text():
        return True
    return None


def pytest_collection_finish():
    """What is there by now stays to the end: looked through again and again, it costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_collection_modifyitems(config, items):
    if config.getoption("both_databases"):
        left_out = [item for item in items if not item.get_closest_marker("both_databases")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item.get_closest_marker("both_databases")]
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    in_browser = Path(__file__).parent / "browser"
    skip = None if chromium() else pytest.mark.skip(reason="no Chromium found")
    for item in items:
        if commits(item):
            item.fixturenames.append("django_db_serialized_rollback")
        if in_browser in item.path.parents:
            item.add_marker("browser")
        if skip and item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """On SQLite each run begins with a copy, so that nothing needs to be destroyed at its end."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, pytestconfig):
    """Put a migrated database where Django looks for the one of the tests (SQLite only)."""
    if connection.vendor != "sqlite":
        return None
    template = MigratedTemplate()
    if pytestconfig.getoption("create_db"):
        template.forget()
    template.copy_to(connection.settings_dict["TEST"]["NAME"])
    return template


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup, django_db_blocker, pytestconfig):
    """Remember what the migrations wrote, for `pytest_runtest_teardown` after tests that commit."""
    if connection.vendor == "postgresql":
        empty_by_rows(connection)
    with django_db_blocker.unblock():
        if django_db_modify_db_settings:
            django_db_modify_db_settings.keep(connection.settings_dict["NAME"])
        if not Page.objects.exists():
            pytest.exit("The kept test database lacks its first rows: run once with --create-db.", 3)
        # Known before rows are put back: a kind of page that is asked for meanwhile would be entered anew.
        ContentType.objects.get_for_models(*apps.get_models())
        pytestconfig.stash[FIRST_ROWS] = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions():
    """PostgreSQL drops no database while somebody is in it: Playwright's loop had a connection of its own."""
    if connection.vendor == "postgresql":
        connection.close()  # it may be one whose other end a test has killed
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _language():
    """Each test starts and ends in the site's own language, whatever it activates."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _cache():
    """No test sees what another left: renditions are remembered by the image's number, which comes again, and
    so do the numbers of changes by which a process keeps pages."""
    cache.clear()
    for kept in (instants._known, memo, store.memory):
        kept.clear()


@pytest.fixture(scope="session")
def nu_checker():
    """For tests that call `tests.markup.nu_errors`: they are skipped where the checker is missing."""
    if not nu_command():
        pytest.skip("no Nu checker (make nu-checker) or no Java")


@pytest.fixture(scope="session")
def base_url():
    """Tests name whole addresses; the plugin's own fixture is of a kind that pytest 9 warns of."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Playwright starts the Chromium of the machine, never one that it would download."""
    return browser_type_launch_args | {"executable_path": chromium(), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A reader in Germany, as wide as a small laptop."""
    return browser_context_args | {
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "viewport": {"width": 1280, "height": 900},
    }
