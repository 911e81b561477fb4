"""Repairs wagtail-localize; the only place where another package's classes are changed.

Written for one version. In 1.14.5 it
- does not extract the items of a list below two nested structs, and fails on an image there (upstream
  pull request 935);
- fails on an optional embed that is empty (upstream issue 875) and on a text block that was added to a
  struct after its content was written;
- lets a translation replace the image of a decorative image block, which then is decorative no more;
- refuses a marked phrase, `<span lang="en">`, and splits the sentence around it;
- publishes a translation with gaps, which it fills from the original, and writes a draft of a live page or
  record, gaps filled in the same way, into the live row.

`tests/home/localize/test_extraction.py` fails when upstream mends one of these or the version changes;
then take the repair out, or look whether it still fits.
"""

from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from wagtail.images.blocks import ImageBlock
from wagtail_localize import __version__, strings
from wagtail_localize.models import Translation, TranslationLog
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from .publishing import obstacle

WRITTEN_FOR = "1.14.5"

# What the repairs replace: kept for the tests, which show that upstream still needs them.
UPSTREAM = {
    "handle_block": StreamFieldSegmentExtractor.handle_block,
    "handle_struct_block": StreamFieldSegmentExtractor.handle_struct_block,
    "extract_ids": strings.extract_ids,
    "validate_element": strings.validate_element,
    "INLINE_TAGS": list(strings.INLINE_TAGS),
    "save_target": Translation.save_target,
}


def apply() -> None:
    """Put the repairs in place. Safe to call twice."""
    StreamFieldSegmentExtractor.handle_block = handle_block
    StreamFieldSegmentExtractor.handle_struct_block = handle_struct_block
    strings.extract_ids = extract_ids
    strings.validate_element = validate_element
    Translation.save_target = save_target
    if "span" not in strings.INLINE_TAGS:
        strings.INLINE_TAGS.append("span")


def restore() -> None:
    """Take the repairs out again, for tests of what they repair."""
    StreamFieldSegmentExtractor.handle_block = UPSTREAM["handle_block"]
    StreamFieldSegmentExtractor.handle_struct_block = UPSTREAM["handle_struct_block"]
    strings.extract_ids = UPSTREAM["extract_ids"]
    strings.validate_element = UPSTREAM["validate_element"]
    strings.INLINE_TAGS[:] = UPSTREAM["INLINE_TAGS"]
    Translation.save_target = UPSTREAM["save_target"]


@register()
def check_version(app_configs=None, **kwargs):
    """Warn when another version of wagtail-localize is installed than the repairs were written for."""
    if __version__ == WRITTEN_FOR:
        return []
    return [
        CheckWarning(
            f"The repairs of wagtail-localize were written for {WRITTEN_FOR}, installed is {__version__}.",
            hint="See home/localize/extraction.py and its tests.",
            id="home.W001",
        )
    ]


def handle_block(self, block_type, block_value, raw_value=None):
    """A block without a value has no segments, a decorative image none for its image."""
    if block_value is None:
        return []
    segments = UPSTREAM["handle_block"](self, block_type, block_value, raw_value=raw_value)
    if isinstance(block_type, ImageBlock) and getattr(block_value, "decorative", False):
        segments = [segment for segment in segments if segment.path.split(".")[0] != "image"]
    return segments


def handle_struct_block(self, struct_block, raw_value=None):
    """Hand each child its own raw value, whether the struct stands in a stream or in another struct."""
    raw = raw_value
    if isinstance(raw, dict) and "value" in raw and ("type" in raw or "id" in raw):
        raw = raw["value"]
    segments = []
    for name, value in struct_block.items():
        child = struct_block.block.child_blocks[name]
        child_raw = raw.get(name) if isinstance(raw, dict) else None
        if child_raw is None and isinstance(child, ImageBlock):
            continue  # added to the struct after its content was written
        segments += [segment.wrap(name) for segment in self.handle_block(child, value, raw_value=child_raw)]
    return segments


def validate_element(element):
    """As upstream, but a marked phrase may carry the id of its attributes, as a link does."""
    if getattr(element, "name", None) == "span" and set(element.attrs) == {"id"}:
        for child in element.children:
            validate_element(child)
        return
    if getattr(element, "name", None) is None:
        return
    UPSTREAM["validate_element"](element)


def extract_ids(template):
    """The ids of links and of marked phrases: a translation may use those of its source and no others."""
    soup = strings.BeautifulSoup(template, "html.parser")
    return {element["id"] for element in soup.find_all(["a", "span"], id=True)}


def save_target(self, user=None, publish=True):
    """As upstream, but nothing is published in the original's words, and a draft of something live is a
    revision of it. Raises ValidationError with a sentence for the editor."""
    if publish:
        reason = obstacle(self)
        if reason:
            raise ValidationError(reason)
    elif _is_live(self):
        draft = self.source.get_ephemeral_translated_instance(self.target_locale, fallback=True)
        revision = draft.save_revision(user=user)
        TranslationLog.objects.create(source=self.source, locale=self.target_locale, revision=revision)
        return
    UPSTREAM["save_target"](self, user=user, publish=publish)


def _is_live(translation: Translation) -> bool:
    try:
        return bool(getattr(translation.get_target_instance(), "live", False))
    except ObjectDoesNotExist:
        return False
