"""One first start of the site for all walks; each role goes on with a copy of what it left."""

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.checkouts import checkout
from tests.servers import free_port
from tests.trials import trial as running_trial

from .probes.pages import crawl, document

LANGUAGES = ["de", "nl"]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "browser" in item.fixturenames:
            item.add_marker("browser")


class FirstStart:
    """The folder in which `make run` was called for the first time, shared by parallel test processes."""

    def __init__(self, folder: Path):
        self.folder, self.project, self.done = folder, folder / "kwartier", folder / "done"

    @contextmanager
    def alone(self):
        """Let one process make it while the others wait."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def running(self):
        """`make run` in an empty folder; what it made is left to the other walks."""
        shutil.rmtree(self.project, ignore_errors=True)
        self.project.mkdir(parents=True)
        checkout(self.project)
        assert not list(self.project.glob("site/locale/*/LC_MESSAGES/*.mo"))
        os.utime(self.project / "requirements.txt", (0, 0))  # older than the packages: make installs none
        with running_trial(self.project, free_port(), ["make", "run"]) as started:
            yield started
        self.done.touch()


@pytest.fixture(scope="session")
def first_start(tmp_path_factory, request) -> FirstStart:
    base = tmp_path_factory.getbasetemp()
    parallel = hasattr(request.config, "workerinput")
    return FirstStart((base.parent if parallel else base) / "walks")


@pytest.fixture(scope="module")
def trial(first_start, tmp_path_factory, browser):
    """A running copy of the site that the first start left, for the walks of one file.

    It asks for the browser, so that the tests of a file stay together: pytest would run those without one
    after all other files."""
    with first_start.alone():
        if not first_start.done.exists():
            with first_start.running():
                pass
    project = tmp_path_factory.mktemp("copy") / "kwartier"
    shutil.copytree(first_start.project, project, symlinks=True)
    with running_trial(project, free_port()) as started:
        yield started
    shutil.rmtree(project)


@pytest.fixture(scope="module")
def public(trial, first_start):
    """Path -> document of every public page; the files that ask for them have copies of one site."""
    kept = first_start.folder / "pages.json"
    with first_start.alone():
        if not kept.exists():
            kept.write_text(json.dumps(dict(crawl(trial.url))))
    return {path: document(source) for path, source in json.loads(kept.read_text()).items()}


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param
