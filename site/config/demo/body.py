"""Bodies: from the blocks of the files to the values that a StreamField stores.

Blocks and list items get ids made from their position, the same in both languages, so that the words of one
are the translation of the words of the other.
"""

import json
import re
from collections.abc import Callable
from uuid import uuid5

from config.setup.files import NAMESPACE
from home.blocks.table import cells

from .files import Shelf

LINK = re.compile(r'href="page:([^"]+)"')


class Writer:
    """Writes the blocks of one page in one language."""

    def __init__(self, shelf: Shelf, language: str, name: str):
        self.shelf, self.language, self.name = shelf, language, name

    def stream(self, blocks: list[dict]) -> str:
        """The JSON of a StreamField."""
        return json.dumps(
            [
                self.part(block["type"], getattr(self, block["type"])(block, position), position)
                for position, block in enumerate(blocks)
            ]
        )

    def part(self, kind: str, value, *position) -> dict:
        path = "/".join(map(str, (self.name, *position)))
        return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE, path))}

    def each(self, values: list, position: int, make: Callable) -> list[dict]:
        return [self.part("item", make(value), position, number) for number, value in enumerate(values)]

    def rich(self, text: str) -> str:
        """Rich text with links to pages of the demo; a text without paragraphs becomes one."""
        html = text if text.startswith("<p>") else f"<p>{text}</p>"
        return LINK.sub(lambda match: f'linktype="page" id="{self.page(match[1])}"', html)

    def page(self, name: str) -> int:
        return self.shelf.pages[name].pk

    def picture(self, name: str, alt: str = "") -> dict:
        image = self.shelf.images[name]
        return {
            "image": image.pk,
            "alt_text": alt or getattr(image, f"alt_{self.language}"),
            "decorative": False,
        }

    def paragraph(self, block, position):
        return {"text": self.rich(block["text"])}

    def heading(self, block, position):
        return {"text": block["text"], "level": "h2"}

    def quote(self, block, position):
        return {name: block[name] for name in ("text", "attribution", "role")}

    def list(self, block, position):
        return {"kind": block["kind"], "items": self.each(block["items"], position, str)}

    def steps(self, block, position):
        return {
            "items": self.each(
                block["items"],
                position,
                lambda item: {"title": item["title"], "text": self.rich(item["text"])},
            )
        }

    accordion = steps

    def definitions(self, block, position):
        return {
            "items": self.each(
                block["items"], position, lambda item: {"term": item["term"], "text": self.rich(item["text"])}
            )
        }

    def facts_box(self, block, position):
        return {"title": block["title"], "items": self.each(block["items"], position, dict)}

    def table(self, block, position):
        return {"cells": cells(block["caption"], [block["header"], *block["rows"]], header_column=True)}

    def image(self, block, position):
        return {"image": self.picture(block["image"], block["alt"]), "caption": block["caption"]}

    def gallery(self, block, position):
        return {
            "images": self.each(
                block["images"],
                position,
                lambda item: {"image": self.picture(item["image"], item["alt"]), "caption": item["caption"]},
            )
        }

    def video(self, block, position):
        return {"title": block["title"], "image": self.picture(block["image"]), "url": block["url"]}

    def call_to_action(self, block, position):
        return {
            "title": "",
            "text": block["text"],
            "label": block["label"],
            "target": self.page(block["target"]),
            "url": "",
        }

    def teaser(self, block, position):
        return {"target": self.page(block["target"])}

    def people(self, block, position):
        return {
            "title": "",
            "people": self.each(block["people"], position, lambda key: self.page(f"authors/{key}")),
        }

    def documents(self, block, position):
        return {"documents": self.each(block["documents"], position, self._document)}

    def _document(self, item):
        document = self.shelf.documents[item["document"]]
        return {"document": document.pk, "title": item["title"], "language": document.language}
