"""The editor's form of an article: errors stand at their fields and nothing that was typed is lost."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.models import ArticlePage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org", "kwartier"))
    return client


def post(client, parent, *, authors=(), **values):
    data = {
        "title": "Der Schulhof bleibt offen",
        "slug": "schulhof",
        "short_title": "Schulhof",
        "lead": "Drei Schulen teilen ihre Höfe.",
        "date": "2026-11-16",
        "lead_image_caption": "Der Hof am Abend.",
        "body": streamfield([]),
        "source_kind": "own",
        "comments": inline_formset([]),
        "page_authors": inline_formset([{"author": author.pk} for author in authors]),
        "page_topics": inline_formset([]),
        "page_places": inline_formset([]),
        "related_pages": inline_formset([]),
        "action-publish": "1",
    }
    url = reverse("wagtailadmin_pages:add", args=["news", "articlepage", parent.pk])
    return client.post(url, nested_form_data(data | values))


def test_an_editor_publishes_an_article_with_authors_in_order(
    editor, network, django_capture_on_commit_callbacks
):
    """domain.md#authors, #pictures."""
    second = factories.author(network.authors["de"], title="Merve Taşkın-Brandt")
    first = factories.author(network.authors["de"], title="Dr. Henrike Altmanns")
    with django_capture_on_commit_callbacks(execute=True):
        response = post(editor, network.news["de"], authors=[first, second])
    assert response.status_code == 302
    article = ArticlePage.objects.get(slug="schulhof")
    assert [row.author for row in article.page_authors.all()] == [first, second]
    assert article.live


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        (
            {"source_kind": "press"},
            "source_name",
            "Nennen Sie die Quelle eines Textes, der nicht Ihr eigener ist.",
        ),
        ({"source_name": "Stadt", "source_url": "javascript:alert(1)"}, "source_url", None),
        ({"corrected_on": "2026-11-20"}, "correction", "Schreiben Sie, was korrigiert wurde."),
        ({"date": "31.02.2026"}, "date", None),
    ],
)
def test_what_is_wrong_is_said_at_its_field(editor, network, values, field, message):
    response = post(editor, network.news["de"], **values)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form.errors[field] == [message] if message else form.errors[field]
    assert "Der Hof am Abend." in response.text
    assert not ArticlePage.objects.exists()


def test_a_lead_image_says_what_it_shows_or_is_decorative(editor, network):
    """domain.md#pictures."""
    image = factories.image(alt_de="")
    response = post(editor, network.news["de"], lead_image=image.pk)
    assert list(response.context["form"].errors) == ["lead_image"]
    assert (
        post(editor, network.news["de"], lead_image=image.pk, lead_image_decorative="on").status_code == 302
    )


def test_a_dangerous_link_in_the_text_is_dropped(editor, network):
    body = streamfield([("paragraph", {"text": rich_text('<p><a href="javascript:alert(1)">Klick</a></p>')})])
    response = post(editor, network.news["de"], body=body)
    for article in ArticlePage.objects.all():
        assert "javascript:" not in str(article.body)
    assert response.status_code in (200, 302)
