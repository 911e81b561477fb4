"""One conversation below a page and its translation: each visitor stays in their own language."""

import pytest
from post_office.models import Email

from comments.models import Comment
from comments.services import moderate

from .outcome import mails
from .reader import soup_of

pytestmark = pytest.mark.django_db

ADDRESSES = {"de": "/de/kommentare", "nl": "/nl/reacties"}
WORDS = {
    "de": ("antworten", "Femke Hoekstra antworten", "Bitte bestätigen Sie Ihren Kommentar"),
    "nl": ("antwoorden", "Femke Hoekstra antwoorden", "Bevestig uw reactie"),
}


@pytest.mark.parametrize(("reads", "wrote"), [("de", "nl"), ("nl", "de")])
def test_answering_keeps_the_language_of_the_page(reader, post, public, pages, reads, wrote):
    asked = public(wrote)
    verb, title, subject = WORDS[reads]
    article = soup_of(reader.get(pages[reads].url)).select_one(f"#comment-{asked.pk}")
    link = article.select_one("a[href*='#comment-form']")["href"]
    assert link == f"{ADDRESSES[reads]}/{verb}/{asked.pk}/#comment-form"

    page = soup_of(reader.get(link))
    form = page.select_one("#comment-form")
    assert (page.html["lang"], page.h1.get_text(strip=True)) == (reads, pages[reads].title)
    assert form["action"] == f"{ADDRESSES[reads]}/{pages[reads].pk}/#comment-form"
    assert form.h3.get_text() == title

    post(reads, answers=form.select_one("#c-answers")["value"])
    answer = Comment.objects.latest("pk")
    assert (answer.language, answer.page_id, answer.parent_id) == (reads, pages[reads].pk, asked.pk)
    assert mails()[0][1] == subject


@pytest.mark.parametrize(("reads", "wrote"), [("de", "nl"), ("nl", "de")])
def test_reporting_leads_back_to_the_page_one_came_from(reader, public, pages, reads, wrote):
    comment = public(wrote)
    screen = soup_of(reader.get(f"{ADDRESSES[reads]}/melden/{comment.pk}/"))
    assert pages[reads].title in screen.main.get_text()
    assert screen.select_one(f'a[href="{pages[reads].url}#comment-{comment.pk}"]')


def test_where_languages_are_apart_or_not_translated_the_page_of_the_comment_opens(
    reader, public, pages, settings_row
):
    link = f"/nl/reacties/antwoorden/{public('de').pk}/"
    settings_row.separate = True
    settings_row.save()
    assert soup_of(reader.get(link)).html["lang"] == "de"
    settings_row.separate = False
    settings_row.save()
    pages["nl"].unpublish()
    assert soup_of(reader.get(link)).html["lang"] == "de"


def test_the_mail_about_an_answer_leads_to_the_page_of_its_recipient(public, waiting, moderator, pages):
    asked = public("nl", notify=True)
    answer = waiting("de", parent=asked, root=asked, email="neu@example.org", text="Ja.")
    moderate.approve(answer.pk, user=moderator)
    message = Email.objects.get(to="hoekstra@example.org").message
    assert f"{pages['nl'].full_url}#comment-{answer.pk}" in message
    assert pages["de"].full_url not in message
