from django.apps import apps
from django.db import models
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from home.cards import Latest, Narrowed
from home.visibility import readable

from .organisation import Organisation, OrganisationText
from .pages import BasePage
from .place import Place
from .topic import Topic

STORIES = 12
ENTRIES = 8


class DirectoryPage(RoutablePageMixin, BasePage):
    """All topics or places of one language, and below it an address for each of them."""

    lead = models.TextField(_("lead"), blank=True)

    record_model: type[models.Model]
    joins: str  # the related name of what joins a page to a record
    keyword: str  # how `get_latest` and templates call a record

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, "lead"]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    def serve(self, request, view=None, args=None, kwargs=None):
        notice = self.notice_url(request)
        return HttpResponseRedirect(notice) if notice else super().serve(request, view, args, kwargs)

    def get_details(self, request):
        return {"records": self.get_records(request)}

    def get_route_paths(self) -> list[str]:
        """What is redirected when the page moves: itself and the address of each record."""
        return ["/", *(f"/{slug}/" for slug in self.queryset.values_list("slug", flat=True))]

    @cached_property
    def queryset(self):
        """The published records of this page's language."""
        return self.record_model.objects.live().filter(locale_id=self.locale_id)

    def get_records(self, request=None) -> list[dict]:
        """Every record of this language as {name, url, zone, lang, kind, number, count} in its own order.

        `number` counts the live, public pages of this language that carry it, `count` says so in words.
        One query for any number of records and pages.
        """
        pages = readable(Page.objects.filter(locale_id=self.locale_id))
        counted = Count(
            self.joins, filter=Q(**{f"{self.joins}__page__in": pages.values("pk")}), distinct=True
        )
        base = self.get_url(request) or ""
        return [
            {
                "name": record.name,
                "url": f"{base}{record.slug}/",
                "zone": getattr(record, "zone", ""),
                "lang": self._name_language(record),
                "kind": getattr(record, "kind", ""),
                "number": record.number,
                "count": ngettext("%(number)d item", "%(number)d items", record.number)
                % {"number": record.number},
            }
            for record in self.queryset.annotate(number=counted)
        ]

    @path("<slug:slug>/", name="record")
    def record(self, request, slug):
        """One topic or place with the latest that carries it; 404 for an unknown one."""
        record = self.queryset.filter(slug=slug).first()
        if record is None:
            raise Http404
        group = self.record_model.objects.live().filter(translation_key=record.translation_key)
        here = self._record_url(record, request)
        context = {
            "record": record,
            "record_lang": self._name_language(record),
            "lists": list(self.lists(record, request)),
            "record_translations": list(group.select_related("locale")),
            "canonical_url": request.build_absolute_uri(here),
            "more_crumbs": [{"title": self.name, "url": self.get_url(request), "lang": ""}],
        }
        return self.render(
            request,
            context_overrides=context | self.about(record, request),
            template=f"home/{self.keyword}.html",
        )

    def lists(self, record, request):
        """The latest on the record of each list beside this page, as {title, url, listing, cards}."""
        models_with_lists = [
            model
            for model in apps.get_models()
            if issubclass(model, BasePage) and hasattr(model, "get_latest")
        ]
        pages = readable(Page.objects.sibling_of(self, inclusive=False).type(*models_with_lists))
        for page in pages.order_by("path").specific():
            if not isinstance(page, Latest):
                continue
            narrowed = {self.keyword: record}
            count = STORIES if page.listing == "stories" else ENTRIES
            cards = page.get_latest(count, **narrowed, request=request)
            if cards:
                url = page.get_list_url(**narrowed, request=request) if isinstance(page, Narrowed) else ""
                yield {"title": page.name, "url": url, "listing": page.listing, "cards": cards}

    def about(self, record, request) -> dict:
        """What else the page of a record shows."""
        return {}

    def _record_url(self, record, request) -> str:
        return f"{self.get_url(request) or ''}{record.slug}/"

    def _name_language(self, record) -> str:
        """The language of the record's name where it is not this page's."""
        code = getattr(record, "name_language", self.language)
        return "" if code == self.language else code


class TopicIndexPage(DirectoryPage):
    """All topics of one language."""

    record_model = Topic
    joins = "page_topics"
    keyword = "topic"

    class Meta:
        verbose_name = _("topics page")
        verbose_name_plural = _("topics pages")


class PlaceIndexPage(DirectoryPage):
    """All places of one language: cities, and the quarters that belong to them."""

    record_model = Place
    joins = "page_places"
    keyword = "place"

    class Meta:
        verbose_name = _("places page")
        verbose_name_plural = _("places pages")

    def get_details(self, request):
        details = super().get_details(request)
        for name, kind in (("cities", Place.Kind.CITY), ("quarters", Place.Kind.QUARTER)):
            details[name] = [record for record in details["records"] if record["kind"] == kind]
        return details

    def about(self, record, request) -> dict:
        """The city of a quarter, the quarters of a city, and the organisations at home there."""
        organisations = Organisation.objects.filter(place__translation_key=record.translation_key)
        words = {
            text.organisation_id: text.about
            for text in OrganisationText.objects.filter(
                organisation__in=organisations, locale_id=self.locale_id
            )
        }
        return {
            "city": self._mark(record.part_of, request) if record.part_of else None,
            "quarters": [
                self._mark(quarter, request)
                for quarter in self.queryset.filter(part_of__translation_key=record.translation_key)
            ],
            "organisations": [
                {
                    "name": one.name,
                    "lang": "" if one.language == self.language else one.language,
                    "url": one.url,
                    "about": words.get(one.pk, ""),
                }
                for one in organisations
            ],
        }

    def _mark(self, place, request) -> dict:
        return {
            "name": place.name,
            "url": self._record_url(place, request),
            "lang": self._name_language(place),
        }
