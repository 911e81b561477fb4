"""The sizes in which pictures are shown: named once, asked for by templates and prefetched by lists.

None of them enlarges: Wagtail's fill crops to the ratio and stops at the original's pixels. At most three
widths and three formats each, so that a picture costs nine small files at most.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Prefetch
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.images.views.serve import generate_image_url

from ..models import SiteImage, SiteRendition

MONTH = 30 * 24 * 3600  # seconds
# The columns of an image that its sizes depend on.
GEOMETRY = ("width", "height", *(f"focal_point_{name}" for name in ("x", "y", "width", "height")))
LATELY = 500  # renditions that a turn of the worker looks at


class Shape(NamedTuple):
    """One way of showing a picture: Wagtail operations, smallest first, and the width it takes."""

    operations: tuple[str, ...]
    sizes: str
    formats: tuple[str, ...] = ("avif", "webp", "jpeg")

    @property
    def specs(self) -> list[str]:
        """The filter specifications of all its renditions."""
        return [f"format-{name}|{operation}" for name in self.formats for operation in self.operations]


LIST = ("fill-360x240", "fill-720x480", "fill-1080x720")

# A browser takes the first width that is enough. A phone is about 390 pixels wide, a picture on it 92 % of
# that (the rest is --gutter), and a pixel two or three dots: 720 and 1080 are what it needs, and no more.
SHAPES = {
    # A teaser: 3:2, a card in a grid or a row of a list.
    "list": Shape(LIST, "(min-width: 64rem) 26rem, (min-width: 40rem) 50vw, 92vw"),
    # The same where a phone shows a square of 6.5rem, cut from a picture of that height (.brief).
    "brief": Shape(
        LIST, "(min-width: 64rem) 26rem, (min-width: 40rem) 50vw, (min-width: 30.01rem) 92vw, 9.75rem"
    ),
    # The title sheet of a start page: 3:2, across.
    "sheet": Shape(LIST, "(min-width: 64rem) 50rem, 87vw"),
    # The head of an article or a session: 2:1.
    "wide": Shape(("fill-720x360", "fill-1080x540", "fill-1440x720"), "(min-width: 80rem) 80rem, 92vw"),
    "square": Shape(("fill-288x288", "fill-480x480"), "(min-width: 48rem) 15rem, 6rem"),
    # In running text, in its own proportions.
    "": Shape(("width-720", "width-1080", "width-1440"), "(min-width: 64rem) 40rem, 92vw"),
    # Logos have transparent grounds, which JPEG has not.
    "logo": Shape(("max-200x80", "max-400x160"), "12.5rem", ("webp", "png")),
}


def prefetch_picture(relation: str, *shapes: str) -> Prefetch:
    """Prefetch the images of a relation and their renditions in these shapes: two queries for a list, one
    where the relation is selected with the rows."""
    renditions = SiteRendition.objects.filter(filter_spec__in=specs_of(shapes))
    return Prefetch(f"{relation}__renditions", queryset=renditions, to_attr="prefetched_renditions")


def specs_of(shapes: Iterable[str]) -> list[str]:
    """The filter specifications of several shapes, each once."""
    return list(dict.fromkeys(spec for shape in shapes for spec in SHAPES[shape].specs))


class Promise(NamedTuple):
    """A rendition that is not there yet: its size is known, and its address, which is signed, makes it."""

    url: str
    width: int
    height: int
    pk: None = None


def renditions_of(image: SiteImage, specs: Iterable[str]) -> dict[str, SiteRendition | Promise]:
    """The renditions of an image by their specification: those that are there, and promises of the others,
    for as long as they are not. No page waits for pictures to be made.

    An original that is smaller than the largest sizes answers several with the same width: the first counts.
    One query for an image, however often it is shown; none for one of `prefetch_picture`.
    """
    if not hasattr(image, "prefetched_renditions"):
        image.prefetched_renditions = list(image.renditions.all())
    known = {(each.filter_spec, each.focal_point_key): each for each in image.prefetched_renditions}
    geometry, name = _geometry(image), image.file.name
    return {
        spec: known.get((spec, focus)) or Promise(_address(image.pk, name, spec), *_size(geometry, spec))
        for spec, focus in _different(geometry, tuple(specs))
    }


def _geometry(image: SiteImage) -> tuple[tuple[str, int | None], ...]:
    """All on which the sizes of an image's renditions depend."""
    return tuple((name, getattr(image, name)) for name in GEOMETRY)


def _without_file(geometry: tuple) -> SiteImage:
    """An image of that geometry; in no collection, as the default one would be looked up."""
    return SiteImage(collection_id=0, **dict(geometry))


@lru_cache(maxsize=4096)
def _size(geometry: tuple, spec: str) -> tuple[int, int]:
    width, height = Filter(spec).get_transform(_without_file(geometry)).size
    return round(width), round(height)


@lru_cache(maxsize=4096)
def _different(geometry: tuple, specs: tuple[str, ...]) -> list[tuple[str, str]]:
    """The specifications that differ by format and width, each with the key of its focal point."""
    image, found = _without_file(geometry), {}
    for spec in specs:
        found.setdefault((spec.partition("|")[0], _size(geometry, spec)[0]), spec)
    return [(spec, Filter(spec).get_cache_key(image)) for spec in found.values()]


@lru_cache(maxsize=4096)
def _address(pk: int, name: str, spec: str) -> str:
    # With a size, or Django would open the file for it, which may be missing.
    return generate_image_url(SiteImage(pk=pk, file=name, width=1, height=1, collection_id=0), spec)


def length_of(rendition: SiteRendition | Promise) -> int:
    """Bytes of a rendition; 0 for one that is not made yet, or whose file is not there any more."""
    if not rendition.pk:
        return 0
    name = f"length-{rendition.file.name}"
    length = cache.get(name)
    if length is None:
        storage = rendition.file.storage
        length = rendition.file.size if storage.exists(rendition.file.name) else 0
        if length:
            cache.set(name, length, MONTH)
    return length


def complete_pictures() -> int:
    """Make the sizes that no browser asked for of the pictures that were shown last, and return how many.

    Browsers take the newest format: without this the fallbacks would be promised for ever.
    """
    shown = defaultdict(set)
    for image, spec in SiteRendition.objects.order_by("-pk").values_list("image", "filter_spec")[:LATELY]:
        shown[image].add(spec)
    made = 0
    for image in SiteImage.objects.filter(pk__in=shown):
        for shape in SHAPES.values():
            if shown[image.pk].intersection(shape.specs):
                missing = [spec for spec, each in renditions_of(image, shape.specs).items() if not each.pk]
                with suppress(SourceImageIOError):
                    made += len(image.get_renditions(*missing))
    return made
