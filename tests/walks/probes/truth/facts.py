"""What the site holds true of each session and series: values of events.session_now, in no language.

The site itself is asked, in a process of its own where it runs elsewhere.
"""

import json
import subprocess
import sys
from pathlib import Path

ASKED = "from tests.walks.probes.truth import facts; print('FACTS' + facts.as_json())"


def of_folder(folder: Path) -> dict[str, dict]:
    """Path -> facts of each published session and series, as the site in that folder has them."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", ASKED],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings.trial"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.partition("FACTS")[2])


def as_json() -> str:
    return json.dumps(of_this_site(), default=str)


def of_this_site() -> dict[str, dict]:
    """The same of the site in this process."""
    from django.utils import timezone  # no settings before the site has begun

    from events.models import EventPage, EventSeriesPage

    now, found = timezone.now(), {}
    series = {page.path: page for page in EventSeriesPage.objects.live().select_related("locale")}
    sessions = EventPage.objects.live().for_lists().chronological()
    for page in sessions:
        own = series.get(page.path[: -page.steplen])
        found[page.get_url()] = {"path": page.get_url()} | _session(page, own, now)
    for page in series.values():
        own = [one for one in found.values() if one.get("series") == page.get_url()]
        found[page.get_url()] = {"path": page.get_url()} | _series(page, own, now)
    return found


def _session(page, series, now) -> dict:
    from events.display.availability import MARKS
    from events.session_now import free_places, session_now

    one = session_now(
        page,
        series=series,
        now=now,
        prices=page.prices.all(),
        series_prices=series.prices.all() if series else (),
    )
    return {
        "title": page.title,
        "language": page.locale.language_code,
        "key": str(page.translation_key),
        "series": series.get_url() if series else None,
        "number": page.number,
        "pk": page.pk,
        "pool": page.seats_id,
        "status": one.status,
        "availability": one.availability.value,
        "registration": one.registration.value,
        "mark": MARKS[one.availability],
        "ahead": one.is_ahead,
        "interest": one.takes_interest,
        "free": one.free,
        "waiting": one.waiting,
        "capacity": one.capacity,
        "taken": page.seats.taken if page.seats else None,
        "asked for": page.seats.waiting if page.seats else None,
        "left": free_places(page.seats),
        "counts": bool(page.seats and page.seats.show_places_left),
        "mode": one.call.mode,
        "host": one.call.host,
        "opens": _moment(one.call.opens),
        "closes": _moment(one.call.closes),
        "first": one.first_day and one.first_day.isoformat(),
        "last": one.last_day and one.last_day.isoformat(),
        "starts": _moment(one.starts_at),
        "ends": _moment(one.ends_at),
        "previous": page.previous_date and page.previous_date.isoformat(),
        "prices": _prices(one.prices),
        "own prices": _prices(page.prices.all()),
        "series prices": _prices(series.prices.filter(scope="series")) if series else [],
    } | _entered(page, series)


def _entered(page, series) -> dict:
    """What its editor entered, which nothing has to work out."""
    from events.choices import Attendance
    from events.schedule import times_of

    start, end = times_of(page, series)
    return {
        "all day": page.all_day,
        "timed": start is not None,
        "open end": page.open_end or end is None,
        "says open end": page.open_end,
        "hint": page.date_hint,
        "reason": page.status_reason,
        "place": page.place.name if page.place else "",
        "venue": page.venue_name,
        "street": page.street,
        "online": page.attendance_mode == Attendance.ONLINE,
        "link": page.online_url,
    }


def _series(page, sessions: list[dict], now) -> dict:
    """Of a series what is not those of its sessions; `sessions` are their facts in order of days."""
    from events.display.availability import MARKS
    from events.models import EventPage
    from events.registration_options import call_of
    from events.session_now import series_availability, session_now

    pages = EventPage.objects.in_language(page.locale).of_series(page.translation_key).for_lists()
    states = [session_now(one, series=page, now=now) for one in pages.chronological()]
    call = call_of(None, page)
    availability = series_availability(call, states, now)
    alike = {availability, "few"} if availability == "open" else {availability}
    leading = next((one.call for one in states if one.availability in alike), call)
    return {
        "title": page.title,
        "language": page.locale.language_code,
        "key": str(page.translation_key),
        "sessions": sessions,
        "availability": availability.value,
        "mark": MARKS[availability],
        "mode": leading.mode,
        "host": leading.host,
        "opens": _moment(leading.opens),
        "planned": page.planned_sessions or 0,
        "prices": _prices(page.prices.all()),
    }


def _prices(rows) -> list[list[str]]:
    return sorted([row.scope, row.audience, str(row.amount), row.currency] for row in rows)


def _moment(value) -> str | None:
    return value.isoformat() if value else None
