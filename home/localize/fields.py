"""Which fields wagtail-localize copies or leaves alone: a model says it once, by `shared_fields`."""

from wagtail_localize.fields import BaseTranslatableField, SynchronizedField


class OwnField(BaseTranslatableField):
    """A field that each language keeps for itself: neither translated nor copied."""

    def __repr__(self):
        return f"<OwnField {self.field_name}>"


def synchronised(names) -> list[SynchronizedField]:
    """Facts: copied with every sync, and never overridden in a translation (`share_facts` would undo it)."""
    return [SynchronizedField(name, overridable=False) for name in names]
