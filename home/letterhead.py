"""Who writes a mail: what stands at the foot of its text and of its HTML (TMG/DDG § 5, GDPR Art. 13, 14)."""

from urllib.parse import urljoin

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from .layout import PageLayout
from .localize.in_bulk import in_language


def letterhead(site=None, policies=()) -> dict:
    """The network that sends a mail, in the active language; addresses are whole.

    {name, words, url, lines, email, privacy, legal: [{title, url}]}; the default site where none is given.
    `words` is the network's SiteText in that language or None. `legal` are the pages of the footer (imprint
    and the like), the network's privacy notice where the footer lacks it, and `policies`, pages that concern
    this mail, each once. `privacy` is the address of the notice, "" without one.
    """
    site = site or Site.objects.select_related("root_page__locale").get(is_default_site=True)
    layout = PageLayout(None, site.root_page, get_language())
    layout.site = site
    footer, privacy = layout.footer, _privacy(layout, site)
    legal = [{"title": page["title"], "url": urljoin(site.root_url, page["url"])} for page in layout.legal]
    more = [{"title": _("Privacy notice"), "url": privacy}] if privacy else []
    for page in [*more, *(policies or ())]:
        if page["url"] not in {known["url"] for known in legal}:
            legal.append(page)
    return {
        "name": layout.brand,
        "words": layout.words,
        "url": site.root_url,
        "lines": footer["address"],
        "email": footer["email"],
        "privacy": privacy,
        "legal": legal,
    }


def _privacy(layout: PageLayout, site) -> str:
    """The address of the network's privacy notice, in the active language where it is live there."""
    chosen = layout.network.privacy_page
    if chosen is None:
        return ""
    near = next((page for page in layout.first_level if page.translation_key == chosen.translation_key), None)
    if near:
        return urljoin(site.root_url, layout.url_of(near))
    page = in_language([chosen], Locale.objects.get(language_code=layout.language)).get(chosen.pk)
    return page.get_full_url() or "" if page else ""
