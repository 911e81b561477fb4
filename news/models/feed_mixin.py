from django.http import HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from home.metadata.feeds import ATOM, RSS
from news.feeds import respond


class FeedMixin(RoutablePageMixin):
    """A list of articles with its feeds below its own address (home.metadata.feeds.Subscribable).

    `?topic=`, `?place=` and `?author=` narrow them, by the words that narrow the list itself.
    """

    narrowed_by = ("topic", "place", "author")

    @classmethod
    def get_subscriptions(cls, language: str) -> dict[str, str]:
        return {ATOM: "feed/atom/", RSS: "feed/rss/"}

    def serve(self, request, view=None, args=None, kwargs=None):
        notice = self.notice_url(request)
        return HttpResponseRedirect(notice) if notice else super().serve(request, view, args, kwargs)

    def get_route_paths(self) -> list[str]:
        """What is redirected when the page moves: whoever has subscribed notices nothing."""
        return ["/", *(f"/{address}" for address in self.get_subscriptions(self.language).values())]

    @re_path(r"^feed/(?P<kind>atom|rss)/?$", name="feed")
    def feed(self, request, kind: str):
        """The newest articles, with an ETag and a date, so that readers fetch what has changed only."""
        return respond(self, request, kind)
