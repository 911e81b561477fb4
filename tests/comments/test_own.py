"""What writers do at their own address, and readers who report."""

from datetime import timedelta

import pytest
from post_office.models import Email

from comments import addresses, stamps
from comments.models import Comment, Report
from comments.services.confirm import confirm

from .reader import soup_of

pytestmark = pytest.mark.django_db


def test_a_comment_leads_to_the_writers_own_address_where_only_they_see_it(post, reader, pages):
    """The waiting comment is visible to its sender only."""
    response = post("nl", text="Mag dat zo?")
    comment = Comment.objects.get()

    assert response.status_code == 302
    assert response["Location"] == f"{addresses.path('own', comment)}#comment-form"
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
    url = addresses.path("confirm", comment, purpose=addresses.CONFIRM)
    assert url.removeprefix("/") in Email.objects.get().message

    assert reader.get(url).status_code == 200
    assert Comment.objects.get().status == "unconfirmed"
    response = reader.post(url)
    assert response["Location"].startswith(addresses.path("own", comment))
    assert Comment.objects.get().status == "pending"
    assert reader.get(url).status_code == 302


def test_own_address_edits_withdraws_and_switches_mails(post, reader, settings_row, now):
    post()
    comment = Comment.objects.get()
    confirm(comment.pk, settings=settings_row)
    home = addresses.path("own", comment)
    buttons = soup_of(reader.get(home)).select("#comment-form form")
    assert len(buttons) == 2

    reader.post(addresses.path("notify", comment), {"notify": "1"})
    edited = reader.post(addresses.path("edit", comment), {"text": "Wer haftet bei Regen?"})
    assert edited["Location"] == f"{home}#comment-form"
    comment.refresh_from_db()
    assert (comment.notify, comment.body) == (True, "Wer haftet bei Regen?")
    bad = reader.post(addresses.path("edit", comment), {"text": "  "})
    assert (bad.status_code, soup_of(bad).title.text.split()[0]) == (422, "Fehler:")
    assert reader.get(addresses.path("withdraw", comment)).status_code == 405
    reader.post(addresses.path("withdraw", comment))
    assert "zurückgezogen" in soup_of(reader.get(home)).select_one(".note").get_text()
    assert reader.get(home.replace(":", ":x")).status_code == 410


def test_unsubscribing_shows_on_get_and_acts_on_post_from_anywhere(reader, public):
    comment = public("nl", notify=True)
    url = addresses.path("unsubscribe", comment, purpose=addresses.UNSUBSCRIBE)

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
        "token": stamps.make(comment.pk, now - timedelta(seconds=20)),
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
    assert "evil.example" not in mail.message + mail.html_message
    assert report.name == "Anna Beyer"
    Comment.objects.update(status="rejected")
    assert reader.get(url).status_code == 404
