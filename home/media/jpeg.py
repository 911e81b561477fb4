"""JPEG: a sequence of marked segments (ITU-T T.81, annex B; JFIF in T.871)."""

import re

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a segment: TEM, RST0–RST7
_APPLICATIONS = range(0xE0, 0xF0)
COMMENT = 0xFE
# The end of compressed data: a marker that neither is a stuffed byte nor restarts decoding.
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def strip(data: bytes) -> bytes:
    """Return the JPEG up to its end, without comments and applications' segments.

    Kept are the resolution (JFIF, without its thumbnail), the colour profile and Adobe's colour transform.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("No JPEG.")
    parts = [data[:2]]
    position = 2
    while position < len(data):
        position = data.index(b"\xff", position)
        while data[position] == 0xFF:
            position += 1
        marker = data[position]
        position += 1
        if marker == EOI:
            break
        if marker in _ALONE:
            parts.append(bytes([0xFF, marker]))
            continue
        length = int.from_bytes(data[position : position + 2], "big")
        if length < 2 or position + length > len(data):
            raise ValueError("A segment is cut off.")
        parts.append(_kept(marker, data[position : position + length]))
        position += length
        if marker == SOS:
            following = _NEXT_MARKER.search(data, position)
            end = following.start() if following else len(data)
            parts.append(data[position:end])
            position = end
    return b"".join(parts) + bytes([0xFF, EOI])


def _kept(marker: int, segment: bytes) -> bytes:
    """Return what remains of a segment, whose first two bytes are its length."""
    content = segment[2:]
    if marker == 0xE0 and content.startswith(b"JFIF\0"):
        segment = b"\x00\x10" + content[:12] + b"\0\0"
    elif marker == COMMENT or (marker in _APPLICATIONS and not _shows(marker, content)):
        return b""
    return bytes([0xFF, marker]) + segment


def _shows(marker: int, content: bytes) -> bool:
    return (marker == 0xE2 and content.startswith(b"ICC_PROFILE\0")) or (
        marker == 0xEE and content.startswith(b"Adobe")
    )
