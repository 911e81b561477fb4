"""Finds the registration links that readers see, has them asked, and remembers since when one is dead."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Site

from events.choices import Mode
from events.models import EventPage, EventSeriesPage, RegistrationLink
from events.registration_options import call_of
from events.session_now import Availability, registration_of
from home.models import SiteSettings

from .http import Answer, ask

MOST_A_RUN = 100
AT_ONCE = 10
PATIENCE = 60  # seconds in which requests of a run begin: the worker has other work
# Certain without the network.
OWN_FAULTS = {"private", "address"}


def check_links(ask: Callable[[str, str], Answer] = ask) -> int:
    """Ask each address once, those first that were asked longest ago; return how many are dead.

    Nothing is asked while a transaction is open (RuntimeError). Safe to repeat, and to run twice at once.
    Where no server answers at all, the network is at fault, and the addresses only count as not checked.
    """
    with transaction.atomic(durable=True):
        wanted, agent = shown_links(timezone.now()), agent_name()
        asked = dict(RegistrationLink.objects.values_list("url", "asked_at"))
    due = sorted(wanted, key=lambda url: (asked[url].timestamp() if asked.get(url) else 0, url))
    answers, https = _ask_all(due[:MOST_A_RUN], agent, ask)
    _remember(wanted, answers, https, timezone.now())
    return RegistrationLink.objects.exclude(problem="").count()


def shown_links(now: datetime) -> set[str]:
    """The addresses on other sites where one can register at that moment, for sessions and whole series."""
    sessions = list(EventPage.objects.published().ahead(now).select_related("contact", "seats"))
    keys = {page.series_key for page in sessions if page.series_key}
    published = EventSeriesPage.objects.published().select_related("contact")
    series = {page.translation_key: page for page in published.with_keys(keys)}
    calls = [call_of(None, page) for page in (*series.values(), *published.without_sessions())]
    urls = {call.url for call in calls if _is_open(call, now)}
    for page in sessions:
        call = call_of(page, series.get(page.series_key))
        if call.mode == Mode.EXTERNAL and registration_of(page, call, now) == Availability.EXTERNAL:
            urls.add(call.url)
    own = set(Site.objects.values_list("hostname", flat=True))
    return {url for url in urls if url and urlsplit(url).hostname not in own}


def agent_name() -> str:
    """How we name ourselves to other sites: the network, and where it is found."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return "Kwartier (link check)"
    name = SiteSettings.for_site(site).network_name.encode("ascii", "ignore").decode()
    return f"{' '.join(name.split()) or 'Kwartier'} (link check; +{site.root_url})"


def _is_open(call, now: datetime) -> bool:
    opened = not call.opens or call.opens <= now
    return call.mode == Mode.EXTERNAL and opened and not (call.closes and call.closes <= now)


def _ask_all(urls: list[str], agent: str, ask) -> tuple[dict[str, Answer], set[str]]:
    """The answer of each address that was reached in time, and those with http that have https as well."""
    end = time.monotonic() + PATIENCE

    def one(url: str) -> tuple[Answer, bool] | None:
        if time.monotonic() > end:
            return None
        answer = ask(url, agent)
        plain = url.startswith("http://") and not answer.problem
        return answer, bool(plain and not ask(url.replace("http:", "https:", 1), agent).problem)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = {url: result for url, result in zip(urls, pool.map(one, urls), strict=True) if result}
    https = {url for url, (_answer, also) in found.items() if also}
    return {url: answer for url, (answer, _also) in found.items()}, https


@transaction.atomic(durable=True)
def _remember(wanted: Iterable[str], answers: dict[str, Answer], https: set[str], now: datetime) -> None:
    """Write what was found; addresses that no page shows any more are forgotten."""
    RegistrationLink.objects.exclude(url__in=wanted).delete()
    rows = [RegistrationLink(url=url) for url in sorted(answers)]
    RegistrationLink.objects.bulk_create(rows, ignore_conflicts=True)
    cut_off = not any(answer.heard for answer in answers.values())
    for url, answer in sorted(answers.items()):
        row = RegistrationLink.objects.filter(url=url)
        if not answer.problem:
            row.update(asked_at=now, problem="", failing_since=None, unclear=False, has_https=url in https)
        elif cut_off and answer.problem not in OWN_FAULTS:
            row.update(asked_at=now, unclear=True)
        else:
            since = Coalesce("failing_since", Value(now))
            row.update(
                asked_at=now, problem=answer.problem, failing_since=since, unclear=False, has_https=False
            )
