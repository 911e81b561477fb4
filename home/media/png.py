"""PNG and APNG: a sequence of chunks (W3C, Portable Network Graphics, third edition)."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOUR = {b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"sRGB"}
_MOVES = {b"acTL", b"fcTL", b"fdAT"}
_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"bKGD", b"hIST", b"pHYs", b"sBIT", b"sPLT", *COLOUR, *_MOVES}


def strip(data: bytes) -> bytes:
    """Return the PNG up to its end, without texts, dates, EXIF and private chunks."""
    return SIGNATURE + b"".join(chunk for name, chunk in _chunks(data) if name in _KEPT or name == b"IEND")


def with_colours_of(data: bytes, original: bytes) -> bytes:
    """Return a PNG with the chunks of another that say how its numbers are to be seen."""
    colours = b"".join(chunk for name, chunk in _chunks(original) if name in COLOUR)
    (_name, header), *rest = _chunks(data)
    return SIGNATURE + header + colours + b"".join(chunk for name, chunk in rest if name not in COLOUR)


def is_deep(data: bytes) -> bool:
    """Return whether a channel has more than eight bits."""
    return data[24] > 8


def _chunks(data: bytes):
    """Yield name and bytes of each chunk up to the end of the picture."""
    if not data.startswith(SIGNATURE):
        raise ValueError("No PNG.")
    position = len(SIGNATURE)
    while True:
        length = int.from_bytes(data[position : position + 4], "big")
        name = data[position + 4 : position + 8]
        end = position + length + 12
        if end > len(data):
            raise ValueError("A chunk is cut off.")
        yield name, data[position:end]
        if name == b"IEND":
            return
        position = end
