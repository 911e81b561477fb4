from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page

from home.models import Topic
from home.visibility import readable

from .find import find
from .forms import KINDS, SearchForm
from .fuzzy import suggestion
from .normalise import fold, words_of
from .results import hits_of
from .zero_results import note

PER_PAGE = 10


@require_safe
def search(request):
    """The search page: GET with `q`, and `kind`, `topic`, `place`, `year` to narrow. Any input is safe."""
    locale = Locale.objects.get(language_code=get_language())
    words = words_of(request.GET.get("q", ""))
    form = SearchForm(request.GET, locale=locale)
    chosen = form.chosen()
    found = find(words, locale, **chosen)
    page_obj = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("page"))
    query, first = " ".join(words), page_obj.number == 1
    picks = _picks(query, locale) if first and query else []
    if words and first and not chosen["kind"] and not form.narrows:
        _count(query)
        if not found.total and not picks:
            note(request.GET.get("q", ""), words, locale)
    context = {
        "query": query,
        "form": form,
        "kind": chosen["kind"],
        "total": found.total,
        "page_obj": page_obj,
        "hits": hits_of(page_obj.object_list, found.words, request),
        "picks": picks,
        "meant": "" if found.total else _meant(words, locale),
        "tabs": _tabs(request, found, chosen["kind"]),
        "topics": _related_topics(page_obj.object_list, locale),
        "language_urls": _language_urls(),
        "language_queries": form.queries(locale),
        "canonical_url": request.build_absolute_uri(reverse("search")),
    }
    return TemplateResponse(request, "home/search.html", context)


def _meant(words: list[str], locale: Locale) -> str:
    """What was probably meant; nothing that is not found either."""
    meant = suggestion(words, locale)
    return meant if find(words_of(meant), locale).total else ""


def _count(query: str) -> None:
    """Editors see what was searched, and how often; nobody sees by whom."""
    Query.get(query[:255].lower()).add_hit()


def _picks(query: str, locale: Locale) -> list[dict]:
    """What editors recommend for these words, in whatever spelling they are typed; one query."""
    picks = SearchPromotion.objects.all()
    pages = readable(Page.objects.filter(locale=locale, pk__in=picks.values("page")))
    picks = picks.filter(Q(page__isnull=True) | Q(page__in=pages))
    picks = picks.select_related("query", "page").order_by("sort_order")
    wanted = [pick for pick in picks if fold(pick.query.query_string) == fold(query)]
    return [
        {"title": pick.title or pick.link, "url": pick.link, "text": pick.description} for pick in wanted[:3]
    ]


def _tabs(request, found, kind: str) -> list[dict]:
    def url(value: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query["kind"] = value
        if not value:
            query.pop("kind")
        return f"?{query.urlencode()}"

    tabs = [{"text": f"{_('All')} ({found.total})", "url": url(""), "current": not kind}]
    tabs += [
        {"text": f"{label} ({found.counts[name]})", "url": url(name), "current": kind == name}
        for name, label in KINDS.items()
        if found.counts[name]
    ]
    return tabs


def _related_topics(keys, locale: Locale):
    pages = [key.pk for key in keys if key.kind == "page"]
    if not pages:
        return []
    return Topic.objects.live().filter(page_topics__page__in=pages, locale=locale).distinct()[:5]


def _language_urls() -> dict[str, str]:
    urls = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            urls[code] = reverse("search")
    return urls
