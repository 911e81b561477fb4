"""PURGE to a proxy such as Varnish: one connection for a batch, and no longer than the proxy answers."""

import logging
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from wagtail.contrib.frontend_cache.backends.base import BaseBackend

logger = logging.getLogger(__name__)

TIMEOUT = 3.0  # seconds for one answer
REFUSED = 405  # from here on the proxy does not do what it is asked for; 404 is for what it never kept


class Proxy(BaseBackend):
    """Wagtail's own HTTPBackend waits for ever, opens a connection for each address, and goes on asking a
    proxy that is gone."""

    def __init__(self, params):
        super().__init__(params)
        self.location = urlsplit(params["LOCATION"])

    def purge(self, url):
        self.purge_batch([url])

    def purge_batch(self, urls):
        """Ask for each address; after the first that gets no answer or a refusal the others are left."""
        kind = HTTPSConnection if self.location.scheme == "https" else HTTPConnection
        connection = kind(self.location.hostname, self.location.port, timeout=TIMEOUT)
        try:
            for number, url in enumerate(urls):
                problem = self._purge(connection, urlsplit(url))
                if problem:
                    logger.error("The front cache left %d addresses: %s", len(urls) - number, problem)
                    return
        finally:
            connection.close()

    def _purge(self, connection, url) -> str:
        path = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        try:
            connection.request("PURGE", path, headers={"Host": url.netloc})
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException) as error:
            return type(error).__name__
        return str(answer.status) if answer.status >= REFUSED else ""
