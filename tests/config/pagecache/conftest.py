import pytest

from config.pagecache import instants, parts, standing, store


@pytest.fixture(autouse=True)
def _forgotten():
    """What a process keeps ends with the test: numbers of changes come again after a rollback."""
    yield
    store.memory.clear()
    parts.memory.clear()
    standing.memory.clear()
    parts.routes.clear()
    instants._known.clear()
