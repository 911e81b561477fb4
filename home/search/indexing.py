"""What the index holds of a text: the same characters as a query does, whatever its text was pasted from."""

import copy
from collections.abc import Callable

from modelsearch.index import BaseField, RelatedFields

from .normalise import clean


class CleanIndex:
    """Cleans each text on its way into the index of a database (see `words.clean`)."""

    def add_items(self, model, objs):
        super().add_items(model, [_CleanObject(obj) for obj in objs])


class _CleanObject:
    """An object as an indexer reads it: its primary key and its search fields, whose values are clean."""

    def __init__(self, obj):
        self.obj, self.pk = obj, obj.pk

    def get_search_fields(self) -> list:
        return [_clean_field(field, lambda: self.obj) for field in self.obj.get_search_fields()]


def _clean_field(field: BaseField | RelatedFields, whose: Callable | None = None):
    """A copy of the field; the topmost ones read from the object itself, not from its stand-in."""
    wrapped, read = copy.copy(field), field.get_value
    if isinstance(field, RelatedFields):
        wrapped.fields = [_clean_field(inner) for inner in field.fields]
        wrapped.get_value = lambda obj: read(whose() if whose else obj)
    else:
        wrapped.get_value = lambda obj: _clean_value(read(whose() if whose else obj))
    return wrapped


def _clean_value(value):
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [_clean_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean_value(item) for key, item in value.items()}
    return value
