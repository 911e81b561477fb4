import pytest
from django.test import RequestFactory

from home.visitors.same_origin import is_same_origin


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://other.example"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://other.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://www.trusted.example"}, True),
        ({"Referer": "http://testserver/de/"}, True),
        ({"Referer": "https://other.example/testserver/"}, False),
        ({"Origin": "https://other.example", "Referer": "http://testserver/"}, False),
    ],
)
def test_the_browser_tells_which_site_sent_the_form(settings, headers, ours):
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.trusted.example"]
    request = RequestFactory().post("/", headers=headers)
    assert is_same_origin(request) is ours
