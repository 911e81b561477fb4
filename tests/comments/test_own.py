"""What writers do at their own address, and readers who report."""

from datetime import timedelta

import pytest
from post_office.models import Email
from wagtail.models import PageViewRestriction

from comments import tokens
from comments.forms import StampedForm
from comments.models import Comment, Report, Thread
from comments.services import moderate
from comments.services.confirm import confirm
from comments.services.report import decide, report

from .reader import soup_of

pytestmark = pytest.mark.django_db


def test_a_comment_leads_to_the_writers_own_address_where_only_they_see_it(post, reader, pages):
    """The waiting comment is visible to its sender only."""
    response = post("nl", text="Mag dat zo?")
    comment = Comment.objects.get()

    assert response.status_code == 302
    assert response["Location"] == f"{tokens.path('own', comment)}#comment-form"
    page = reader.get(response["Location"])
    soup = soup_of(page)
    assert soup.select_one(".note--ok h3").text == "Dank u. Bevestig nu uw reactie."
    assert soup.select_one(".pending .words").text == "Mag dat zo?"
    assert soup.html["lang"] == "nl"
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Mag dat zo?" not in reader.get(pages["nl"].url).content.decode()
    assert not reader.cookies


def test_links_show_and_buttons_confirm(post, reader, settings_row):
    """A mail scanner that follows the link confirms nothing."""
    post()
    comment = Comment.objects.get()
    url = tokens.path("confirm", comment, purpose=tokens.CONFIRM)
    assert url.removeprefix("/") in Email.objects.get().message

    assert reader.get(url).status_code == 200
    assert Comment.objects.get().status == "unconfirmed"
    response = reader.post(url)
    assert response["Location"].startswith(tokens.path("own", comment))
    assert Comment.objects.get().status == "pending"
    assert reader.get(url).status_code == 302


def test_own_address_edits_withdraws_and_switches_mails(post, reader, settings_row, now):
    post()
    comment = Comment.objects.get()
    confirm(comment.pk, settings=settings_row)
    home = tokens.path("own", comment)
    assert len(soup_of(reader.get(home)).select("#comment-form form")) == 1

    reader.post(tokens.path("notify", comment), {"notify": "1"})
    edited = reader.post(tokens.path("edit", comment), {"text": "Wer haftet bei Regen?"})
    assert edited["Location"] == f"{home}#comment-form"
    comment.refresh_from_db()
    assert (comment.notify, comment.body) == (True, "Wer haftet bei Regen?")
    bad = reader.post(tokens.path("edit", comment), {"text": "  "})
    assert (bad.status_code, soup_of(bad).title.text.split()[0]) == (422, "Fehler:")
    assert reader.get(home.replace(":", ":x")).status_code == 410


@pytest.mark.parametrize(
    ("language", "asked", "told"),
    [
        (
            "de",
            [
                "sofort nicht mehr zu sehen",
                "Antworten darauf bleiben",
                "noch 30 Tage lang",
                "wiederherstellen",
            ],
            "bis zum 22. Dezember 2026 lesen",
        ),
        (
            "nl",
            ["meteen niet meer te zien", "antwoorden erop blijven", "nog 30 dagen", "terugplaatsen"],
            "tot 22 december 2026 lezen",
        ),
    ],
)
def test_withdrawing_is_asked_once_says_what_happens_and_is_undone(
    reader, public, pages, language, asked, told
):
    comment = public(language, text="Mein Hof.")
    public(language, parent=comment, root=comment, text="Gute Frage.")
    home = tokens.path("own", comment)
    button = soup_of(reader.get(home)).select("#comment-form .row a")[-1]
    question = soup_of(reader.get(button["href"]))
    assert Comment.objects.get(pk=comment.pk).status == "approved"
    assert question.select_one("blockquote").get_text() == "Mein Hof."
    said = question.select_one("main ul").get_text()
    assert [words for words in asked if words not in said] == []

    reader.post(button["href"])
    assert "Mein Hof." not in reader.get(pages[language].url).content.decode()
    note = soup_of(reader.get(home)).select_one(".note")
    assert told in note.get_text().replace("\xa0", " ")
    assert reader.get(button["href"])["Location"].startswith(home)

    reader.post(note.select_one("form")["action"])
    assert Comment.objects.get(pk=comment.pk).status == "approved"
    assert "Mein Hof." in reader.get(pages[language].url).content.decode()


NEVER_PUBLIC = {"de": "Er war nie öffentlich", "nl": "nooit openbaar geweest"}
COMPLAINED = {"de": "beschwert", "nl": "geklaagd"}
MAILED = {"de": "Sie bekommen eine Mail, sobald", "nl": "U krijgt bericht zodra"}


@pytest.mark.parametrize("language", ["de", "nl"])
def test_what_was_never_public_is_not_said_to_have_been(reader, waiting, pages, language):
    comment = waiting(language)
    home, question = tokens.path("own", comment), tokens.path("withdraw", comment)
    assert COMPLAINED[language] not in soup_of(reader.get(question)).select_one("main ul").get_text()
    reader.post(question)
    note = soup_of(reader.get(home)).select_one(".note").get_text()
    assert NEVER_PUBLIC[language] in note
    assert COMPLAINED[language] not in note


@pytest.mark.parametrize("language", ["de", "nl"])
def test_a_mail_is_announced_only_where_one_will_come(reader, public, waiting, settings_row, language):
    """It is sent when a comment is public for the first time; after a change nobody is written to again."""
    first = waiting(language)
    assert MAILED[language] in soup_of(reader.get(tokens.path("own", first))).select_one(".note").get_text()
    changed = public(language, text="Alt.")
    reader.post(tokens.path("edit", changed), {"text": "Neu."})
    changed.refresh_from_db()
    assert changed.status == "pending"
    note = soup_of(reader.get(tokens.path("own", changed))).select_one(".note").get_text()
    assert MAILED[language] not in note
    assert {"de": "innerhalb eines Werktags", "nl": "binnen één werkdag"}[language] in note


def test_ones_own_comment_opens_no_page_that_is_closed(reader, public, pages):
    comment = public(status="pending")
    home = tokens.path("own", comment)
    assert pages["de"].title in soup_of(reader.get(home)).select_one("h1").get_text()
    for page in pages.values():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    soup = soup_of(reader.get(home))
    assert soup.select_one("h1").get_text() == "Ihr Kommentar"
    assert soup.select_one(".words").get_text() == comment.words


@pytest.mark.parametrize(
    ("language", "removed", "hidden"),
    [
        ("de", "Wir haben Ihren Kommentar entfernt.", "Ihr Kommentar ist freigegeben."),
        ("nl", "Wij hebben uw reactie verwijderd.", "Uw reactie is goedgekeurd."),
    ],
)
def test_the_state_of_ones_own_comment_is_said_as_it_is(
    reader, public, moderator, pages, language, removed, hidden
):
    """Removed is not refused; and where a conversation is hidden, its writer reads no other words there."""
    comment, other = public(language), public(language, text="Von wem anders.", email="x@example.org")
    home = tokens.path("own", comment)
    Thread.objects.update(mode="off")
    soup = soup_of(reader.get(home))
    assert soup.select_one(".note h3").get_text() == hidden
    assert "Von wem anders." not in soup.get_text()
    assert soup.select_one("#comments-title").get_text() == {"de": "Kommentare", "nl": "Reacties"}[language]
    Thread.objects.update(mode="auto")
    assert f"comment-{other.pk}" in reader.get(home).text
    moderate.reject(comment.pk, user=moderator, reason="insult")
    assert soup_of(reader.get(home)).select_one(".note h3").get_text() == removed


def test_readers_are_told_of_changes_that_were_made_in_public(reader, public, pages, now):
    """What its writer corrected before anybody could read it is no change."""
    hour = timedelta(hours=1)
    before, after = public(edited_at=now - hour, text="Eins."), public(edited_at=now + hour, text="Zwei.")
    moderated = public(corrected_at=now - hour, text="Drei.")
    soup = soup_of(reader.get(pages["de"].url))

    def changed(comment):
        return [p.get_text() for p in soup.select(f"#comment-{comment.pk} > .words + p.meta")]

    assert (changed(before), changed(after)) == ([], ["Nachträglich geändert"])
    assert changed(moderated) == ["Von der Moderation geändert"]


@pytest.mark.parametrize("status", ["pending", "rejected", "spam"])
def test_a_withdrawn_comment_is_put_back_as_what_it_was(reader, public, status):
    """It comes into no list that a moderator had put it out of."""
    values = {"status": status, "published_at": None}
    comment = public(**values)
    reader.post(tokens.path("withdraw", comment))
    reader.post(tokens.path("put_back", comment))
    reader.post(tokens.path("put_back", comment))
    comment.refresh_from_db()
    assert (comment.status, comment.ended_at) == (status, None)


def test_what_moderators_removed_meanwhile_or_nobody_confirmed_stays_withdrawn(
    post, reader, client, staff, public, moderator
):
    removed = public()
    take_report(removed)
    reader.post(tokens.path("withdraw", removed))
    decide(Report.objects.get().pk, uphold=True, statement="Es stimmt.", reason="insult", user=moderator)
    post(text="Von wem?")
    never = Comment.objects.last()
    assert "niemand sonst liest ihn" in reader.get(tokens.path("withdraw", never)).content.decode()
    reader.post(tokens.path("withdraw", never))
    for comment in (removed, never):
        assert soup_of(reader.get(tokens.path("own", comment))).select(".note form") == []
        reader.post(tokens.path("put_back", comment))
        assert Comment.objects.get(pk=comment.pk).status == "withdrawn"

    staff()
    assert "Von wem?" not in client.get("/admin/comments/queue/?status=withdrawn").content.decode()
    assert client.get(f"/admin/comments/queue/inspect/{never.pk}/").status_code == 404


def test_an_address_can_not_be_added_to_a_comment_later(post, reader):
    """The writer's own address is promised never to appear."""
    post()
    comment = Comment.objects.get()
    for text in ("Schreibt an Kessens@example.org", "kessens<b></b>&#64;example.org"):
        edited = reader.post(tokens.path("edit", comment), {"text": text})
        assert "Ihr Text enthält Ihre E-Mail-Adresse" in soup_of(edited).select_one(".note--bad").get_text()
    assert Comment.objects.get().body == "Wer haftet, wenn etwas passiert?"


def take_report(comment, **values):
    values = {
        "ground": "insult",
        "explanation": "Das beleidigt.",
        "name": "",
        "email": "",
        "language": "de",
        "senders": ["b" * 64],
    } | values
    return report(comment.pk, **values)


def test_unsubscribing_shows_on_get_and_acts_on_post_from_anywhere(reader, public):
    comment = public("nl", notify=True)
    url = tokens.path("unsubscribe", comment, purpose=tokens.UNSUBSCRIBE)

    assert "Geen mails meer" in reader.get(url).content.decode()
    assert Comment.objects.get().notify is True
    one_click = reader.post(
        url, {"List-Unsubscribe": "One-Click"}, headers={"origin": "https://mail.example"}
    )
    assert (one_click.status_code, Comment.objects.get().notify) == (200, False)


def test_a_report_needs_no_account(reader, pages, public, now, settings_row):
    comment = public("de", text="Ein böser Satz.")
    url = f"/nl/reacties/melden/{comment.pk}/"
    form = soup_of(reader.get(url)).select_one("#report-form")
    assert [field["name"] for field in form.select("[required]")].count("ground") == 5
    sent = {
        "ground": "insult",
        "explanation": "Dat is een belediging: https://evil.example/x",
        "name": "Anna\nBeyer",
        "email": "beyer@example.org",
        "good_faith": "on",
        "token": StampedForm.token_for(comment.pk, now - timedelta(seconds=20)),
    }
    without = reader.post(url, sent | {"good_faith": ""})
    assert (without.status_code, Report.objects.count()) == (422, 0)
    assert reader.post(url, sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    done = reader.post(url, sent)
    assert "nummer" in done.content.decode()
    report = Report.objects.get()
    assert (report.language, report.comment_id, report.ground) == ("nl", comment.pk, "insult")
    # Anybody can give anybody's address: what was typed goes to none that is not confirmed.
    mail = Email.objects.get()
    assert mail.to == ["beyer@example.org"]
    assert "‘Tien wijken, tien vragen’" in mail.message  # as they read it
    assert "evil.example" not in mail.message + mail.html_message
    assert report.name == "Anna Beyer"
    Comment.objects.update(status="rejected")
    assert reader.get(url).status_code == 404
