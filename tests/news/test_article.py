"""The page of an article, in both languages and in every state of its facts."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.rich_text import RichText

from authors.models import AuthorPage, PageAuthor
from home.models import PagePlace, PageTopic, RelatedPage, SiteText
from tests import factories

pytestmark = pytest.mark.django_db


def html_of(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.text


def with_authors(article, *people):
    for person in people:
        article.page_authors.add(PageAuthor(author=person))
    return factories.publish(article)


@pytest.fixture
def article(network):
    return factories.article(
        network.news["de"],
        date=timezone.localdate(),
        dateline=factories.place(network.de, name="Hagen", slug="hagen"),
        body=[("paragraph", {"text": RichText("<p>Morgens um neun riecht es hier nach Kaffee.</p>")})],
    )


def test_one_image_one_credit(client, article):
    """domain.md#pictures: the credit is the image's, the caption the article's."""
    article.lead_image = factories.image(alt_de="Häuserzeile mit Eckladen", credit="Ilka Brandscheid")
    article.lead_image_caption = "Seit Oktober wieder beleuchtet."
    html = html_of(client, factories.publish(article))
    assert html.count("Ilka Brandscheid") == html.count("<figcaption") == html.count("Foto:") == 1
    assert 'alt="Häuserzeile mit Eckladen"' in html
    assert 'fetchpriority="high"' in html
    assert 'loading="lazy"' not in html
    assert "Seit Oktober wieder beleuchtet." in html


def test_an_alternative_text_in_the_other_language_says_so(client, network, article):
    article.lead_image = factories.image(alt_de="Häuserzeile mit Eckladen")
    dutch = factories.translate(factories.publish(article), network.nl, title="Het schoolplein")
    html = html_of(client, dutch)
    assert re.search(r'<img[^>]*alt="Häuserzeile mit Eckladen"[^>]*lang="de"', html)
    article.lead_image_decorative = True
    factories.publish(article)
    assert 'alt=""' in html_of(client, dutch)
    assert "Häuserzeile" not in html_of(client, dutch)


def test_the_dateline_stands_before_the_first_words(client, network, article):
    """domain.md#places: in Dutch with the country where the network wants it."""
    assert '<p class="dateline"><b>Hagen.</b></p>' in html_of(client, article)
    dutch = factories.translate(article, network.nl, title="Het schoolplein")
    assert '<p class="dateline" lang="de"><b>Hagen.</b></p>' in html_of(client, dutch)
    network.settings.dateline_country = True
    network.settings.save()
    assert "<b>Hagen (D).</b>" in html_of(client, dutch)
    assert "<b>Hagen.</b>" in html_of(client, article)


def test_nobody_is_named_where_nobody_is_chosen(client, article):
    """domain.md#authors: no fallback to the login name."""
    user = get_user_model().objects.create(username="redaktion", first_name="Rita", last_name="Login")
    article.owner = user
    html = html_of(client, factories.publish(article))
    assert "Von" not in html
    assert 'rel="author"' not in html
    for word in ("redaktion", "Rita", "Login", "avatar"):
        assert word not in html


def test_authors_in_order_with_their_label(client, network, article):
    """domain.md#authors: the word depends on the number and on the house's style, never with a slash."""
    henrike = factories.author(network.authors["de"], title="Dr. Henrike Altmanns", role="Stadtforscherin")
    merve = factories.author(network.authors["de"], title="Merve Taşkın-Brandt")
    html = html_of(client, with_authors(article, merve))
    assert ">Autor*in</h2>" in html
    html = html_of(client, with_authors(article, henrike))
    assert re.search(r"Von <a [^>]*>Merve Taşkın-Brandt</a> und <a [^>]*>Dr. Henrike Altmanns</a>", html)
    assert ">Autorinnen und Autoren</h2>" in html
    assert html.count("Stadtforscherin") == 1
    SiteText.objects.filter(locale=network.de).update(authors_label="Autor:innen")
    assert ">Autor:innen</h2>" in html_of(client, article)
    assert "/en" not in html


def test_authors_in_dutch_with_a_biography_that_is_not_translated(client, network, article):
    """domain.md#authors: the German one under `lang` and a notice."""
    person = factories.author(
        network.authors["de"], title="Dr. Henrike Altmanns", biography="<p>Hat in Aachen studiert.</p>"
    )
    with_authors(article, person)
    translated_person = factories.translate(person, network.nl, role="Stadsonderzoeker", biography="")
    dutch = factories.translate(article, network.nl, title="Het schoolplein")
    html = html_of(client, dutch)
    assert f'Door <a href="{translated_person.url}" rel="author">Dr. Henrike Altmanns</a>' in html
    assert "Nog niet vertaald, in het Duits:" in html
    assert re.search(r'lang="de"><p>Hat in Aachen studiert.</p>', html)
    assert ">Stadsonderzoeker</p>" in html
    AuthorPage.objects.filter(pk=translated_person.pk).update(biography="<p>Studeerde in Aken.</p>")
    html = html_of(client, dutch)
    assert "Nog niet vertaald" not in html
    assert "<p>Studeerde in Aken.</p>" in html


def test_an_author_without_a_live_page_is_named_without_a_link(client, network, article):
    person = factories.author(network.authors["de"], title="Jan van Vieren", live=False)
    html = html_of(client, with_authors(article, person))
    assert "Von Jan van Vieren" in html
    assert 'rel="author"' not in html


def test_press_texts_are_marked_and_have_no_byline(client, network, article):
    """domain.md#sources: Quelle and Bron, with the kind."""
    article.source_kind, article.source_name = "press", "Pressestelle Stadt Kamen"
    article.source_url = "https://kamen.example.org/presse"
    with_authors(article, factories.author(network.authors["de"], title="Dr. Henrike Altmanns"))
    html = html_of(client, article)
    link = '<a href="https://kamen.example.org/presse" rel="external">Pressestelle Stadt Kamen</a>'
    assert f"Quelle: {link} (Pressemitteilung)" in html
    assert "Altmanns" not in html
    dutch = factories.translate(article, network.nl, title="Het schoolplein")
    assert f"Bron: {link} (persbericht)" in html_of(client, dutch)
    article.source_kind = "own"
    assert f"Quelle: {link}</p>" in html_of(client, factories.publish(article))


def test_an_article_is_cited_and_passed_on(client, network, article):
    """In the page's own words and marks, with every sign escaped, and without anybody else's service."""
    article.title, article.date = 'Ein "Hof" & <b>ein</b> Platz', date(2026, 11, 16)
    people = [factories.author(network.authors["de"], title=name) for name in ("Jan van Vieren", "Ada Vos")]
    with_authors(article, *people)
    dutch = factories.translate(article, network.nl, title="Een ‘hof’ & een plein", slug="hof")
    told = {
        article: (
            f"Jan van Vieren und Ada Vos: „Ein ‚Hof‘ & <b>ein</b> Platz“, Kwartier, 16.\xa0November 2026, "
            f"http://testserver{article.url}",
            'Lesetipp: Ein "Hof" & <b>ein</b> Platz',
        ),
        dutch: (
            f"Jan van Vieren en Ada Vos, ‘Een “hof” & een plein’, Kwartier, 16 november 2026, "
            f"http://testserver{dutch.url}",
            "Leestip: Een ‘hof’ & een plein",
        ),
    }
    for page, (citation, subject) in told.items():
        part = BeautifulSoup(html_of(client, page), "html.parser").select_one("section.share")
        assert part.select_one(".cite span").text == citation
        assert part.select_one("input[readonly]")["value"] == f"http://testserver{page.url}"
        (link,) = part.select("a")
        mail = parse_qs(urlsplit(link["href"]).query, strict_parsing=True)
        assert mail["subject"] == [subject]
        assert mail["body"][0].endswith(f"http://testserver{page.url}")
        assert not part.select("script, iframe, img, form, b b, span b, [onclick]")
    # The original below a notice is cited in its own language, at its own address.
    dutch.delete()
    url = article.get_card(language="nl").url
    part = BeautifulSoup(client.get(url).text, "html.parser").select_one("section.share")
    assert part.select_one(".cite").text == f"Zitieren als: {told[article][0]}"


def test_a_press_text_is_cited_by_its_source(client, article):
    article.source_kind, article.source_name = "press", "Pressestelle Stadt Kamen"
    assert "</b> <span>Pressestelle Stadt Kamen: „Der Schulhof" in html_of(client, factories.publish(article))


def test_old_articles_say_so(client, network, article):
    """domain.md#years."""
    assert "ist von" not in html_of(client, article)
    article.date = date(2018, 6, 30)
    html = html_of(client, factories.publish(article))
    assert "Dieser Artikel ist von 2018." in html
    assert '<time datetime="2018-06-30">30.\xa0Juni 2018</time>' in html
    dutch = factories.translate(article, network.nl, title="Het schoolplein")
    assert "Dit artikel is uit 2018." in html_of(client, dutch)


def test_a_correction_is_printed_with_its_date(client, article):
    article.correction, article.corrected_on = "Es waren drei Schulen, nicht vier.", date(2026, 11, 20)
    html = html_of(client, factories.publish(article))
    assert "Es waren drei Schulen, nicht vier." in html
    assert 'datetime="2026-11-20"' in html
    assert html.index("Es waren drei Schulen") < html.index("Morgens um neun")


def test_topics_places_and_related_pages(client, network, article, german_topic, dutch_topic):
    """domain.md#related, #foreign-words: related pages in the reader's language, foreign names under their
    own."""
    venlo = factories.place(network.de, name="Venlo", slug="venlo", country="NL")
    call = factories.series(network.events["de"], title="Zehn Quartiere")
    recap = factories.article(network.news["de"], title="Was daraus wurde")
    hidden = factories.article(network.news["de"], title="Noch nicht", live=False)
    article.page_topics.add(PageTopic(topic=german_topic))
    article.page_places.add(PagePlace(place=venlo))
    for target in (recap, call, hidden):
        article.related_pages.add(RelatedPage(target=target))
    factories.publish(article)
    html = html_of(client, article)
    assert 'data-t="rose" href="/de/themen/oeffentlicher-raum/">Öffentlicher Raum</a>' in html
    assert 'class="plate" href="/de/orte/venlo/" lang="nl">Venlo</a>' in html
    assert f'<a href="{recap.url}">Was daraus wurde</a>' in html
    assert f'href="{call.url}"' in html
    assert "Noch nicht" not in html
    dutch = factories.translate(article, network.nl, title="Het schoolplein")
    factories.translate(recap, network.nl, title="Wat ervan kwam")
    html = html_of(client, dutch)
    assert ">Openbare ruimte</a>" in html
    assert "Wat ervan kwam" in html
    assert re.search(r'href="/nl/[^"]*" lang="de"[^>]*>Zehn Quartiere', html)


def test_a_long_title_and_one_with_a_dash(client, network, article):
    """domain.md#titles: nothing is encoded twice, the short title is for breadcrumbs."""
    title = "Heeren-Werve – Dialog wird fortgesetzt: „Soziale Stadt“ & Städtebauförderung " + "lang " * 12
    article.title, article.short_title = title.strip(), "Heeren-Werve"
    html = html_of(client, factories.publish(article))
    assert "&amp;amp;" not in html
    assert "Heeren-Werve – Dialog" in html


def test_the_page_carries_its_template_and_a_place_for_comments(client, article):
    html = html_of(client, article)
    assert '<body class="template-article-page">' in html
    assert '<meta name="description" content="Drei Schulen teilen ihre Höfe.">' in html


def test_the_original_of_an_untranslated_article(client, network, article):
    """HOUSE: the original under its own `lang`, its notice in the reader's language."""
    with_authors(article, factories.author(network.authors["de"], title="Dr. Henrike Altmanns"))
    card = article.get_card(language="nl")
    response = client.get(card.url)
    assert response.status_code == 200
    assert '<div lang="de">' in response.text
    assert "Von <a" in response.text
    assert "Door" not in response.text


def test_a_preview_shows_the_draft(rf, network, article):
    article.page_authors.add(PageAuthor(author=factories.author(network.authors["de"], title="Neu Dazu")))
    article.lead = "Ein neuer Vorspann."
    revision = article.save_revision()
    response = revision.as_object().make_preview_request()
    assert response.status_code == 200
    assert "Ein neuer Vorspann." in response.render().text
    assert "Neu Dazu" in response.text
