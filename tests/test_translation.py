"""Every kind of page and record is translated in both directions: all its words, and its facts unasked."""

from copy import deepcopy

import pytest
from django.apps import apps
from django.db import transaction
from wagtail.models import Page, TranslatableMixin, get_translatable_models
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import StringSegment
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.views.edit_translation import TabHelper, get_segment_location_info

from home.localize.outdated import outdated
from home.localize.publishing import missing, obstacle
from tests import factories
from tests.translation_samples import MAKERS

pytestmark = pytest.mark.django_db


def test_no_kind_of_page_or_record_is_forgotten():
    rows = {"events.ProgrammeSlot", "events.SessionMaterial", "wagtailcore.Page"}
    found = {model._meta.label for model in get_translatable_models(include_subclasses=True)} - rows
    assert {label for label in found if not label.startswith("wagtail")} == set(MAKERS)


@pytest.mark.parametrize("label", sorted(MAKERS))
def test_every_field_and_row_is_either_words_or_facts(label):
    """No many-to-many, no rows that keep the other language's words (D11)."""
    model = apps.get_model(label)
    assert list(model._meta.many_to_many) == []
    for name in offered_rows(model):
        row = model._meta.get_field(name).related_model
        assert issubclass(row, TranslatableMixin) or name in model.shared_relations, name
    own = {"first_published_at", "go_live_at", "expire_at", "comment_notifications", "show_in_menus"}
    for field in get_translatable_fields(model):
        column = field.get_field(model)
        if isinstance(field, SynchronizedField) and column.concrete and column.name not in own:
            named = {
                *model.shared_fields,
                *getattr(model, "synchronised_fields", ()),
                "name",
                "slug",
                "language",
            }
            assert column.name in named, column.name


def offered_rows(model):
    """The child relations that an editor may fill in: what hangs on any page is not on every form."""
    if not issubclass(model, Page):
        return []
    rows = model.get_edit_handler().get_form_class().formsets
    return [name for name in rows if name != "comments"]


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """One network for all, each of which rolls back what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield factories.Network()
        transaction.set_rollback(True)


@pytest.fixture
def network(once, db):
    return deepcopy(once)


@pytest.fixture(params=[("de", "nl"), ("nl", "de")], ids=["to Dutch", "to German"])
def direction(request):
    return request.param


@pytest.mark.parametrize("label", sorted(MAKERS))
def test_every_word_is_translated_and_every_fact_is_there(
    network, direction, label, django_capture_on_commit_callbacks
):
    source, target = direction
    original = MAKERS[label](network, source)
    made = factories.request_translation(original, getattr(network, target), False)
    assert not made.get_target_instance().live
    assert obstacle(made)
    assert unseen(made) == []

    factories.fill(made)
    assert (list(missing(made)), obstacle(made)) == ([], "")
    with django_capture_on_commit_callbacks(execute=True):
        made.save_target(publish=True)

    translation = made.get_target_instance()
    assert translation.live
    assert list(outdated()) == []
    assert words(translation) == sorted(
        (segment.context.path, translated(segment, target)) for segment in segments(made)
    )
    original.refresh_from_db()
    for name in original.shared_fields:
        assert fact(translation, name) == fact(original, name), name
    for relation in original.shared_relations:
        assert rows(translation, relation) == rows(original, relation), relation


def segments(made):
    return list(StringSegment.objects.filter(source=made.source).select_related("string", "context"))


def translated(segment, code):
    text = segment.string.data
    return f"{code}-{text}".lower() if segment.context.path == "slug" else f"{code.upper()} {text}"


def words(translation):
    """The translation's own strings with their paths, extracted as if it were an original."""
    return sorted(
        (segment.path, segment.string.data)
        for segment in extract_segments(translation)
        if isinstance(segment, StringSegmentValue)
    )


def unseen(made):
    """The strings that the translation editor would not show: their field has no panel."""
    source = made.source.get_source_instance()
    tabs = TabHelper(source)
    found = []
    for segment in segments(made):
        path = segment.context
        try:
            get_segment_location_info(source, tabs, path.path, path.get_field_path(source))
        except KeyError:
            found.append(path.path)
    return found


def fact(obj, name):
    """A column's value; a record or page of another language counts as its original."""
    value = getattr(obj, name)
    return value.translation_key if isinstance(value, TranslatableMixin) else value


def rows(page, relation):
    found = []
    for row in getattr(type(page).objects.get(pk=page.pk), relation).all():
        names = [f.name for f in row._meta.concrete_fields if f.name not in ("id", "page")]
        found.append({name: fact(row, name) for name in names})
    return found
