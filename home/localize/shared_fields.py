"""Facts live once: what the published original says is copied to every translation, words stay per language.

wagtail-localize's synchronised fields show the old value until somebody syncs (tried); here the columns
named in
`shared_fields` and the child rows named in `shared_relations` follow at the moment the original is
published, so
that pages, lists, filters, feeds and calendars read plain columns. The original is the oldest of its
group: the one
with the lowest primary key, whatever its language.
"""

from django.db import models, transaction
from django.dispatch import Signal
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail.search import index

# Sent when a page that shares facts was published, after they reached every language. What reads columns of
# translations listens to this instead of Wagtail's `page_published`.
facts_shared = Signal()


def original_of(obj: TranslatableMixin) -> TranslatableMixin:
    """The oldest member of the object's translation group, which may be the object itself."""
    return type(obj)._base_manager.filter(translation_key=obj.translation_key).order_by("pk").first() or obj


def is_original(obj: TranslatableMixin) -> bool:
    """Return whether facts are entered on this object, and not on another language's."""
    return (
        not type(obj)._base_manager.filter(translation_key=obj.translation_key, pk__lt=obj.pk or 0).exists()
    )


def share_facts(obj: TranslatableMixin) -> int:
    """Copy the facts of the group's original to its translations and return how many were written.

    Safe to repeat. Nothing is copied while the original is an unpublished page: a draft is nobody's fact.
    """
    model = type(obj)
    group = list(
        model._base_manager.filter(translation_key=obj.translation_key)
        .select_related("locale")
        .order_by("pk")
    )
    original, translations = group[0] if group else None, group[1:]
    if not translations or (isinstance(original, DraftStateMixin) and not original.live):
        return 0
    with transaction.atomic():
        for translation in translations:
            _share_columns(original, translation)
            for relation in model.shared_relations:
                _share_children(original, translation, relation)
            _share_child_facts(original, translation)
            translation.refresh_from_db()
            index.insert_or_update_object(translation)
    return len(translations)


def in_language(value, locale: Locale):
    """The live translation of a translatable record in that language, or the record itself without one."""
    if isinstance(value, TranslatableMixin) and value.locale_id != locale.pk:
        translation = value.get_translation_or_none(locale)
        if translation and getattr(translation, "live", True):
            return translation
    return value


def share_again(record: TranslatableMixin) -> int:
    """Share the facts of every page that refers to the record, and return how many pages those are.

    Called after a translation of the record was deleted, and with it what referred to it.
    """
    pages = {}
    for relation in _references(type(record)):
        for row in relation.related_model._base_manager.filter(**{relation.field.name: record.pk}):
            page = row if isinstance(row, Page) else getattr(row, "page", None)
            if page is not None:
                pages[page.pk] = page
    for page in pages.values():
        share_facts(page.specific)
    return len(pages)


def point_at(record: TranslatableMixin) -> int:
    """Let what refers to a record in its language refer to the right one; return how many rows changed.

    As long as a translated record is a draft its language refers to the original, from the moment it is
    live to itself.
    """
    target = record if record.live else original_of(record)
    written = 0
    for relation in _references(type(record)):
        owner, name = relation.related_model, relation.field.name
        parents = [field for field in owner._meta.concrete_fields if isinstance(field, ParentalKey)]
        if issubclass(owner, TranslatableMixin):
            locale = "locale"
        elif parents:
            locale = f"{parents[0].name}__locale"
        else:
            continue
        rows = owner._base_manager.filter(
            **{locale: record.locale_id, f"{name}__translation_key": record.translation_key}
        ).exclude(**{name: target.pk})
        for parent in parents:
            # Where both languages' records were chosen by hand, one row is enough.
            has_it = owner._base_manager.filter(**{name: target.pk}).values(parent.attname)
            rows = rows.exclude(**{f"{parent.attname}__in": has_it})
        written += rows.update(**{name: target.pk})
    return written


def _references(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """Every foreign key that points at the model, those without a reverse name included."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.one_to_many and relation.auto_created and not relation.concrete
    ]


def _share_columns(original, translation) -> None:
    values = {
        name: in_language(getattr(original, name), translation.locale) for name in original.shared_fields
    }
    if values:
        # One UPDATE per table: Django splits inherited columns itself. Revisions are left alone: a later
        # publication of the translation comes through here again.
        type(original)._base_manager.filter(pk=translation.pk).update(**values)


def _share_children(original, translation, relation: str) -> None:
    """Replace the translation's child rows by copies of the original's (rows of facts only) where they are
    not the same already."""
    child, parent = _child(type(original), relation)
    rows = list(child._base_manager.filter(**{f"{parent}__in": [original.pk, translation.pk]}))
    rows.sort(key=lambda row: (row.sort_order or 0, row.pk))
    fields = [
        field for field in child._meta.concrete_fields if not field.primary_key and field.name != parent
    ]
    wanted = [
        child(
            **{f"{parent}_id": translation.pk},
            **{field.name: in_language(getattr(row, field.name), translation.locale) for field in fields},
        )
        for row in rows
        if getattr(row, f"{parent}_id") == original.pk
    ]
    present = [row for row in rows if getattr(row, f"{parent}_id") == translation.pk]
    if _facts(present, fields) != _facts(wanted, fields):
        child._base_manager.filter(pk__in=[row.pk for row in present]).delete()
        child._base_manager.bulk_create(wanted)


def _facts(rows: list[models.Model], fields: list[models.Field]) -> list[tuple]:
    """The columns of rows, to compare them."""
    return [tuple(field.value_from_object(row) for field in fields) for row in rows]


def _share_child_facts(original, translation) -> None:
    """Copy the fact columns of translated child rows (a programme slot's times) by their translation key."""
    for relation in getattr(original, "shared_child_facts", []):
        child, parent = _child(type(original), relation)
        rows = list(child._base_manager.filter(**{f"{parent}__in": [original.pk, translation.pk]}))
        own = [row for row in rows if getattr(row, f"{parent}_id") == original.pk]
        theirs = {row.translation_key: row for row in rows if row not in own}
        fields = [child._meta.get_field(name) for name in ("sort_order", *child.shared_fields)]
        for row in own:
            copy = theirs.get(row.translation_key)
            values = {f.name: in_language(getattr(row, f.name), translation.locale) for f in fields}
            if copy is not None and any(getattr(copy, name) != value for name, value in values.items()):
                child._base_manager.filter(pk=copy.pk).update(**values)


def _child(model: type[models.Model], relation: str) -> tuple[type[models.Model], str]:
    field = model._meta.get_field(relation)
    return field.related_model, field.field.name
