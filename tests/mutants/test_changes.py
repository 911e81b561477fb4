"""The tool itself: each kind of change is found, made where it should be, and seen in a loaded function."""

import importlib.util

import pytest

from .changes import changes_of
from .exchange import exchange

SOURCE = """
def seats(free, wanted, closed, log):
    if closed:
        return 0
    log.append(wanted)
    if free < wanted and not closed:
        raise ValueError("full")
    return [seat for seat in range(wanted) if seat in (0, 1)]


LIMIT = 3 if seats else 4
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "seats.py"
    path.write_text(SOURCE)
    return path


def test_each_kind_is_found_in_functions_only(path):
    found = [(change.line, change.what) for change in changes_of(path)]
    assert sorted(found) == [
        (3, "guard taken out"),
        (5, "call taken out"),
        (6, "boundary moved"),
        (6, "guard taken out"),
        (6, "not taken out"),
        (6, "operand taken out"),
        (6, "operand taken out"),
        (8, "comparison turned"),
        (8, "condition taken out"),
    ]


def test_a_change_is_made_in_the_loaded_function_and_told(path):
    spec = importlib.util.spec_from_file_location("seats", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.seats(1, 1, True, []) == 0
    changes = {(change.line, change.what): change for change in changes_of(path)}
    guard = changes[3, "guard taken out"]
    assert guard.code() == ("if closed:\n    return 0", "pass")
    assert exchange(path, guard.tree()) == 1
    assert module.seats(1, 1, True, []) == [0]
    boundary = changes[6, "boundary moved"]
    assert boundary.code()[1].startswith("if free <= wanted and")
    exchange(path, boundary.tree())
    with pytest.raises(ValueError, match="full"):
        module.seats(1, 1, False, [])
    assert path.read_text() == SOURCE
