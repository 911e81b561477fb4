"""One first start of the site for all walks; each role goes on with a copy of what it left."""

import fcntl
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from .trial import FIRST_START, Trial, fresh_clone

PATIENCE = 60_000  # milliseconds for an element to appear on a busy machine
LANGUAGES = ["de", "nl"]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


class FirstStart:
    """The folder in which `make run` was called for the first time, shared by parallel test processes."""

    def __init__(self, folder: Path):
        self.folder, self.project, self.done = folder, folder / "kwartier", folder / "done"

    @contextmanager
    def alone(self):
        """Only one process makes it; the others wait."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def running(self):
        """Call `make run` in an empty folder, and leave what it made to the other walks."""
        shutil.rmtree(self.project, ignore_errors=True)
        self.project.mkdir()
        trial = Trial(fresh_clone(self.project))
        try:
            trial.start(FIRST_START)
            yield trial
        finally:
            trial.stop()
        self.done.touch()


@pytest.fixture(scope="session")
def first_start(tmp_path_factory, request) -> FirstStart:
    base = tmp_path_factory.getbasetemp()
    parallel = hasattr(request.config, "workerinput")
    return FirstStart((base.parent if parallel else base) / "walks")


@pytest.fixture(scope="module")
def trial(first_start, tmp_path_factory, request):
    """A running copy of the site that the first start left, for the walks of one file."""
    with first_start.alone():
        if not first_start.done.exists():
            with first_start.running():
                pass
    project = tmp_path_factory.mktemp("copy") / "kwartier"
    shutil.copytree(first_start.project, project, symlinks=True)
    copy = Trial(project)
    try:
        copy.start()
        yield copy
    finally:
        copy.stop()
        shutil.rmtree(project)


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param
