"""The limits of what moderators do: from which state, on which words, and who is told when."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from post_office.models import Email

from comments import digests
from comments.models import Comment, CommentSettings, Report, Thread
from comments.services import CommentError, moderate

from .outcome import mails

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def fresh(comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


DECISIONS = {
    "approved": lambda pk, **values: moderate.approve(pk, **values),
    "rejected": lambda pk, **values: moderate.reject(pk, reason="insult", **values),
    "spam": lambda pk, **values: moderate.mark_spam(pk, **values),
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("status", ["unconfirmed", "pending", "approved", "rejected", "spam", "withdrawn"])
def test_what_can_be_decided_from_which_state(public, moderator, decision, status):
    comment = public(status=status)
    possible = status in {"pending", "approved", "rejected", "spam"} - {decision}
    assert DECISIONS[decision](comment.pk, user=moderator) is possible
    assert fresh(comment).status == (decision if possible else status)
    assert fresh(comment).moderated_by == (moderator if possible else None)
    assert comment.traces.count() == possible
    assert Thread.objects.get().total == (fresh(comment).status == "approved")


@pytest.mark.parametrize("decision", DECISIONS)
def test_words_that_were_changed_meanwhile_are_read_again(waiting, moderator, now, decision):
    comment = waiting(edited_at=now)
    with pytest.raises(CommentError) as changed:
        DECISIONS[decision](comment.pk, user=moderator, seen_at=now - INSTANT)
    assert changed.value.code == "changed"
    assert fresh(comment).status == "pending"
    assert DECISIONS[decision](comment.pk, user=moderator, seen_at=now) is True
    assert DECISIONS[decision](waiting(text="x").pk, user=moderator, seen_at=now - INSTANT) is True


def test_the_first_day_in_public_stays_and_its_writer_is_told_once(waiting, moderator, now):
    comment = waiting()
    moderate.approve(comment.pk, user=moderator, now=now)
    moderate.reject(comment.pk, user=moderator, reason="insult", note=" Zu hart. ")
    assert (fresh(comment).reason, fresh(comment).reason_note) == ("insult", "Zu hart.")
    mails()
    moderate.approve(comment.pk, user=moderator, now=now + timedelta(days=1))
    assert (fresh(comment).published_at, mails()) == (now, [])
    assert (fresh(comment).reason, fresh(comment).reason_note) == ("", "")


@pytest.mark.parametrize(
    ("published", "subject"),
    [(True, "Wir haben Ihren Kommentar entfernt"), (False, "Wir veröffentlichen Ihren Kommentar nicht")],
)
def test_a_rejection_says_whether_it_was_there(public, moderator, now, published, subject):
    comment = public(status="pending", published_at=now if published else None)
    moderate.reject(comment.pk, user=moderator, reason="insult")
    assert mails() == [("hoekstra@example.org", subject)]


@pytest.mark.parametrize("values", [{"email": ""}, {"confirmed_at": None}])
def test_nobody_is_told_at_an_address_that_is_not_confirmed(waiting, moderator, values):
    comment = waiting(notify=True, **values)
    moderate.approve(comment.pk, user=moderator)
    moderate.answer(comment.pk, user=moderator, role="staff", name="Ida", text="Danke.", language="de")
    moderate.reject(comment.pk, user=moderator, reason="insult")
    assert mails() == []


def test_spam_is_told_of_no_answers(public, moderator):
    comment = public(notify=True)
    moderate.mark_spam(comment.pk, user=moderator)
    assert fresh(comment).notify is False


@pytest.mark.parametrize(
    ("text", "language", "actions"),
    [
        ("Bei uns ist der Hof seit Mai offen.", "de", []),
        ("Anders.", "de", ["corrected"]),
        ("Bei uns ist der Hof seit Mai offen.", "nl", ["language de → nl"]),
    ],
)
def test_a_correction_leaves_a_trace_of_what_was_changed(public, moderator, text, language, actions):
    comment = public()
    moderate.correct(comment.pk, user=moderator, text=text, language=language)
    assert list(comment.traces.values_list("action", flat=True)) == actions
    assert (fresh(comment).corrected_at is not None) is ("corrected" in actions)


def test_what_was_erased_is_not_corrected(public, moderator):
    comment = public()
    moderate.erase(comment.pk)
    with pytest.raises(CommentError) as refused:
        moderate.correct(comment.pk, user=moderator, text="Neu", language="de")
    assert refused.value.code == "erased"


@pytest.mark.parametrize("status", ["unconfirmed", "rejected", "spam", "withdrawn"])
def test_only_what_is_public_or_waits_is_answered(public, moderator, status):
    comment = public(status=status)
    with pytest.raises(CommentError) as refused:
        moderate.answer(comment.pk, user=moderator, role="staff", name="Ida", text="Danke.", language="de")
    assert refused.value.code == "state"
    assert Comment.objects.count() == 1


def test_an_answer_stands_in_the_branch_and_two_people_may_say_the_same(public, moderator):
    root = public()
    asked = public(parent=root, root=root, text="Und?", email="b@example.org")
    values = {"role": "staff", "name": "Ida\nVos", "text": "Danke.", "language": "nl"}
    made = moderate.answer(asked.pk, user=moderator, **values)
    assert (made.parent, made.root, made.name) == (asked, root, "Ida Vos")
    assert (made.moderated_by, made.page_id, made.traces.get().action) == (
        moderator,
        asked.page_id,
        "answered",
    )
    other = get_user_model().objects.create_user("other")
    assert moderate.answer(asked.pk, user=other, **values).pk != made.pk
    assert moderate.answer(root.pk, user=moderator, **values).root == root
    assert Thread.objects.get().total == 5
    # What was taken away may be said again.
    moderate.mark_spam(made.pk, user=moderator)
    assert moderate.answer(asked.pk, user=moderator, **values).pk != made.pk


def test_erasing_ends_what_a_comment_could_do(public, moderator, now):
    comment = public(notify=True, user=moderator, suspicion="x", status_before_withdrawal="approved")
    moderate.erase(comment.pk, user=moderator, now=now)
    row = fresh(comment)
    assert (row.notify, row.user, row.suspicion, row.status_before_withdrawal) == (False, None, "", "")
    assert (row.ended_at, row.address_version, row.traces.get().action) == (now, 2, "erased")


def test_answers_are_told_to_whom_they_answer_only(public, waiting, moderator):
    """Not to whom did not ask, not twice to one person, not to oneself."""
    root = public(notify=True)
    below = public(parent=root, root=root, text="Und?", email="b@example.org")
    own = public(parent=root, root=root, text="Noch etwas", notify=True)
    for parent, email, told in (
        (below, "neu@example.org", ["hoekstra@example.org"]),
        (own, "neu@example.org", ["hoekstra@example.org"]),
        (own, "hoekstra@example.org", []),
    ):
        answer = waiting(parent=parent, root=root, email=email, text=f"{parent.pk}{email}")
        moderate.approve(answer.pk, user=moderator)
        assert [to for to, subject in mails() if "geantwortet" in subject] == told
    Comment.objects.filter(pk=root.pk).update(status="spam")
    answer = waiting(parent=root, root=root, email="neu@example.org", text="x")
    moderate.approve(answer.pk, user=moderator)
    assert [to for to, subject in mails() if "geantwortet" in subject] == []


@pytest.mark.parametrize(
    ("values", "right", "found"),
    [
        ({}, None, False),
        ({}, "user", True),
        ({}, "group", True),
        ({"is_superuser": True}, None, True),
        ({"is_active": False}, "user", False),
        ({"email": ""}, "user", False),
    ],
)
def test_who_is_told_of_what_waits(db, values, right, found):
    user = get_user_model().objects.create(**{"username": "ida", "email": "ida@example.org"} | values)
    change = Permission.objects.get(content_type__app_label="comments", codename="change_comment")
    if right == "user":
        user.user_permissions.add(change)
    if right == "group":
        for name in ("Eins", "Zwei"):
            group = Group.objects.create(name=name)
            group.permissions.add(change)
            user.groups.add(group)
    assert list(digests.moderators()) == ([user] if found else [])


def digest(now, **settings) -> int:
    CommentSettings.objects.update(**settings)
    return digests.send(now)


@pytest.mark.parametrize(
    ("how", "since", "sent"),
    [
        ("never", None, 0),
        ("soon", None, 1),
        ("soon", timedelta(minutes=1), 1),
        ("daily", None, 1),
        ("daily", timedelta(days=1), 1),
        ("daily", timedelta(days=1) - INSTANT, 0),
    ],
)
def test_moderators_are_told_as_often_as_the_site_says(waiting, moderator, now, how, since, sent):
    waiting()
    assert digest(now, digest=how, digest_sent_at=since and now - since) == sent
    assert Email.objects.count() == sent
    told = CommentSettings.objects.get().digest_sent_at
    assert told == (now if sent else since and now - since)


def test_each_comment_and_report_is_told_once(waiting, public, moderator, now):
    first, reported = waiting("nl", text="Eerst"), public(text="Böse")
    second = waiting("de", text="Deutsch", email="b@example.org")
    Report.objects.create(comment=reported, ground="insult", good_faith=True, language="de")
    spam = public(status="spam", text="Spam")
    assert digest(now) == 1
    named = re.findall(r"inspect/(\d+)/", Email.objects.get().message)
    # The moderator's own language first, the report last.
    assert named == [str(one.pk) for one in (second, first, Report.objects.get())]
    assert str(spam.pk) not in named
    assert (fresh(first).announced_at, Report.objects.get().announced_at) == (now, now)
    assert digest(now) == 0
    Report.objects.update(announced_at=None, status="dismissed")
    assert digest(now) == 0
    new = waiting(text="Neu", email="c@example.org")
    assert digest(now) == 1
    assert re.findall(r"inspect/(\d+)/", Email.objects.latest("pk").message) == [str(new.pk)]


def test_without_a_site_nobody_is_told(waiting, moderator, network, now):
    waiting()
    network.site.is_default_site = False
    network.site.save()
    assert digests.send(now) == 0
