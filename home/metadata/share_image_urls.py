"""URLs of the generated share pictures."""

import hashlib

from django.urls import reverse
from wagtail.models import Page

# Raised when the drawing changes, so that nobody is shown an older one.
EDITION = 3


def digest_of(page: Page, brand: str) -> str:
    """What a share picture depends on, in ten letters; needs no query."""
    seen = "\n".join([str(EDITION), page.title, brand, str(page.last_published_at)])
    return hashlib.sha256(seen.encode()).hexdigest()[:10]


def picture_url(page: Page, brand: str) -> str:
    """The address of the generated picture of a page; it changes with its words."""
    return reverse("share_picture", kwargs={"pk": page.pk, "digest": digest_of(page, brand)})
