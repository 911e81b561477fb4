"""A living sample of templates/components/: each part with its variables, in both languages."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.timezone import localdate
from django.utils.translation import ngettext, override
from wagtail.images.tests.utils import get_test_image_file_jpeg

from home.media.renditions import SHAPES, specs_of
from home.models import SiteImage
from home.templatetags.artwork import plan_url

from .component_samples import SAMPLES, bound_form
from .session_samples import STATES

COMPONENTS = settings.ROOT / "templates" / "components"
NAMES = sorted(path.stem for path in COMPONENTS.glob("*.html"))
CSS = ("base.css", "components.css", "forms.css")
PAPER = "print.css"  # no screen waits for it


@pytest.fixture(scope="module")
def image(django_db_setup, django_db_blocker):
    """One photo of Ilka Brandscheid's, with all its renditions, for the whole file."""
    with django_db_blocker.unblock():
        photo = SiteImage.objects.create(
            title="Straße",
            file=get_test_image_file_jpeg(size=(240, 160)),
            credit="Ilka Brandscheid",
            licence="CC BY 4.0",
        )
        photo.get_renditions(*specs_of(SHAPES))
        yield photo
        photo.delete()


def show(name, context, language="de"):
    """One component with one context, as the page templates call it: parsed HTML."""
    request = RequestFactory().get("/de/nachrichten/", {"thema": "klima", "page": "5"})
    with override(language):
        html = render_to_string(f"components/{name}.html", context, request=request)
    return BeautifulSoup(html, "html.parser")


def sample(name, number=0, language="de", image=None):
    return show(name, SAMPLES[name](image)[number], language)


def test_every_component_has_a_sample():
    assert sorted(SAMPLES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_component_begins_with_its_variables_and_knows_no_app(name):
    text = (COMPONENTS / f"{name}.html").read_text()
    comment, _end, code = text.partition("{% endcomment %}")
    assert comment.startswith("{% comment %}\n")
    for call in re.findall(r"{% include [^%]*%}", code):
        assert call.endswith("only %}"), call
    loads = set(" ".join(re.findall(r"{% load ([^%]*)%}", code)).split())
    assert loads <= {
        "i18n",
        "artwork",
        "form_errors",
        "formatting",
        "listing",
        "pictures",
        "wagtailimages_tags",
    }
    described = set(re.findall(r"\w+", comment))
    used = {
        variable
        for variable in re.findall(r"{% (?:if|for \w+ in|with \w+=) ?(\w+)", code)
        if not re.search(rf"(?:for|as|with) {variable}\b", code)
    }
    assert used - {"not", "forloop", "code"} <= described


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "nl"])
@pytest.mark.parametrize("name", NAMES)
def test_no_component_writes_style_or_script_or_a_broken_reference(name, language, image):
    for context in SAMPLES[name](image):
        soup = show(name, context, language)
        assert soup.select("[style], script, style") == []
        assert not [tag for tag in soup.find_all(True) if any(key.startswith("on") for key in tag.attrs)]
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))
        for tag in soup.select("[aria-labelledby], [aria-describedby]"):
            assert set(tag.get("aria-labelledby", tag.get("aria-describedby")).split()) <= set(ids)
        for picture in soup.select("img"):
            assert picture.get("alt") is not None
        assert [tag["lang"] for tag in soup.select("[lang]") if tag["lang"] not in ("de", "nl", "en")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["figure", "video_still", "story", "person"])
def test_an_image_has_exactly_one_credit(name, image):
    """domain.md#pictures: in every crop and list that shows it."""
    context = SAMPLES[name](image)[0]
    caption = {"caption": "Das Eckhaus."} if name != "person" else {}
    soup = show(name, context | caption)
    assert len(soup.select("figcaption")) == 1
    assert soup.get_text().count("Ilka Brandscheid") == 1
    assert soup.select_one(".credit").get_text(strip=True) == "Foto: Ilka Brandscheid, CC BY 4.0"


@pytest.mark.django_db
def test_a_gallery_has_a_credit_per_picture(image):
    assert len(sample("gallery", image=image).select(".credit")) == 2


@pytest.mark.django_db
def test_pictures_come_in_modern_formats_and_small_ones_are_not_blown_up(image):
    soup = sample("picture", image=image)
    assert [source["type"] for source in soup.select("source")] == ["image/avif", "image/webp"]
    assert soup.img["loading"] == "lazy"
    assert max(r.width for r in image.get_renditions(*specs_of(SHAPES)).values()) <= 240


def test_a_page_without_a_photo_keeps_its_own_plan():
    assert plan_url(7) == plan_url(1) == "/static/img/plan-2.svg"
    assert {plan_url(number) for number in range(60)} == {f"/static/img/plan-{n}.svg" for n in range(1, 7)}
    figure = sample("figure", 1)
    assert figure.img["alt"] == ""
    assert figure.figcaption is None


@pytest.mark.django_db
def test_a_portrait_beside_its_name_has_no_alt(image):
    """domain.md#pictures; without a portrait there is no silhouette."""
    assert sample("person", image=image).img["alt"] == ""
    assert sample("person", 1).select("img") == []
    assert sample("person", 1).select_one("[lang=nl]").get_text().strip() == "Dienstags wird gekocht."


@pytest.mark.parametrize("name", ["agenda", "timetable", "street"])
def test_each_state_is_said_in_words(name):
    soup = sample(name)
    rows = {row["data-s"]: row for row in soup.select("li[data-s]")}
    assert set(STATES) <= set(rows)
    for state in STATES:
        assert f"Zustand {state}" in rows[state].get_text()


def test_a_date_to_come_is_an_open_plate():
    assert sample("day", 1).get_text(" ", strip=True).endswith("Termin folgt")
    assert sample("day", 1, "nl").get_text(" ", strip=True).endswith("Datum volgt")
    assert sample("day").time["datetime"] == "2027-03-17"


def test_each_state_of_the_key_is_drawn_as_a_house_of_its_own():
    """The squares of the key have a pattern for each state but open; so have the houses."""
    css = (settings.ROOT / "site/static/css/components.css").read_text()
    key = BeautifulSoup(
        render_to_string("components/key.html", {"closed": True, "cancelled": True}), "html.parser"
    )
    states = {row["data-s"] for row in key.select("li")} - {"open"}
    houses = {}
    for state in states:
        rule = re.search(rf"\.street \[data-s={state}\] svg{{([^}}]*)}}", css)
        assert rule, state
        houses[state] = rule[1]
    assert len(set(houses.values())) == len(states)
    assert "ochre" in houses["few"]
    assert "ochre" not in houses["past"]
    assert "--win:var(--ochre)" not in css


@pytest.mark.parametrize(("ahead", "shown"), [(0, False), (1, True), (-1, True)])
def test_a_day_of_another_year_shows_its_year(ahead, shown):
    """domain.md#years."""
    year = str(localdate().year + ahead)
    html = render_to_string(
        "components/day.html", {"day": "20", "month": "Jan.", "year": year, "iso": f"{year}-01-20"}
    )
    (span,) = BeautifulSoup(html, "html.parser").select("time span")
    assert span.get_text(strip=True) == year
    assert ("vh" not in span.get("class", [])) is shown


@pytest.mark.parametrize("lang", ["de", "nl"])
def test_the_minutes_stay_on_one_line(lang):
    with override(lang):
        for count in (1, 2):
            words = ngettext("%(minutes)s minute to read", "%(minutes)s minutes to read", count)
            assert words.startswith("%(minutes)s\u00a0")


def test_the_timetable_says_what_a_link_is_for_and_from_when_a_session_moved():
    soup = sample("timetable")
    assert soup.select_one("#t2 .act a").get_text() == "Anmelden: Wer gehört zum Quartier?"
    assert soup.select_one("#t7 s").get_text() == "11. März 2026"
    assert soup.select_one("#t3 h3 a")["lang"] == "nl"
    assert soup.select_one("#t3 h3 .vh")["lang"] == "de"
    assert soup.select_one("#t9 time") is None


WORDS = {
    "form": ("Jetzt anmelden", "Nu aanmelden"),
    "email": ("Jetzt anmelden", "Nu aanmelden"),
    "external": ("Jetzt anmelden", "Nu aanmelden"),
    "waiting": ("Ausgebucht", "Volgeboekt"),
    "full": ("Ausgebucht", "Volgeboekt"),
    "later": ("Anmeldung ab 1. April 2027", "Aanmelden vanaf 1. April 2027"),
    "closed": ("Anmeldung geschlossen", "Aanmelding gesloten"),
    "cancelled": ("Abgesagt", "Afgelast"),
    "past": ("Hat stattgefunden", "Geweest"),
    "free": ("Ohne Anmeldung", "Zonder aanmelding"),
}


@pytest.mark.parametrize("call", SAMPLES["sign"](None), ids=lambda call: call["state"])
def test_the_sign_has_its_words_and_one_way_on_in_each_state(call):
    """domain.md#registration-words; SA21: the mail's subject is prefilled and the address stands as text."""
    for number, language in enumerate(("de", "nl")):
        soup = show("sign", call, language)
        assert soup.h2.get_text() == WORDS[call["state"]][number]
        signs, buttons = soup.select(".sign"), soup.select(".btn")
        leads_on = call["state"] in ("form", "email", "external", "waiting")
        assert (len(signs), len(buttons)) == ((1, 1) if leads_on else (0, int(call["state"] == "past")))
    if call["state"] == "email":
        assert soup.select_one(".btn")["href"] == (
            "mailto:werkstatt@example.org?subject=Anmeldung%3A%20Zehn%20Quartiere%20%26%20zehn%20Fragen"
        )
        assert "werkstatt@example.org" in soup.get_text()


@pytest.mark.django_db
def test_headlines_carry_soft_hyphens_of_their_own_language(image):
    title = sample("story", image=image).h2.a.get_text()
    assert title.replace("\u00ad", "") == SAMPLES["story"](None)[0]["title"]
    assert "Nachbar\u00adschaft" in title


def test_an_empty_fact_is_absent():
    """domain.md#empty-facts."""
    soup = sample("facts")
    assert [dt.get_text() for dt in soup.select("dt")] == ["Wann", "Wo", "Plätze"]
    assert soup.select_one("[data-s=few] .status").get_text() == "noch 4 frei"


def test_the_pager_keeps_the_filters_and_elides():
    soup = sample("pager")
    assert " ".join(tag.get_text() for tag in soup.select("li > :is(a, span)")[1:-1]) == "1 … 4 5 6 … 9"
    assert soup.select_one('[aria-current="page"]')["aria-label"] == "Seite 5"
    assert soup.select_one('[rel="next"]')["href"] == "?thema=klima&page=6"
    assert soup.select_one('[aria-label="Seite 1"]')["href"] == "?thema=klima"


def test_the_switch_says_in_each_links_own_language_what_is_missing():
    """domain.md#languages: language names in their own language, no flags."""
    for reader in ("de", "nl"):
        soup = sample("language_switch", language=reader)
        assert soup.select_one("a[lang=nl] small").get_text() == "nog niet vertaald"
        assert soup.select_one("a[lang=de] small") is None


def test_the_notice_above_an_original_names_its_language():
    assert "in het Duits" in sample("untranslated", language="nl").get_text()
    dutch = show("untranslated", {"content_lang": "nl", "home_url": "/de/"})
    assert "auf Niederländisch" in dutch.get_text()
    assert len(dutch.select("a")) == 1


def test_fields_come_as_label_hint_error_control():
    """domain.md#required-fields, #errors: the star stands in the label, the error names the remedy at the
    field."""
    soup = BeautifulSoup("".join(field.as_field_group() for field in bound_form()), "html.parser")
    mail = soup.select_one("#id_mail")
    assert [tag.name for tag in mail.parent.find_all(recursive=False)] == ["label", "p", "input"]
    assert mail.parent.label.get_text() == "E-Mail-Adresse *"
    assert mail["aria-describedby"] == "id_mail_error"
    assert mail["aria-invalid"] == "true"
    assert soup.select_one("label[for=id_office]").get_text() == "Amt"
    name = soup.select_one("#id_name").parent
    assert [tag.name for tag in name.find_all(recursive=False)] == ["label", "p", "input"]
    assert name.select_one("#id_name_helptext").get_text() == "Wird angezeigt."
    assert soup.select_one("fieldset#id_kind legend").get_text() == "Art *"
    assert [tag["for"] for tag in soup.select("fieldset#id_needs label")] == ["id_needs_0", "id_needs_1"]
    assert soup.select_one(".check #id_notice").parent.label.get_text().endswith("*")


def test_forms_speak_to_the_reader_as_the_site_does():
    """domain.md#forms-of-address, #errors: Sie, and the remedy named; other packages' catalogues say du."""
    errors = bound_form().errors
    assert errors["mail"] == [
        "Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.org."
    ]
    with override("nl"):
        assert bound_form().errors["text"] == ["Vul dit veld in."]


def test_the_star_is_explained_in_words():
    assert sample("required_hint").p.get_text() == "Mit * gekennzeichnete Felder sind Pflichtfelder"
    assert sample("required_hint", 0, "nl").p.get_text() == "Velden met een * zijn verplicht"


def test_the_error_summary_leads_to_each_field():
    soup = sample("error_summary")
    assert soup.select_one("[role=alert][tabindex]").h2.get_text() == "Bitte prüfen Sie 4 Angaben"
    assert [link["href"] for link in soup.select("a")] == ["#id_mail", "#id_text", "#id_kind_0", "#id_notice"]
    assert soup.select_one("a").get_text().startswith("E-Mail-Adresse: ")
    assert sample("error_summary", 1).h3.get_text() == "Bitte prüfen Sie eine Angabe"


def test_style_sheets_ask_for_nothing_that_the_policy_forbids():
    """`default-src 'self'`: no data: addresses, no other hosts, and every file that is named exists."""
    for name in (*CSS, PAPER):
        path = Path(finders.find(f"css/{name}"))
        for address in re.findall(r"url\(\"?([^)\"]+)", path.read_text()):
            assert not re.match(r"data:|https?:|//", address)
            assert address.startswith("#") or (path.parent / address).exists()


def test_style_sheets_are_a_light_load():
    """With the page itself a first visit of an article stays within 15 KB."""
    sizes = [len(gzip.compress(Path(finders.find(f"css/{name}")).read_bytes())) for name in CSS]
    assert sum(sizes) <= 8 * 1024
    assert len(gzip.compress(Path(finders.find(f"css/{PAPER}")).read_bytes())) <= 1024


def test_artwork_holds_no_script_and_no_style_attribute():
    for path in Path(finders.find("img/favicon.svg")).parent.glob("*.svg"):
        text = path.read_text()
        assert not re.search(r"<script|\sstyle=|\son\w+=|https?://(?!www\.w3\.org)", text)
        # Colours stand as attributes: a policy that drops the style element takes only the dark scheme.
        assert all(re.search(r" (fill|stroke)=", tag) for tag in re.findall(r"<[^>]* class=[^>]*>", text))
        assert (
            re.sub(r"<style>@media\(prefers-color-scheme:dark\)\{.*\}</style>", "", text).count("<style") == 0
        )
