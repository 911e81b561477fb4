"""A city registers, confirms, changes and gives up; an organiser exports it and sees who is to come."""

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from .admin import PATIENCE, signed_in
from .mails import address_in, letter_to
from .probes.language import clean

SERIES = {
    "de": "/de/kalender/zehn-quartiere-zehn-fragen/",
    "nl": "/nl/agenda/tien-wijken-tien-vragen/",
}
BINDING = {
    "de": re.compile("^(Zahlungspflichtig anmelden|Anmeldung absenden)"),
    "nl": re.compile("^(Aanmelden met betalingsverplichting|Aanmelding verzenden)"),
}
CONFIRMED = {"de": "Platz bestätigt", "nl": "Plaats bevestigd"}
GIVEN_UP = {"de": "Freigegeben", "nl": "Vrijgegeven"}
CANCELLED = {"de": "storniert", "nl": "geannuleerd"}  # in the list of the organiser
CANCELLED_MAIL = {
    "de": r"Anmeldung \w+ für „Zehn Quartiere, zehn Fragen“ ist storniert",
    "nl": r"aanmelding \w+ voor ‘Tien wijken, tien vragen’ is geannuleerd",
}
CITY = {"de": "Stadt Bücken", "nl": "Gemeente Heerde"}
CONTACT = {"de": "Jale Demir", "nl": "Sanne Bakker"}
COLLEAGUE = {"de": "Kerem Großmann", "nl": "Joëlle van 't Hof"}
MINE = re.compile(r"/mine/[^/\s]+/(?=[\s?]|$)")  # the page may say what was done
STREET = {"de": ("Lindenstraße 4", "27333", "Bücken"), "nl": ("Dorpsstraat 4", "8181 HP", "Heerde")}


@pytest.fixture
def visitor(browser, language):
    context = browser.new_context(locale=language, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def test_a_city_registers_changes_and_gives_up(trial, visitor, browser, language):
    mail, organisation = f"kontakt-{language}@example.org", CITY[language]
    title, day = first_open_session(visitor, trial.url + SERIES[language])
    fill_in(visitor, title, language, mail)
    visitor.get_by_role("button", name=BINDING[language]).click()
    visitor.wait_for_url("**/received/**")
    mine = confirm(visitor, trial, mail, title, day)
    expect(visitor.locator(".timetable .status")).to_have_text(CONFIRMED[language])
    send_a_colleague(visitor, language)

    organiser = signed_in(browser, trial.url, "organiser", language=language)
    row = exported(organiser, trial.url, organisation)
    assert {mail, organisation} <= set(row)
    assert COLLEAGUE[language] in " ".join(row)
    stands_on_the_list(organiser, trial.url, title, COLLEAGUE[language])

    give_up(visitor, mine)
    expect(visitor.locator(".timetable .status")).to_have_text(GIVEN_UP[language])
    letter_to(trial.folder, mail, CANCELLED_MAIL[language])
    organiser.goto(f"{trial.url}/admin/registrations/?q={organisation}")
    expect(organiser.locator("main table.listing")).to_contain_text(CANCELLED[language])
    attendance(organiser, trial.url, title)
    expect(organiser.locator(".desk-door")).not_to_contain_text(COLLEAGUE[language])
    organiser.context.close()


def first_open_session(page: Page, series: str) -> tuple[str, str]:
    """Go from the page of a series to its form; title and day of a session that is open there."""
    page.goto(series)
    row = page.locator(".timetable li[data-s=open]").first
    title = clean(row.locator("h3, h4").text_content()).partition(": ")[2]  # behind its number
    day = clean(row.locator("time").text_content())
    page.locator(".sign a.btn").click()
    page.locator("#id_sessions").wait_for()
    return title, re.search(r"\d+\.? \w+ 20\d\d", day).group()


def fill_in(page: Page, title: str, language: str, mail: str) -> None:
    """The form, as far as the page where everything is to be checked."""
    street, postcode, city = STREET[language]
    values = {
        "organisation_name": CITY[language],
        "contact_name": CONTACT[language],
        "contact_email": mail,
        "invoice_name": CITY[language],
        "invoice_street": street,
        "invoice_postcode": postcode,
        "invoice_city": city,
    }
    for name, value in values.items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_invoice_country", language.upper())
    page.locator("#id_sessions .check", has_text=title).locator("input").check()
    page.check("#id_privacy")
    page.locator("form.form button.btn").click()
    expect(page.locator("main dl.facts")).to_contain_text(title)


def confirm(page: Page, trial, mail: str, title: str, day: str) -> str:
    """Press the button that the mail leads to; the address of the registration, from the next mail."""
    letter = clean(letter_to(trial.folder, mail, "/confirm/"))
    assert title in letter
    assert day in letter
    page.goto(address_in(letter, "/confirm/"))
    page.locator("main form button.btn").click()
    page.wait_for_url(MINE)
    return address_in(clean(letter_to(trial.folder, mail, MINE)), MINE)


def send_a_colleague(page: Page, language: str) -> None:
    """Exchange the person who registered for another, at all sessions."""
    page.locator("main a[href*='/person/']").click()
    page.fill("#id_name", COLLEAGUE[language])
    page.fill("#id_email", f"kollegium-{language}@example.org")
    page.locator("main form button.btn").click()
    page.wait_for_url(MINE)
    expect(page.locator(".timetable")).to_contain_text(COLLEAGUE[language])


def give_up(page: Page, mine: str) -> None:
    """Cancel all of it: the link leads to a page that asks, its button does it."""
    page.goto(mine)
    page.locator("main a[href$='/cancel/']").click()
    page.wait_for_url("**/cancel/")
    page.locator("main form button.btn").click()
    page.wait_for_url(MINE)


def exported(page: Page, server: str, organisation: str) -> list[str]:
    """The row of an organisation in the sheet that the list of registrations is exported to."""
    page.goto(f"{server}/admin/registrations/")
    page.locator("header [data-w-dropdown-target=toggle]").first.click()
    with page.expect_download() as download:
        page.locator("a[href*='export=xlsx']").click()
    sheet = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes())).active
    rows = [[str(cell) for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    (found,) = [row for row in rows if organisation in row]
    return found


def attendance(page: Page, server: str, title: str) -> None:
    """Open the attendance list of a session, from the list of sessions."""
    page.goto(f"{server}/admin/sessions/")
    page.locator("tr", has_text=title).locator("a[href$='/attendance/']").click()
    page.locator(".desk-door").wait_for()


def stands_on_the_list(page: Page, server: str, title: str, person: str) -> None:
    """Somebody is on the attendance list of a session; it is ticked on the day itself, not before."""
    attendance(page, server, title)
    expect(page.locator(".desk-door li", has_text=person).locator("input[type=checkbox]")).to_be_disabled()
