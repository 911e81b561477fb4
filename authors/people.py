"""People as cards: name, role and portrait once each, the biography in the reader's language or honestly in
the other (domain.md#pictures, #authors)."""

from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from home.cards import Person
from home.formatting.postal_addresses import format_phone, phone_href
from home.localize.resolve import foreign, page_url


def person_of(group: list, *, language: str, request=None) -> Person:
    """The card of one person from the pages of all languages, the oldest first."""
    page = next((one for one in group if one.language == language), group[0])
    written = next((one for one in [page, *group] if one.biography), page)
    return Person(
        name=page.title,
        url=page_url(page, language, request),
        role=role_of(page),
        role_lang=foreign(page, language),
        html=SafeString(expand_db_html(written.biography)) if written.biography else "",
        text_lang=foreign(written, language),
        portrait=page.portrait,
        email=page.email,
        phone=format_phone(page.phone) if page.phone else "",
        phone_uri=phone_href(page.phone) if page.phone else "",
        website=page.website,
    )


def role_of(page) -> str:
    """Degree, role, team and organisation in one line, each of them once and none that the name says."""
    parts = [page.degree, page.role, page.team, page.organisation.name if page.organisation else ""]
    known = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return ", ".join(part for part in known if part not in page.title)
