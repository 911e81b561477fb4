"""An editor's day: an author, an article with its photo, a series with sessions, one of them cancelled."""

import pytest
from playwright.sync_api import expect

from .admin import signed_in
from .probes.language import clean
from .writing import (
    SAVED,
    add_below,
    choose_kind,
    choose_photo,
    edit,
    fill,
    lose_first_answer,
    press_publish,
    preview,
    preview_widths,
    publish,
    save_draft,
    wait_for,
    write_paragraph,
)

HOME = {"de": "Übersicht - Kwartier", "nl": "Overzicht - Kwartier"}
AUTHORS = {"de": "/de/autorinnen-und-autoren/", "nl": "/nl/auteurs/"}
NEWS = {"de": "/de/nachrichten/", "nl": "/nl/nieuws/"}
CALENDAR = {"de": "/de/kalender/", "nl": "/nl/agenda/"}
AUTHOR = {"de": ("Jörg", "Weiß", "joerg-weiss"), "nl": ("Zoë", "Daniëls", "zoe-daniels")}
PARAGRAPH = {"de": "Absatz", "nl": "Alinea"}
ARTICLE = {
    "de": ("Größere Höfe für Übermütige", "groessere-hoefe-fuer-uebermuetige"),
    "nl": ("Eén café, twee pleinen", "een-cafe-twee-pleinen"),
}
TEXTS = {
    "de": ("Der Platz bleibt über Nacht offen.", "Die Laternen brennen bis Mitternacht."),
    "nl": ("De speelplaats blijft ’s nachts open.", "De lantaarns branden tot middernacht."),
}
SERIES = {"de": ("Drei Höfe, drei Fragen", "drei-hoefe-drei-fragen"), "nl": ("Drie hoven", "drie-hoven")}
SESSIONS = {
    "de": ("Wem gehört der Hof?", "Wer räumt ihn auf?"),
    "nl": ("Van wie is het hof?", "Wie ruimt het op?"),
}
SERIES_FIRST = {"de": "Veröffentlichen Sie zuerst die Reihe", "nl": "Publiceer eerst de reeks"}
REASON = {"de": "Der Hof wird umgebaut.", "nl": "Het hof wordt verbouwd."}
ASKS_WHY = {"de": "Nennen Sie den Grund der Absage.", "nl": "Geef de reden van de afgelasting."}
CANCELLED = {"de": "Dieser Termin ist abgesagt.", "nl": "Deze bijeenkomst gaat niet door."}


@pytest.fixture
def editor(trial, browser, language):
    page = signed_in(browser, trial.url, "editor", language=language)
    yield page
    page.context.close()


def test_a_new_author_has_a_page_with_a_photo(trial, editor, language):
    expect(editor).to_have_title(HOME[language])
    given, family, slug = AUTHOR[language]
    add_below(editor, trial.url + AUTHORS[language], "authorpage")
    fill(editor, f"{given} {family}", given_name=given, family_name=family)
    expect(editor.locator("#id_slug")).to_have_value(slug)
    choose_photo(editor, "portrait")
    url = publish(editor)
    assert url == f"{trial.url}{AUTHORS[language]}{slug}/"
    editor.goto(url)
    expect(editor.locator("main h1")).to_contain_text(family)
    expect(editor.locator("main img").first).to_be_visible()


def test_an_article_is_previewed_and_published_once(trial, editor, language):
    title, slug = ARTICLE[language]
    lost = lose_first_answer(editor)
    add_below(editor, trial.url + NEWS[language], "articlepage")
    fill(editor, title, date="2026-11-30", lead=title)
    choose_photo(editor, "lead_image")
    for text in TEXTS[language]:
        write_paragraph(editor, text, PARAGRAPH[language])
    wait_for(editor, lost)
    shown = preview(editor)
    for text in (title, *TEXTS[language]):
        expect(shown).to_contain_text(text)
    assert preview_widths(editor) == pytest.approx([375, 768, 1280], abs=1)
    url = publish(editor)
    assert url == f"{trial.url}{NEWS[language]}{slug}/"
    expect(editor.locator(f"{SAVED} a[href$='/pages/{lost[0]}/edit/']")).to_be_visible()
    editor.goto(url)
    assert clean(editor.locator("main h1").text_content()) == title
    expect(editor.locator("main figure img").first).to_be_visible()
    for text in TEXTS[language]:
        expect(editor.locator("main")).to_contain_text(text)
    is_there_once(trial, editor, NEWS[language], slug)


def test_a_series_its_sessions_one_of_them_cancelled_and_all_taken_offline(trial, editor, language):
    title, slug = SERIES[language]
    add_below(editor, trial.url + CALENDAR[language], "eventseriespage")
    fill(editor, title, lead=title)
    save_draft(editor)
    first = a_session_waits_for_its_series(editor, language)
    series = f"{trial.url}{CALENDAR[language]}{slug}/"
    add_below(editor, series, "eventpage")
    fill(editor, SESSIONS[language][1], start_date="2027-10-12", start_time="10:00")
    second = publish(editor)
    editor.goto(series)
    for session in SESSIONS[language]:
        expect(editor.locator("main")).to_contain_text(session)
    is_there_once(trial, editor, CALENDAR[language], slug)

    cancel(editor, first, language)
    editor.goto(second)
    expect(editor.locator("main")).not_to_contain_text(CANCELLED[language])

    take_offline(editor, series)
    assert [editor.goto(url).status for url in (series, first, second)] == [404, 404, 404]


def a_session_waits_for_its_series(page, language) -> str:
    """Be refused below a draft, publish the series from the message, then the session; its public URL."""
    page.goto(page.url.replace("/edit/", "/add_subpage/"))
    choose_kind(page, "eventpage")
    fill(page, SESSIONS[language][0], start_date="2027-09-14", start_time="10:00")
    press_publish(page)
    refused = page.locator(".messages .error")
    expect(refused).to_contain_text(SERIES_FIRST[language])
    session = page.url
    refused.locator("a[href$='/edit/']").click()
    expect(page.locator("#id_title")).to_have_value(SERIES[language][0])
    publish(page)
    page.goto(session)
    return publish(page)


def cancel(page, session, language):
    """Be asked for the reason in sight, and give it: the page of the session says both."""
    edit(page, session)
    page.select_option("#id_status", "cancelled")
    press_publish(page)
    reason = page.locator("#id_status_reason")
    expect(reason).to_be_focused()
    expect(reason).to_be_in_viewport()
    expect(page.locator(".error-message").filter(has_text=ASKS_WHY[language])).to_be_in_viewport()
    reason.fill(REASON[language])
    publish(page)
    page.goto(session)
    expect(page.locator("main")).to_contain_text(CANCELLED[language])
    expect(page.locator("main")).to_contain_text(REASON[language])


def take_offline(page, url):
    """Unpublish a page with all below it, from its editor's menu."""
    edit(page, url)
    page.goto(page.url.replace("/edit/", "/unpublish/"))
    page.locator("[name=include_descendants]").check()
    page.locator("main form [type=submit]").first.click()
    expect(page.locator(SAVED)).to_be_visible()


def is_there_once(trial, page, parent, slug):
    """No second page stands beside it, which would have a number behind its slug."""
    found = [page.goto(f"{trial.url}{parent}{slug}{number}/").status for number in ("", "-2")]
    assert found == [200, 404]
