"""Services, about and legal pages. The legal ones are the drafts that setup made, now with words."""

from config.setup.files import key_of
from home.models import HomePage, StandardPage

from .files import folder
from .pages import Kind


class Pages(Kind):
    model = StandardPage
    noun = "pages"

    @staticmethod
    def records() -> dict[str, dict]:
        records = folder("pages")
        return dict(sorted(records.items(), key=lambda item: item[1]["order"]))

    def parent(self, name, record, language):
        if "parent" in record:
            return self.shelf.pages[f"pages/{record['parent']}"]
        return HomePage.objects.get(locale=self.shelf.locales[language])

    def put_facts(self, page, record):
        page.show_in_menus = record.get("in_menu", False)
        page.in_footer = "legal" in record or record.get("in_footer", False)
        page.lists_stored_data = record.get("legal") == "privacy"

    def plant(self, name, record):
        if "legal" in record:
            key = key_of(f"setup/{record['legal']}")
            page = StandardPage.objects.filter(translation_key=key, locale=self.shelf.locales["de"]).first()
            if page is not None:
                self.shelf.pages[name] = page
                return
        super().plant(name, record)
