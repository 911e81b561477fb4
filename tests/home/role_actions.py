"""What somebody with a role tries, and whether it was refused."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

ADMIN_HOME = "/admin/"
TOPIC = {"slug": "neu", "description": "", "zone": "rose", "sort_order": 0}


def refused(response):
    return response.status_code == 403 or (response.status_code == 302 and response.url == ADMIN_HOME)


def edit(client, page, publish=False, **values):
    """Post the edit form of an article with these values."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "date": page.date.isoformat(),
        "source_kind": "own",
        "body": streamfield([]),
        "comments": inline_formset([]),
    }
    for relation in ("page_authors", "page_topics", "page_places", "related_pages"):
        data[relation] = inline_formset([])
    data |= values | ({"action-publish": "on"} if publish else {})
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data))


def record(code, world, name="edit"):
    return reverse(f"wagtailsnippets_home_topic:{name}", args=[world.topics[code].pk])
