"""What strangers type into forms and what our mails make of it."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from post_office.models import Email

from comments.forms import StampedForm
from comments.models import Comment, Report
from comments.services import CommentError, moderate
from comments.services.confirm import confirm
from comments.services.report import decide, report

from .outcome import mails
from .reader import soup_of

pytestmark = pytest.mark.django_db

HOSTILE = {
    "line breaks": ("Anna\r\n\r\nJetzt bestätigen:\n", "Anna Jetzt bestätigen:"),
    "separators of lines": ("Anna\u2028Muster\x0bBeyer\x85", "Anna Muster Beyer"),
    "controls": ("An\x00na\x07 Muster\x1b", "Anna Muster"),
    "turned around": ("Anna \u202eretsuM\u202c", "Anna retsuM"),
    "marks nobody sees": ("An\u200bna\ufeff M\u00aduster\U000e0041", "Anna Muster"),
    "private use": ("Anna \ue000Muster", "Anna Muster"),
    "decomposed": ("Ju\u0308rgen", "Jürgen"),
    "joiners": ("An\u200dna \U0001f469\u200d", "Anna \U0001f469"),
    "tags": ('Anna <a href="//x">M</a>', 'Anna <a href="//x">M</a>'),
}
ADDRESSES = [
    "www.evil.example",
    "Klick https://evil.example",
    "evil.example/x",
    "anna@evil.example",
    "mailto:x",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_one_line_of_what_can_be_seen(post, name):
    typed, kept = HOSTILE[name]
    post(name=typed)
    assert Comment.objects.get().name == kept


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_in_a_name_is_refused_at_its_field(post, name):
    response = post("nl", name=name)
    assert (response.status_code, Comment.objects.count(), Email.objects.count()) == (422, 0, 0)
    assert soup_of(response).select_one("#c-name_error").text.startswith("Vul een naam in, geen adres")
    assert soup_of(response).select_one("#c-name")["value"] == name


def links(mail) -> set[str]:
    return {a["href"] for a in BeautifulSoup(mail.html_message, "html.parser").select("a[href]")}


def test_no_words_of_strangers_make_parts_of_a_mail(public, moderator, pages):
    """A name, a title or an answer with line breaks, addresses and tags adds no paragraph and no link."""
    asked = public(notify=True)
    moderate.answer(asked.pk, user=moderator, role="staff", name="Ida", text="Danke.", language="de")
    plain = Email.objects.get()
    Email.objects.all().delete()
    page = pages["de"]
    type(page).objects.filter(pk=page.pk).update(title="Titel\r\n\r\nSubject: x\n\nhttps://evil.example/")
    answer = public(
        parent=asked,
        root=asked,
        status="pending",
        published_at=None,
        name="Anna\n\nhttps://evil.example/",
        email="neu@example.org",
        text='Zeile\n\nhttps://evil.example/ <a href="https://evil.example/">Los</a></blockquote><h1>Hallo',
    )
    moderate.approve(answer.pk, user=moderator)
    mail = Email.objects.get(to="hoekstra@example.org")

    assert mail.subject == plain.subject
    tags = [re.findall(r"<(/?[a-z]\w*)", one.html_message.replace("<br>", "")) for one in (plain, mail)]
    assert tags[0] == tags[1]
    assert not [address for address in links(mail) if "evil" in address]


def test_a_receipt_repeats_nothing_that_was_typed(reader, public, now):
    """Nobody can send words to others through the report of a comment."""
    comment = public()
    sent = {
        "ground": "insult",
        "explanation": "Gewinnen Sie!\n\nhttps://evil.example/",
        "name": "Ihre Bank\nhier",
        "email": "opfer@example.org",
        "good_faith": "on",
        "token": StampedForm.token_for(comment.pk, now - timedelta(seconds=20)),
    }
    reader.post(f"/de/kommentare/melden/{comment.pk}/", sent)
    mail = Email.objects.get()
    for body in (mail.subject, mail.message, mail.html_message):
        assert not [words for words in ("evil", "Gewinnen", "Bank") if words in body]
    made = Report.objects.get()
    assert (made.name, made.explanation) == ("Ihre Bank hier", "Gewinnen Sie!\n\nhttps://evil.example/")


def test_controls_reach_no_address(post):
    response = post(email='"a\x07b"@example.org')
    assert response.status_code in (302, 422)
    assert not Comment.objects.filter(email__contains="\x07")


def test_an_answer_is_quoted_without_its_tags(public, moderator):
    asked = public(notify=True)
    text = "Sehr <b>gut</b>, danke &amp; bis bald."
    moderate.answer(asked.pk, user=moderator, role="staff", name="Ida", text=text, language="de")
    mail = Email.objects.get()
    assert "\n\nSehr gut, danke & bis bald.\n\n" in mail.message
    assert "Sehr gut, danke &amp; bis bald." in mail.html_message


def test_the_answered_writer_is_told_when_a_known_writer_passes(write, public, settings_row):
    asked = public("nl", notify=True)
    public(email="kessens@example.org", text="Schon lange hier.")
    settings_row.pass_known = True
    settings_row.save()
    answer = write(parent_id=asked.pk, text="Über den Träger.")
    mails()
    confirm(answer.pk, settings=settings_row)
    assert sorted(mails()) == [
        ("hoekstra@example.org", "Iemand heeft op uw reactie geantwoord"),
        ("kessens@example.org", "Ihr Kommentar ist sichtbar"),
    ]


@pytest.mark.parametrize(
    ("note", "read"), [("", "Der Satz setzt herab."), ("Bitte sachlich.", "Bitte sachlich.")]
)
def test_the_writer_reads_the_statement_unless_there_is_a_note(public, moderator, note, read):
    comment = public()
    made = report(comment.pk, ground="insult", explanation="x", name="", email="", language="de", senders=[])
    decide(
        made.pk, uphold=True, statement="Der Satz setzt herab.", note=note, reason="insult", user=moderator
    )
    mail = Email.objects.get()
    assert read in mail.message
    assert ("Der Satz setzt herab." in mail.message) == (not note)


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn", "unconfirmed"])
def test_what_is_not_public_can_not_be_answered(post, public, status):
    asked = public()
    Comment.objects.update(status=status)
    response = post(answers=str(asked.pk))
    assert "nicht mehr da" in soup_of(response).select_one(".note--bad").get_text()
    assert asked.name not in response.text
    assert Comment.objects.count() == 1


def test_what_stands_below_another_page_can_not_be_answered_here(write, public, network):
    elsewhere = public(page=network.events["de"])
    with pytest.raises(CommentError) as refused:
        write(parent_id=elsewhere.pk)
    assert refused.value.code == "parent"


def test_the_same_words_to_two_people_are_two_comments(write, public):
    """Thank you, said twice, is no second click on the button."""
    first, second = public(), public(text="Und noch etwas.")
    for parent in (first, second, first):
        write(parent_id=parent.pk, text="Danke!")
    answers = Comment.objects.filter(status="unconfirmed").values_list("parent_id", flat=True)
    assert sorted(answers) == sorted([first.pk, second.pk])
