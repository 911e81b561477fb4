"""How each page of the demo comes about: planted as a draft, filled, published, translated, published."""

from config.setup.files import key_of
from config.translating import translate

from .body import Writer
from .files import Shelf, other


class Kind:
    """A kind of page: where it stands, which facts it has, and which words in each language."""

    model = None
    noun = ""
    words = ["title", "short_title", "slug", "lead"]

    def __init__(self, shelf: Shelf):
        self.shelf = shelf

    def parent(self, name: str, record: dict, language: str):
        raise NotImplementedError

    def put_facts(self, page, record: dict) -> None:
        """Columns that are the same in both languages."""

    def put_children(self, page, name: str, record: dict) -> None:
        """Child rows that are the same in both languages, and rows of words of the original."""

    def put_words(self, page, name: str, words: dict, language: str) -> None:
        """The words of one language: into the original, or into the copy that a translation is read from."""
        for field in self.words:
            if field in words:
                setattr(page, field, words[field])
        if "body" in words:
            page.body = Writer(self.shelf, language, name).stream(words["body"])

    def plant(self, name: str, record: dict) -> None:
        """Make the original as a draft without what points at other pages."""
        language = record["original"]
        page = self.model(locale=self.shelf.locales[language], translation_key=key_of(f"demo/{name}"))
        self.put_facts(page, record)
        self.put_words(page, name, {k: v for k, v in record[language].items() if k != "body"}, language)
        page.live = False
        self.parent(name, record, language).add_child(instance=page)
        self.shelf.pages[name] = page

    def fill(self, name: str, record: dict) -> None:
        """Add what points at other pages, and publish the original."""
        page, language = self.shelf.pages[name], record["original"]
        self.put_children(page, name, record)
        self.put_words(page, name, record[language], language)
        page.save_revision().publish()
        # Read anew: the child rows of this object still have no keys, and could not be told apart in a copy.
        self.shelf.pages[name] = self.model.objects.get(pk=page.pk)

    def translate(self, name: str, record: dict) -> None:
        language = other(record["original"])
        if language in record:
            translate(
                self.shelf.pages[name],
                self.shelf.locales[language],
                lambda copy: self.put_words(copy, name, record[language], language),
            )


def rows(model, name: str, values) -> list:
    """Child rows with one value each, in order."""
    return [model(sort_order=order, **{name: value}) for order, value in enumerate(values)]
