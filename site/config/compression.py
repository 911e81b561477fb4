"""Answers that nobody keeps are compressed as well: a search, a form, a page that is made anew."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware

from .pagecache.entry import TEXT


class CompressionMiddleware(GZipMiddleware):
    """Django's, which blurs the length against BREACH, for text sent to readers without an account."""

    def process_response(self, request, response):
        text = not response.streaming and response.get("Content-Type", "").startswith(TEXT)
        chosen = "ETag" in response  # the page cache has asked which encoding the reader takes
        if not text or chosen or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return response
        return super().process_response(request, response)
