"""`{% load mail %}`: who writes, for templates/mail/base.html and base.txt."""

from urllib.parse import urljoin

from django import template
from django.utils.translation import get_language
from wagtail.models import Site

from home.layout import Frame

register = template.Library()


@register.simple_tag
def mail_frame(site=None, policies=()) -> dict:
    """The network that sends a mail, in the active language; addresses are whole.

    {name, url, lines, email, legal: [{title, url}]}; the default site where none is given. `policies` are
    pages that concern this mail, as {title, url}; those that are in the footer anyway are named once.
    """
    site = site or Site.objects.select_related("root_page__locale").get(is_default_site=True)
    frame = Frame(None, site.root_page, get_language())
    frame.site = site
    footer = frame.footer
    legal = [{"title": page["title"], "url": urljoin(site.root_url, page["url"])} for page in frame.legal]
    known = {page["url"] for page in legal}
    return {
        "name": frame.brand,
        "url": site.root_url,
        "lines": footer["address"],
        "email": footer["email"],
        "legal": legal + [page for page in policies or () if page["url"] not in known],
    }
