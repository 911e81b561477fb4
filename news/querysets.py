"""Articles in an editor's words."""

from django.db.models import Prefetch, Q
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from authors.models import PageAuthor
from comments.counts import with_counts
from home.media.renditions import prefetch_picture
from home.models import PagePlace, PageTopic
from home.visibility import readable, readable_for


class ArticleQuerySet(PageQuerySet):
    """Selections of articles; those that join other tables never list an article twice."""

    def live_articles(self):
        """What everybody may read: no draft, nothing behind a login, no alias of the other language."""
        return readable(self)

    def in_language(self, locale: Locale, *, untranslated: bool = False):
        """Articles written in a language; with `untranslated` also those that it has no translation of."""
        if not untranslated:
            return self.filter(locale=locale)
        return readable_for(self, locale)

    def by_topic(self, topic):
        """Articles of a topic, whichever language's record of it is asked for."""
        joined = PageTopic.objects.filter(topic__translation_key=topic.translation_key)
        return self.filter(pk__in=joined.values("page"))

    def by_place(self, place):
        """Articles about a place or one of its quarters, or written there (domain.md#places)."""
        key = place.translation_key
        joined = PagePlace.objects.filter(
            Q(place__translation_key=key) | Q(place__part_of__translation_key=key)
        )
        return self.filter(
            Q(pk__in=joined.values("page"))
            | Q(dateline__translation_key=key)
            | Q(dateline__part_of__translation_key=key)
        )

    def by_author(self, author):
        """Articles of a person, whichever language's page is asked for."""
        joined = PageAuthor.objects.filter(author__translation_key=author.translation_key)
        return self.filter(pk__in=joined.values("page"))

    def with_words(self, words: str):
        """Articles with each of these words in their title or lead; the search page looks further."""
        found = self
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(lead__icontains=word))
        return found

    def newest_first(self):
        return self.order_by("-date", "-first_published_at", "-pk")

    def with_cards(self):
        """Fetch with each article what its card shows: three queries more for any number of articles."""
        rows = self.select_related("locale", "dateline", "lead_image").prefetch_related(*card_relations())
        return with_counts(rows)


BYLINE = ("page", "sort_order", "author__title")


def card_relations() -> list[Prefetch]:
    """What a card shows besides the article's own columns, its locale, its dateline and its picture."""
    return [
        prefetch_picture("lead_image", "list", "sheet"),
        Prefetch("page_topics", PageTopic.objects.select_related("topic__locale")),
        Prefetch("page_authors", PageAuthor.objects.select_related("author").only(*BYLINE)),
    ]
