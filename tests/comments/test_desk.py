"""The moderators' desk: every screen in both languages, filters, one's own language first, actions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.users.models import UserProfile

from comments import digests
from comments.models import Comment, Report, Thread
from comments.services import moderate
from config.setup import roles

from .reader import soup_of

pytestmark = pytest.mark.django_db


def act(client, comment, action, **data):
    data = {"seen_at": timezone.now().isoformat()} | data
    fields = {f"{action}-{name}": value for name, value in data.items()}
    return client.post(reverse("comments_queue:act", args=[comment.pk, action]), fields)


def listed(response):
    return [comment.pk for comment in response.context["object_list"]]


@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_screen_opens_in_both_languages(client, staff, waiting, public, pages, language):
    staff(language=language)
    comment = waiting(suspicion="x", reason="other", language=language)
    public(parent=comment, root=comment, text="Antwort.", role="staff", email="")
    report = Report.objects.create(comment=comment, ground="insult", explanation="Weil.", language="de")
    moderate.correct(comment.pk, user=None, text="Anders.", language="de" if language == "nl" else "nl")
    screens = [
        reverse("comments_queue:index"),
        reverse("comments_queue:index") + f"?status=pending&age=week&language=de&thread={comment.thread_id}",
        reverse("comments_queue:index_results") + f"?q=Anders&writer={comment.pk}",
        reverse("comments_queue:inspect", args=[comment.pk]),
        reverse("comments_reports:index") + "?status=open&language=nl&age=late",
        reverse("comments_reports:inspect", args=[report.pk]),
        reverse("comments_threads:index") + "?q=Quartiere&ordering=-waiting",
        reverse("comments_threads:edit", args=[comment.thread_id]),
        reverse("wagtailadmin_home"),
    ]
    for url in screens:
        response = client.get(url)
        assert response.status_code == 200, url
        text = response.content.decode()
        assert "Approve" not in text
    assert {"de": "Kommentare", "nl": "Reacties"}[language] in text


@pytest.mark.parametrize(
    ("language", "moment"), [("de", "22. November 2026, 13:00 Uhr"), ("nl", "22 november 2026, 13.00 uur")]
)
def test_lists_say_when_something_came_in(client, staff, public, language, moment):
    staff(language=language)
    Report.objects.create(comment=public(), ground="insult", explanation="Weil.", language="de")
    for name in ("reports", "threads", "queue"):
        cells = soup_of(client.get(reverse(f"comments_{name}:index"))).select("main tbody td")
        assert cells[-1].get_text(strip=True).replace("\xa0", " ") == moment, name


def test_ones_own_language_comes_first_in_queue_panel_and_mail(client, staff, waiting):
    """The links of the mail open the queue at that comment, and ask for the login first."""
    german, dutch = waiting(), waiting("nl", text="Wie beslist er?")
    staff(language="nl")
    assert listed(client.get(reverse("comments_queue:index") + "?status=pending")) == [dutch.pk, german.pk]
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert home.index(f"/queue/inspect/{dutch.pk}/") < home.index(f"/queue/inspect/{german.pk}/")
    UserProfile.objects.update(preferred_language="de")
    response = client.get(reverse("comments_queue:index") + "?status=pending")
    assert listed(response) == [german.pk, dutch.pk]

    report = Report.objects.create(comment=dutch, ground="insult", explanation="Weil.", language="de")
    digests.send()
    mail = Email.objects.get()
    links = [part for part in mail.message.split() if "/admin/" in part]
    paths = ["/" + link.split("/", 3)[3] for link in links]
    assert paths == [
        f"/admin/comments/queue/inspect/{german.pk}/",
        f"/admin/comments/queue/inspect/{dutch.pk}/",
        f"/admin/comments/reports/inspect/{report.pk}/",
        "/admin/comments/queue/?status=pending",
        "/admin/comments/reports/?status=open",
    ]
    assert "Meldung · Er beleidigt Menschen" in mail.message
    assert {f'href="{link}"' in mail.html_message for link in links} == {True}
    assert all(client.get(path).status_code == 200 for path in paths)
    client.logout()
    assert client.get(paths[0]).url == f"/admin/login/?next={paths[0]}"
    assert digests.send() == 0


def test_the_list_is_narrowed_by_state_language_page_age_and_writer(client, staff, waiting, public, now):
    staff()
    old = waiting("nl")
    Comment.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=40))
    fresh, other = waiting(), public(name="Wim", email="wim@example.org", text="Iets anders.")
    assert not Thread.objects.exclude(pk=old.thread_id).exists()

    def found(query):
        return set(listed(client.get(f"{reverse('comments_queue:index')}?{query}")))

    assert found("status=pending") == {old.pk, fresh.pk}
    assert found("status=approved") == {other.pk}
    assert found("language=nl") == {old.pk}
    assert found("age=old") == found("age=late") == {old.pk}
    assert found("age=day") == {fresh.pk, other.pk}
    assert found(f"thread={old.thread_id}&status=approved") == {other.pk}
    assert found(f"writer={old.pk}") == {old.pk, fresh.pk}
    assert found("q=iets") == {other.pk}


def test_the_way_leads_to_the_next_that_waits_for_those_who_decide(client, staff, waiting, public):
    shown, first, second = public(), waiting(), waiting(text="Zwei", email="x@example.org")

    def following(comment):
        buttons = client.get(reverse("comments_queue:inspect", args=[comment.pk])).context["header_buttons"]
        return [button.url.rstrip("/").rpartition("/")[2] for button in buttons]

    staff()
    assert [following(one) for one in (shown, first, second)] == [
        [str(first.pk)],
        [str(second.pk)],
        [str(first.pk)],
    ]
    staff(roles.EDITORS)
    assert following(shown) == []
    # Whoever only reads along learns not who else wrote from an address.
    answer = client.get(f"{reverse('comments_queue:index')}?writer={shown.pk}")
    assert set(listed(answer)) == {shown.pk, first.pk, second.pk}


def test_a_comment_is_decided_answered_corrected_and_erased(client, staff, waiting):
    user = staff()
    comment = waiting()
    page = client.get(reverse("comments_queue:inspect", args=[comment.pk])).content.decode()
    assert "hoekstra@example.org" in page

    assert act(client, comment, "reject", reason="").status_code == 422
    act(client, comment, "reject", reason="advertising", note="Ein Laden.")
    assert Comment.objects.get(pk=comment.pk).get_reason_display() == "Er ist Werbung."
    act(client, comment, "approve", seen_at=timezone.now().isoformat())
    kept = act(client, comment, "answer", role="staff", author="", text="Der Träger haftet.", language="de")
    assert (kept.status_code, "Der Träger haftet." in kept.content.decode()) == (422, True)
    act(client, comment, "answer", role="author", author="Ida Vos", text="Der Träger.", language="de")
    act(client, comment, "correct", text="Anders gesagt.", language="de")
    assert act(client, comment, "erase").status_code == 422
    act(client, comment, "erase", sure="on")
    comment.refresh_from_db()
    assert comment.status == "erased"
    page = client.get(reverse("comments_queue:inspect", args=[comment.pk])).content.decode()
    assert "hoekstra" not in page
    assert "Der Träger." in page
    actions = comment.traces.order_by("pk").values_list("action", "user_id")
    assert list(actions) == [(name, user.pk) for name in ("rejected", "approved", "corrected", "erased")]
    assert Comment.objects.get(role="author").name == "Ida Vos"


TOLD = {
    "de": "Entschieden. Wer den Kommentar gemeldet hat, erfährt es per E-Mail. Wer den Kommentar geschr",
    "nl": "Beslist. Wie de reactie heeft gemeld, krijgt bericht per e-mail. De schrijver van de reactie",
}
SHOWN = {"de": "„Von der Moderation geändert“", "nl": "‘Door de moderatie gewijzigd’"}
UNTOLD = {"de": "Es geht keine E-Mail hinaus", "nl": "Er gaat geen e-mail uit"}


@pytest.mark.parametrize("language", ["de", "nl"])
def test_mails_are_said_to_go_only_where_they_do(client, staff, waiting, public, language):
    staff(language=language)

    def message(response):
        return [str(said) for said in response.wsgi_request._messages][-1]

    nobody = waiting(language, email="")
    answer = act(client, nobody, "reject", reason="insult")
    assert {"de": "keine bestätigte Adresse", "nl": "geen bevestigd adres"}[language] in message(answer)
    somebody = waiting(language)
    answer = act(client, somebody, "correct", text="Neu.", language=language)
    assert {"de": "geändert.", "nl": "gewijzigd."}[language] == message(answer).split()[-1]
    assert {"de": "per E-Mail.", "nl": "per e-mail."}[language] in message(
        act(client, somebody, "reject", reason="insult")
    )
    shown = public(language)
    answer = act(client, shown, "correct", text="Neu.", language=language)
    assert {"de": "„Von der Moderation geändert“", "nl": "‘Door de moderatie gewijzigd’"}[
        language
    ] in message(answer)
    for email, decision in (("", "dismiss"), ("beyer@example.org", "uphold")):
        report = Report.objects.create(
            comment=shown, ground="insult", explanation="Weil.", language="de", email=email
        )
        data = {"decision": decision, "statement": "Ja.", "reason": "insult"}
        said = message(client.post(reverse("comments_reports:decide", args=[report.pk]), data))
        assert UNTOLD[language] in said if not email else TOLD[language] in said
        assert Email.objects.filter(to="beyer@example.org").count() == bool(email)


def test_what_the_writer_changed_meanwhile_is_not_approved_unread(client, staff, waiting, now):
    staff()
    comment = waiting()
    Comment.objects.filter(pk=comment.pk).update(edited_at=now)
    seen = (now - timedelta(minutes=1)).isoformat()
    response = act(client, comment, "approve", seen_at=seen)
    assert (response.status_code, Comment.objects.get(pk=comment.pk).status) == (422, "pending")


def test_a_thread_is_closed_at_once_and_set_from_the_pages_editor(client, staff, public, pages):
    staff()
    comment = public()
    close, screen = reverse("comments_threads:close", args=[comment.thread_id]), "/admin/comments/queue/"
    assert client.post(close, {"next": "//evil.example"}).url == reverse("comments_threads:index")
    assert client.post(close, {"next": screen}).url == screen
    assert Thread.objects.get().mode == "closed"
    for page in pages.values():
        assert 'id="comment-form"' not in client.get(page.url).content.decode()
    client.post(reverse("comments_threads:edit", args=[comment.thread_id]), {"mode": "auto"})
    assert Thread.objects.get().mode == "auto"

    Comment.objects.all().delete()
    Thread.objects.all().delete()
    staff(roles.EDITORS)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[pages["nl"].pk])).content.decode()
    url = reverse("comments_threads:of_page", args=[pages["nl"].pk])
    assert url in editor
    assert client.get(url).status_code == 200
    assert not Thread.objects.exists()
    client.post(url, {"mode": "off"})
    assert Thread.objects.get().mode == "off"
    assert client.get(url).status_code == 200


def test_a_report_is_decided_with_reasons_for_both_sides_in_their_languages(client, staff, public):
    """domain.md#comment-reports: Art. 17 asks for reasons; they are written for who reads them."""
    staff()
    comment = public("nl")
    report = Report.objects.create(
        comment=comment, ground="insult", explanation="Weil.", language="de", email="beyer@example.org"
    )
    url = reverse("comments_reports:decide", args=[report.pk])
    assert client.post(url, {"decision": "uphold", "statement": "Ja."}).status_code == 422
    data = {"decision": "uphold", "statement": "Sie setzt herab.", "note": "Kwetsend.", "reason": "insult"}
    client.post(url, data)
    client.post(url, data | {"decision": "dismiss"})
    report.refresh_from_db()
    comment.refresh_from_db()
    assert (report.status, comment.status, comment.reason_note) == ("upheld", "rejected", "Kwetsend.")
    bodies = {mail.to[0]: mail.message for mail in Email.objects.all()}
    assert "Sie setzt herab." in bodies["beyer@example.org"]
    assert "Kwetsend." in bodies["hoekstra@example.org"]
    assert client.get(reverse("comments_reports:inspect", args=[report.pk])).status_code == 200
