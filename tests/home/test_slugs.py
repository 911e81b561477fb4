"""One rule for slugs, wherever they are made: forms, copies, translations, records."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation

from authors.models import AuthorPage
from config.setup.roles import EDITORS
from home.models import Place, StandardPage
from home.slugs import available_slug, first_free, slug_input, slug_of
from tests import factories


@pytest.mark.parametrize(
    ("language", "text", "slug"),
    [
        ("de", "Stadtteilbüro öffnet in der Großen Straße", "stadtteilbuero-oeffnet-in-der-grossen-strasse"),
        ("de", "Äpfel, Öl & Übermut – GRÖẞE", "aepfel-oel-uebermut-groesse"),
        ("de", "Stadtteilbu\u0308ro", "stadtteilbuero"),  # as a Mac copies it
        ("de", "Bauüberwachung", "bauueberwachung"),
        ("de", "Café Łódź · Ørsted", "cafe-lodz-orsted"),
        ("nl", "Coöperatie, reünie en Curaçao", "cooperatie-reunie-en-curacao"),
        ("nl", "Coo\u0308peratie", "cooperatie"),
        ("nl", "België, één ĳsbaan, Köln en Zürich", "belgie-een-ijsbaan-koeln-en-zuerich"),
        ("nl", "’s Avonds in ’t Gooi", "s-avonds-in-t-gooi"),
        ("de", "!?", ""),
        ("de", "x" * 300, "x" * 255),
    ],
)
def test_the_rule(language, text, slug):
    assert slug_of(text, language) == slug


def test_a_taken_slug_is_numbered_from_two_and_never_too_long():
    assert first_free("thema", {"thema", "thema-2", "thema-4"}) == "thema-3"
    assert first_free("thema", {"thema-2"}) == "thema"
    assert first_free("x" * 80, {"x" * 80}, longest=80) == "x" * 78 + "-2"


@pytest.fixture
def network(db):
    return factories.Network()


@pytest.fixture
def editor(client, network):
    client.force_login(factories.user(EDITORS))
    return client


def data_of(**values):
    return nested_form_data(
        {"title": "", "slug": "", "lead": "", "body": streamfield([]), "comments": inline_formset([])}
        | values
    )


def add(editor, parent, model="standardpage", app="home", **values):
    return editor.post(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk]), data_of(**values))


@pytest.mark.parametrize("action", [{}, {"action-publish": "on"}], ids=["draft", "publish"])
@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [("de", "Büro für Gärten", "buero-fuer-gaerten"), ("nl", "Coöperatie", "cooperatie")],
)
def test_without_one_the_form_makes_it_of_the_title(editor, network, language, title, slug, action):
    response = add(editor, network.home[language], title=title, **action)
    assert response.status_code == 302
    assert StandardPage.objects.get(title=title).slug == slug


def test_the_same_title_seven_times_is_numbered(editor, network):
    for _time in range(7):
        assert add(editor, network.home["de"], title="Thema folgt", slug="thema-folgt").status_code == 302
    slugs = StandardPage.objects.filter(title="Thema folgt").order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["thema-folgt", *(f"thema-folgt-{number}" for number in range(2, 8))]


def test_seven_by_the_program_are_numbered_too(network):
    pages = [factories.standard_page(network.home["de"], title="Büro folgt") for _time in range(3)]
    assert [page.slug for page in pages] == ["buero-folgt", "buero-folgt-2", "buero-folgt-3"]
    assert available_slug(network.home["de"], "buero-folgt", page=pages[0]) == "buero-folgt"


def test_autosave_gives_the_number_to_the_open_form_and_keeps_it(editor, network):
    add(editor, network.home["de"], title="Thema folgt", slug="thema-folgt")
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", network.home["de"].pk])
    typed = data_of(title="Thema folgt", slug="thema-folgt")
    saved = editor.post(url, typed, headers={"Accept": "application/json"}).json()
    assert saved["field_updates"]["slug"] == "thema-folgt-2"
    again = editor.post(saved["url"], typed, headers={"Accept": "application/json"}).json()
    assert again["success"]
    assert StandardPage.objects.get(pk=saved["pk"]).get_latest_revision_as_object().slug == "thema-folgt-2"


def test_a_slug_that_was_typed_and_is_taken_is_refused_at_its_field(editor, network):
    taken = factories.standard_page(network.home["de"], title="Büro", slug="buero")
    response = add(editor, network.home["de"], title="Ein anderer Titel", slug="buero")
    assert response.status_code == 200
    assert "slug" in response.context["form"].errors
    page = factories.standard_page(network.home["de"], title="Noch einer")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(url, data_of(title="Noch einer", slug=taken.slug))
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().slug == "noch-einer"


def test_a_number_can_be_taken_off_once_the_slug_is_free(editor, network):
    first, second = (factories.standard_page(network.home["de"], title="Büro") for _time in range(2))
    assert second.slug == "buero-2"
    first.delete()
    url = reverse("wagtailadmin_pages:edit", args=[second.pk])
    editor.post(url, data_of(title="Büro", slug="buero", **{"action-publish": "on"}))
    second.refresh_from_db()
    assert second.slug == "buero"


def test_urls_that_exist_keep_their_letters(editor, network):
    page = factories.standard_page(network.home["de"], title="Büro", slug="stadtteilbüro")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert 'data-w-slug-allow-unicode-value="true"' in editor.get(url).content.decode()
    editor.post(url, data_of(title="Anderer Titel", slug="stadtteilbüro", **{"action-publish": "on"}))
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Anderer Titel", "stadtteilbüro")


def test_what_is_typed_with_umlauts_is_spelled_by_the_rule(editor, network):
    add(editor, network.home["de"], title="Titel", slug="für-gärten")
    assert StandardPage.objects.get(title="Titel").slug == "fuer-gaerten"


def test_a_title_without_letters_asks_for_a_slug(editor, network):
    response = add(editor, network.home["de"], title="!?")
    assert "Daraus lässt sich keine URL bilden" in str(response.context["form"].errors["slug"])


@pytest.mark.parametrize("slug", [None, "buero"], ids=["as offered", "as the original"])
def test_a_copy_gets_a_free_slug(editor, network, slug):
    page = factories.standard_page(network.home["de"], title="Büro")
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = editor.get(url).context["form"]
    assert form["new_slug"].initial == "buero-2"
    values = {"new_title": "Büro", "new_slug": slug or "buero-2", "new_parent_page": network.home["de"].pk}
    assert editor.post(url, values).status_code == 302
    assert StandardPage.objects.filter(slug="buero-2").count() == 1


def test_a_page_with_an_old_slug_can_be_copied(editor, network):
    page = factories.standard_page(network.home["de"], title="Büro", slug="stadtteilbüro")
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = editor.get(url).context["form"]
    assert form["new_slug"].initial == "stadtteilbuero"
    values = {name: form[name].initial or "" for name in ("new_title", "new_slug")}
    assert editor.post(url, values | {"new_parent_page": network.home["de"].pk}).status_code == 302


def test_translators_slugs_follow_the_rule(network):
    page = factories.publish(factories.standard_page(network.home["de"], title="Büro"))
    translation = factories.request_translation(page, network.nl, {"slug": "coöperatie-in-köln"})
    string = StringTranslation.objects.get(context__path="slug", locale=network.nl)
    assert string.data == "cooperatie-in-koeln"
    assert translation.get_target_instance().slug != "buro"


@pytest.mark.parametrize(
    ("name", "slug"), [("Öffentlicher Raum", "oeffentlicher-raum"), ("Große Höfe", "grosse-hoefe")]
)
def test_a_record_gets_its_slug_of_its_name(editor, network, name, slug):
    for number in ("", "-2"):  # two quarters of one name, in two cities
        editor.post(
            reverse("wagtailsnippets_home_place:add") + "?locale=de",
            {"name": name, "slug": "", "kind": "quarter", "country": "DE", "action-publish": "on"},
        )
        assert Place.objects.filter(name=name, slug=slug + number).count() == 1


def test_a_copied_record_starts_without_the_slug_of_the_other(editor, network):
    place = factories.place(network.de)
    page = editor.get(reverse("wagtailsnippets_home_place:copy", args=[place.pk]))
    assert page.context["form"]["slug"].value() == ""
    assert page.context["form"]["name"].value() == "Herne"


def test_the_author_s_name_makes_the_slug(editor, network):
    rows = {"title": "Jörg Weiß", "slug": "", "biography": rich_text(""), "action-publish": "on"}
    add(editor, network.authors["de"], "authorpage", "authors", **rows)
    assert AuthorPage.objects.get(title="Jörg Weiß").slug == "joerg-weiss"


def test_the_slugs_field_keeps_letters_that_a_slug_has_already():
    """An older URL is not changed by opening the form."""
    kept, new = slug_input("strasse-büro", "de"), slug_input("strasse-buero", "de")
    assert [field.attrs["data-w-slug-allow-unicode-value"] for field in (kept, new)] == ["true", False]
