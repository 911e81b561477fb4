"""What was acknowledged beside what the tables hold: plain SQL, no code of the site in between."""

from django.db import connection

from bench.registration.audit import offences

FOUND = {
    "comments": "SELECT body FROM comments_comment",
    "confirmed comments": "SELECT email FROM comments_comment WHERE confirmed_at IS NOT NULL",
    "registrations": "SELECT CAST(idempotency_key AS text) FROM registration_registration",
    "confirmed registrations": (
        "SELECT contact_email FROM registration_registration WHERE confirmed_at IS NOT NULL"
    ),
    "articles": "SELECT title FROM wagtailcore_page WHERE live",
}


def waiting_mails() -> int:
    """How many mails are not sent yet."""
    with connection.cursor() as cursor:
        # post_office counts from 0, which is "sent"
        cursor.execute("SELECT COUNT(*) FROM post_office_email WHERE status IS DISTINCT FROM 0")
        return cursor.fetchone()[0]


def lost(acknowledged: dict[str, set[str]]) -> dict[str, int]:
    """Kind → how many of what visitors were told is stored are not."""
    with connection.cursor() as cursor:
        return {kind: len(told - _column(cursor, FOUND[kind])) for kind, told in acknowledged.items()}


def unsent(received: set[str]) -> dict[str, int]:
    """Registrations and comments to whose address no mail came."""
    with connection.cursor() as cursor:
        contacts = _column(
            cursor,
            # Those of the demo got none.
            "SELECT contact_email FROM registration_registration WHERE contact_email ~ '^r[0-9a-f]{32}@'",
        )
        writers = _column(cursor, "SELECT email FROM comments_comment WHERE name = 'Chaos'")
        return {
            "registrations without a mail": len(contacts - received),
            "comments without a mail": len(writers - received),
        }


def stuck_jobs() -> dict[str, int]:
    """Jobs that are taken by nobody who lives: their lease ended and no other run took them since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM config_jobstate"
            " WHERE owner <> '' AND lease_until < now() - interval '30 seconds'"
        )
        return {"jobs stuck in a lease": cursor.fetchone()[0]}


def broken_rules() -> dict[str, int]:
    """The rules of seats and registrations, and how many rows break each."""
    return offences()


def _column(cursor, query: str) -> set[str]:
    cursor.execute(query)
    return {value for (value,) in cursor.fetchall()}
