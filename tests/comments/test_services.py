"""The life of a comment, service by service: what changed, what was mailed, and what a second call does."""

from datetime import timedelta

import pytest
from post_office.models import Email

from comments import tokens
from comments.models import Comment, CommentSettings, Thread
from comments.services import CommentError, author, moderate
from comments.services.confirm import confirm

from .outcome import mails, states

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_comment_waits_for_its_writer_then_for_a_moderator_then_is_public(
    write, settings_row, moderator, pages
):
    comment = write("nl", name="Marijke  van Loon", email="Van.Loon@Example.org", text="Wie beslist?")

    assert (comment.status, comment.language, comment.name) == ("unconfirmed", "nl", "Marijke van Loon")
    assert comment.body_html == "<p>Wie beslist?</p>"
    assert mails() == [("van.loon@example.org", "Bevestig uw reactie")]

    confirm(comment.pk, settings=settings_row)
    assert (states(), mails(), Thread.objects.get().total) == (["pending"], [], 0)

    assert moderate.approve(comment.pk, user=moderator) is True
    assert moderate.approve(comment.pk, user=moderator) is False
    assert states() == ["approved"]
    assert mails() == [("van.loon@example.org", "Uw reactie is zichtbaar")]
    # One row for both languages of the page.
    assert Thread.objects.get().approved == {"nl": 1}


def test_the_confirmation_mail_repeats_nothing_that_a_stranger_typed(write):
    """Nobody can send words to others through us, and the mail opens the comment to its writer only."""
    write(name="Kauft bei mir", text="Hier gibt es billige Pillen")
    mail = Email.objects.get()

    for body in (mail.message, mail.html_message):
        assert "Kauft bei mir" not in body
        assert "Pillen" not in body
        assert "/de/kommentare/best%C3%A4tigen/" in body or "/de/kommentare/bestaetigen/" in body
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert mail.headers["Reply-To"] == "redaktion@example.org"


def test_the_same_post_twice_is_one_comment_and_one_mail(write):
    first, second = write(), write()

    assert first.pk == second.pk
    assert len(mails()) == 1


def test_the_same_words_from_another_network_open_nothing_of_the_first(write):
    first = write()
    second = write(senders=["b" * 64])

    assert first.pk != second.pk


def test_known_writers_pass_only_where_the_site_lets_them_and_only_confirmed(
    write, public, settings_row, moderator
):
    public(email="kessens@example.org")
    waiting = write()
    assert confirm(waiting.pk, settings=settings_row).status == "pending"

    settings_row.pass_known = True
    settings_row.words = "Pillen"
    settings_row.save()
    passing = write(text="Noch eine Frage.")
    assert passing.status == "unconfirmed"
    assert confirm(passing.pk, settings=settings_row).status == "approved"
    noticed = write(text="Pillen gefällig?")
    assert noticed.suspicion == "Wörter aus der Wortliste: Pillen"
    assert confirm(noticed.pk, settings=settings_row).status == "pending"
    stranger = write(email="neu@example.org", text="Guten Tag zusammen.")
    assert confirm(stranger.pk, settings=settings_row).status == "pending"


def test_answers_stand_one_level_deep_and_are_told_once_to_those_who_asked(
    write, public, settings_row, moderator
):
    asked = public("nl", notify=True)
    below = public("de", parent=asked, root=asked, email="kessens@example.org", notify=True)
    answer = write("de", parent_id=below.pk, email="neu@example.org", text="Über den Träger.", notify=True)
    confirm(answer.pk, settings=settings_row)
    mails()
    moderate.approve(answer.pk, user=moderator)

    answer.refresh_from_db()
    assert (answer.parent_id, answer.root_id) == (below.pk, asked.pk)
    assert sorted(mails()) == [
        ("hoekstra@example.org", "Iemand heeft op uw reactie geantwoord"),
        ("kessens@example.org", "Jemand hat auf Ihren Kommentar geantwortet"),
        ("neu@example.org", "Ihr Kommentar ist sichtbar"),
    ]
    moderate.mark_spam(answer.pk, user=moderator)
    moderate.approve(answer.pk, user=moderator)
    assert mails() == []


def test_mails_about_answers_stop_with_one_click(write, public, moderator):
    """RFC 8058: the header names the address, and what it opens stops all of them."""
    asked = public(notify=True)
    other = public(text="Und noch etwas.", notify=True)
    moderate.answer(
        asked.pk, user=moderator, role="staff", name="Ida", text="Danke für den Hinweis.", language="de"
    )
    mail = Email.objects.get()
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in mail.message

    token = stop.rstrip("/").rsplit("/", 1)[1]
    assert author.unsubscribe(tokens.find(tokens.UNSUBSCRIBE, token)) == 2
    other.refresh_from_db()
    assert other.notify is False
    assert tokens.find(tokens.OWN, token) is None


def test_writers_change_their_words_for_a_while_and_moderators_see_them_again(
    write, settings_row, moderator, now
):
    comment = write()
    confirm(comment.pk, settings=settings_row)
    moderate.approve(comment.pk, user=moderator)
    mails()

    author.edit(comment.pk, "Wer haftet, wenn ein Kind fällt?", settings=settings_row, now=now)
    comment.refresh_from_db()
    assert (comment.status, comment.body_html) == ("pending", "<p>Wer haftet, wenn ein Kind fällt?</p>")
    assert comment.traces.get(action="edited").body_before == "Wer haftet, wenn etwas passiert?"
    assert Thread.objects.get().total == 0
    moderate.approve(comment.pk, user=moderator)
    assert mails() == []  # it was told of once

    with pytest.raises(CommentError) as late:
        author.edit(comment.pk, "Zu spät", settings=settings_row, now=now + timedelta(minutes=31))
    assert late.value.code == "late"


def test_a_withdrawn_comment_is_gone_at_once_and_its_answers_stay(public):
    asked = public()
    public(parent=asked, root=asked, text="Gute Frage.")
    author.withdraw(asked.pk)
    author.withdraw(asked.pk)

    assert states() == ["withdrawn", "approved"]
    assert Thread.objects.get().approved == {"de": 1}


def test_a_conversation_outlives_one_language_and_goes_with_the_last(public, pages):
    dutch = public("nl")
    public("de", parent=dutch, root=dutch)
    pages["nl"].delete()

    dutch.refresh_from_db()
    assert (dutch.page_id, Comment.objects.count()) == (None, 2)
    assert tokens.page_of(dutch).pk == pages["de"].pk
    pages["de"].delete()
    assert (Comment.objects.count(), Thread.objects.count()) == (0, 0)


def test_somebody_logged_in_needs_no_confirmation_and_a_moderator_no_approval(write, moderator, settings_row):
    from django.contrib.auth import get_user_model

    editor = get_user_model().objects.create_user("ed", "ed@example.org", "pw")
    assert write(user=editor, email="ed@example.org").status == "pending"
    assert write(user=editor, email="fremd@example.org", text="Als wer anders.").status == "unconfirmed"
    staff = write(user=moderator, moderates=True, email="mod@example.org", text="Von uns.")
    assert (staff.status, staff.role) == ("approved", "staff")
    assert Thread.objects.get().approved == {"de": 1}


def test_addresses_are_signed_and_for_one_purpose(public):
    comment = public()
    own_token = tokens.token(tokens.OWN, comment)

    assert tokens.find(tokens.OWN, own_token).pk == comment.pk
    assert tokens.find(tokens.CONFIRM, own_token) is None
    assert tokens.find(tokens.OWN, own_token[:-1]) is None
    assert tokens.find(tokens.OWN, f"{comment.pk}-1:x") is None
    Comment.objects.update(address_version=2)
    assert tokens.find(tokens.OWN, own_token) is None


def test_no_token_is_stored(write):
    comment = write()
    mail = Email.objects.get().message
    token = tokens.token(tokens.CONFIRM, comment)

    assert token.replace(":", "%3A") in mail or token in mail
    assert token not in str(Comment.objects.values().get())


def test_settings_row_is_one_per_site(settings_row, network):
    assert CommentSettings.for_site(network.site).pk == settings_row.pk
