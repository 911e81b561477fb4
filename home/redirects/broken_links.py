"""Finds the links on public pages that lead to something of ours which nobody can open."""

import re
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex, Site

from home.models import BasePage, DeadLink, Place, Topic
from home.record_urls import record_url
from home.visibility import readable

_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_CODES = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)


@transaction.atomic
def find_dead_links() -> int:
    """Write the dead links of all public pages anew; return how many there are.

    Two kinds: pages and documents that were chosen and are gone or no longer public, and addresses of this
    site that were typed and answer nothing. Reads each page once; safe to repeat.
    """
    found = _chosen() | _typed()
    DeadLink.objects.all().delete()
    links = [DeadLink(page_id=page, target=target[:255]) for page, target in sorted(found)]
    DeadLink.objects.bulk_create(links, batch_size=500, ignore_conflicts=True)
    return DeadLink.objects.count()


def _chosen() -> set[tuple[int, str]]:
    """(page, title or number of what it refers to), from Wagtail's index of references."""
    document = get_document_model()
    types = ContentType.objects.get_for_models(Page, document)
    public = set(readable(Page.objects.all()).values_list("pk", flat=True))
    there = {
        types[Page].pk: set(Page.objects.live().values_list("pk", flat=True)),
        types[document].pk: set(document.objects.values_list("pk", flat=True)),
    }
    titles = dict(Page.objects.filter(live=False).values_list("pk", "title"))
    rows = ReferenceIndex.objects.filter(base_content_type=types[Page], to_content_type__in=there)
    found = set()
    for page, kind, target in rows.values_list("object_id", "to_content_type", "to_object_id"):
        if int(page) in public and int(target) not in there[kind]:
            known = titles.get(int(target)) if kind == types[Page].pk else None
            found.add((int(page), known or f"#{target}"))
    return found


def _typed() -> set[tuple[int, str]]:
    """(page, address) for addresses of this site in the texts of public pages."""
    hosts = "|".join(re.escape(site.root_url) for site in Site.objects.all())
    link = re.compile(rf'(?<=[">\s(])(?:{hosts})?(/(?:{_CODES})/[\w/.%-]*)')
    addresses, found = Addresses(), set()
    for model in apps.get_models():
        if not issubclass(model, BasePage):
            continue
        fields = [one.name for one in model._meta.fields if isinstance(one, StreamField | RichTextField)]
        texts = {f"{name}_text": Cast(name, TextField()) for name in fields}
        if not fields:
            continue
        rows = readable(model.objects.all()).annotate(**texts).values_list("pk", *texts)
        for pk, *values in rows.iterator(500):
            paths = {path for text in values for path in link.findall(_unescaped(text or ""))}
            found |= {(pk, path) for path in paths if not addresses.answers(path)}
    return found


def _unescaped(text: str) -> str:
    """JSON as SQLite gives it, with its letters: \\u00fc is ü."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def leading():
    """The redirects that lead somewhere: Wagtail keeps those without a target as well."""
    return Redirect.objects.exclude(redirect_page=None, redirect_link="")


class Addresses:
    """Every address of this site that answers, read once."""

    def __init__(self):
        pages = Page.objects.live().filter(depth__gt=1).select_related("locale")
        self.pages = {unquote(urlsplit(page.get_url() or "").path): page for page in pages.iterator(500)}
        records = [record for model in (Topic, Place) for record in model.objects.live()]
        self.records = {record_url(record) for record in records}
        self.redirects = set(leading().values_list("old_path", flat=True))
        self._known: dict[str, bool] = {}

    def answers(self, path: str) -> bool:
        """Return whether a path below a language leads to a page, a topic or place, a file of a page, or a
        view."""
        if path not in self._known:
            self._known[path] = self._answers(f"{unquote(path).rstrip('/')}/")
        return self._known[path]

    def _answers(self, path: str) -> bool:
        if path in self.pages or path in self.records or path.rstrip("/") in self.redirects:
            return True
        return self._is_view(path) or self._is_route(path)

    def _is_view(self, path: str) -> bool:
        with override(path.split("/")[1]):
            try:
                return not (resolve(path).url_name or "").startswith("wagtail_serve")
            except Resolver404:
                return False

    def _is_route(self, path: str) -> bool:
        """A feed or a calendar file, at most two steps below its page."""
        parts = path.strip("/").split("/")
        for steps in (1, 2):
            page = self.pages.get(f"/{'/'.join(parts[:-steps])}/")
            model = page.specific_class if page else None
            if model is None or not hasattr(model, "resolve_subpage") or hasattr(model, "record_model"):
                continue
            names = getattr(model, "calendar_names", {}).values()
            if parts[-1].endswith(".ics") and parts[-1] not in names:
                continue
            try:
                page.specific_deferred.resolve_subpage(f"/{'/'.join(parts[-steps:])}/")
            except Resolver404:
                continue
            return True
        return False
