"""The page cache: outside of all that makes a page, so that an answer is kept with all its headers."""

import time

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import patch_cache_control

from . import changes, store
from .entry import Entry, is_storable, made_of
from .instants import next_instant
from .keys import Address, address_of, is_kept
from .watch import reading

# While one request makes an answer the others of the same address wait for it, but not for long.
PATIENCE = 3.0  # seconds
PAUSE = 0.02  # seconds
# In the URL of a picture's size that is not there yet (home.media.renditions): the page names the file once
# it is.
PROMISED = b"/pictures/"


class PageCacheMiddleware:
    """Answers anonymous readers from the cache, and keeps what was made for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        address = address_of(request) if settings.PAGE_CACHE else None
        if address is None:
            return self._for_one_reader(request)
        try:
            state = changes.current()
        except Error:
            return self.get_response(request)
        entry = _found(address, state)
        if entry is not None:
            return _marked(entry.response(request, nameable=address.nameable), "hit")
        if not is_kept(request):
            return self.get_response(request)
        return self._made(request, address)

    def _for_one_reader(self, request: HttpRequest) -> HttpResponse:
        """An answer for a reader whom the site knows stays out of every cache on the way."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def _made(self, request: HttpRequest, address: Address) -> HttpResponse:
        mine = store.take(address.key)
        try:
            if not mine and (entry := _awaited(address)) is not None:
                return _marked(entry.response(request, nameable=address.nameable), "waited")
            state = changes.current()
            if (entry := _found(address, state)) is not None:  # made since it was looked for
                return _marked(entry.response(request, nameable=address.nameable), "waited")
            return self._make(request, address, state)
        finally:
            if mine:
                store.release(address.key)

    def _make(self, request: HttpRequest, address: Address, state: dict) -> HttpResponse:
        now = timezone.now()
        # What the page knows nothing of must not get into its links either.
        request.META["QUERY_STRING"] = address.query
        request.GET = QueryDict(address.query)
        with reading() as parts:
            response = self.get_response(request)
        if request.method != "GET" or not is_storable(request, response):
            return response
        if PROMISED in response.content:
            parts.add(changes.PICTURES)
        entry = made_of(
            response,
            state={part: state.get(part) for part in parts},
            until=next_instant(now, state.get(changes.SITE)),
            now=now,
            before=store.memory.get(address.key) or store.shared(address.key),
        )
        store.keep(address.key, entry)
        return _marked(entry.response(request, nameable=address.nameable), "miss")


def _found(address: Address, state: dict) -> Entry | None:
    """A right answer out of the memory of the process, else out of the shared cache."""
    now = timezone.now()
    entry = store.memory.get(address.key)
    if entry is not None and entry.is_right(state, now):
        return entry
    entry = store.shared(address.key)
    if entry is None or not entry.is_right(state, now):
        return None
    store.memory.put(address.key, entry)
    return entry


def _awaited(address: Address) -> Entry | None:
    """What another request makes at this moment; None when it takes too long or cannot be kept."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        time.sleep(PAUSE)
        entry = _found(address, changes.current())
        if entry is not None:
            return entry
        if store.take(address.key):  # the other one is done and has kept nothing
            store.release(address.key)
            return None
    return None


def _marked(response: HttpResponse, how: str) -> HttpResponse:
    """For whoever looks at the headers: where the answer comes from."""
    response.headers["X-Page-Cache"] = how
    return response
