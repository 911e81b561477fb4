from collections.abc import Collection
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from authors.people import person_of
from authors.structured import profile
from authors.works import works_of
from home.cards import Person
from home.formatting import person_names
from home.localize.resolve import cards_of
from home.media.renditions import prefetch_picture
from home.models import BasePage, SiteSettings
from home.models.settings import phone_validator
from home.visibility import on_site_of, readable, readable_for


class AuthorIndexPage(BasePage):
    """All authors of one language."""

    lead = models.TextField(_("lead"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["authors.AuthorPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, "lead"]

    class Meta:
        verbose_name = _("authors page")
        verbose_name_plural = _("authors pages")

    def get_details(self, request):
        """Everybody on this site, sorted as names are (domain.md#names)."""
        authors = on_site_of(readable_for(AuthorPage.objects.all(), self.locale), self)
        authors = sorted(authors, key=AuthorPage.sort_key)
        people = people_for(
            [author.translation_key for author in authors], language=self.language, request=request
        )
        return {"people": [people[author.translation_key] for author in authors]}


class AuthorPage(BasePage):
    """A person who writes, speaks or answers (domain.md#authors, #responsible-person). The title is the name
    as printed."""

    search_kind = "people"

    given_name = models.CharField(_("given name"), max_length=60, blank=True)
    particle = models.CharField(
        _("particle"), max_length=20, blank=True, help_text=_("van, de, von … Sorted under the family name.")
    )
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    degree = models.CharField(
        _("degree"), max_length=60, blank=True, help_text=_("As in “Dipl.-Ing. Raumplanung”.")
    )
    role = models.CharField(_("role"), max_length=120, blank=True)
    team = models.CharField(_("team"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "home.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    portrait = models.ForeignKey(
        "home.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
        help_text=_("Square. Without one the page shows none, never a silhouette."),
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link"])
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Shown on the page."))
    phone = models.CharField(_("phone"), max_length=30, blank=True, validators=[phone_validator])
    website = models.URLField(_("website"), blank=True)

    shared_fields = [
        "given_name",
        "particle",
        "family_name",
        "degree",
        "organisation",
        "portrait",
        "email",
        "phone",
        "website",
    ]
    synchronised_fields = ["title", "slug"]  # a name is not translated

    parent_page_types = ["authors.AuthorIndexPage"]
    subpage_types = []

    picture_field = "portrait"
    per_page = 10

    content_panels = [
        TitleFieldPanel("title", heading=_("Name as printed"), placeholder=_("Name as printed")),
        MultiFieldPanel(
            [FieldRowPanel(["given_name", "particle", "family_name"]), "degree"], heading=_("Name in parts")
        ),
        FieldRowPanel(["role", "team"]),
        "organisation",
        "portrait",
        "biography",
        MultiFieldPanel([FieldRowPanel(["email", "phone"]), "website"], heading=_("Contact")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("role"),
        index.SearchField("biography"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_details(self, request):
        settings = SiteSettings.for_request(request)
        works = works_of(self, untranslated=settings.show_untranslated_articles)
        page_obj = Paginator(works.stories, self.per_page).get_page(request.GET.get("page"))
        entries = works.entries[: self.per_page]
        cards = cards_of([*page_obj, *entries], self.language, request)
        person = self.get_person(language=self.language, request=request)
        return {
            "page_obj": page_obj,
            "stories": [cards[page.pk] for page in page_obj],
            "entries": [cards[page.pk] for page in entries],
            "since": works.since,
            "person": person,
            "facts": self.get_facts(person),
        }

    def get_structured_data(self, context: dict) -> list[dict]:
        return [profile(self, context)]

    def get_facts(self, person: Person) -> list[dict]:
        """How to reach this person (components/facts.html), each fact once (domain.md#authors)."""
        rows = [
            (_("E-mail"), person.email, f"mailto:{person.email}"),
            (_("Phone"), person.phone, person.phone_uri),
            (_("Website"), urlsplit(person.website).hostname if person.website else "", person.website),
        ]
        return [{"label": label, "text": text, "url": url, "wide": True} for label, text, url in rows if text]

    def get_person(self, *, language: str, request=None) -> Person:
        """The card of this person for a reader of that language (home.cards.Portrayed)."""
        others = readable(AuthorPage.objects.filter(translation_key=self.translation_key))
        others = others.exclude(pk=self.pk).select_related("locale", "organisation", "portrait")
        return person_of([self, *others.order_by("pk")], language=language, request=request)

    def sort_key(self) -> tuple:
        """Where the name stands in a list: the family name, or all of it where it is not given in parts."""
        return person_names.sort_key(self.family_name or self.title, self.given_name, self.particle)


def people_for(keys: Collection, *, language: str, request=None) -> dict[object, Person]:
    """The cards of authors by translation key, for readers of a language: one query for all of them.

    Who has no live page is missing: a name that is printed all the same has no card and no link.
    """
    if not keys:
        return {}
    pages = readable(AuthorPage.objects.filter(translation_key__in=list(keys))).order_by()
    pages = pages.select_related("locale", "organisation", "portrait")
    pages = pages.prefetch_related(prefetch_picture("portrait", "square"))
    groups: dict = {}
    for page in sorted(pages, key=lambda page: page.pk):
        groups.setdefault(page.translation_key, []).append(page)
    return {key: person_of(group, language=language, request=request) for key, group in groups.items()}
