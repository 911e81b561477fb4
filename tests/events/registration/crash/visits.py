"""Started as a process of its own: visits that are killed before their first step, their second, and so on.

Each runs in a fork that ends itself by SIGKILL before it writes a row, commits, or answers; what is only read
in between makes no difference. What came of it goes to stdout, a line of JSON each: what the visitor did, at
which step the process died, whether there was an answer.
"""

import json
import os
import signal
import sys
import uuid

import django


def main(rules: int, session: int, victim: int) -> None:
    from django.db import connection

    connection.close()
    for action, argument in ((_register, (rules, session)), (_cancel, (victim,))):
        for number in range(200):
            if _visit(number, action, *argument):
                break


def _visit(number: int, action, *argument) -> bool:
    """Whether it got to its end, so that there are no more steps to be killed before."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _killed(number, writer, action, *argument)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    _pid, status = os.waitpid(child, 0)
    print(json.dumps([action.__name__, number, bool(answer)]), flush=True)
    return not os.WIFSIGNALED(status)


def _killed(number, writer, action, *argument):
    from django.db import connection

    steps = _Steps(number)
    commit = connection._commit
    connection._commit = lambda: (steps.one(), commit(), steps.one())
    with connection.execute_wrapper(steps):
        action(number, *argument)
        os.write(writer, b"done")
        steps.one()
    os._exit(0)


def _register(number, rules, session):
    from events.registration import services
    from events.registration.models import CallRules

    request = services.Request(
        idempotency_key=uuid.UUID(int=number + 1),
        sessions=(services.SessionWish(session=session),),
        people=(services.Person(name=f"Person {number}", email=f"p{number}@example.org"),),
        contact_name=f"Kontakt {number}",
        contact_email=f"k{number}@example.org",
        organisation_name=f"Stadt {number}",
    )
    services.register(rules=CallRules.objects.get(pk=rules), request=request)


def _cancel(number, victim):
    """The victim holds every seat: giving it up lets those who wait move up, in the same transaction."""
    from events.registration import services

    services.cancel_registration(victim)


class _Steps:
    """Counts the steps to the database, and dies before the one with the given number."""

    def __init__(self, last: int):
        self.left = last

    def one(self):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith("SELECT"):
            self.one()
        return execute(sql, params, many, context)


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
