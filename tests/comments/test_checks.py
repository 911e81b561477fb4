"""What is refused, noticed or put away before it costs anybody anything; and floods."""

from datetime import timedelta

import pytest
from django.test import override_settings
from post_office.models import Email

from comments import checks
from comments.checks.throttle import LIMITS
from comments.models import Comment
from comments.sender import recent_hashes, sender_hash
from comments.services import CommentError
from comments.services.confirm import confirm

pytestmark = pytest.mark.django_db


def flood(write, now, *, number, senders, email):
    """Post that many comments within a minute; how many were taken, and the codes of the refusals."""
    taken, codes = 0, set()
    for count in range(number):
        try:
            write(
                text=f"Angebot Nummer {count}",
                email=email(count),
                senders=senders(count),
                at=now + timedelta(seconds=count % 60),
            )
            taken += 1
        except CommentError as error:
            codes.add(error.code if str(error) else "nothing said")
    return taken, codes


def test_500_posts_from_one_network_are_stopped_and_others_pass(write, now):
    """Politely, and neither the table nor the mail queue grows with them."""
    taken, codes = flood(
        write, now, number=500, senders=lambda n: ["f" * 64], email=lambda n: f"bot{n}@example.org"
    )

    assert (taken, codes) == (LIMITS["sender"], {"sender"})
    assert Comment.objects.count() == Email.objects.count() == LIMITS["sender"]
    assert write(senders=["e" * 64]).status == "unconfirmed"


def test_500_posts_from_many_networks_stop_and_those_known_here_pass(write, public, now):
    known = public(email="kessens@example.org")
    taken, codes = flood(
        write, now, number=500, senders=lambda n: [f"{n:064x}"], email=lambda n: f"bot{n}@example.org"
    )

    assert (taken, codes) == (LIMITS["everybody"], {"everybody"})
    assert Comment.objects.exclude(pk=known.pk).count() == Email.objects.count() == LIMITS["everybody"]
    assert write(senders=["e" * 64], email="kessens@example.org").status == "unconfirmed"
    later = now + LIMITS["everybody_window"] + timedelta(minutes=2)
    Comment.objects.filter(status="unconfirmed").update(created_at=now)
    assert write(senders=["d" * 64], email="neu@example.org", text="Später", at=later)


def test_nobody_fills_somebody_elses_mailbox(write, now):
    taken, codes = flood(
        write, now, number=20, senders=lambda n: [f"{n:064x}"], email=lambda n: "opfer@example.org"
    )

    assert (taken, codes) == (LIMITS["recipient"], {"recipient"})
    assert Email.objects.count() == LIMITS["recipient"]


def test_the_same_words_are_refused_in_one_conversation_and_noticed_in_another(write, settings_row, public):
    public(text="Kauft billige Uhren!")
    with pytest.raises(CommentError) as again:
        write(text="kauft, BILLIGE uhren", email="neu@example.org")
    assert (again.value.code, again.value.field) == ("repeated", "text")


def test_a_checker_of_ones_own_can_put_away_and_hold(write, settings_row):
    """`SPAM_CHECKERS` takes dotted paths."""
    with override_settings(SPAM_CHECKERS=["tests.comments.test_checks.no_shouting"]):
        shouted = write(text="KAUFT JETZT")
        assert (shouted.status, shouted.suspicion) == ("spam", "Es schreit.")
        assert Email.objects.count() == 0
        assert write(text="Leise.").status == "unconfirmed"
    assert checks.checkers()[0].__name__ == "honeypot"
    with override_settings(SPAM_CHECKERS=["tests.comments.gibt_es_nicht"]), pytest.raises(ImportError):
        checks.checkers()


def no_shouting(submission):
    return checks.spam("Es schreit.") if submission.text.isupper() else None


def test_words_of_the_list_hold_a_comment_even_of_somebody_known(write, public, settings_row):
    public(email="kessens@example.org")
    settings_row.words = "Casino\nbillige Pillen\n"
    settings_row.pass_known = True
    settings_row.save()
    held = write(text="Das casino am Markt")
    assert confirm(held.pk, settings=settings_row).status == "pending"
    part = write(text="Das Casinogebäude am Markt")
    assert confirm(part.pk, settings=settings_row).status == "approved"


def test_network_addresses_are_shortened_keyed_and_change_daily(now):
    """FIELD L8."""
    day = now.date()
    same = {sender_hash(address, day) for address in ("203.0.113.7", "203.0.113.200", "::ffff:203.0.113.9")}
    assert len(same) == 1
    assert sender_hash("203.0.114.7", day) not in same
    assert sender_hash("2001:db8::1", day) == sender_hash("2001:db8::ffff:1", day)
    assert sender_hash("2001:db8::1", day) != sender_hash("2001:db8:0:1::1", day)
    assert sender_hash("203.0.113.7", day + timedelta(days=1)) not in same
    assert sender_hash("kein.netz", day) == ""
    with override_settings(SECRET_KEY="another"):
        assert sender_hash("203.0.113.7", day) not in same
    assert recent_hashes("203.0.113.7", now + timedelta(days=1))[1] == sender_hash("203.0.113.7", day)
