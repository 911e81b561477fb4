"""WebP: chunks in a RIFF container (RFC 9649)."""

_EXIF, _XMP = 0x08, 0x04  # flags of VP8X
_PICTURE = {b"VP8 ", b"VP8L", b"ALPH"}
_KEPT = {*_PICTURE, b"VP8X", b"ICCP", b"ANIM", b"ANMF"}
FRAME = 16  # bytes of an ANMF chunk before its picture


def strip(data: bytes) -> bytes:
    """Return the WebP up to its end, without EXIF, XMP and unknown chunks, those of its frames as well."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("No WebP.")
    end = int.from_bytes(data[4:8], "little") + 8
    if end > len(data):
        raise ValueError("The file is cut off.")
    content = b"".join(
        _written(name, _kept(name, part)) for name, part in _chunks(data[12:end]) if name in _KEPT
    )
    return b"RIFF" + (len(content) + 4).to_bytes(4, "little") + b"WEBP" + content


def is_lossless(data: bytes) -> bool:
    """Return whether a still WebP holds its pixels exactly."""
    return any(name == b"VP8L" for name, _part in _chunks(data[12 : int.from_bytes(data[4:8], "little") + 8]))


def _kept(name: bytes, part: bytes) -> bytes:
    if name == b"VP8X":
        return bytes([part[0] & ~(_EXIF | _XMP)]) + part[1:]
    if name == b"ANMF":
        pictures = [chunk for chunk in _chunks(part[FRAME:]) if chunk[0] in _PICTURE]
        return part[:FRAME] + b"".join(_written(*chunk) for chunk in pictures)
    return part


def _chunks(data: bytes):
    """Yield name and content of each chunk."""
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        if position + 8 + size > len(data):
            raise ValueError("A chunk is cut off.")
        yield data[position : position + 4], data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _written(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
