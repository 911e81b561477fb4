"""The pages that editors chose in a stream of blocks, fetched at once for the reader's language."""

from collections.abc import Iterator
from contextvars import ContextVar

from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.models import Page, get_page_models

from home.localize.resolve import specific_in_language

_fetched: ContextVar[dict | None] = ContextVar(
    "pages fetched for the stream that is being read", default=None
)


class PageBlock(blocks.PageChooserBlock):
    """Chooses a page, with `offers` one of a kind that has this method, with `listing` only such a list.

    So apps above bring kinds of pages that home knows by what they can do (home.cards). While its stream is
    shown, it takes what has been fetched for the whole stream.
    """

    def __init__(self, page_type=None, *, offers: str = "", listing: str = "", **kwargs):
        super().__init__(page_type, **kwargs)
        self.offers, self.listing = offers, listing

    @cached_property
    def target_models(self) -> list[type[Page]]:
        if not self.offers:
            return super().target_models
        return [model for model in get_page_models() if self._fits(model)]

    def _fits(self, model: type[Page]) -> bool:
        return hasattr(model, self.offers) and self.listing in {"", getattr(model, "listing", "")}

    def bulk_to_python(self, values):
        fetched = _fetched.get()
        return super().bulk_to_python(values) if fetched is None else [fetched.get(one) for one in values]

    def deconstruct(self):
        """For migrations any page can be chosen: a further kind of page changes no table."""
        _path, args, kwargs = super().deconstruct()
        kwargs = {name: value for name, value in kwargs.items() if name not in {"offers", "listing"}}
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class ChoosingStreamBlock(blocks.StreamBlock):
    """A stream that fetches the pages chosen anywhere in it together, as its reader gets them.

    Wagtail would ask once per chooser and once more for each translation.
    """

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        keys, known = keys_in(value), context.get("chosen_pages", {})
        if not keys <= known.keys():
            known = specific_in_language(keys, get_language())
            fill(value, known)
        context["chosen"] = {key: page for key, page in known.items() if page is not None}
        return context


def keys_in(value: blocks.StreamValue) -> set[int]:
    """The primary keys of the pages that editors chose anywhere in a stream."""
    children = value.stream_block.child_blocks
    return {
        key
        for part in value.raw_data
        if part["type"] in children
        for key in _keys(children[part["type"]], part["value"])
    }


def fill(value: blocks.StreamValue, pages: dict[int, Page | None]) -> None:
    """Make the values of all blocks of a stream with these pages."""
    token = _fetched.set(pages)
    try:
        list(value)
    finally:
        _fetched.reset(token)


def readers_page(page: Page | None, context: dict) -> Page | None:
    """The page that the reader gets for the chosen one, None where there is none that he may see."""
    if page is None:
        return None
    chosen = context.get("chosen")
    if chosen is None:  # a block that is shown without its stream, as in the picker's preview
        chosen = specific_in_language([page.pk], get_language())
    return page if page in chosen.values() else chosen.get(page.pk)


def _keys(block: blocks.Block, value) -> Iterator[int]:
    """The primary keys that page choosers anywhere in the stored value of a block hold."""
    if isinstance(block, PageBlock):
        if isinstance(value, int):
            yield value
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from _keys(child, value.get(name))
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        for item in value:
            is_item = isinstance(item, dict) and "value" in item and "type" in item
            yield from _keys(block.child_block, item["value"] if is_item else item)
