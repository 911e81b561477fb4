"""Open Graph (ogp.me): what other sites show of a page."""

from dataclasses import dataclass

from home.media.renditions import renditions_of

from .share_image_urls import picture_url

LOCALES = {"de": "de_DE", "nl": "nl_NL"}
# A rendition that the page shows anyway.
PHOTO = "format-jpeg|fill-1440x720"


@dataclass(frozen=True)
class Graph:
    """The properties in their order; empty ones are left out."""

    properties: list[tuple[str, str]]

    def __iter__(self):
        return ((name, value) for name, value in self.properties if value)


def graph_of(layout, *, title: str, description: str, url: str) -> Graph:
    """The properties of a page in its own language; nothing of it costs a query once its photo is known."""
    page, request = layout.page, layout.request
    own = (code for code, one in layout.translations.items() if one.pk == page.pk)
    language = next(own, None) or page.locale.language_code  # mostly known without a query
    others = [code for code in layout.translations if code != language]
    picture = photo_of(page, request) or generated(page, layout, title)
    return Graph(
        [
            ("og:type", "article" if getattr(page, "search_kind", "") == "news" else "website"),
            ("og:site_name", layout.brand),
            ("og:title", title),
            ("og:description", description),
            ("og:url", url),
            ("og:locale", LOCALES[language]),
            *(("og:locale:alternate", LOCALES[code]) for code in others),
            *picture,
        ]
    )


def photo_of(page, request) -> list[tuple[str, str]]:
    """The page's own picture with its size and its alternative text; empty without one."""
    image = getattr(page, page.picture_field, None) if getattr(page, "picture_field", "") else None
    if image is None:
        return []
    rendition = renditions_of(image, [PHOTO])[PHOTO]
    alt = image.alt_for(page.locale.language_code)
    decorative = getattr(page, f"{page.picture_field}_decorative", False)
    return [
        ("og:image", request.build_absolute_uri(rendition.url)),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(rendition.width)),
        ("og:image:height", str(rendition.height)),
        ("og:image:alt", page.title if decorative or alt.lang else alt.text or page.title),
    ]


def image_of(page, request) -> str | None:
    """The address of the page's picture, for `image` in structured data."""
    return dict(photo_of(page, request)).get("og:image")


def generated(page, layout, title: str) -> list[tuple[str, str]]:
    return [
        ("og:image", layout.request.build_absolute_uri(picture_url(page, layout.brand))),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", title),
    ]
