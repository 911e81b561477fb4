from datetime import timedelta

from home.models import PagePlace, PageTopic, RelatedPage
from news.models import ArticlePage, NewsIndexPage

from .authors import bylines
from .files import Shelf, folder
from .pages import Kind, rows


class Articles(Kind):
    model = ArticlePage
    noun = "articles"
    words = [*Kind.words, "lead_image_caption", "correction"]

    @staticmethod
    def records() -> dict[str, dict]:
        return folder("articles")

    def parent(self, name, record, language):
        return NewsIndexPage.objects.get(locale=self.shelf.locales[language])

    def put_facts(self, page, record):
        page.date = self.date(record)
        page.dateline = self.shelf.record("places", record.get("dateline"), record["original"])
        page.lead_image = self.shelf.images.get(record.get("lead_image"))
        page.source_kind = record["source_kind"]
        page.source_name = record.get("source_name", "")
        page.source_url = record.get("source_url", "")
        if "corrected_days_ago" in record:
            page.corrected_on = self.shelf.day(-record["corrected_days_ago"])

    def date(self, record: dict):
        """A fixed day, so many days ago, or so many days after the session that the article looks back on."""
        if "date" in record:
            return record["date"]
        if "recap_of" in record:
            session = self.shelf.pages[record["recap_of"]]
            return session.start_date + timedelta(days=record["published_days_after"])
        return self.shelf.day(-record["published_days_ago"])

    def put_children(self, page, name, record):
        page.page_authors = bylines(self.shelf, record["authors"])
        put_subjects(self.shelf, page, record)
        targets = [*record["related"], *([record["recap_of"]] if "recap_of" in record else [])]
        page.related_pages = rows(RelatedPage, "target", [self.shelf.pages[target] for target in targets])

    def revise(self, name: str, record: dict) -> None:
        """Publish later words of an original: its translation is out of date from then on."""
        page = self.shelf.pages[name]
        self.put_words(page, name, record["de"]["later"], "de")
        page.save_revision().publish()


def put_subjects(shelf: Shelf, page, record: dict) -> None:
    """Topics and places of a page, in its own language."""
    language = record["original"]
    for relation, model, noun, field in (
        ("page_topics", PageTopic, "topics", "topic"),
        ("page_places", PagePlace, "places", "place"),
    ):
        found = [shelf.record(noun, key, language) for key in record.get(noun, [])]
        setattr(page, relation, rows(model, field, found))
