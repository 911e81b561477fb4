"""Authors: their list, their page, and what they wrote."""

import re
from datetime import date, time

import pytest
from wagtail.models import PageViewRestriction

from authors.models import PageAuthor
from home.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def person(network):
    office = Organisation.objects.create(name="Planstelle Aachen", url="https://planstelle.example.org")
    return factories.author(
        network.authors["de"],
        title="Dr. Henrike Altmanns",
        given_name="Henrike",
        family_name="Altmanns",
        degree="Dipl.-Ing. Raumplanung",
        role="Stadtforscherin",
        team="Quartier",
        organisation=office,
        biography="<p>Hat in Aachen studiert.</p>",
        email="altmanns@example.org",
        phone="0201 5550123",
        website="https://altmanns.example.org/",
        portrait=factories.image("altmanns.jpg", (300, 300), alt_de="Ein Porträt", credit="Ilka Brandscheid"),
    )


def wrote(person, page):
    page.page_authors.add(PageAuthor(author=person))
    return factories.publish(page)


def test_each_fact_once(client, person):
    """domain.md#pictures, #authors: the portrait's alt is empty beside the name, "avatar" never appears."""
    html = client.get(person.url).text
    main = html[html.index("<main") : html.index("</main>")]
    assert main.count("Dr. Henrike Altmanns") == 2  # the heading and the label of the column beside it
    assert main.count("Dipl.-Ing. Raumplanung, Stadtforscherin, Quartier, Planstelle Aachen") == 1
    assert main.count("Dipl.-Ing.") == main.count("Hat in Aachen studiert.") == 1
    assert 'href="mailto:altmanns@example.org"' in main
    assert 'href="tel:+492015550123"' in main
    assert ">altmanns.example.org</a>" in main
    assert re.search(r'<img alt="" ', main)
    assert "avatar" not in html.lower()
    assert '<body class="template-author-page">' in html


def test_without_a_portrait_there_is_no_picture(client, network):
    html = client.get(factories.author(network.authors["de"]).url).text
    main = html[html.index("<main") : html.index("</main>")]
    assert "<img" not in main


def test_works_newest_first_without_what_is_not_public(client, network, person):
    """domain.md#authors: through PageAuthor alone, whichever app the page is of."""
    news = network.news["de"]
    wrote(person, factories.article(news, title="Älter", date=date(2022, 5, 1)))
    wrote(person, factories.article(news, title="Neuer", date=date(2026, 5, 1)))
    hidden = factories.article(news, title="Entwurf", live=False)
    hidden.page_authors.add(PageAuthor(author=person))
    hidden.save()
    private = wrote(person, factories.article(news, title="Intern"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    factories.article(news, title="Von anderen")
    series = factories.series(network.events["de"], default_start_time=time(10))
    wrote(person, factories.session(series, title="Die Schule als Mitte", start_date=date(2027, 3, 17)))
    response = client.get(person.url)
    articles = [story.title for story in response.context_data["stories"]]
    assert [title for title in articles if title != "Die Schule als Mitte"] == ["Neuer", "Älter"]
    assert "Die Schule als Mitte" in response.text
    for word in ("Entwurf", "Intern", "Von anderen"):
        assert word not in response.text


def test_in_dutch(client, network, person):
    """domain.md#authors, #languages: German words under their `lang`, untranslated articles only if the
    network wants."""
    both = wrote(person, factories.article(network.news["de"], title="Beides", date=date(2026, 5, 1)))
    wrote(person, factories.article(network.news["de"], title="Nur deutsch", date=date(2025, 5, 1)))
    dutch_person = factories.translate(person, network.nl, role="Stadsonderzoeker", biography="")
    factories.translate(both, network.nl, title="Allebei")
    response = client.get(dutch_person.url)
    assert [story.title for story in response.context_data["stories"]] == ["Allebei"]
    assert "Nog niet vertaald, in het Duits:" in response.text
    assert 'lang="de"><p>Hat in Aachen studiert.</p>' in response.text
    assert "1 artikel sinds 2026" in response.text
    network.settings.show_untranslated_articles = True
    network.settings.save()
    stories = client.get(dutch_person.url).context_data["stories"]
    assert [(story.title, story.lang) for story in stories] == [("Allebei", ""), ("Nur deutsch", "de")]


def test_the_list_is_sorted_as_names_are(client, network):
    """domain.md#names: particles do not count, ä as a."""
    for title, given, particle, family in (
        ("Ute Zander", "Ute", "", "Zander"),
        ("Jan van Vieren", "Jan", "van", "Vieren"),
        ("Ida Österreich", "Ida", "", "Österreich"),
        ("Uwe Oster", "Uwe", "", "Oster"),
        ("Redaktion", "", "", ""),
    ):
        factories.author(
            network.authors["de"], title=title, given_name=given, particle=particle, family_name=family
        )
    factories.author(network.authors["de"], title="Entwurf", live=False)
    response = client.get(network.authors["de"].url)
    assert [person.name for person in response.context_data["people"]] == [
        "Uwe Oster",
        "Ida Österreich",
        "Redaktion",
        "Jan van Vieren",
        "Ute Zander",
    ]


def test_the_dutch_list_shows_who_is_not_translated_under_their_language(client, network, person):
    response = client.get(network.authors["nl"].url)
    (shown,) = response.context_data["people"]
    assert (shown.name, shown.text_lang, shown.role_lang) == ("Dr. Henrike Altmanns", "de", "de")
    assert shown.url.startswith("/nl/")


@pytest.mark.parametrize("page", ["abc", "\0", "9" * 5000, "-1"])
def test_any_page_number_gives_a_page(client, person, page):
    assert client.get(person.url, {"page": page}).status_code == 200


def test_the_card_in_the_preview_is_the_drafts(person):
    person.role = "Neue Funktion"
    assert person.get_person(language="de").role.split(", ")[1] == "Neue Funktion"
