"""What goes when, by a clock that travels (domain.md#retention, #comment-privacy); one person shown and
erased (domain.md#rights-of-persons)."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from post_office.models import Email
from wagtail.models import Page, Site

from comments import retention
from comments.jobs import JOBS
from comments.models import Comment, CommentSettings, Report, Thread, Trace
from comments.services import author, moderate
from comments.services.report import decide, report
from home.models import HomePage, PersonRequest
from home.privacy import registry
from home.privacy.requests import erase, export

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def days(number):
    return timedelta(days=number, minutes=1)


def after(now, number):
    return retention.forget(now=now + days(number))


def test_each_kind_of_row_goes_in_its_time_and_not_before(write, public, now, settings_row):
    waiting = write(senders=["a" * 64])
    Comment.objects.filter(pk=waiting.pk).update(created_at=now)
    rejected = public(status="rejected", published_at=None, text="Nein.", email="r@example.org")
    spam = public(status="spam", published_at=None, text="Spam.", email="s@example.org")
    old = public(text="Alt.", sender_hash="b" * 64, email="o@example.org", notify=True)
    Comment.objects.filter(pk=old.pk).update(created_at=now)
    settings_row.keep_address_months = 2
    settings_row.save()

    assert after(now, 2) == dict.fromkeys(after(now, 2), 0)
    assert after(now, 3)["unconfirmed"] == 1
    assert set(Comment.objects.values_list("pk", flat=True)) == {rejected.pk, spam.pk, old.pk}
    assert after(now, 6)["senders"] == 0
    assert after(now, 7)["senders"] == 1
    assert after(now, 29)["refused"] == 0
    assert after(now, 30)["refused"] == 2
    assert after(now, 59)["addresses"] == 0
    assert after(now, 60)["addresses"] == 1
    old.refresh_from_db()
    assert (old.email, old.notify, old.name, old.body) == ("", False, "Femke Hoekstra", "Alt.")
    assert after(now, 400) == dict.fromkeys(after(now, 400), 0)


def test_what_others_hang_on_is_emptied_instead_of_deleted(public, now, moderator):
    asked = public(text="Frage")
    public(parent=asked, root=asked, text="Antwort")
    moderate.reject(asked.pk, user=moderator, reason="insult", now=now)

    assert after(now, 31)["refused"] == 1
    asked.refresh_from_db()
    assert (asked.status, asked.body) == ("erased", "")
    assert Thread.objects.get().approved == {"de": 1}


def test_a_report_outlives_the_comment_it_removed(public, now, moderator):
    """Its decision is kept for half a year; its sender is forgotten with all others."""
    comment = public()
    made = report(
        comment.pk, ground="other", explanation="x", name="", email="", language="de", senders=["c" * 64]
    )
    Report.objects.update(created_at=now)
    decide(made.pk, uphold=True, statement="Ja.", reason="other", user=moderator, now=now)
    assert (after(now, 7)["senders"], Report.objects.get().sender_hash) == (1, "")
    assert after(now, 31)["refused"] == 1
    assert Report.objects.get().comment.status == "erased"


def test_each_site_keeps_addresses_its_own_time(public, pages, network, settings_row, now):
    """A comment whose page is gone goes by the shortest."""
    other = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Anderes Netzwerk", slug="anderes", locale=network.de)
    )
    shorter = CommentSettings.for_site(Site.objects.create(hostname="other.example.org", root_page=other))
    for row, months in ((settings_row, 3), (shorter, 2)):
        row.keep_address_months = months
        row.save()
    here, there = public(text="Hier"), public(page=other, text="Dort")
    gone = public(text="Ohne Seite")
    Comment.objects.filter(pk=gone.pk).update(page=None)

    assert after(now, 60)["addresses"] == 2
    kept = Comment.objects.exclude(email="")
    assert kept.get() == here
    assert after(now, 89)["addresses"] == 0
    assert after(now, 90)["addresses"] == 1
    assert {there.pk, gone.pk} <= set(Comment.objects.filter(email="").values_list("pk", flat=True))


def test_withdrawn_comments_and_old_words_are_emptied(public, now, moderator):
    comment = public(text="Erst so.")
    moderate.correct(comment.pk, user=moderator, text="Dann so.", language="de")
    author.withdraw(comment.pk, now=now)
    Trace.objects.update(at=now)

    assert after(now, 29)["withdrawn"] == 0
    assert after(now, 30)["withdrawn"] == 1
    assert set(Trace.objects.values_list("body_before", flat=True)) == {""}


def test_names_in_reports_go_half_a_year_after_the_decision(public, now, moderator):
    made = report(
        public().pk,
        ground="other",
        explanation="Unsinn.",
        name="Anna Beyer",
        email="beyer@example.org",
        language="de",
        senders=["c" * 64],
    )
    decide(made.pk, uphold=False, statement="Nein.", user=moderator, now=now)

    assert after(now, 179)["reports"] == 0
    assert after(now, 180)["reports"] == 1
    assert Report.objects.values_list("name", "email", "explanation").get() == ("", "", "Unsinn.")


def test_the_worker_runs_it(public):
    assert {job.__name__ for job in JOBS} == {"tell_moderators", "forget"}
    for job in JOBS:
        job()


def test_the_site_tells_what_it_keeps_how_long():
    rules = registry.retention()
    assert {"comments", "config"} <= {rule["app"] for rule in rules}
    for rule in rules:
        assert rule["kept"] is not None or rule.get("setting") or rule.get("until"), rule
        assert str(rule["data"])
        assert str(rule["then"])


def test_one_person_is_exported_and_erased_by_one_command(public, write, caplog):
    """The thread stays, others stay, and nothing of the person is left, neither here nor in the log."""
    mine = public(name="Femke Hoekstra", email="hoekstra@example.org", text="Meine Worte.")
    Trace.objects.create(comment=mine, action="edited", body_before="Frühere Worte.")
    public(parent=mine, root=mine, email="other@example.org", name="Andere", text="Fremde Worte.")
    write(email="hoekstra@example.org", text="Noch nicht bestätigt.")
    assert Email.objects.filter(to__icontains="hoekstra@example.org").exists()

    out = StringIO()
    call_command("person", "export", "Hoekstra@Example.org", stdout=out)
    found = json.loads(out.getvalue())
    assert [row["text"] for row in found["comments"]["comments"]] == ["Meine Worte.", "Noch nicht bestätigt."]
    assert found["comments"]["comments"][0]["words_before"] == ["Frühere Worte."]
    assert len(found["config"]["mails"]) == 1
    assert "Fremde Worte." not in out.getvalue()

    out = StringIO()
    call_command("person", "erase", "hoekstra@example.org", stdout=out)
    done = json.loads(out.getvalue())
    assert done["comments"] == {"comments": 2, "reports": 0}
    assert done["config"] == {"mails": 1, "accounts": 0, "sessions": 0}
    assert "hoekstra" not in out.getvalue()
    everything = str(list(Comment.objects.values())) + str(list(Trace.objects.values()))
    assert "hoekstra" not in everything.lower()
    assert "Meine Worte" not in everything
    assert "Frühere Worte" not in everything
    assert Thread.objects.get().approved == {"de": 1}
    notes = str(list(PersonRequest.objects.values("action", "rows")))
    assert "hoekstra" not in notes.lower() + caplog.text.lower()
    assert PersonRequest.objects.count() == 2
    call_command("person", "erase", "hoekstra@example.org", stdout=StringIO())


def test_an_empty_address_is_nobody(public):
    public(email="", role="staff", name="Redaktion")

    assert export(" ")["comments"] == {"comments": [], "reports": []}
    assert erase("")["comments"] == {"comments": 0, "reports": 0}
    assert Comment.objects.get().name == "Redaktion"


def test_the_screen_exports_and_erases_and_is_for_administrators(client, public, moderator):
    from django.contrib.auth import get_user_model

    from config.setup.roles import MODERATORS, establish

    public(email="hoekstra@example.org")
    only = get_user_model().objects.create_user("mo", "mo@example.org", "pw")
    only.groups.add(establish()[MODERATORS])
    sent = {"email": "hoekstra@example.org", "action": "erase", "sure": "on"}
    client.force_login(only)
    assert client.post("/admin/persons/", sent).status_code in (302, 403)
    assert Comment.objects.get().status == "approved"

    client.force_login(moderator)
    assert "hoekstra" not in client.get("/admin/persons/").content.decode()
    unsure = client.post("/admin/persons/", sent | {"sure": ""})
    assert (unsure.status_code, Comment.objects.get().status) == (200, "approved")
    exported = client.post("/admin/persons/", sent | {"action": "export"})
    assert json.loads(exported.content)["comments"]["comments"][0]["email"] == "hoekstra@example.org"
    assert client.post("/admin/persons/", sent | {"confirmed": "1"}).status_code == 302
    assert Comment.objects.get().status == "erased"
    assert [str(row.user) for row in PersonRequest.objects.all()] == ["mod", "mod"]


def test_only_the_addresses_of_old_comments_go(public, waiting, now, settings_row):
    """One that is younger, and one that still waits, keep theirs: mails about them are to come."""
    settings_row.keep_address_months = 2
    settings_row.save()
    old = public(email="old@example.org", notify=True)
    young = public(text="Neu.", email="young@example.org", notify=True, published_at=now + days(40))
    unread = waiting(text="Noch nicht.", email="waiting@example.org")
    assert after(now, 60)["addresses"] == 1
    assert dict(Comment.objects.values_list("pk", "email")) == {
        old.pk: "",
        young.pk: "young@example.org",
        unread.pk: "waiting@example.org",
    }


def test_nobody_is_written_to_at_an_address_that_was_never_confirmed(public):
    assert public().is_mailable
    assert not public(text="Zwei", confirmed_at=None).is_mailable
    assert not public(text="Drei", email="").is_mailable
