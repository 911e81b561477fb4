"""`{% load mail %}`: who writes, for templates/mail/base.html and base.txt."""

from urllib.parse import urljoin

from django import template
from django.utils.translation import get_language
from wagtail.models import Site

from home.layout import Frame

register = template.Library()


@register.simple_tag
def mail_frame(site=None) -> dict:
    """The network that sends a mail, in the active language; addresses are whole.

    {name, url, lines, email, legal: [{title, url}]}; the default site where none is given.
    """
    site = site or Site.objects.select_related("root_page__locale").get(is_default_site=True)
    frame = Frame(None, site.root_page, get_language())
    frame.site = site
    footer = frame.footer
    return {
        "name": frame.brand,
        "url": site.root_url,
        "lines": footer["address"],
        "email": footer["email"],
        "legal": [
            {"title": page["title"], "url": urljoin(site.root_url, page["url"])} for page in frame.legal
        ],
    }
