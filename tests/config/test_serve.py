import pytest
from django.core.management import CommandError, call_command

from config.management.commands.serve import _start, _stop, _wait


def test_a_site_that_is_no_trial_refuses():
    with pytest.raises(CommandError, match="production runs gunicorn"):
        call_command("serve")


# pytest-xdist has threads of its own, which the forks do not use.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.django_db(transaction=True)
def test_the_end_of_one_process_ends_the_others(monkeypatch):
    """One lists its jobs and is done; the other would look at the clock for ever."""
    short, long = _start("worker", "--list"), _start("worker", pause=60)

    assert _wait([short, long], parent=None) is short
    assert short.exitcode == 0
    _stop([short, long])
    assert long.exitcode is not None


def test_a_trial_ends_with_the_process_that_started_it():
    assert _wait([], parent=-1) is None
