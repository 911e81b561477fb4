"""The demo, with as many articles as asked for and an editor who is signed in."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from wagtail.rich_text import RichText

from bench.bulk.pages import copy_articles
from comments.models import Comment, Thread
from config.demo import is_loaded, load
from config.setup import set_up
from events.models import EventIndexPage, EventPage, EventSeriesPage
from home.models import HomePage
from news.models import ArticlePage, NewsIndexPage

COMMENTS = 20


def prepare() -> None:
    if not is_loaded():
        set_up()
        load()


def grow(articles: int) -> None:
    """Fill the German list up with copies of the demo's articles."""
    index = NewsIndexPage.objects.get(locale__language_code="de")
    samples = list(ArticlePage.objects.child_of(index).live().order_by("pk")[:20])
    present = ArticlePage.objects.child_of(index).count()
    if articles > present:
        copy_articles(index, articles - present, samples)


def pages() -> dict[str, str]:
    """Kind of page → its path; those of the admin begin with /admin/."""
    article = ArticlePage.objects.filter(locale__language_code="de").live().order_by("-date").first()
    _talk(article)
    german = {"locale__language_code": "de"}
    series = max(
        EventSeriesPage.objects.filter(**german).live(), key=lambda page: page.get_children().live().count()
    )
    session = EventPage.objects.child_of(series).live().first()
    return {
        "home": HomePage.objects.get(**german).url,
        "news list": NewsIndexPage.objects.get(**german).url,
        f"article, {COMMENTS} comments": article.url,
        "workshop article": ArticlePage.objects.get(slug="werkstattreihe-quer-durch-die-aemter").url,
        "bare article": _text_only(article.get_parent().specific).url,
        "series": series.url,
        "session": session.url,
        "calendar": EventIndexPage.objects.get(**german).url,
        "plain page": "/de/impressum/",
        "search": "/de/suche/?q=Quartier",
        "admin list": f"/admin/pages/{article.get_parent().pk}/",
        "admin editor": f"/admin/pages/{article.pk}/edit/",
    }


def editors_cookie() -> str:
    """The session cookie of somebody who signed in with both factors."""
    user, _new = get_user_model().objects.get_or_create(username="bench", defaults={"is_superuser": True})
    Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {"secret": "none"}})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _text_only(index: NewsIndexPage) -> ArticlePage:
    """An article of paragraphs: no picture, nobody named, nothing that it points at."""
    if present := ArticlePage.objects.child_of(index).filter(slug="nur-text").first():
        return present
    text = RichText(f"<p>{'Das Quartier wächst. ' * 30}</p>")
    body = [("paragraph", {"text": text}) for _paragraph in range(6)]
    article = ArticlePage(
        title="Nur Text", slug="nur-text", lead="Nichts als Text.", date=date(2024, 1, 2), body=body
    )
    return index.add_child(instance=article)


def _talk(article) -> None:
    thread, new = Thread.objects.get_or_create(translation_key=article.translation_key)
    if new or not thread.comments.exists():
        now = timezone.now()
        Comment.objects.bulk_create(
            Comment(
                thread=thread,
                page=article,
                language="de",
                name=f"Person {number}",
                body="Das sehen wir bei uns auch so.",
                body_html="<p>Das sehen wir bei uns auch so.</p>",
                status=Comment.Status.APPROVED,
                published_at=now,
            )
            for number in range(COMMENTS)
        )
        Thread.objects.filter(pk=thread.pk).update(approved={"de": COMMENTS})
