"""Series with their sessions, and single events."""

from datetime import timedelta

from config.setup.files import key_of
from events.models import (
    EventAudience,
    EventIndexPage,
    EventPage,
    EventSeriesPage,
    Organiser,
    Price,
    ProgrammeSlot,
    SessionMaterial,
    SessionSeats,
)

from .articles import put_subjects
from .authors import bylines
from .files import clock, folder
from .pages import Kind, rows

FREE = {"free_class": "free"}


class Events(Kind):
    """What a series and a session have in common."""

    words = [*Kind.words, "audience", "status_reason", "access_notes", "date_hint"]
    plain = ["attendance_mode", "registration_mode", "registration_url", "registration_email"]

    def parent(self, name, record, language):
        return EventIndexPage.objects.get(locale=self.shelf.locales[language])

    def put_facts(self, page, record):
        page.kind = self.shelf.record("kind", record.get("kind"), record["original"])
        page.image = self.shelf.images.get(record.get("lead_image"))
        for field in self.plain:
            if field in record:
                setattr(page, field, record[field])
        page.spoken_languages = ",".join(record.get("spoken_languages", []))
        page.interpretation = "whispered" if record.get("interpretation") else ""
        page.provisional = record.get("provisional", False)
        contact = record.get("contact")
        page.contact = self.shelf.pages[f"authors/{contact}"] if contact else None

    def put_words(self, page, name, words, language):
        super().put_words(page, name, words, language)
        if words.get("audience"):
            page.audience = f"<p>{words['audience']}</p>"

    def put_children(self, page, name, record):
        language = record["original"]
        page.page_authors = bylines(self.shelf, record.get("authors", []))
        put_subjects(self.shelf, page, record)
        page.audience_terms = rows(
            EventAudience,
            "term",
            [self.shelf.record("audience", key, language) for key in record.get("audience_terms", [])],
        )
        page.organisers = [
            Organiser(
                sort_order=order,
                organisation=self.shelf.records[f"organisations/{organiser['organisation']}"],
                role=organiser["role"],
            )
            for order, organiser in enumerate(record.get("organisers", []))
        ]
        page.prices = [
            Price(sort_order=order, **price | {"audience": FREE.get(price["audience"], price["audience"])})
            for order, price in enumerate(record.get("prices", []))
        ]


class Series(Events):
    model = EventSeriesPage
    noun = "series"

    @staticmethod
    def records() -> dict[str, dict]:
        return folder("series")

    def put_facts(self, page, record):
        super().put_facts(page, record)
        page.planned_sessions = record["planned_sessions"]
        page.default_start_time = clock(record["default_start_time"])
        page.default_end_time = clock(record["default_end_time"])
        page.default_capacity = record.get("default_capacity")
        page.closes_days_before = record.get("closes_days_before")


class Sessions(Events):
    """Sessions below their series (`series/zehn-quartiere/7`) and single events (`events/sprechstunde`)."""

    model = EventPage
    noun = "sessions"

    @staticmethod
    def records() -> dict[str, dict]:
        found = {}
        for series, record in folder("series").items():
            for session in record["session"]:
                inherited = {"original": record["original"], "weekday": record["weekday"], "series": series}
                found[f"{series}/{session['key']}"] = inherited | session
        return found | folder("events")

    def parent(self, name, record, language):
        if "series" in record:
            return self.shelf.pages[record["series"]]
        return super().parent(name, record, language)

    def put_facts(self, page, record):
        super().put_facts(page, record)
        page.number = record.get("number")
        page.place = self.shelf.record("places", record.get("place"), record["original"])
        for field in ("venue_name", "street", "postcode", "online_url", "status", "all_day"):
            if field in record:
                setattr(page, field, record[field])
        page.start_time, page.end_time = (
            clock(record.get("start_time", "")),
            clock(record.get("end_time", "")),
        )
        self.put_days(page, record)

    def put_days(self, page, record):
        weekday = record["weekday"]
        if "starts_in_days" in record:
            page.start_date = self.shelf.day(record["starts_in_days"], weekday)
        if record.get("lasts_days", 1) > 1:
            page.end_date = page.start_date + timedelta(days=record["lasts_days"] - 1)
        if "moved_from_days" in record:
            page.previous_date = self.shelf.day(record["moved_from_days"], weekday)
        if "registration_opens_in_days" in record:
            page.registration_opens = self.shelf.moment(record["registration_opens_in_days"])
        if "closes_days_before" in record:
            start = record["starts_in_days"] - record["closes_days_before"]
            page.registration_closes = self.shelf.moment(start)

    def put_children(self, page, name, record):
        super().put_children(page, name, record)
        language = record["original"]
        if "recap" in record:
            page.recap = self.shelf.pages[record["recap"]]
        page.slots = [
            ProgrammeSlot(
                sort_order=order,
                locale=page.locale,
                translation_key=key_of(f"demo/{name}/slot/{order}"),
                day=slot.get("day", 1),
                starts=clock(slot["time"]),
                title=slot[language],
            )
            for order, slot in enumerate(record.get("slots", []))
        ]
        page.materials = [
            SessionMaterial(
                sort_order=order,
                locale=page.locale,
                translation_key=key_of(f"demo/{name}/material/{order}"),
                document=self.shelf.documents[key],
                label=self.shelf.documents[key].labels[language],
                language=self.shelf.documents[key].language,
            )
            for order, key in enumerate(record.get("materials", []))
        ]

    def translate(self, name, record):
        self.record = record
        super().translate(name, record)

    def put_words(self, page, name, words, language):
        super().put_words(page, name, words, language)
        # A venue keeps its name where the other language has no word for it.
        page.venue_name = words.get("venue_name", self.record.get("venue_name", ""))
        if page.pk:
            for slot, own in zip(page.slots.all(), self.record.get("slots", []), strict=True):
                slot.title = own[language]
            for material, key in zip(page.materials.all(), self.record.get("materials", []), strict=True):
                material.label = self.shelf.documents[key].labels[language]

    def plant(self, name, record):
        self.record = record
        super().plant(name, record)

    def fill(self, name, record):
        self.record = record
        super().fill(name, record)
        self.count_seats(self.shelf.pages[name], record)

    def count_seats(self, page, record) -> None:
        counts = {field: record[field] for field in ("capacity", "taken", "waiting") if field in record}
        if counts:
            SessionSeats.objects.filter(translation_key=page.translation_key).update(**counts)
