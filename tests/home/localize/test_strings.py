"""Strings of translations, case by case: what fits, what is the same, what is used again, what is left."""

from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from wagtail.models import Page
from wagtail_localize import strings
from wagtail_localize.models import StringTranslation, Translation, TranslationContext
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from config.setup.roles import EDITORS, TRANSLATORS_NL
from home.localize import editing, extraction, pofile
from home.localize.buttons import of_page, with_offers
from home.localize.consequences import named
from home.localize.memory import use_again, words_of
from home.localize.moves import follow, stranded
from home.localize.outdated import settle
from home.localize.publishing import incomplete, missing, to_translate, translation_of
from home.localize.rights import languages_of, may_create, may_edit, may_publish
from home.localize.sources import fetch_ends
from home.localize.untranslated import gaps
from home.localize.words import fault_of, field_of, is_blank, mark_fault, too_long
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(network, article):
    return factories.request_translation(article, network.nl, False)


@pytest.fixture
def typed(translation):
    """A string of the article's translation as somebody typed it, not yet saved."""

    def typed(path: str, data: str, original: str = "") -> StringTranslation:
        segment = translation.source.stringsegment_set.get(context__path=path)
        if original:
            segment.string.data = original
        return StringTranslation(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=data,
        )

    return typed


@pytest.mark.parametrize(
    ("path", "data", "fits"),
    [
        ("title", "x" * 255, True),
        ("title", "x" * 256, False),
        # Markup and references are not counted as they are written.
        ("title", f"<b>{'x' * 255}</b>", True),
        ("title", "&amp;" * 255, True),
        ("lead", "x" * 9000, True),
    ],
)
def test_a_string_fits_into_its_column(typed, path, data, fits):
    assert (too_long(typed(path, data)) == "") is fits
    assert too_long(StringTranslation(data=data)) == ""


def test_the_column_of_a_string(network, translation):
    def field(obj, path):
        found = field_of(TranslationContext(object=obj, path=path))
        return found and found.name

    article = translation.source.object
    assert [field(article, path) for path in ("title", "body.b0.text", "gibtesnicht")] == [
        "title",
        None,
        None,
    ]
    session = factories.session(network.events["de"])
    whole = factories.request_translation(session, network.nl, False).source.object
    assert field(whole, "slots.0b9a6bd4.title") == "title"
    assert field(whole, "slots.0b9a6bd4.gibtesnicht") is None
    assert field(whole, "slots.0b9a6bd4") is None
    assert field(whole, "date_hint") == "date_hint"
    source = Translation.objects.get(source__object=whole).source
    source.translations.all().delete()
    source.delete()
    assert field(whole, "title") is None


def test_what_is_too_long_for_a_column_of_one_kind_of_page_is_refused(network):
    session = factories.session(network.events["de"], date_hint="Herbst 2027")
    made = factories.request_translation(session, network.nl, {"date_hint": "x" * 61})
    assert [segment.context.path for segment in missing(made)] == ["date_hint"]
    StringTranslation.objects.filter(context__path="date_hint").delete()
    factories.fill(made, {"date_hint": "x" * 60})
    assert list(missing(made)) == []


@pytest.mark.parametrize(
    ("data", "original", "fault"),
    [
        ("Drie scholen", "", False),
        ("\u00a0", "", True),
        ("\u00a0", "\u200b", False),
        ("<script>x</script>", "", True),
        ('<a id="a1">Drie</a>', "", True),
        ('<a id="a1">Drie</a>', '<a id="a1">Drei</a>', False),
    ],
)
def test_what_cannot_be_published_is_marked(typed, data, original, fault):
    row = typed("lead", data, original)
    assert bool(fault_of(row)) is fault
    mark_fault(row)
    assert (row.has_error, bool(row.field_error)) == (fault, fault)


@pytest.mark.parametrize("text", ["", None])
def test_nothing_is_blank(text):
    assert is_blank(text)


def test_words_of_a_translation_are_paired_by_where_they_stand(network, article):
    dutch = factories.translate(article, network.nl, title="Schoolplein", slug="plein", lead="Drie scholen")
    found = words_of(article, dutch)
    assert (found["Der Schulhof bleibt offen"], found[article.lead]) == ("Schoolplein", "Drie scholen")
    assert "schulhof" not in found
    dutch.lead = ""
    assert article.lead not in words_of(article, dutch)


def test_words_are_used_again_where_something_is_missing(network, article, translation):
    dutch, words = (
        translation.get_target_instance(),
        {article.lead: "Drie scholen", article.title: "Alt", article.slug: "x"},
    )
    assert use_again(dutch, words, {"title": "Schoolplein"}) == 0
    stored = dict(StringTranslation.objects.values_list("context__path", "data"))
    assert stored == {"title": "Schoolplein", "lead": "Drie scholen", "slug": "schoolplein"}
    use_again(dutch, {article.lead: "Anders"}, {})
    assert StringTranslation.objects.get(context__path="lead").data == "Drie scholen"


@pytest.mark.parametrize("blank", ["", "\u00a0"])
def test_no_blank_is_used_again(network, article, translation, blank):
    left = use_again(translation.get_target_instance(), {article.lead: blank}, {"title": blank})
    assert left == 3
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(
    ("german", "dutch", "found"),
    [
        ("Drei Schulen", "Drie scholen", False),
        ("Drei Schulen", "Drei Schulen ", True),
        ("Drei Schulen", "", True),
        ("Drei Schulen", "\u00a0", True),
        # A year is a year.
        ("2027", "2027", False),
        ("2027", "", True),
        ("", "", False),
    ],
)
def test_what_is_left_in_the_words_of_the_original(network, article, german, dutch, found):
    page = factories.translate(article, network.nl, title="Schoolplein", slug=article.slug)
    article.lead, page.lead = german, dutch
    assert [one.path for one in gaps(article, page)] == (["lead"] if found else [])


def test_the_slug_of_a_page_is_nothing_to_translate(translation, network):
    paths = {segment.context.path for segment in to_translate(missing(translation))}
    assert paths == {"title", "lead"}
    topic = factories.request_translation(factories.topic(network.de), network.nl, False)
    assert {segment.context.path for segment in to_translate(missing(topic))} >= {"name"}


def test_incomplete_is_what_runs_and_has_a_gap_or_a_fault(translation):
    everything = Translation.objects.all()
    assert list(incomplete(everything)) == [translation]
    factories.fill(translation)
    assert list(incomplete(everything)) == []
    StringTranslation.objects.filter(context__path="lead").update(has_error=True)
    assert list(incomplete(everything)) == [translation]
    Translation.objects.update(enabled=False)
    assert list(incomplete(everything)) == []
    assert translation_of(translation.get_target_instance()) is None


def test_only_other_words_make_a_translation_outdated(network, article, translation):
    source = translation.source
    before = source.last_updated_at
    assert settle(article) is True
    source.refresh_from_db()
    assert source.last_updated_at > before
    article.lead = "Vier Schulen."
    assert settle(article) is False
    assert settle(factories.article(network.news["de"], title="Ohne", slug="ohne")) is False


def test_repairs_are_put_in_and_taken_out_as_a_whole():
    def state():
        return {
            "handle_block": StreamFieldSegmentExtractor.handle_block,
            "handle_struct_block": StreamFieldSegmentExtractor.handle_struct_block,
            "extract_ids": strings.extract_ids,
            "validate_element": strings.validate_element,
            "INLINE_TAGS": list(strings.INLINE_TAGS),
            "save_target": Translation.save_target,
        }

    ours = state()
    extraction.restore()
    try:
        assert state() == extraction.UPSTREAM
        assert "span" not in strings.INLINE_TAGS
    finally:
        extraction.apply()
        extraction.apply()
    assert state() == ours
    assert strings.INLINE_TAGS.count("span") == 1


def asked(data=None, user=None):
    request = RequestFactory().post("/", data) if data is not None else RequestFactory().get("/")
    request.session, request.user = {}, user
    request._messages = FallbackStorage(request)
    return request


def test_only_a_copy_into_another_language_is_refused(network, article):
    def refused(data):
        request = asked(data)
        answer = editing.before_copy(request, article)
        assert bool(list(get_messages(request))) is (answer is not None)
        return answer is not None

    root = Page.objects.get(depth=1)
    for chosen in ("", "abc", "999999", root.pk, network.news["de"].pk):
        assert not refused({"new_parent_page": chosen}), chosen
    assert not refused({})
    assert refused({"new_parent_page": network.news["nl"].pk})
    assert editing.before_copy(asked(), article) is None


@pytest.mark.parametrize(
    ("who", "left"), [("editor", ["publish", "localize-convert-to-alias"]), ("translator", ["publish"])]
)
def test_a_translator_is_not_offered_an_alias(request, article, network, who, left):
    items = [SimpleNamespace(name=name) for name in ("publish", "localize-convert-to-alias")]
    dutch = factories.translate(article, network.nl, title="Schoolplein", slug="plein")
    editing.actions_of_a_page(items, asked(user=request.getfixturevalue(who)), {"page": dutch})
    assert [item.name for item in items] == left
    editing.actions_of_a_page(items, asked(user=request.getfixturevalue(who)), {})
    assert [item.name for item in items] == left


@pytest.mark.parametrize(("count", "expected"), [(5, "a · b · c · d · e"), (6, "a · b · c · d · e …")])
def test_a_message_quotes_five_strings(count, expected):
    said = pofile.quoted(list("abcdef"[:count]))
    assert said.replace("„", "").replace("“", "") == expected
    assert "x" * 60 in pofile.quoted(["x" * 61])
    assert "x" * 61 not in pofile.quoted(["x" * 61])


@pytest.mark.parametrize(("count", "more"), [(1, ""), (5, ""), (6, "1 weitere"), (7, "2 weitere")])
def test_a_sentence_names_five_titles(network, count, more):
    pages = [factories.standard_page(network.home["de"], title=f"Seite {n}") for n in range(count)]
    said = named(pages)
    assert said.count("“") == min(count, 5)
    assert said.endswith(more) if more else "weitere" not in said


def test_moving_what_is_no_original_moves_nothing(network, article):
    dutch = factories.translate(article, network.nl, title="Schoolplein", slug="plein")
    assert follow(article) == []
    assert follow(dutch) == []
    assert stranded(article) == []
    assert stranded(Page.objects.get(depth=1)) == []
    dutch.move(Page.objects.get(pk=network.home["nl"].pk), pos="last-child")
    dutch = Page.objects.get(pk=dutch.pk)
    assert [page.pk for page in stranded(article)] == [dutch.pk]
    assert stranded(dutch) == []
    assert [page.pk for page in follow(article)] == [dutch.pk]


def test_who_may_do_what_in_which_language(network, article, editor, translator, outsider):
    dutch = factories.translate(article, network.nl, title="Schoolplein", slug="plein")
    topic = factories.topic(network.nl, slug="ruimte", name="Ruimte")
    german = factories.topic(network.de)
    rights = {
        user.username: [
            may_edit(user, dutch),
            may_edit(user, article),
            may_publish(user, dutch),
            may_edit(user, topic),
            may_edit(user, german),
            may_publish(user, topic),
            may_create(user, german, network.nl),
            may_create(user, topic, network.de),
        ]
        for user in (editor, translator, outsider)
    }
    assert rights[editor.username] == [True] * 8
    assert rights[translator.username] == [True, False, False, True, False, False, True, False]
    assert rights[outsider.username] == [False] * 8


@pytest.mark.parametrize(
    ("role", "values", "codes"),
    [
        (TRANSLATORS_NL, {}, {"nl"}),
        (EDITORS, {}, {"de", "nl"}),
        (EDITORS, {"is_active": False}, set()),
        (None, {}, set()),
        (None, {"is_superuser": True}, {"de", "nl"}),
    ],
)
def test_the_languages_of_a_user(network, role, values, codes):
    user = factories.user(*filter(None, [role]), username="gesa", **values)
    assert {locale.language_code for locale in languages_of(user)} == codes


def test_a_list_offers_what_is_left_to_translate(network, article, editor, outsider):
    def labels(page, user=editor):
        row = with_offers(Page.objects.filter(pk=page.pk)).get()
        return [(str(button.label), button.url) for button in of_page(row, user, "/weiter/")]

    [(label, url)] = labels(article)
    assert (label, url.rstrip("/").rpartition("/")[2]) == ("Diese Seite übersetzen", str(article.pk))
    alias = article.create_alias(parent=network.news["de"], update_slug="noch-einmal")
    assert labels(alias)[0][1] == url
    assert labels(Page.objects.get(depth=1)) == []
    assert labels(article, factories.user(username="nobody")) == []
    translation = factories.request_translation(article, network.nl, False)
    [(label, url)] = labels(article)
    assert url.endswith(f"{translation.source_id}/?next=%2Fweiter%2F")
    Translation.objects.update(enabled=False)
    assert labels(article) == []


def test_the_ends_of_a_translation_that_was_deleted_are_none(network, article, editor):
    translation = factories.request_translation(article, network.nl, False)
    fetch_ends([translation])
    assert (translation.original.pk, translation.target.pk) == (
        article.pk,
        article.get_translation(network.nl).pk,
    )
    article.get_translation(network.nl).delete()
    fetch_ends([translation])
    assert (translation.target, translation.target_url) == (None, None)
