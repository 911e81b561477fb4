"""The limits of what writers do with their own comment: in which state, until when, and from where."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from post_office.models import Email

from comments import tokens
from comments.models import Comment, Thread
from comments.services import CommentError, author
from comments.services.confirm import confirm, is_known

from .outcome import mails
from .reader import soup_of

pytestmark = pytest.mark.django_db
ELSEWHERE = {"sec-fetch-site": "cross-site"}
INSTANT = timedelta(microseconds=1)


def fresh(comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


@pytest.mark.parametrize("status", ["unconfirmed", "pending", "approved"])
def test_words_can_be_changed_until_the_last_moment(public, settings_row, status):
    comment = public(status=status)
    until = fresh(comment).created_at + timedelta(minutes=30)
    author.edit(comment.pk, "Anders.", settings=settings_row, now=until)
    assert fresh(comment).body == "Anders."
    with pytest.raises(CommentError) as late:
        author.edit(comment.pk, "Zu spät.", settings=settings_row, now=until + INSTANT)
    assert late.value.code == "late"


@pytest.mark.parametrize("status", ["rejected", "spam", "withdrawn"])
def test_words_that_were_decided_on_cannot_be_changed(public, settings_row, status, now):
    comment = public(status=status)
    with pytest.raises(CommentError):
        author.edit(comment.pk, "Anders.", settings=settings_row, now=now)
    assert author.editable_until(fresh(comment), settings_row) is None


def test_the_same_words_change_nothing_even_when_it_is_too_late(public, settings_row, now):
    comment = public()
    author.edit(comment.pk, f" {comment.body}\n", settings=settings_row, now=now + timedelta(days=9))
    assert (fresh(comment).status, fresh(comment).edited_at, comment.traces.count()) == ("approved", None, 0)


@pytest.mark.parametrize(
    ("before", "pass_known", "email", "after"),
    [
        ("unconfirmed", False, "kessens@example.org", "unconfirmed"),
        ("pending", True, "hoekstra@example.org", "pending"),
        ("approved", False, "hoekstra@example.org", "pending"),
        ("approved", True, "hoekstra@example.org", "approved"),
    ],
)
def test_a_changed_public_comment_waits_again_unless_its_writer_passes(
    public, settings_row, now, before, pass_known, email, after
):
    public(text="Ein anderer.")
    settings_row.pass_known = pass_known
    comment = public(status=before, email=email, announced_at=now)
    author.edit(comment.pk, "Anders.", settings=settings_row, now=now)
    assert fresh(comment).status == after
    # Moderators are told again of what waits again.
    assert (fresh(comment).announced_at is None) is (before == "approved" and after == "pending")
    assert Thread.objects.get().total == (2 if after == "approved" else 1)
    assert fresh(comment).traces.get().body_before == comment.body


def test_somebody_without_an_address_may_write_anything(public, settings_row, now):
    comment = public(email="")
    assert (
        author.edit(comment.pk, "Schreibt an a@example.org", settings=settings_row, now=now).edited_at == now
    )


def test_withdrawing_twice_is_withdrawing_once(public, now):
    comment = public()
    author.withdraw(comment.pk, now=now)
    author.withdraw(comment.pk, now=now + timedelta(days=3))
    assert (fresh(comment).ended_at, fresh(comment).traces.count()) == (now, 1)


def test_what_was_not_withdrawn_is_not_put_back(public):
    comment = public()
    author.put_back(comment.pk)
    assert (fresh(comment).status, comment.traces.count()) == ("approved", 0)


def test_what_cannot_be_put_back_says_so(public, now):
    never = public(status="unconfirmed", confirmed_at=None)
    author.withdraw(never.pk)
    gone = public(status="erased", name="", email="", body="", body_html="")
    for comment in (never, gone):
        with pytest.raises(CommentError) as refused:
            author.put_back(comment.pk)
        assert refused.value.code == "gone"


def test_what_was_put_back_is_counted_and_can_be_withdrawn_again(public):
    comment = public()
    author.withdraw(comment.pk)
    assert Thread.objects.get().total == 0
    author.put_back(comment.pk)
    assert (Thread.objects.get().total, fresh(comment).status_before_withdrawal) == (1, "")
    assert list(comment.traces.order_by("pk").values_list("action", flat=True)) == ["withdrawn", "put back"]
    author.withdraw(comment.pk)
    assert fresh(comment).can_be_put_back


@pytest.mark.parametrize(("status", "on"), [("approved", True), ("pending", True), ("withdrawn", False)])
def test_mails_can_be_switched_on_for_what_is_there(public, status, on):
    comment = public(status=status)
    author.set_notify(comment.pk, True)
    assert fresh(comment).notify is on


def test_unsubscribing_stops_the_mails_of_one_address(public):
    mine, others = public(notify=True), public(email="kessens@example.org", text="x", notify=True)
    assert author.unsubscribe(mine) == 1
    assert author.unsubscribe(mine) == 0
    assert (fresh(mine).notify, fresh(others).notify) == (False, True)
    assert author.unsubscribe(public(email="", text="y", notify=True)) == 0


@pytest.mark.parametrize(
    ("action", "prepare", "data", "changed"),
    [
        ("withdraw", None, {}, {"status": "withdrawn"}),
        ("put_back", author.withdraw, {}, {"status": "approved"}),
        ("notify", None, {"notify": "1"}, {"notify": True}),
        ("notify", lambda pk: author.set_notify(pk, True), {"notify": "0"}, {"notify": False}),
    ],
)
def test_buttons_act_on_our_pages_only(reader, public, action, prepare, data, changed):
    comment = public()
    if prepare:
        prepare(comment.pk)
    url, home = tokens.path(action, comment), tokens.path("own", comment)
    for headers, acted in ((ELSEWHERE, False), ({}, True)):
        answer = reader.post(url, data, headers=headers)
        assert answer["Location"] == f"{home}#comment-form"
        (name, value), *_more = changed.items()
        assert (getattr(fresh(comment), name) == value) is acted


@pytest.mark.parametrize("name", ["put_back", "notify"])
def test_a_link_does_nothing(reader, public, name):
    assert reader.get(tokens.path(name, public())).status_code == 405


def test_ones_own_comment_is_there_when_its_page_is_gone(reader, public, pages):
    comment = public(status="pending", text="Mein Satz.")
    for page in pages.values():
        page.unpublish()
    answer = reader.get(tokens.path("own", comment))
    assert "Mein Satz." in answer.content.decode()
    assert "text/html" in answer["Content-Type"]


@pytest.mark.parametrize(("status", "offered"), [("pending", True), ("approved", True), ("withdrawn", False)])
def test_the_way_to_change_is_shown_while_it_is_open(reader, public, monkeypatch, now, status, offered):
    comment = public(status=status, ended_at=now)
    Comment.objects.update(created_at=now)
    url, edit = tokens.path("own", comment), tokens.path("edit", comment)

    def is_offered():
        return edit in [a["href"] for a in soup_of(reader.get(url)).select("a[href]")]

    assert is_offered() is offered
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=30))
    assert is_offered() is offered
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=30) + INSTANT)
    assert not is_offered()


def test_a_person_unsubscribes_on_a_page_of_ours(reader, public):
    comment = public(notify=True)
    answer = reader.post(tokens.path("unsubscribe", comment, purpose=tokens.UNSUBSCRIBE))
    assert (answer.status_code, fresh(comment).notify) == (200, False)
    assert "text/html" in answer["Content-Type"]


@pytest.mark.parametrize("status", ["pending", "approved", "rejected", "withdrawn"])
def test_only_what_waits_for_its_writer_is_confirmed(public, settings_row, status):
    comment = public(status=status, confirmed_at=None)
    confirm(comment.pk, settings=settings_row)
    assert (fresh(comment).status, fresh(comment).confirmed_at, mails()) == (status, None, [])


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ({}, True),
        ({"confirmed_at": None}, False),
        ({"status": "pending"}, False),
        ({"email": "andere@example.org"}, False),
    ],
)
def test_known_is_who_confirmed_a_public_comment(public, values, known):
    public(**values)
    assert is_known(" Hoekstra@example.org ") is known
    assert not is_known("")


def test_a_known_writer_who_was_noticed_waits(public, settings_row):
    settings_row.pass_known = True
    public()
    noticed = public(status="unconfirmed", confirmed_at=None, published_at=None, suspicion="Wörter", text="x")
    assert confirm(noticed.pk, settings=settings_row).status == "pending"
    assert fresh(noticed).published_at is None


def test_a_second_click_is_one_comment_and_other_words_are_two(write):
    first = write()
    assert write().pk == first.pk
    assert write(email="KESSENS@example.org ").pk == first.pk
    for other in (
        {"senders": ["b" * 64]},
        {"email": "b@example.org"},
        {"text": "Wer haftet, wenn etwas passiert!"},
    ):
        assert write(**other).pk != first.pk
    assert Email.objects.count() == Comment.objects.count() == 4


def test_without_a_network_no_two_posts_are_the_same(write):
    assert write(senders=[""]).pk != write(senders=[""]).pk


def test_who_is_signed_in_is_let_through_by_what_stops_programs(write, settings_row, now):
    user = get_user_model().objects.create_user("ed", "Ed@example.org", "pw")
    values = {"user": user, "email": "ed@example.org"}
    made = write(
        honeypot="x",
        stamped_at=None,
        text="a https://x.example b https://y.example c https://z.example",
        **values,
    )
    assert (made.status, made.confirmed_at, made.moderated_at) == ("pending", now, None)
    for count in range(10):
        assert write(text=f"Satz {count}", **values).status == "pending"


def test_what_staff_writes_is_public_with_all_that_belongs_to_it(write, public, now):
    user = get_user_model().objects.create_user("mod", "mod@example.org", "pw")
    asked = public(notify=True)
    made = write(user=user, moderates=True, email="mod@example.org", parent_id=asked.pk, text="Von uns.")
    assert (made.role, made.moderated_by, made.announced_at) == ("staff", user, now)
    assert (made.published_at, made.moderated_at, made.traces.get().action) == (now, now, "approved")
    assert Thread.objects.get().total == 2
    assert [to for to, _subject in mails()] == ["hoekstra@example.org"]


def test_a_closed_conversation_takes_no_comment(write, pages):
    Thread.objects.create(translation_key=pages["de"].translation_key, mode="closed")
    with pytest.raises(CommentError) as refused:
        write()
    assert refused.value.code == "closed"


def test_the_form_to_change_shows_the_words_and_refuses_in_words(reader, public, monkeypatch, now):
    comment = public(text="Mein Satz.")
    Comment.objects.update(created_at=now)
    url = tokens.path("edit", comment)
    shown = reader.get(url)
    assert (shown.status_code, soup_of(shown).select_one("#c-text").text.strip()) == (200, "Mein Satz.")
    # A link that carries words changes nothing.
    assert reader.get(url, {"text": "Anders."}).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(hours=1))
    late = reader.post(url, {"text": "Zu spät."})
    assert late.status_code == 422
    assert "nicht mehr" in soup_of(late).select_one(".note--bad").get_text()
    assert fresh(comment).body == "Mein Satz."


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, True),
        ({"confirmed_at": None}, False),
        ({"ended_at": None}, False),
        ({"status": "pending"}, False),
    ],
)
def test_until_when_a_withdrawn_comment_can_be_read_is_told(reader, public, now, values, told):
    comment = public(
        **{"status": "withdrawn", "ended_at": now, "status_before_withdrawal": "approved"} | values
    )
    text = (
        reader.get(tokens.path("own", comment)).content.decode().replace("&nbsp;", " ").replace("\xa0", " ")
    )
    assert ("22. Dezember 2026" in text) is told
