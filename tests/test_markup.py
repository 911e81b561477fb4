"""The checkers themselves: they accept what is right and name what is wrong."""

import pytest

from .markup import axe_violations, nu_errors

PAGE = '<!DOCTYPE html><html lang="de"><head><title>Titel</title></head><body>{}</body></html>'
GOOD = PAGE.format(
    "<main><h1>Überschrift</h1><search><form><input aria-label='Suche'></form></search></main>"
)
BAD = PAGE.format("<main><h1>Überschrift</h1><img src='a.webp'><p><p align=left>x</main>")


def test_the_nu_checker_names_the_page_with_the_error(nu_checker):
    found = nu_errors({"good": GOOD, "bad": BAD})

    assert {line.partition(":")[0] for line in found} == {"bad"}
    assert any("must have an “alt” attribute" in line for line in found)


@pytest.mark.browser
def test_axe_names_the_element_with_the_error_under_a_strict_policy(page):
    policy = {"Content-Security-Policy": "default-src 'self'; connect-src 'self'"}
    page.route("http://127.0.0.1/good", lambda route: route.fulfill(body=GOOD, headers=policy))
    page.route("http://127.0.0.1/bad", lambda route: route.fulfill(body=BAD, headers=policy))

    page.goto("http://127.0.0.1/good")
    assert axe_violations(page) == []
    page.goto("http://127.0.0.1/bad")
    assert "image-alt: ['img']" in axe_violations(page)
