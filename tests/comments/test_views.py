"""The form: what it asks, what it refuses and how, without a script and without a cookie."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import translation
from post_office.models import Email

from comments.forms import StampedForm
from comments.models import Comment, CommentSettings, Report
from comments.retention import RULES

from .reader import soup_of

pytestmark = pytest.mark.django_db


def test_the_form_stands_below_a_page_as_the_field_asks(reader, pages, settings_row):
    """domain.md#forms-of-address, #comment-privacy: one language, Sie and u, labels, stars explained."""
    german, dutch = (soup_of(reader.get(pages[code].url)) for code in ("de", "nl"))

    for soup, hidden, stars, letter in (
        (german, "Wird nicht veröffentlicht.", "Mit * gekennzeichnete Felder sind Pflichtfelder", "DSGVO"),
        (dutch, "Wordt niet gepubliceerd.", "Velden met een * zijn verplicht", "AVG"),
    ):
        form = soup.select_one("#comment-form")
        assert form.select_one("#c-email_helptext").text == hidden
        text = form.get_text(" ")
        assert text.index(stars) < text.index(hidden)
        for label in form.select("label"):
            assert label["for"] in {field["id"] for field in form.select("input, textarea")}
            assert label.get_text(strip=True).strip("*").strip(), "no star without words (SC14)"
        required = [field["name"] for field in form.select("[required]")]
        assert required == ["name", "email", "text", "privacy"]
        assert form.select_one("label[for=c-name]").get_text().endswith(" *")
        assert letter in form.select_one("#c-privacy-text").get_text()
        assert "Netzwerk Kwartier" in form.select_one("#c-privacy-text").get_text()
        helped = form.select_one("#c-text")["aria-describedby"]
        tags = [code.get_text() for code in form.select(f"#{helped} code")]
        assert tags[:3] == ['<a href="" title="">', '<abbr title="">', "<b>"]
        assert not re.search(r"\b(du|dein|deine|dich|je|jouw|jij)\b", text, re.IGNORECASE)
    assert "csrfmiddlewaretoken" not in str(german)


def test_after_an_error_everything_typed_is_there_and_the_page_says_so(post):
    """domain.md#errors: prefix of the title, summary with links, the remedy at the field, in the page's
    language."""
    response = post("nl", email="kessens.example.org", text="", notify="on", name="Bernd")
    soup = soup_of(response)

    assert response.status_code == 422
    assert soup.title.text.startswith("Fout: Tien wijken")
    summary = soup.select_one(".note--bad[role=alert]")
    assert [a["href"] for a in summary.select("a")] == ["#c-email", "#c-text"]
    assert soup.select_one("#c-text_error").text == "Vul uw reactie in."
    assert soup.select_one("#c-text")["aria-invalid"] == "true"
    assert "c-text_error" in soup.select_one("#c-text")["aria-describedby"]
    assert soup.select_one("#c-name")["value"] == "Bernd"
    assert soup.select_one("#c-email")["value"] == "kessens.example.org"
    assert soup.select_one("#c-notify").has_attr("checked")
    assert soup.select_one("#c-privacy").has_attr("checked")
    assert Comment.objects.count() == 0


def test_a_question_in_the_summary_has_no_colon(reader, public):
    comment = public()
    answer = reader.post(f"/nl/reacties/melden/{comment.pk}/", {})
    said = [a.get_text() for a in soup_of(answer).select(".note--bad a")]
    assert said[:2] == [
        "Wat is er mis met de reactie? Kies een reden.",
        "Waarom vindt u dat? Vertel ons in één zin waarom de reactie weg moet.",
    ]
    assert "Fout" in soup_of(answer).title.get_text()


def test_a_megabyte_is_refused_and_not_lost(post):
    response = post(text="ä" * 500_000)

    assert response.status_code == 422
    assert soup_of(response).select_one("#c-text_error").text == (
        "Bitte kürzen Sie Ihren Kommentar auf 2.000 Zeichen; er hat 500.000."
    )
    assert len(soup_of(response).select_one("#c-text").text.strip()) == 500_000


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"website": "https://spam.example"}, "website", "Bitte lassen Sie das Feld am Ende leer."),
        ({"token": ""}, "", "Das Formular war unvollständig."),
        ({"token": "1-1:x"}, "", "Das Formular war unvollständig."),
        (
            {"text": "a https://x.example b https://y.example c https://z.example"},
            "text",
            "höchstens 2 Links",
        ),
        ({"text": "Schreibt mir: Kessens@Example.org"}, "text", "Ihr Text enthält Ihre E-Mail-Adresse"),
        ({"text": "kessens<b></b>&#64;example.org"}, "text", "Ihr Text enthält Ihre E-Mail-Adresse"),
        ({"name": "kessens@example.org"}, "name", "Bitte geben Sie einen Namen an"),
        ({"name": "\u200b\u202e"}, "name", "Bitte geben Sie den Namen an"),
        ({"text": "<b> </b><br>"}, "text", "Bitte schreiben Sie Ihren Kommentar."),
        ({"privacy": ""}, "privacy", "Bitte setzen Sie das Häkchen"),
        ({"answers": "999"}, "", "nicht mehr da"),
        ({"answers": "9" * 40}, "", ""),
    ],
)
def test_what_is_refused_is_said_with_its_remedy(post, values, field, words):
    response = post(**values)

    assert response.status_code == 422
    assert words in soup_of(response).select_one(".note--bad").get_text()
    assert (Comment.objects.count(), Email.objects.count()) == (0, 0)


def test_the_stamp_has_a_least_and_a_greatest_age(post, pages, now):
    fast = post(token=StampedForm.token_for(pages["de"].pk, now - timedelta(seconds=2)))
    assert "ein paar Sekunden" in fast.content.decode()
    other = post(token=StampedForm.token_for(pages["nl"].pk, now - timedelta(seconds=20)))
    assert other.status_code == 422

    stale = post(token=StampedForm.token_for(pages["de"].pk, now - timedelta(days=3)))
    assert "war lange geöffnet" in stale.content.decode()
    again = soup_of(stale).select_one("#c-token")["value"]
    assert post(token=again).status_code == 302


def test_another_site_can_not_send_our_form(post):
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        response = post(headers=headers)
        assert response.status_code == 403
        assert "von uns kommt" in response.content.decode()
    assert Comment.objects.count() == 0
    assert post(headers={"origin": "http://testserver"}).status_code == 302


def test_who_is_logged_in_is_protected_as_everywhere(post, reader, pages, moderator, settings_row):
    reader.force_login(moderator)
    form = soup_of(reader.get(pages["de"].url)).select_one("#comment-form")
    token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
    assert form.select_one("#c-email")["value"] == "mod@example.org"

    assert post().status_code == 403
    assert Comment.objects.count() == 0
    assert post(csrfmiddlewaretoken=token, email="mod@example.org").status_code == 302
    assert Comment.objects.get().status == "approved"


def test_an_answer_is_written_without_a_script(reader, post, pages, public):
    asked = public("de", name="Bernd Kessens")
    link = soup_of(reader.get(pages["de"].url)).select_one(f"#comment-{asked.pk} a")
    assert link["href"] == f"/de/kommentare/antworten/{asked.pk}/#comment-form"
    form = soup_of(reader.get(link["href"])).select_one("#comment-form")
    assert form.h3.text == "Bernd Kessens antworten"
    assert form.select_one("#c-answers")["value"] == str(asked.pk)

    wrong = post(answers=str(asked.pk), text="")
    assert soup_of(wrong).select_one("#comment-form h3").text == "Bernd Kessens antworten"
    assert post(answers=str(asked.pk)).status_code == 302
    assert Comment.objects.latest("pk").parent_id == asked.pk


def test_what_is_not_readable_takes_no_comments(reader, post, pages, network, now):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=pages["de"], restriction_type="login")
    assert post().status_code == 404
    pages["nl"].unpublish()
    assert post("nl").status_code == 404
    assert reader.get("/de/kommentare/999999/").status_code == 404
    assert Comment.objects.count() == 0


def test_nothing_is_reported_or_answered_where_it_cannot_be_read(reader, public, pages):
    from wagtail.models import PageViewRestriction

    waiting, shown = public(status="pending"), public(text="Da.")
    urls = "/de/kommentare/melden", "/de/kommentare/antworten"
    assert [reader.get(f"{url}/{waiting.pk}/").status_code for url in urls] == [404, 404]
    assert [reader.get(f"{url}/{shown.pk}/").status_code for url in urls] == [200, 200]
    for page in pages.values():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert [reader.get(f"{url}/{shown.pk}/").status_code for url in urls] == [404, 404]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"explanation": "\u200b \u202e"}, "Bitte sagen Sie uns in einem Satz"),
        ({"website": "x"}, "Bitte lassen Sie das Feld am Ende leer."),
        ({"token": ""}, "Das Formular war unvollständig."),
        ({"name": "www.evil.example"}, "Bitte geben Sie einen Namen an"),
        ({"ground": "other!"}, ""),
    ],
)
def test_a_report_is_held_to_what_a_comment_is_held_to(reader, public, now, values, words):
    comment = public()
    sent = {
        "ground": "insult",
        "explanation": "Weil.",
        "good_faith": "on",
        "token": StampedForm.token_for(comment.pk, now - timedelta(seconds=20)),
    }
    answer = reader.post(f"/de/kommentare/melden/{comment.pk}/", sent | values)
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert words in soup_of(answer).select_one(".note--bad").get_text()


def test_get_on_the_address_of_the_form_leads_to_the_page(reader, pages, settings_row):
    response = reader.get(f"/de/kommentare/{pages['de'].pk}/")
    assert response["Location"] == f"{pages['de'].url}#comment-form"
    assert settings.SESSION_COOKIE_NAME not in reader.cookies


@pytest.mark.parametrize("language", ["de", "nl"])
def test_signs_of_tags_in_a_sentence_are_shown_to_its_writer_and_to_moderators(
    post, reader, client, staff, language
):
    text = "Ist die Gasse <b schmaler als 3 Meter, dann reicht das nicht. Anna <anna@example.com>: x<y"
    page = reader.get(post(language, text=text)["Location"])
    assert soup_of(page).select_one(".pending .words").get_text() == text

    Comment.objects.update(status="pending")
    staff(language=language)
    screen = client.get(f"/admin/comments/queue/inspect/{Comment.objects.get().pk}/")
    assert soup_of(screen).select_one(".desk-words p").get_text() == text


def test_a_link_that_says_another_address_shows_where_it_leads(post, reader, client, staff):
    """To readers and to moderators; letters that only look Latin are shown as the DNS has them."""
    text = (
        '<a href="https://evil.example/">https://sparkasse.example</a>, '
        '<a href="https://example.org/plan">der Plan</a>, https://аррӏе.com'
    )
    said = "https://sparkasse.example (evil.example), der Plan, https://аррӏе.com (xn--80ak6aa92e.com)"
    CommentSettings.objects.update(link_limit=3)
    page = reader.get(post(text=text)["Location"])
    assert soup_of(page).select_one(".pending .words").get_text() == said

    Comment.objects.update(status="pending")
    staff()
    screen = client.get(f"/admin/comments/queue/inspect/{Comment.objects.get().pk}/")
    assert soup_of(screen).select_one(".desk-words p").get_text() == said


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "eine gekürzte und gehashte IP-Adresse"), ("nl", "een ingekort en gehasht IP-adres")],
)
def test_the_privacy_text_calls_a_hash_a_hash(reader, pages, settings_row, language, words):
    """What is hashed cannot be read again; what is encrypted can."""
    text = soup_of(reader.get(pages[language].url)).select_one("#c-privacy-text").get_text()
    assert words in text
    with translation.override(language):
        kept = f"{text} {' '.join(str(rule['data']) for rule in RULES)}"
    assert "ehashte IP-" in kept
    assert not [word for word in ("erschlüssel", "ersleutel") if word in kept]
