"""Which translations need an update: wagtail-localize itself only knows what was last synchronised."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_all_child_relations, get_serializable_data_for_fields
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from home.models import SharedRecord

# What changes with every publication and says nothing about words.
BOOKKEEPING = {
    "content_type",
    "draft_title",
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "path",
    "depth",
    "pk",
    "url_path",
    "wagtail_admin_comments",
}


def outdated(translations: QuerySet[Translation] | None = None) -> QuerySet[Translation]:
    """The translations whose original was published with other words since they were last synchronised."""
    translations = Translation.objects.all() if translations is None else translations
    source = {
        "translation_key": OuterRef("source__object_id"),
        "locale_id": OuterRef("source__locale_id"),
        "last_published_at__gt": OuterRef("source__last_updated_at"),
    }
    changed = Q(Exists(Page.objects.filter(**source)))
    for model in record_models():
        changed |= Q(Exists(model.objects.filter(**source)))
    return translations.filter(changed, enabled=True)


def record_models() -> list[type[SharedRecord]]:
    """Every shared record that is not abstract, of whatever app."""
    found, queue = [], [SharedRecord]
    while queue:
        for model in queue.pop().__subclasses__():
            queue.append(model)
            if not model._meta.abstract:
                found.append(model)
    return sorted(found, key=lambda model: model._meta.label)


def settle(instance) -> bool:
    """After a publication that changed facts only, note that the translations are still up to date.

    Facts reach the translations by themselves (home.localize.shared_fields), so moving a date is no work for
    a translator. Returns whether a source was brought up to date in this way.
    """
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is None:
        return False
    content = serialised(instance)
    if words(instance, content) != words(instance, source.content_json):
        return False
    source.content_json = content
    source.last_updated_at = timezone.now()
    source.save(update_fields=["content_json", "last_updated_at"])
    return True


def serialised(instance) -> str:
    """The content as wagtail-localize keeps it."""
    if isinstance(instance, ClusterableModel):
        return instance.to_json()
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def words(instance, content: str) -> dict:
    """The serialised content without bookkeeping, facts and rows of facts."""
    model = type(instance)
    facts = {*getattr(model, "shared_fields", ()), *getattr(model, "shared_relations", ())}
    computed = {f.name for f in model._meta.concrete_fields if not f.editable or isinstance(f, DateTimeField)}
    data = {k: v for k, v in json.loads(content).items() if k not in BOOKKEEPING | facts | computed}
    for relation in get_all_child_relations(model) if issubclass(model, ClusterableModel) else ():
        if relation.name in data:
            row_facts = {"pk", *getattr(relation.related_model, "shared_fields", ())}
            data[relation.name] = [
                {k: v for k, v in row.items() if k not in row_facts} for row in data[relation.name]
            ]
    return data
