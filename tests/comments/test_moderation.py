"""What moderators decide, service by service: what changed, who is told, and what a second call does."""

import pytest
from post_office.models import Email

from comments import tokens
from comments.models import Comment, Report, Thread
from comments.services import moderate
from comments.services.confirm import confirm
from comments.services.report import decide, report

from .outcome import mails, states

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_rejection_names_what_why_and_how_to_object(write, settings_row, moderator):
    """domain.md#comment-reports: the statement of reasons goes to the writer."""
    comment = write("nl", text="Koop nu!")
    confirm(comment.pk, settings=settings_row)
    mails()
    assert moderate.reject(comment.pk, user=moderator, reason="advertising", note="Een winkel.") is True
    assert moderate.reject(comment.pk, user=moderator, reason="advertising") is False

    mail = Email.objects.get()
    assert mail.subject == "Wij plaatsen uw reactie niet"
    for part in ("Het is reclame.", "Een winkel.", "Koop nu!", "Een medewerker"):
        assert part in mail.message
    assert states() == ["rejected"]


def test_spam_is_told_to_nobody(write, settings_row, moderator):
    comment = write()
    confirm(comment.pk, settings=settings_row)
    mails()

    assert moderate.mark_spam(comment.pk, user=moderator) is True
    assert mails() == []


def test_an_unconfirmed_comment_can_not_be_approved(write, moderator):
    comment = write()

    assert moderate.approve(comment.pk, user=moderator) is False
    assert states() == ["unconfirmed"]


def test_a_correction_is_traced_and_can_move_the_language(public, moderator):
    comment = public("de", text="Mooi dat het einde al besproken is.")
    moderate.correct(comment.pk, user=moderator, text="Mooi dat het einde al is besproken.", language="nl")

    comment.refresh_from_db()
    assert (comment.language, comment.body) == ("nl", "Mooi dat het einde al is besproken.")
    assert comment.corrected_at is not None
    assert list(comment.traces.order_by("pk").values_list("action", "body_before")) == [
        ("corrected", "Mooi dat het einde al besproken is."),
        ("language de → nl", ""),
    ]
    assert Thread.objects.get().approved == {"nl": 1}


def test_staff_answers_are_marked_public_at_once_and_approve_what_they_answer(write, settings_row, moderator):
    comment = write(notify=True)
    confirm(comment.pk, settings=settings_row)
    mails()
    values = {"user": moderator, "role": "author", "name": "Henrike Altmanns", "text": "Der Träger."}
    answer = moderate.answer(comment.pk, language="de", **values)
    assert moderate.answer(comment.pk, language="de", **values).pk == answer.pk

    assert (answer.status, answer.role, answer.email) == ("approved", "author", "")
    assert states() == ["approved", "approved"]
    assert mails() == [
        ("kessens@example.org", "Ihr Kommentar ist sichtbar"),
        ("kessens@example.org", "Jemand hat auf Ihren Kommentar geantwortet"),
    ]


def test_erasing_empties_everything_and_closes_every_address(public, moderator):
    """domain.md#rights-of-persons: the thread stays."""
    comment = public(name="Femke", sender_hash="c" * 64, reason_note="x")
    public(parent=comment, root=comment, text="Antwort.")
    moderate.correct(comment.pk, user=moderator, text="Anders.", language="de")
    token = tokens.token(tokens.OWN, comment)
    assert moderate.erase(comment.pk, user=moderator) is True
    assert moderate.erase(comment.pk, user=moderator) is False

    row = Comment.objects.filter(pk=comment.pk).values().get()
    assert row["status"] == "erased"
    for column in ("name", "email", "body", "body_html", "fingerprint", "sender_hash", "reason_note"):
        assert row[column] == "", column
    assert set(comment.traces.values_list("body_before", flat=True)) == {""}
    assert tokens.find(tokens.OWN, token) is None
    assert Thread.objects.get().approved == {"de": 1}


def test_a_report_gets_a_receipt_and_both_sides_learn_the_decision(public, moderator):
    """domain.md#comment-reports (Art. 16 and 17 DSA)."""
    comment = public("nl")
    values = {
        "ground": "insult",
        "explanation": "Der zweite Satz beleidigt Frau Yilmaz.",
        "name": "Anna Beyer",
        "email": "beyer@example.org",
        "language": "de",
        "senders": ["d" * 64],
    }
    made = report(comment.pk, **values)
    assert report(comment.pk, **values).pk == made.pk
    assert mails() == [("beyer@example.org", f"Wir haben Ihre Meldung Nr. {made.pk} erhalten")]

    decide(made.pk, uphold=True, statement="Der Satz setzt herab.", reason="insult", user=moderator)
    decide(made.pk, uphold=False, statement="Doch nicht.", user=moderator)
    made.refresh_from_db()
    assert (made.status, made.statement) == ("upheld", "Der Satz setzt herab.")
    assert states() == ["rejected"]
    assert mails() == [
        ("hoekstra@example.org", "Wij hebben uw reactie verwijderd"),
        ("beyer@example.org", f"Unsere Entscheidung zu Ihrer Meldung Nr. {made.pk}"),
    ]


def test_a_dismissed_report_leaves_the_comment(public, moderator):
    comment = public()
    made = report(
        comment.pk,
        ground="other",
        explanation="Gefällt mir nicht.",
        name="",
        email="",
        language="de",
        senders=[],
    )
    decide(made.pk, uphold=False, statement="Eine Meinung.", user=moderator)

    assert (states(), mails(), Report.objects.get().status) == (["approved"], [], "dismissed")
