"""The text of a page or record that a search reads."""

from wagtail.rich_text import get_text_for_indexing


def texts_of(instance) -> list[str]:
    """What else is read of a page or record: lead, description, biography and body, without markup.

    Only a biography has markup. The others are plain: "kleiner als <3" is no tag.
    """
    texts = [getattr(instance, name, "") or "" for name in ("lead", "description")]
    texts.append(get_text_for_indexing(getattr(instance, "biography", "") or ""))
    body = getattr(instance, "body", None)
    if body:
        texts += [str(text) for text in body.stream_block.get_searchable_content(body)]
    return [text for text in texts if text]
