"""A person as schema.org's ProfilePage and Person."""

from home.metadata.open_graph import image_of


def profile(author, context: dict) -> dict:
    """From what the page shows already; no query but that of the portrait."""
    layout = context["page_layout"]
    url, organisation = author.get_full_url(layout.request), author.organisation
    return {
        "@type": "ProfilePage",
        "@id": url,
        "inLanguage": author.language,
        "mainEntity": {
            "@type": "Person",
            "@id": f"{url}#person",
            "name": author.title,
            "givenName": author.given_name,
            "familyName": " ".join(filter(None, [author.particle, author.family_name])),
            "honorificSuffix": author.degree,
            "jobTitle": author.role,
            "url": url,
            "image": image_of(author, layout.request),
            "sameAs": author.website,
            "worksFor": {"@type": "Organization", "name": organisation.name, "url": organisation.url}
            if organisation
            else None,
        },
    }
