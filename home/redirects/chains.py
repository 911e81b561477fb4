"""Redirects that lead on to each other: a browser follows them until it gives up."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, get_language_from_path, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from .old_paths import find, stored

# Nobody needs a longer chain, and no browser follows one (Fetch Standard: 20).
LONGEST = 20


def circle(redirect: Redirect, site: Site | None, host: str = "") -> list[str]:
    """The old addresses through which a redirect, saved or not, leads back to one that was passed.

    [] where it ends at something that answers, on another site, or nowhere. One query, and those that find a
    page, for each step.
    """
    passed, here = [redirect.old_path], redirect
    while len(passed) <= LONGEST:
        target = _own_path(here, site, host)
        if target is None:
            return []
        if stored(target) == redirect.old_path:
            return passed
        if _answers(site, target):
            return []
        following = find(site, target, instead_of=redirect)
        if following is None or following.link is None:
            return []
        if following.old_path in passed:
            return passed
        passed.append(following.old_path)
        here = following
    return passed


def _own_path(redirect: Redirect, site: Site | None, host: str) -> str | None:
    """Path and query of the target; None on another site."""
    parts = urlsplit(redirect.link or "")
    own = {"", host, urlsplit(site.root_url).netloc if site else ""}
    if redirect.link is None or parts.netloc not in own:
        return None
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _answers(site: Site | None, full_path: str) -> bool:
    """Return whether a page, or another view, answers there: then no redirect is asked for."""
    if site is None:
        return False
    path = full_path.partition("?")[0]
    language = get_language_from_path(path)
    with override(language or get_language()):
        try:
            if not (resolve(path).url_name or "").startswith("wagtail_serve"):
                return True
            components = [part for part in path.split("/") if part][1 if language else 0 :]
            site.root_page.localized.specific.route(HttpRequest(), components)
        except (Resolver404, Http404):
            return False
    return True
