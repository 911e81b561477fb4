"""A check of the tables that shares no code with the services: plain SQL on the rows."""

from django.db import connection

SEATED = "('held', 'offered', 'confirmed')"

# Each query lists offences; an empty answer is what must come back.
OFFENCES = {
    "overbooked sessions": f"""
        SELECT s.id FROM events_sessionseats s
        JOIN registration_booking b ON b.session_id = s.id AND b.status IN {SEATED}
        GROUP BY s.id, s.capacity HAVING SUM(b.seats) > s.capacity""",
    "counters that drifted": f"""
        SELECT s.id FROM events_sessionseats s
        WHERE s.taken + s.held <> COALESCE((SELECT SUM(b.seats) FROM registration_booking b
                WHERE b.session_id = s.id AND b.status IN {SEATED}), 0)
           OR s.waiting <> COALESCE((SELECT SUM(b.seats) FROM registration_booking b
                WHERE b.session_id = s.id AND b.status = 'waiting'), 0)""",
    "free seats while the head of the list fits": f"""
        SELECT s.id FROM events_sessionseats s
        JOIN registration_booking w ON w.id = (SELECT MIN(q.id) FROM registration_booking q
                WHERE q.session_id = s.id AND q.status = 'waiting')
        WHERE w.seats + COALESCE((SELECT SUM(b.seats) FROM registration_booking b
                WHERE b.session_id = s.id AND b.status IN {SEATED}), 0) <= s.capacity""",
    "parties that overtook": f"""
        SELECT b.id FROM registration_booking b
        WHERE b.status IN {SEATED} AND EXISTS (SELECT 1 FROM registration_booking w
                WHERE w.session_id = b.session_id AND w.status = 'waiting' AND w.id < b.id)""",
    "keys with more than one registration": """
        SELECT idempotency_key FROM registration_registration GROUP BY idempotency_key HAVING COUNT(*) > 1""",
    "ended registrations that still hold or wait": """
        SELECT r.id FROM registration_registration r JOIN registration_booking b ON b.registration_id = r.id
        WHERE r.status IN ('lapsed', 'cancelled', 'declined') AND b.status <> 'cancelled'""",
    "live registrations without a booking": """
        SELECT r.id FROM registration_registration r WHERE r.status IN ('unconfirmed', 'review', 'confirmed')
        AND NOT EXISTS (SELECT 1 FROM registration_booking b
                WHERE b.registration_id = r.id AND b.status <> 'cancelled')""",
    "bookings without as many people as seats": """
        SELECT b.id FROM registration_booking b WHERE b.seats <>
        (SELECT COUNT(*) FROM registration_attendance a WHERE a.booking_id = b.id)""",
}


def offences() -> dict[str, int]:
    """The number of rows that break each rule."""
    counts = {}
    with connection.cursor() as cursor:
        for name, query in OFFENCES.items():
            cursor.execute(query)
            counts[name] = len(cursor.fetchall())
    return counts


def lost_and_doubled(acknowledged: set[str], cancelled: set[int]) -> dict[str, int]:
    """Compare what the workers were told with what the tables hold: keys acknowledged as registered,
    primary keys of
    registrations acknowledged as cancelled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT idempotency_key FROM registration_registration")
        found = {str(key).replace("-", "") for (key,) in cursor.fetchall()}
        cursor.execute(
            "SELECT id FROM registration_registration WHERE status IN ('unconfirmed', 'review', 'confirmed')"
        )
        alive = {pk for (pk,) in cursor.fetchall()}
        cursor.execute("SELECT COUNT(*) FROM post_office_email")
        (mails,) = cursor.fetchone()
    return {
        "acknowledged registrations that are lost": len(
            {key.replace("-", "") for key in acknowledged} - found
        ),
        "registrations that nobody was told of": len(found - {key.replace("-", "") for key in acknowledged}),
        "cancellations that were forgotten": len(cancelled & alive),
        "registrations without a mail": max(0, len(found) - mails),
    }
