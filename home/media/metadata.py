"""Pictures without their metadata, by format: everything that shows them is kept, bit for bit.

Nothing is decoded or compressed anew, so pixels, depth, colour profile, frames, durations and repeats stay as
they were. Where the picture ends, the file ends: what a telephone or an editor left behind it goes as well.
"""

from struct import error

from . import avif, gif, jpeg, png, webp

STRIP = {
    "JPEG": jpeg.strip,
    "MPO": jpeg.strip,  # a JPEG that further ones follow
    "PNG": png.strip,
    "GIF": gif.strip,
    "WEBP": webp.strip,
    "AVIF": avif.strip,
}


def without_metadata(data: bytes, kind: str) -> bytes:
    """Return the file without what does not show the picture; `kind` is Pillow's name of its format.

    Raises ValueError for a file that does not keep to its format.
    """
    try:
        return STRIP[kind](data)
    except (error, IndexError) as problem:
        raise ValueError("The file ends too early.") from problem
