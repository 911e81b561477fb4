"""A reason that nobody chose is mailed to nobody."""

import pytest
from django.urls import reverse
from post_office.models import Email

from comments.models import Comment, Report
from tests.forms import sent_untouched

from .reader import soup_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("de", "Bitte wählen Sie einen Grund: Wer geschrieben hat, erfährt ihn."),
        ("nl", "Kies een reden: de schrijver krijgt die te lezen."),
    ],
)
def test_rejecting_with_the_form_as_it_opens_asks_for_the_reason(client, staff, waiting, language, asked):
    staff(language=language)
    comment = waiting(language)
    screen = soup_of(client.get(reverse("comments_queue:inspect", args=[comment.pk])))
    form = screen.select_one(f'form[action="{reverse("comments_queue:act", args=[comment.pk, "reject"])}"]')

    response = client.post(form["action"], sent_untouched(form))

    assert response.status_code == 422
    assert asked in soup_of(response).get_text()
    assert (Comment.objects.get().status, Email.objects.count()) == ("pending", 0)


@pytest.mark.parametrize("language", ["de", "nl"])
def test_the_forms_of_a_report_choose_nothing_by_themselves(client, reader, staff, public, language):
    comment = public(language)
    address = {"de": "/de/kommentare/melden", "nl": "/nl/reacties/melden"}[language]
    form = soup_of(reader.get(f"{address}/{comment.pk}/")).select_one("#report-form")
    assert "ground" not in sent_untouched(form)

    staff(language=language)
    report = Report.objects.create(comment=comment, ground="insult", explanation="x", language=language)
    url = reverse("comments_reports:decide", args=[report.pk])
    screen = soup_of(client.get(reverse("comments_reports:inspect", args=[report.pk])))
    typed = sent_untouched(screen.select_one(f'form[action="{url}"]')) | {"statement": "x"}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"decision": "uphold"}).status_code == 422
    assert (Comment.objects.get().status, Report.objects.get().status) == ("approved", "open")
