"""Jobs run when they are due, once, whatever the number of processes, and do not stop each other."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from config.management.commands import worker
from config.models import JobState
from config.schedule import LEASE, RETRY, Job, all_jobs, due, prepare, run_if_due

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def job(run, every=timedelta(hours=1), name="tests.job"):
    made = Job(name, every, run)
    prepare([made])
    return made


def seconds_until(moment):
    return (moment - timezone.now()).total_seconds()


def test_a_new_job_is_due_and_afterwards_waits_for_its_interval():
    calls = []
    hourly = job(lambda: calls.append("run"))

    assert due([hourly]) == [hourly]
    assert run_if_due(hourly) is True
    assert run_if_due(hourly) is False

    assert calls == ["run"]
    assert due([hourly]) == []
    state = JobState.objects.get()
    assert (state.owner, state.lease_until, state.error) == ("", None, "")
    assert seconds_until(state.due_at) == pytest.approx(3600, abs=30)


def test_a_failed_job_is_logged_and_tried_again_soon(caplog):
    def fail():
        raise ValueError("with a name in it")

    hourly = job(fail)
    assert run_if_due(hourly) is True

    state = JobState.objects.get()
    assert state.error == "ValueError"
    assert seconds_until(state.due_at) == pytest.approx(RETRY.total_seconds(), abs=30)
    assert "Job tests.job failed" in caplog.text


def test_a_job_taken_by_another_process_is_left_alone_until_its_lease_ends():
    calls = []
    hourly = job(lambda: calls.append("run"))
    JobState.objects.update(owner="another", lease_until=Now() + LEASE)

    assert due([hourly]) == []
    assert run_if_due(hourly) is False

    JobState.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert run_if_due(hourly) is True
    assert calls == ["run"]


def test_a_process_that_lost_its_lease_does_not_overwrite_the_next_ones_row():
    def lose():
        JobState.objects.update(owner="another", lease_until=Now() + LEASE)

    run_if_due(job(lose))

    assert JobState.objects.get().owner == "another"


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_runs_the_job():
    calls, results = [], []
    start = threading.Barrier(4)
    slow = job(lambda: calls.append("run"))

    def worker():
        start.wait()
        try:
            results.append(run_if_due(slow))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert calls == ["run"]
    assert sorted(results) == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_the_lease_of_a_long_job_is_renewed(monkeypatch):
    monkeypatch.setattr("config.schedule.LEASE", timedelta(seconds=0.6))
    seen = []

    def long():
        seen.append(JobState.objects.get().lease_until)
        for _ in range(60):  # a busy machine
            threading.Event().wait(0.5)
            seen.append(JobState.objects.get().lease_until)
            if seen[-1] > seen[0]:
                break

    run_if_due(job(long))

    assert seen[-1] > seen[0]


def test_every_job_of_the_site_runs_in_one_turn_of_the_worker(capfd):
    call_command("worker", "--once")

    assert capfd.readouterr().out == ""  # logs are for that, line by line

    states = {state.name: state.error for state in JobState.objects.all()}
    assert states == {job.name: "" for job in all_jobs()}
    assert "config.send_mail" in states
    assert not JobState.objects.filter(finished_at=None).exists()


def test_names_of_jobs_are_unique():
    names = [job.name for job in all_jobs()]
    assert len(names) == len(set(names))


def test_the_worker_says_that_it_begins_and_that_it_was_told_to_end(caplog, monkeypatch):
    monkeypatch.setattr(worker, "_stop_on_signals", lambda stop: stop.set())
    with caplog.at_level("INFO", logger=worker.__name__):
        call_command("worker")
    assert [record.message for record in caplog.records if record.name == worker.__name__] == [
        "The worker begins",
        "The worker ends, as it was told to",
    ]
