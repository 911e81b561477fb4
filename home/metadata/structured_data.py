"""JSON-LD for machines (schema.org): the same facts as the page, under Google's rules for each type.

A data block is no script to a content security policy; `<`, `>` and `&` are escaped, so that no text of an
editor ends it. Every address is whole.
"""

import json

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def data_block(things: list[dict]) -> SafeString | str:
    """The things as one `<script type="application/ld+json">`; "" for none."""
    things = [clean(thing) for thing in things if thing]
    if not things:
        return ""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":")
    )
    block = f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>'
    return mark_safe(block)  # noqa: S308 - what could end the block is escaped above


def clean(value):
    """Without what is empty, at any depth: a property that says nothing is an error to validators."""
    if isinstance(value, dict):
        kept = {key: clean(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [one for one in map(clean, value) if one not in (None, "", [], {})]
    return value


def publisher(layout) -> dict:
    """The network as a publisher or organiser, without a query."""
    url = layout.home_full_url if layout.home else layout.request.build_absolute_uri("/")
    return {"@type": "Organization", "@id": f"{url}#network", "name": layout.brand, "url": url}


def organization(layout) -> dict:
    """The network on its start page: office, address, and where else it is found."""
    network = layout.network
    return publisher(layout) | {
        "legalName": network.office_name,
        "email": network.email,
        "telephone": network.phone,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": network.street,
            "postalCode": network.postcode,
            "addressLocality": network.city,
            "addressCountry": network.country,
        }
        if network.city
        else None,
        "sameAs": [url for _label, url in layout.social_links],
        "logo": layout.request.build_absolute_uri(network.logo.file.url) if network.logo else None,
    }


def breadcrumbs(layout, steps: list[dict], here: tuple[str, str]) -> dict | None:
    """The path to a page with the page itself at its end; None at the beginning of all paths."""
    items = [(step["title"], layout.request.build_absolute_uri(step["url"])) for step in steps]
    items.append(here)
    if len(items) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": str(name), "item": url}
            for number, (name, url) in enumerate(items, 1)
        ],
    }
