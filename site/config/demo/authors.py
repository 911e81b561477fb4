from authors.models import AuthorIndexPage, AuthorPage, PageAuthor

from .files import Shelf, table
from .pages import Kind, rows


class Authors(Kind):
    model = AuthorPage
    noun = "authors"
    words = ["role", "team", "biography"]
    facts = ["slug", "given_name", "particle", "family_name", "degree", "email", "phone", "website"]

    @staticmethod
    def records() -> dict[str, dict]:
        return {f"authors/{record['key']}": record for record in table("authors")["author"]}

    def parent(self, name, record, language):
        return AuthorIndexPage.objects.get(locale=self.shelf.locales[language])

    def put_facts(self, page, record):
        for field in self.facts:
            if field in record:
                setattr(page, field, record[field])
        parts = [record["given_name"], record["particle"], record["family_name"]]
        page.title = " ".join(filter(None, parts))
        page.organisation = self.shelf.records[f"organisations/{record['organisation']}"]
        page.portrait = self.shelf.images[record["portrait"]]


def bylines(shelf: Shelf, keys: list[str]) -> list[PageAuthor]:
    return rows(PageAuthor, "author", [shelf.pages[f"authors/{key}"] for key in keys])
