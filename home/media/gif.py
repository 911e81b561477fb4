"""GIF: a sequence of blocks (CompuServe, GIF89a specification)."""

IMAGE, EXTENSION, TRAILER = 0x2C, 0x21, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
# Repeats and colour profile; everything else that programs leave (XMP, notes of editors) goes.
_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}


def strip(data: bytes) -> bytes:
    """Return the GIF up to its trailer, without comments, texts and applications' blocks."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("No GIF.")
    position = 13 + _table(data[10])
    parts = [data[:position]]
    while data[position] != TRAILER:
        if data[position] == IMAGE:
            end = _behind(data, position + 10 + _table(data[position + 9]) + 1)
            parts.append(data[position:end])
        elif data[position] == EXTENSION:
            end = _behind(data, position + 2)
            kind, name = data[position + 1], data[position + 3 : position + 14]
            if kind == CONTROL or (kind == APPLICATION and name in _APPLICATIONS):
                parts.append(data[position:end])
        else:
            raise ValueError("An unknown block.")
        position = end
    return b"".join(parts) + bytes([TRAILER])


def _table(flags: int) -> int:
    """Return the bytes of the colour table that a descriptor announces."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind(data: bytes, position: int) -> int:
    """Return the position behind a sequence of sub-blocks."""
    while data[position]:
        position += data[position] + 1
    return position + 1
