from datetime import date

from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.admin.forms import PageCopyForm, PageForm
from home.blocks import BodyBlock, HomeSectionsBlock
from home.blocks.heading import set_anchors
from home.cards import ArticleCard
from home.formatting.dates import as_day, long_date
from home.localize.fields import synchronised
from home.localize.resolve import foreign, page_url
from home.localize.rights import PagePermissions
from home.metadata.structured_data import organization
from home.privacy.stored import stored_table
from home.rows import only_row
from home.search.normalise import other_spellings
from home.search.text import texts_of
from home.slugs import available_slug, slug_of
from home.visibility import readable


class BasePage(Page):
    """What every page of ours has. Abstract: Wagtail's swappable page model does not go with
    wagtail-localize."""

    short_title = models.CharField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For breadcrumbs, menus and mail subjects, where the title is too long."),
    )

    # Columns and child rows that hold facts: right in every language once the original is published.
    shared_fields = []
    shared_relations = []
    # Further columns that every sync copies, such as a name that is the same in both languages.
    synchronised_fields = []

    # Under which heading the search shows it: news, events, people or pages.
    search_kind = "pages"
    # What a hit of this kind is called where the heading has no word for it.
    search_word = ""
    # The field of the picture that stands for the page where it is shared; "" for a generated one.
    picture_field = ""
    # How pages of this kind stand in lists of others: "stories" or "entries" (home.cards).
    listing = "stories"
    # Whether pages may name it among what is related to them (domain.md#related).
    can_be_related = False
    # Whether a page without translation is left out of the other language's lists (domain.md#languages).
    stays_in_language = False

    base_form_class = PageForm
    copy_form_class = PageCopyForm
    promote_panels = [FieldPanel("short_title"), *Page.promote_panels]

    search_fields = [*Page.search_fields, index.SearchField("spellings")]

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        """As Wagtail's; a row that was read has no children among its arguments.

        modelcluster looks for them among all fields and relations of the class, for each instance anew, which
        takes longer than everything else that is done with a row.
        """
        if args and not kwargs:
            super(ClusterableModel, self).__init__(*args)
        else:
            super().__init__(*args, **kwargs)

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805
        """Facts and names are copied by wagtail-localize, not translated, and cannot be overridden."""
        return synchronised([*cls.shared_fields, *cls.shared_relations, *cls.synchronised_fields])

    @property
    def spellings(self) -> str:
        """Words of title, lead and body in their folded spelling, for the search index."""
        return other_spellings(" ".join([self.title, *texts_of(self)]), self.language)

    @property
    def name(self) -> str:
        """The short title where there is one, else the title."""
        return self.short_title or self.title

    @property
    def language(self) -> str:
        """The language code of the words on this page."""
        return self.locale.language_code

    def full_clean(self, *args, **kwargs):
        self.fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self.fill_slug()
        super().minimal_clean()

    def fill_slug(self):
        """Make a missing slug of the title (home.slugs), before Wagtail does with a rule of its own."""
        parent = self.get_parent() if self.path else None
        if parent is not None and not self.slug:
            wanted = slug_of(self.title, (self.locale if self.locale_id else parent.locale).language_code)
            self.slug = available_slug(parent, wanted, page=self) if wanted else ""

    def permissions_for_user(self, user):
        return PagePermissions(user, self)

    def route(self, request, path_components):
        """As Wagtail's, with one query for each step instead of two; an alias, which is not live, is found as
        well: its URL leads to the original below a notice."""
        if not path_components:
            found = not self.live and self.notice_url(request)
            return RouteResult(self) if found else super().route(request, path_components)
        slug, *rest = path_components
        kinds = [model._meta.model_name for model in self.allowed_subpage_models()]
        child = only_row(self.get_children().filter(slug=slug).select_related("locale", *kinds))
        if child is None:
            raise Http404
        page = getattr(child, child.specific_class._meta.model_name, None) if child.specific_class else None
        return (page or child.specific).route(request, rest)

    def get_view_restrictions(self):
        """As Wagtail's; one query where none concerns the page, as nearly always."""
        if not self.alias_of_id:
            closed = PageViewRestriction.objects.values_list("page__path", "page__aliases")
            if not any(alias or self.path.startswith(path) for path, alias in closed):
                return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def serve(self, request, *args, **kwargs):
        notice = self.notice_url(request)
        return HttpResponseRedirect(notice) if notice else super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Return the page, and what its template prints."""
        return super().get_context(request, *args, **kwargs) | self.get_details(request)

    def get_details(self, request) -> dict:
        """What the page's template prints beside the page itself."""
        return {}

    def get_hit_words(self) -> list[str]:
        """What a search says of it beside its kind and its place, in the language that is active."""
        day = getattr(self, "date", None)
        return [long_date(day)] if day else []

    def notice_url(self, request) -> str:
        """Where an alias in the other language's tree leads: it has words of the original only."""
        if not self.alias_of_id or getattr(request, "is_preview", False):
            return ""
        source = self.alias_of
        if source.locale_id == self.locale_id or not readable(Page.objects.filter(pk=source.pk)).exists():
            return ""
        return page_url(source, self.language, request)

    def get_cached_paths(self) -> list[str]:
        """What proxies are told to forget when the page changes: its feeds, files and records as well."""
        return self.get_route_paths()

    def get_card(self, *, language: str, request=None) -> ArticleCard:
        """The page as a teaser (home.cards.Teaser); pages with a date or a picture say more."""
        return ArticleCard(
            title=self.title,
            url=page_url(self, language, request),
            key=self.translation_key,
            lang=foreign(self, language),
            lead=getattr(self, "lead", "") or self.search_description,
            plan=self.pk,
        )

    @classmethod
    def get_cards(cls, pages, *, language: str, request=None) -> list:
        """Cards of several pages of this kind, in their order (home.cards.Listed)."""
        return [page.get_card(language=language, request=request) for page in pages]

    def get_structured_data(self, context: dict) -> list[dict]:
        """What the page is about in terms of schema.org (home.metadata.structured_data); `context` is its
        template's, with its layout as `page_layout`."""
        return []

    @property
    def listed_on(self) -> date | None:
        """The day by which lists sort the page."""
        return as_day(self.first_published_at) if self.first_published_at else None


class HomePage(BasePage):
    """The start page of one language, arranged by editors."""

    sections = StreamField(HomeSectionsBlock(), blank=True, verbose_name=_("sections"))

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, "sections"]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    @classmethod
    def allowed_subpage_models(cls):
        """What names the start page among its `parent_page_types`, whichever app it comes from."""
        allowed = super().allowed_subpage_models()
        return [model for model in allowed if getattr(model, "parent_page_types", None)]

    def get_details(self, request):
        first = next(iter(self.sections.raw_data), None)  # as stored: nothing is fetched for it
        return {"has_lead": bool(first) and first["type"] == "lead"}

    def get_structured_data(self, context: dict) -> list[dict]:
        return [organization(context["page_layout"])]


class StandardPage(BasePage):
    """A page without a date: a service, about the network, legal notices (domain.md#responsible-person)."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    lists_stored_data = models.BooleanField(
        _("list what this site stores"),
        default=False,
        help_text=_("For the privacy notice: adds a table of all personal data, its readers and its times."),
    )

    in_footer = models.BooleanField(
        _("in the footer under “Legal”"),
        default=False,
        help_text=_(
            "For the imprint, the privacy notice and the like, directly below the start page: they can then "
            "be reached from every page."
        ),
    )

    synchronised_fields = ["lists_stored_data", "in_footer"]
    can_be_related = True

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    content_panels = [*Page.content_panels, "lead", "body", "lists_stored_data"]
    promote_panels = [*BasePage.promote_panels, "in_footer"]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    comments_by_default = (
        False  # may be switched on for one page, or for all of this kind (domain.md#comments)
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_details(self, request):
        headings = [heading for heading in set_anchors(self.body) if heading["level"] == "h2"]
        details = {"contents": headings if len(headings) > 1 else []}
        if self.lists_stored_data:
            details["stored"] = stored_table()
        return details
