"""Which documents the search may show: those that a page offers which everybody may read."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Locale, Page, ReferenceIndex

from home.visibility import readable


def public_documents(keys: list[int], locale: Locale) -> set[int]:
    """Of these documents those that a readable page of the language refers to; at most four queries.

    A document that no page offers, or that lies in a collection behind a login, is nobody's to find.
    """
    model = get_document_model()
    types = ContentType.objects.get_for_models(model, Page)
    pages = readable(Page.objects.filter(locale=locale)).annotate(text=Cast("pk", CharField()))
    offered = ReferenceIndex.objects.filter(
        to_content_type=types[model],
        to_object_id__in=[str(key) for key in keys],
        base_content_type=types[Page],
        object_id__in=pages.values("text"),
    ).values_list("to_object_id", flat=True)
    documents = model.objects.filter(pk__in=[int(key) for key in set(offered)]).select_related("collection")
    closed = [
        restriction.collection.path
        for restriction in CollectionViewRestriction.objects.select_related("collection")
    ]
    return {
        document.pk
        for document in documents
        if not any(document.collection.path.startswith(path) for path in closed)
    }
