"""The pages to which forms and mails point (rules for comments and privacy notice, in the reader's language),
and the e-mail address for questions. What a site chose for its comments counts, else what its network has."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.db.models import CharField, TextField
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from .models import CommentSettings

# The page that is chosen, as SQL: for the privacy notice home.SiteSettings have one as well.
CHOSEN = {
    "rules": "comments_commentsettings.rules_page_id",
    "privacy": (
        "COALESCE(comments_commentsettings.privacy_page_id, (SELECT privacy_page_id FROM home_sitesettings"
        " WHERE site_id = comments_commentsettings.site_id))"
    ),
}


@dataclass(frozen=True)
class Links:
    """URLs of the rules and of the privacy notice, and an e-mail address; "" where none is chosen or live."""

    rules: str = ""
    privacy: str = ""
    contact: str = ""

    def whole(self, site) -> "Links":
        """The same with scheme and host, for mails."""
        rules, privacy = (url and urljoin(site.root_url, url) for url in (self.rules, self.privacy))
        return Links(rules, privacy, self.contact)


# The tree path of a chosen page, in one language where it is translated. As constant SQL: see page_state.
PATH = (
    "SELECT page.url_path FROM wagtailcore_page page"
    " JOIN wagtailcore_locale locale ON locale.id = page.locale_id"
    " WHERE page.live AND page.alias_of_id IS NULL AND page.translation_key ="
    " (SELECT translation_key FROM wagtailcore_page WHERE id = {})"
    " ORDER BY locale.language_code = %s DESC, page.id LIMIT 1"
)
CONTACT = (
    "COALESCE(NULLIF(comments_commentsettings.contact_email, ''), (SELECT email FROM home_sitesettings"
    " WHERE site_id = comments_commentsettings.site_id), '')"
)


def with_paths(rows, language: str):
    """Settings with the tree paths of the chosen pages, in this language where they are translated, and the
    address for questions: fetched with the settings themselves."""
    paths = {
        f"{name}_path": RawSQL(PATH.format(column), [language], output_field=TextField())  # noqa: S611 - a constant of ours
        for name, column in CHOSEN.items()
    }
    contact = RawSQL(CONTACT, [], output_field=CharField())  # noqa: S611 - a constant of ours
    return rows.annotate(**paths, contact=contact)


def links_of(row: CommentSettings, request=None) -> Links:
    """The links of a row of `with_paths`; no query, a URL needs nothing but the path."""
    paths = [getattr(row, f"{name}_path") for name in CHOSEN]
    urls = ((Page(url_path=path).get_url(request) or "") if path else "" for path in paths)
    return Links(*urls, contact=row.contact)


def links_for(settings: CommentSettings, language: str, request=None) -> Links:
    """The same for settings that are at hand (one query)."""
    row = with_paths(CommentSettings.objects.filter(pk=settings.pk), language).first()
    return links_of(row, request) if row else Links()
