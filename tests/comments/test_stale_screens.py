"""A screen that was opened before somebody decided overrides nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from post_office.models import Email

from comments.models import Comment
from comments.services import moderate
from tests.forms import sent_untouched

from .reader import soup_of

pytestmark = pytest.mark.django_db

TOLD = {
    "de": "Über diesen Kommentar wurde inzwischen entschieden. Es wurde nichts geändert",
    "nl": "Over deze reactie is intussen beslist. Er is niets gewijzigd",
}
CHOSEN = {"reject": {"reason": "insult"}, "answer": {"text": "Danke."}, "erase": {"sure": "on"}}


@pytest.mark.parametrize("language", ["de", "nl"])
@pytest.mark.parametrize("action", ["approve", "reject", "answer", "erase"])
def test_a_second_tab_does_not_override_a_decision(
    client, staff, waiting, moderator, now, monkeypatch, action, language
):
    staff(language=language)
    comment = waiting(language)
    url = reverse("comments_queue:inspect", args=[comment.pk])
    act = reverse("comments_queue:act", args=[comment.pk, action])
    typed = {f"{action}-{name}": value for name, value in CHOSEN.get(action, {}).items()}
    first = soup_of(client.get(url)).select_one(f'form[action="{act}"]')
    moderate.mark_spam(comment.pk, user=moderator, now=now + timedelta(minutes=1))

    response = client.post(act, sent_untouched(first) | typed)

    assert TOLD[language] in soup_of(response).get_text()
    assert [row.status for row in Comment.objects.all()] == ["spam"]
    assert Email.objects.count() == 0

    if action in ("approve", "reject", "erase"):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=2))
        own = soup_of(client.get(url)).select_one(f'form[action="{act}"]')
        client.post(act, sent_untouched(own) | typed)
        assert Comment.objects.get().status == {"approve": "approved", "reject": "rejected"}.get(
            action, "erased"
        )


def test_a_stale_list_passes_over_what_was_decided(client, staff, waiting, moderator, now):
    staff()
    comment = waiting()
    moderate.mark_spam(comment.pk, user=moderator, now=now + timedelta(minutes=1))
    sent = {"decision": "approve", "id": [comment.pk], "seen_at": now.isoformat()}
    client.post(reverse("comments_queue:bulk"), sent)
    assert (Comment.objects.get().status, Email.objects.count()) == ("spam", 0)
