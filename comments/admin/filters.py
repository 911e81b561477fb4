"""What the lists of the desk can be narrowed by."""

from datetime import timedelta

import django_filters
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from comments.models import Comment, Report, Thread

from .permissions import CHANGE

# The list of pages offers those where something happened last; any other is reached by the search.
PAGES_OFFERED = 100
AGES = {
    "day": (_("Up to a day"), {"created_at__gte": timedelta(days=1)}),
    "week": (_("Up to a week"), {"created_at__gte": timedelta(days=7)}),
    "late": (_("Older than two days"), {"created_at__lt": timedelta(days=2)}),
    "old": (_("Older than a month"), {"created_at__lt": timedelta(days=30)}),
}
STATES = [
    choice
    for choice in Comment.Status.choices
    if choice[0] not in (Comment.Status.UNCONFIRMED, Comment.Status.ERASED)
]


class LatestThreads(django_filters.fields.ModelChoiceIterator):
    def __init__(self, field):
        super().__init__(field)
        self.queryset = field.queryset[:PAGES_OFFERED]


class ThreadField(django_filters.fields.ModelChoiceField):
    iterator = LatestThreads


class ThreadFilter(django_filters.ModelChoiceFilter):
    field_class = ThreadField


class AgeFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs):
        choices = [(name, label) for name, (label, _lookup) in AGES.items()]
        super().__init__(label=_("Age"), choices=choices, **kwargs)

    def filter(self, queryset, value):
        if value not in AGES:
            return queryset
        now = timezone.now()
        return queryset.filter(**{lookup: now - age for lookup, age in AGES[value][1].items()})


class CommentFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=_("State"), choices=STATES)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    thread = ThreadFilter(
        label=_("Page"), queryset=Thread.objects.filter(Exists(Comment.objects.filter(thread=OuterRef("pk"))))
    )
    age = AgeFilter()
    # The number of a comment, for everything from its writer: an address never stands in an address line.
    writer = django_filters.NumberFilter(label=_("Writer of comment no."), method="by_writer")

    class Meta:
        model = Comment
        fields = ["status", "language", "thread", "age", "writer"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.has_perm(CHANGE):
            del self.filters["writer"]

    def by_writer(self, queryset, name, value):
        email = Comment.objects.filter(pk=int(value)).values_list("email", flat=True).first()
        return queryset.filter(email=email) if email else queryset.filter(pk=int(value))


class ReportFilters(WagtailFilterSet):
    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="comment__language", choices=settings.LANGUAGES
    )
    age = AgeFilter()

    class Meta:
        model = Report
        fields = ["status", "ground", "language", "age"]
