from django.db import models
from django.utils.functional import classproperty
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from home.admin.forms import RecordForm
from home.localize.fields import OwnField, synchronised


class RecordQuerySet(models.QuerySet):
    def live(self):
        """What readers may see. A translation asked for stays a draft until somebody publishes its words."""
        return self.filter(live=True)


class SharedRecord(index.Indexed, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A record of words that pages refer to: translated as a draft, published when its words are there."""

    # Columns that hold facts: right in every language once the original is saved
    # (home.localize.shared_fields).
    shared_fields = []
    shared_relations = []

    base_form_class = RecordForm
    objects = RecordQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self):
        return self.name

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805
        """What wagtail-localize is to do with the fields that it would treat as words or as shared."""
        own = ("first_published_at", "go_live_at", "expire_at")
        return [*synchronised(cls.shared_fields), *map(OwnField, own)]
