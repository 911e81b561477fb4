from collections.abc import Collection, Iterable

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home import memo
from home.cards import ArticleCard
from home.models import BasePage, SiteSettings
from home.rows import only_row
from news.cards import network_for, story_of
from news.facets import Facets, facets_of
from news.filters import NewsFilter

from .article import ArticlePage
from .feed_mixin import FeedMixin


class NewsIndexPage(FeedMixin, BasePage):
    """The news of one language."""

    lead = models.TextField(_("lead"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]

    content_panels = [*Page.content_panels, "lead"]

    listing = "stories"
    per_page = 12

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    def route(self, request, path_components):
        """Fetch an article with what its page shows of other tables: four queries less than step by step."""
        if len(path_components) == 1:
            article = only_row(ArticlePage.with_page().child_of(self).filter(slug=path_components[0]))
            if article is not None:
                return article.route(request, [])
        return super().route(request, path_components)

    def get_articles(self, settings: SiteSettings):
        """The articles that belong in this list, newest first: those below this page and, where the
        network wants it, those of its translations that are not in this language (domain.md#languages)."""
        articles = ArticlePage.objects.live_articles().newest_first()
        if not settings.show_untranslated_articles:
            return articles.child_of(self).in_language(self.locale)
        below = models.Q()
        for index in self.get_translations(inclusive=True):
            below |= models.Q(path__startswith=index.path, depth=index.depth + 1)
        return articles.filter(below).in_language(self.locale, untranslated=True)

    def get_facets(self, articles, settings: SiteSettings) -> Facets:
        """The order and the choices of the articles that belong in this list."""
        key = ("news", self.pk, settings.show_untranslated_articles)
        return memo.until_next_change(key, lambda: facets_of(articles, self.locale))

    def get_shown(self, keys: Iterable[int]):
        """A few articles of a list by their primary keys, in their order, with what their cards show."""
        keys = list(keys)
        found = {page.pk: page for page in ArticlePage.objects.filter(pk__in=keys).with_cards().order_by()}
        return [found[key] for key in keys if key in found]

    def get_latest(
        self, count: int, *, topic=None, place=None, without: Collection = (), request=None
    ) -> list[ArticleCard]:
        """The newest articles as cards (home.cards.Latest)."""
        settings = network_for(request, self)
        articles = self.get_articles(settings).exclude(translation_key__in=list(without))
        if topic is not None:
            articles = articles.by_topic(topic)
        if place is not None:
            articles = articles.by_place(place)
        return self._cards(articles.with_cards()[:count], settings, request)

    def get_details(self, request):
        settings = network_for(request, self)
        articles = self.get_articles(settings)
        form = NewsFilter(request.GET, facets=self.get_facets(articles, settings))
        page_obj = Paginator(form.chosen(articles), self.per_page).get_page(request.GET.get("page"))
        url = self.get_url(request)
        return {
            "page_obj": page_obj,
            "stories": self._cards(self.get_shown(page_obj), settings, request),
            "form": form,
            "url": url,
            "chips": form.chips(url),
            "language_queries": form.queries(self.locale),
        }

    def _cards(self, articles, settings, request) -> list[ArticleCard]:
        return [
            story_of(article, language=self.language, network=settings, request=request)
            for article in articles
        ]
