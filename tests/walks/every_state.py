"""A series and single events of which each stands for one state and one way to give a date."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.models import EventPage, Price
from home.formatting.dates import ZONE
from tests import factories
from tests.rows import built_once

Status = EventPage.Status
ON_SITE = {"registration_mode": "form", "registration_email": "reihe@example.org"}


class EveryState:
    """`series` of sessions that are registered for on this site, and events on their own, in both languages.

    `sessions` maps the name of a state to the original of its session.
    """

    def __init__(self):
        self.__dict__ = built_once("every state", self._build).__dict__

    def _build(self) -> "EveryState":
        self.network = factories.Network()
        self.place = factories.place(self.network.de)
        self.today = timezone.localdate()
        self.series = self._series()
        self.sessions = {}
        for number, (name, values) in enumerate(self._of_series().items(), start=1):
            self._add(name, self.series, values | {"number": number})
        for name, values in self._single().items():
            self._add(name, self.network.events["de"], values)
        self._fill()
        return self

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def _series(self):
        page = factories.series(
            self.network.events["de"], default_start_time=time(10), default_end_time=time(16, 30),
            default_capacity=20, planned_sessions=20, closes_days_before=3, **ON_SITE,
        )  # fmt: skip
        for scope, amount in ((Price.Scope.SESSION, 290), (Price.Scope.SERIES, 2400)):
            page.prices.add(Price(scope=scope, amount=amount, unit=Price.Unit.PERSON))
        page = factories.publish(page)
        factories.translate(page, self.network.nl, title="Tien wijken, tien vragen")
        return page

    def _of_series(self) -> dict[str, dict]:
        moved = {
            "status": Status.MOVED,
            "previous_date": self.day(20),
            "status_reason": "Der Saal ist belegt",
        }
        return {
            "past": {"start_date": self.day(-30)},
            "cancelled": {"start_date": self.day(40), "status": Status.CANCELLED, "status_reason": "Sturm"},
            "moved": moved | {"start_date": self.day(50)},
            "moved away": moved,
            "undated": {},
            "in spring": {"date_hint": "Frühjahr 2028"},
            "open": {"start_date": self.day(60)},
            "few": {"start_date": self.day(61)},
            "waiting": {"start_date": self.day(62)},
            "full": {"start_date": self.day(63)},
            "uncounted": {"start_date": self.day(64)},
            "closed": {"start_date": self.day(65), "registration_closes": self._moment(-1)},
            "later": {"start_date": self.day(66), "registration_opens": self._moment(30)},
            "night": {"start_date": self.day(67), "start_time": time(19), "end_time": time(0, 30)},
            "two days": {"start_date": self.day(68), "end_date": self.day(69)},
            "whole days": {"start_date": self.day(70), "end_date": self.day(72), "all_day": True},
            "open end": {"start_date": self.day(73), "start_time": time(18), "open_end": True},
        }

    def _single(self) -> dict[str, dict]:
        elsewhere = {"registration_mode": "external", "registration_url": "https://www.example.com/kurs"}
        online = {"registration_mode": "none", "attendance_mode": "online"}
        by_mail = {"registration_mode": "email", "registration_email": "kurs@example.org"}
        return {
            "elsewhere": elsewhere | {"start_date": self.day(80)},
            "elsewhere, some day": elsewhere,
            "by mail": by_mail | {"start_date": self.day(81)},
            "by mail, some day": by_mail,
            "for nothing": online | {"start_date": self.day(82)},
            "not said": {"start_date": self.day(83)},
            "by mail, cancelled": by_mail | {
                "start_date": self.day(84), "status": Status.CANCELLED, "status_reason": "Krank"
            },
        }  # fmt: skip

    def _add(self, name: str, parent, values: dict) -> None:
        page = factories.session(parent, title=f"Termin {name}", place=self.place, **values)
        if name in ("few", "by mail"):
            page.prices.add(Price(scope=Price.Scope.SESSION, amount=120, unit=Price.Unit.PERSON))
        page = factories.publish(page)
        factories.translate(page, self.network.nl, title=f"Bijeenkomst {name}")
        self.sessions[name] = page

    def _fill(self) -> None:
        """Seats that are taken, as if people had registered."""
        for name, values in {
            "few": {"taken": 17, "held": 1},
            "waiting": {"taken": 20, "waiting": 3},
            "full": {"taken": 20, "waiting_list": False},
            "uncounted": {"taken": 4, "show_places_left": False},
            "open": {"taken": 1},
            "past": {"taken": 12},
            "by mail": {"capacity": 30, "taken": 2},
            "elsewhere": {"capacity": 30},
        }.items():
            seats = self.sessions[name].seats
            type(seats).objects.filter(pk=seats.pk).update(**values)

    def _moment(self, days: int) -> datetime:
        return datetime.combine(self.day(days), time(9), tzinfo=ZONE)
