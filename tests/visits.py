"""A page as a browser opens it, and what it costs the next reader."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext


def look_at(client, url: str) -> str:
    """The page at this address; its pictures are asked for, which makes them."""
    response = client.get(url)
    assert response.status_code == 200
    for address in re.findall(r'/pictures/[^"\s]+', response.text):
        assert client.get(unescape(address)).status_code == 302
    return response.text


def queries_of(client, url: str) -> int:
    """How many queries the second visit costs."""
    look_at(client, url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
