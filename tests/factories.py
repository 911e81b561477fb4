"""Plain factories: a small network in both languages, and one function per noun. Extend; do not duplicate."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PILImage
from post_office.models import Email
from wagtail.models import GroupPagePermission, Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation

from authors.models import AuthorIndexPage, AuthorPage
from config.setup.roles import establish, permissions
from events.capacity import change_seats
from events.models import EventIndexPage, EventPage, EventSeriesPage, SessionSeats
from events.registration.pricing import PriceList, Rate
from home.localize.requests import request_translations
from home.models import (
    HomePage,
    Place,
    PlaceIndexPage,
    SiteImage,
    SiteSettings,
    SiteText,
    StandardPage,
    Topic,
    TopicIndexPage,
)
from news.models import ArticlePage, NewsIndexPage

from .rows import built_once

INDEXES = {
    "news": (NewsIndexPage, "Nachrichten", "Nieuws"),
    "authors": (AuthorIndexPage, "Autorinnen und Autoren", "Auteurs"),
    "events": (EventIndexPage, "Kalender", "Agenda"),
    "topics": (TopicIndexPage, "Themen", "Themas"),
    "places": (PlaceIndexPage, "Orte", "Plaatsen"),
}


class Network:
    """The pages of a fresh network: `network.home["de"]`, `network.news["nl"]` … `indexes` names the lists
    that are made, all of them by default."""

    def __init__(self, indexes=tuple(INDEXES)):
        self.__dict__ = built_once(("network", *indexes), lambda: self._build(indexes)).__dict__

    def _build(self, indexes):
        self.de = Locale.objects.get_or_create(language_code="de")[0]
        self.nl = Locale.objects.get_or_create(language_code="nl")[0]
        Page.objects.filter(depth=2).delete()
        root = Page.objects.get(depth=1)
        home = root.add_child(
            instance=HomePage(title="Start", slug="start", locale=self.de, show_in_menus=False)
        )
        self.home = {"de": home, "nl": translate(home, self.nl, title="Begin", slug="begin")}
        self.site = Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "testserver", "port": 80, "root_page": home, "site_name": "Kwartier"},
        )[0]
        for name in indexes:
            model, de, nl = INDEXES[name]
            page = home.add_child(instance=model(title=de, locale=self.de, show_in_menus=True))
            setattr(self, name, {"de": page, "nl": translate(page, self.nl, title=nl)})
        self.settings = SiteSettings.for_site(self.site)
        for locale, claim in (
            (self.de, "Netzwerk für Stadt und Quartier"),
            (self.nl, "Netwerk voor stad en wijk"),
        ):
            SiteText.objects.create(settings=self.settings, locale=locale, claim=claim)
        return self


def translate(page, locale, *, live=True, **values):
    """A translation of a page, published at once unless `live` is false, with the given words of its own."""
    translation = page.copy_for_translation(locale)
    for name, value in values.items():
        setattr(translation, name, value)
    if live:
        translation.save_revision().publish()
        translation.refresh_from_db()
    else:
        translation.save()
    return translation


def publish(page):
    """Publish the page's present values as an editor would, and return it fresh."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def standard_page(parent, **values):
    return _add(parent, StandardPage, {"title": "Über das Netzwerk"} | values)


def article(parent, **values):
    return _add(
        parent,
        ArticlePage,
        {
            "title": "Der Schulhof bleibt offen",
            "lead": "Drei Schulen teilen ihre Höfe.",
            "date": date(2026, 11, 16),
        }
        | values,
    )


def author(parent, **values):
    return _add(
        parent, AuthorPage, {"title": "Merve Aydın", "given_name": "Merve", "family_name": "Aydın"} | values
    )


def series(parent, **values):
    return _add(parent, EventSeriesPage, {"title": "Zehn Quartiere, zehn Fragen"} | values)


def session(parent, **values):
    return _add(parent, EventPage, {"title": "Wer gehört zum Quartier?"} | values)


def topic(locale, **values):
    return Topic.objects.create(
        **{"name": "Öffentlicher Raum", "slug": "oeffentlicher-raum", "locale": locale} | values
    )


def place(locale, **values):
    return Place.objects.create(**{"name": "Herne", "slug": "herne", "locale": locale} | values)


def _add(parent, model, values):
    return parent.add_child(instance=model(**{"locale": parent.locale} | values))


def image(name="platz.jpg", size=(1600, 1000), **values):
    """A photo with a credit, an alternative text in German, and real pixels."""
    return SiteImage.objects.create(
        **{"title": name, "credit": "Ilka Brandscheid", "alt_de": "Menschen auf dem Platz"}
        | values
        | {"file": picture_file(name, size)}
    )


def picture_file(name="platz.jpg", size=(1600, 1000), **save):
    """An uploaded picture, its left half red and its right half blue; `save` goes to Pillow."""
    picture = PILImage.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, *size))
    stream = BytesIO()
    kind = {"jpg": "JPEG"}.get(name.rsplit(".", 1)[-1], name.rsplit(".", 1)[-1].upper())
    picture.save(stream, kind, **save)
    return SimpleUploadedFile(name, stream.getvalue(), content_type=f"image/{kind.lower()}")


def user(*roles, **values):
    """A user of the admin with these roles (names of `config.setup.roles`), whose rights are established
    first."""
    groups = establish()
    name = values.pop("username", "-".join(roles).lower().replace(" ", "-") or "nobody")
    made = get_user_model().objects.create_user(name, f"{name}@example.org", "kwartier", **values)
    made.groups.set([groups[role] for role in roles])
    return made


def superuser():
    return get_user_model().objects.create_superuser("chief", "chief@example.org", "kwartier")


def request_translation(source, locale, words=None):
    """Ask for a translation, and translate each string: by `words`, else by “NL …” before the original.

    Returns wagtail-localize's translation. Nothing is published.
    """
    request_translations(source, [locale])
    made = Translation.objects.get(source__object_id=source.translation_key, target_locale=locale)
    if words is not False:
        fill(made, words or {})
    return made


def fill(translation, words=None):
    """Translate every string: by its path in `words`, else by the language before the original."""
    mark = translation.target_locale.language_code.upper()
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        default = f"{mark} {segment.string.data}"
        if segment.context.path == "slug":
            default = f"{mark}-{segment.string.data}".lower()
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": (words or {}).get(segment.context.path, default), "translation_type": "manual"},
        )


def outsider():
    """Holds wagtail-localize's global permission and access to the admin, and no right on any page."""
    made = get_user_model().objects.create_user("outsider", "outsider@example.org", "kwartier")
    made.user_permissions.set(
        permissions(["wagtailadmin.access_admin", "wagtail_localize.submit_translation"])
    )
    return made


def give_pages(user, page, *rights):
    """Give a user a group of his own with these rights ("change_page" …) on a page and all below it."""
    group = Group.objects.get_or_create(name=f"only {user.username}")[0]
    user.groups.add(group)
    for right in permissions([f"wagtailcore.{right}" for right in rights]):
        GroupPagePermission.objects.create(group=group, page=page, permission=right)


def change_capacity(pk: int, capacity: int | None) -> SessionSeats:
    """Change the number of seats of a session as its organiser does; all else stays."""
    seats = SessionSeats.objects.get(pk=pk)
    return change_seats(
        pk=pk, capacity=capacity, waiting_list=seats.waiting_list, show_places_left=seats.show_places_left
    )


def single_price(amount, *, unit: str = "organisation", vat: str = "excl") -> PriceList:
    """A price list with one price for a single session."""
    return PriceList((Rate("session", "non_partner", unit, Decimal(amount), vat=vat),))


def last_mail(address: str) -> str:
    """The text of the last mail to an address, with plain blanks."""
    return Email.objects.filter(to=address).order_by("pk").last().message.replace("\xa0", " ")
