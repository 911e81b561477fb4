"""The whole life of comments in both languages, in a browser: what readers, moderators, reporters do."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from post_office.models import Email
from wagtail.users.models import UserProfile

from comments import digests
from comments.models import Comment, CommentSettings, Report
from config.setup import roles
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server, settings, monkeypatch):
    """An article in both languages on the address of the running server; forms may be sent at once."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    monkeypatch.setattr("comments.checks.trap.LEAST_AGE", timedelta(0))
    network = factories.Network(indexes=["news"])
    address = urlsplit(live_server.url)
    network.site.hostname, network.site.port = address.hostname, address.port
    network.site.save()
    rules = factories.publish(factories.standard_page(network.home["de"], title="Regeln", slug="regeln"))
    factories.translate(rules, network.nl, title="Regels", slug="regels")
    row = CommentSettings.for_site(network.site)
    row.rules_page, row.contact_email, row.controller = rules, "redaktion@example.org", "Netzwerk Kwartier"
    row.save()
    network.german = factories.publish(factories.article(network.news["de"]))
    network.dutch = factories.translate(
        network.german, network.nl, title="Het schoolplein blijft open", slug="schoolplein"
    )
    return network


@pytest.fixture
def moderator(site):
    """Somebody who works in that language, and signs in where a link of the digest asks for it."""

    def moderator(language):
        user = factories.user(
            roles.MODERATORS, username=f"moderator-{language}", first_name="Ida", last_name="Vos"
        )
        UserProfile.objects.create(user=user, preferred_language=language)
        return user

    return moderator


def mailed(to: str) -> Email:
    """The newest mail to somebody."""
    return Email.objects.filter(to=to).latest("pk")


def link(mail: Email, part: str) -> str:
    return next(word for word in mail.message.split() if word.startswith("http") and part in word)


def write(page, url, words, **values):
    page.goto(url)
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=text]").fill(words)
    page.locator("[name=notify]").check()
    page.locator("[name=privacy]").check()
    page.locator("#comment-form button.btn").click()


def sign_in(page, url, user):
    page.goto(url)
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill("kwartier")
    page.locator("[name=password]").press("Enter")


def test_from_the_dutch_page_to_the_german_one_and_out_again(site, moderator, new_context):
    reader = new_context().new_page()
    write(
        reader,
        site.dutch.full_url,
        "Wie beslist in februari over de huur?",
        name="Marijke van Loon",
        email="van.loon@example.org",
    )
    own = reader.url
    expect(reader.locator("#comment-form [role=status]")).to_contain_text("Bevestig")
    expect(reader.locator("li.pending")).to_contain_text("alleen voor u zichtbaar")
    reader.goto(link(mailed("van.loon@example.org"), "/nl/reacties/"))
    reader.locator("main form button").click()
    expect(reader.locator("#comment-form [role=status]")).to_contain_text("wacht op goedkeuring")

    dutch, desk = moderator("nl"), new_context().new_page()
    assert digests.send() == 1
    sign_in(desk, link(mailed(dutch.email), "/inspect/"), dutch)
    expect(desk.locator("main")).to_contain_text("Wie beslist in februari over de huur?")
    desk.get_by_role("button", name="Goedkeuren").click()
    expect(desk.locator(".messages")).to_contain_text("De reactie is zichtbaar.")

    german = new_context().new_page()
    german.goto(site.german.full_url)
    words = german.locator("#comments .words")
    expect(words).to_have_attribute("lang", "nl")
    expect(words).to_contain_text("Wie beslist in februari over de huur?")
    expect(german.locator("#comments")).to_contain_text("Nederlands")

    desk.locator("summary", has_text="Reageren").click()
    desk.locator("[name=answer-text]").fill("De gemeenteraad, op 9 februari.")
    desk.locator("form[action*='/do/answer/'] button").click()
    expect(desk.locator(".messages")).to_contain_text("Uw antwoord is zichtbaar.")
    answered = mailed("van.loon@example.org")
    assert answered.subject == "Iemand heeft op uw reactie geantwoord"
    reader.goto(own)
    reader.reload()
    expect(reader.locator("ol.thread ol article")).to_contain_text("Redactie")
    stop = answered.headers["List-Unsubscribe"].strip("<>")
    assert reader.request.post(stop, form={"List-Unsubscribe": "One-Click"}).status == 200
    assert not Comment.objects.filter(notify=True).exists()

    german.locator("article", has_text="Marijke").get_by_role("link", name="Melden").click()
    german.locator("[name=ground]").first.check()
    german.locator("[name=explanation]").fill("Der Satz verrät eine Miete.")
    german.locator("[name=email]").fill("beyer@example.org")
    german.locator("[name=good_faith]").check()
    german.locator("main form button.btn").click()
    expect(german.locator("main [role=status]")).to_contain_text("Meldung")
    assert "erhalten" in mailed("beyer@example.org").subject
    digests.send()
    desk.goto(link(mailed(dutch.email), "/reports/"))
    desk.locator("[name=decision][value=uphold]").check()
    desk.locator("[name=reason]").select_option("private")
    desk.locator("[name=statement]").fill("Sie haben recht.")
    desk.locator("[name=note]").fill("De huur gaat anderen niet aan.")
    desk.locator("form[action*='/decide/'] button").click()
    expect(desk.locator(".messages")).to_be_visible()
    assert Report.objects.get().status == "upheld"
    assert "Sie haben recht." in mailed("beyer@example.org").message
    assert "De huur gaat anderen niet aan." in mailed("van.loon@example.org").message
    german.goto(site.german.full_url)
    expect(german.locator("#comments")).not_to_contain_text("Marijke")
    expect(german.locator("#comments")).to_contain_text("Kommentar entfernt")
    expect(german.locator("#comments")).to_contain_text("op 9 februari")


def test_from_the_german_page_to_the_dutch_one_withdrawn_and_erased(site, moderator, new_context):
    reader = new_context().new_page()
    write(reader, site.german.full_url, "", name="Bernd Kessens", email="kessens")
    expect(reader.locator("#comment-form [role=alert]")).to_contain_text("E-Mail")
    assert reader.locator("[name=name]").input_value() == "Bernd Kessens"
    reader.locator("[name=email]").fill("kessens@example.org")
    reader.locator("[name=text]").fill("Wer haftet?")
    reader.locator("#comment-form button.btn").click()
    own = reader.url
    reader.goto(link(mailed("kessens@example.org"), "/de/kommentare/"))
    reader.locator("main form button").click()
    expect(reader.locator("#comment-form [role=status]")).to_contain_text("wartet")

    german, desk = moderator("de"), new_context().new_page()
    digests.send()
    sign_in(desk, link(mailed(german.email), "?status=pending"), german)
    desk.locator("input[name=id]").check()
    desk.locator("button[value=approve]").click()
    expect(desk.locator(".messages")).to_contain_text("1 Kommentar")
    dutch = new_context().new_page()
    dutch.goto(site.dutch.full_url)
    expect(dutch.locator("#comments .words")).to_have_attribute("lang", "de")

    reader.goto(own)
    reader.reload()
    reader.get_by_role("link", name="zurückziehen").click()
    expect(reader.locator("main ul")).to_contain_text("noch 30 Tage lang")
    reader.get_by_role("button", name="zurückziehen").click()
    expect(reader.locator("#comment-form [role=status]")).to_contain_text("zurückgezogen")
    dutch.goto(site.dutch.full_url)
    expect(dutch.locator("main")).not_to_contain_text("Wer haftet?")

    comment = Comment.objects.get()
    desk.goto(f"{site.site.root_url}/admin/comments/queue/inspect/{comment.pk}/")
    desk.locator("summary", has_text="Endgültig löschen").click()
    desk.locator("[name=erase-sure]").check()
    desk.locator("form[action*='/do/erase/'] button").click()
    expect(desk.locator(".messages")).to_contain_text("gelöscht")
    comment.refresh_from_db()
    assert (comment.status, comment.name, comment.email, comment.body) == ("erased", "", "", "")
    reader.goto(own)
    assert reader.reload().status == 410
