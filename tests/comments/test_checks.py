"""What is refused, noticed or put away before it costs anybody anything; and floods."""

from datetime import timedelta

import pytest
from django.test import override_settings
from post_office.models import Email

from comments import checks
from comments.checks.throttle import LIMITS
from comments.models import Comment, Report
from comments.services import CommentError
from comments.services.author import withdraw
from comments.services.confirm import confirm
from comments.services.report import report

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


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


def test_many_posts_from_one_network_are_stopped_and_others_pass(write, now):
    """Politely, and neither the table nor the mail queue grows with them."""
    taken, codes = flood(
        write, now, number=40, senders=lambda n: ["f" * 64], email=lambda n: f"bot{n}@example.org"
    )

    assert (taken, codes) == (LIMITS["sender"], {"sender"})
    assert Comment.objects.count() == Email.objects.count() == LIMITS["sender"]
    assert write(senders=["e" * 64]).status == "unconfirmed"


def test_many_posts_from_many_networks_stop_and_those_known_here_pass(write, public, now):
    known = public(email="kessens@example.org")
    taken, codes = flood(
        write, now, number=90, senders=lambda n: [f"{n:064x}"], email=lambda n: f"bot{n}@example.org"
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


def report_many(comment, number, now, *, senders, email):
    """Report it that often; the refusals' codes, "" for what was taken."""
    codes = []
    for count in range(number):
        try:
            report(
                comment.pk,
                ground="insult",
                explanation=f"Grund {count}",
                name="",
                email=email(count),
                language="de",
                senders=senders(count),
                now=now,
            )
            codes.append("")
        except CommentError as error:
            codes.append(error.code if str(error) else "nothing said")
    return codes


def test_reports_and_comments_of_one_network_count_together(write, public, now):
    """Each may mean a mail to whatever address was typed."""
    comment = public()
    taken, _codes = flood(
        write, now, number=5, senders=lambda n: ["f" * 64], email=lambda n: f"bot{n}@example.org"
    )
    codes = report_many(
        comment, 8, now, senders=lambda n: ["f" * 64], email=lambda n: f"opfer{n}@example.org"
    )

    left = LIMITS["sender"] - taken
    assert codes == [""] * left + ["sender"] * (8 - left)
    with pytest.raises(CommentError):
        write(senders=["f" * 64], email="noch-eins@example.org", text="Noch eins")
    assert Email.objects.count() == LIMITS["sender"]
    later = now + LIMITS["sender_window"] + timedelta(minutes=2)
    Comment.objects.update(created_at=now)
    Report.objects.update(created_at=now)
    assert report_many(comment, 1, later, senders=lambda n: ["f" * 64], email=lambda n: "") == [""]


def test_a_day_has_its_limit_for_a_patient_sender(write, public, now):
    comment = public()
    with override_settings(COMMENT_LIMITS={"sender_day": 12}):
        for hour in range(4):
            moment = now + timedelta(hours=hour)
            codes = report_many(
                comment,
                4,
                moment,
                senders=lambda n: ["f" * 64],
                email=lambda n, hour=hour: f"o{hour}{n}@example.org",
            )
            Report.objects.filter(created_at__gt=moment).update(created_at=moment)
            assert codes == ([""] * 4 if hour < 3 else ["sender"] * 4)


def test_nobody_gets_receipts_of_reports_that_others_make(public, now):
    comment = public()
    codes = report_many(comment, 5, now, senders=lambda n: [f"{n:064x}"], email=lambda n: "opfer@example.org")
    assert codes == [""] * LIMITS["recipient"] + ["recipient"] * (5 - LIMITS["recipient"])
    assert Email.objects.count() == LIMITS["recipient"]
    with override_settings(COMMENT_LIMITS={"everybody": 3}):
        codes = report_many(
            comment, 2, now, senders=lambda n: [f"{n:064x}"], email=lambda n: f"neu{n}@example.org"
        )
    assert codes == ["everybody"] * 2


def test_withdrawing_makes_no_room_for_more_mails(write, now):
    """Whoever posts is led to the address that withdraws, whosesoever mailbox was named."""
    for count in range(LIMITS["recipient"]):
        made = write(text=f"Satz {count}", senders=[f"{count:064x}"], email="opfer@example.org")
        withdraw(made.pk)
    with pytest.raises(CommentError) as full:
        write(text="Noch einer", senders=["e" * 64], email="opfer@example.org")
    assert full.value.code == "recipient"
    assert Email.objects.count() == LIMITS["recipient"]


def test_a_flood_that_fills_the_server_slowly_stops_as_well(write, public, now):
    """Known is who confirmed a public comment: an address that somebody merely named is not."""
    public(email="kessens@example.org")
    public(email="genannt@example.org", confirmed_at=None)
    with override_settings(COMMENT_LIMITS={"everybody_total": 4}):
        for count in range(4):
            moment = now + timedelta(hours=count)
            made = write(
                text=f"Satz {count}", senders=[f"{count:064x}"], email=f"b{count}@example.org", at=moment
            )
            Comment.objects.filter(pk=made.pk).update(created_at=moment)
        for email in ("neu@example.org", "genannt@example.org"):
            with pytest.raises(CommentError) as full:
                write(text="Neu", senders=["e" * 64], email=email, at=now + timedelta(hours=9))
            assert full.value.code == "everybody"
        known = write(
            text="Ich", senders=["d" * 64], email="kessens@example.org", at=now + timedelta(hours=9)
        )
    assert known.status == "unconfirmed"


def test_who_was_refused_half_a_window_ago_waits_the_whole_one(public, now):
    """The window of reports is a window: neither the number alone nor the time alone refuses."""
    comment = public()
    one = {"senders": lambda n: ["f" * 64], "email": lambda n: ""}
    report_many(comment, LIMITS["sender"], now, **one)
    Report.objects.update(created_at=now)
    inside, outside = (now + LIMITS["sender_window"] + timedelta(seconds=step) for step in (-1, 1))
    assert report_many(comment, 1, inside, **one) == [""]  # the same words: the first report again
    Report.objects.update(explanation="Anderes")
    assert report_many(comment, 1, inside, **one) == ["sender"]
    assert report_many(comment, 1, outside, **one) == [""]
