import multiprocessing
import os
import signal
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

PATIENCE = 15  # seconds for a process to end before it is killed


class Command(BaseCommand):
    help = (
        "Prepare a trial site (messages, database, demo), then serve it with its worker until Ctrl-C. "
        "While changing code, `runserver` and `worker` in two terminals notice the changes."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--stop-with-parent",
            action="store_true",
            help="End when the process that started this one is gone, as make is after a kill.",
        )

    def handle(self, *, stop_with_parent, **options):
        if not settings.DEBUG:
            raise CommandError("This is for trials and development; production runs gunicorn and `worker`.")
        parent = os.getppid() if stop_with_parent else None
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _as_ctrl_c)
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
        processes = []
        try:
            self.prepare()
            self.stdout.write(self.welcome(), ending="\n\n")
            self.stdout.flush()
            processes = [_start("runserver", f"127.0.0.1:{_port()}", use_reloader=False), _start("worker")]
            ended = _wait(processes, parent)
        except KeyboardInterrupt:
            ended = None
        finally:
            _stop(processes)
        if ended is not None and ended.exitcode:
            raise CommandError(f"{ended.name} ended with {ended.exitcode}.")

    def prepare(self):
        """Messages, tables and demo; each is quick when there is nothing to do."""
        call_command("compile_messages", verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo")

    def welcome(self) -> str:
        address = f"http://127.0.0.1:{_port()}"
        return "\n".join(
            [
                "",
                f"  The site    {address}/de/  and  {address}/nl/",
                f"  The admin   {address}/admin/",
                "  Logins      admin, editor, translator-nl, translator-de, moderator, organiser",
                f"  Password    {settings.DEMO_PASSWORD}",
                f"  Mails       {address}/admin/outbox/  and as files in {settings.EMAIL_FILE_PATH}",
                "  Ctrl-C stops the server and its worker.",
            ]
        )


def _port() -> str:
    return os.environ.get("PORT") or "8000"


def _start(command: str, *arguments: str, **options) -> multiprocessing.Process:
    """Run a command in a fork of this process, which has loaded all the code already."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=call_command, args=(command, *arguments), kwargs=options, name=command)
    process.start()
    return process


def _wait(processes: list[multiprocessing.Process], parent: int | None) -> multiprocessing.Process | None:
    """The first process that ends, or None when the parent is gone."""
    while True:
        for process in processes:
            if process.exitcode is not None:
                return process
        if parent is not None and os.getppid() != parent:
            return None
        time.sleep(0.3)


def _stop(processes: list[multiprocessing.Process]) -> None:
    """Ask all to end and wait for them. What is sent to the whole group, as by Ctrl-C, they got as well."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            process.join()


def _as_ctrl_c(number, frame):
    raise KeyboardInterrupt
