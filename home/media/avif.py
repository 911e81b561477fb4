"""AVIF: boxes of the ISO base media file format (ISO/IEC 14496-12, 23008-12; AV1 Image File Format).

Pictures are found by their distance from the beginning of the file, so nothing may move: what goes is
overwritten with zeros, and the room that its description took becomes a `free` box.
"""

from struct import unpack_from
from typing import NamedTuple

_KNOWN = {b"ftyp", b"meta", b"moov", b"mdat", b"free", b"skip"}
_CONTAINERS = {b"moov", b"trak", b"mdia"}
_TIMES = {b"mvhd", b"tkhd", b"mdhd"}  # each begins with the moments of making and changing it
_NOTES = {b"Exif", b"mime", b"uri "}  # items that are no picture: EXIF, XMP and the like


class Box(NamedTuple):
    """A box by its positions: where it begins, where its content does, where it ends."""

    kind: bytes
    start: int
    content: int
    end: int


def strip(data: bytes) -> bytes:
    """Return the AVIF up to its last box that shows something, without EXIF, XMP, users' data and moments."""
    file = bytearray(data)
    boxes = list(_top_level(file))
    while boxes and boxes[-1].kind not in _KNOWN:
        boxes.pop()
    if not boxes or boxes[0].kind != b"ftyp":
        raise ValueError("No AVIF.")
    del file[boxes[-1].end :]
    for box in boxes:
        if box.kind == b"moov":
            _clean_tracks(file, box)
        elif box.kind == b"meta":
            _clean_items(file, box)
        elif box.kind in (b"free", b"skip") or box.kind not in _KNOWN:
            _free(file, box)
    return bytes(file)


def is_deep(data: bytes) -> bool:
    """Return whether a channel has more than eight bits: the flag high_bitdepth of an AV1 configuration."""
    position = data.find(b"av1C")
    return position >= 0 and bool(data[position + 6] & 0x40)


def _top_level(file: bytearray):
    """Yield the boxes of the file up to the first that is none, or begins another file: bytes that somebody
    appended."""
    position = 0
    while position < len(file):
        try:
            box = _box(file, position, len(file))
        except ValueError:
            if bytes(file[position + 4 : position + 8]) in _KNOWN:
                raise
            return
        if position and box.kind == b"ftyp":
            return
        yield box
        position = box.end


def _boxes(file: bytearray, start: int, end: int):
    while start < end:
        box = _box(file, start, end)
        yield box
        start = box.end


def _box(file: bytearray, start: int, limit: int) -> Box:
    if start + 8 > limit:
        raise ValueError("A box is cut off.")
    size, kind = unpack_from(">I4s", file, start)
    content = start + 8
    if size == 1:
        (size,) = unpack_from(">Q", file, content)
        content += 8
    elif size == 0:
        size = limit - start
    if size < content - start or start + size > limit:
        raise ValueError("A box is cut off.")
    return Box(kind, start, content, start + size)


def _free(file: bytearray, box: Box) -> None:
    """Make a box one that says nothing."""
    file[box.start + 4 : box.start + 8] = b"free"
    file[box.content : box.end] = bytes(box.end - box.content)


def _clean_tracks(file: bytearray, parent: Box) -> None:
    for box in _boxes(file, parent.content, parent.end):
        if box.kind in _CONTAINERS:
            _clean_tracks(file, box)
        elif box.kind in _TIMES:
            size = 16 if file[box.content] == 1 else 8
            file[box.content + 4 : box.content + 4 + size] = bytes(size)
        elif box.kind == b"meta":
            _erase(file, box, {item for item, _kind in _items(file, box)})
            _free(file, box)
        elif box.kind in (b"udta", b"uuid", b"free", b"skip"):
            _free(file, box)


def _clean_items(file: bytearray, meta: Box) -> None:
    """Take the items that are no pictures out of a `meta` box, and their content out of the file."""
    notes = {item for item, kind in _items(file, meta) if kind in _NOTES}
    if not notes:
        return
    _erase(file, meta, notes)
    kept = bytearray(file[meta.start : meta.content + 4])
    for box in _boxes(file, meta.content + 4, meta.end):
        rewrite = {b"iinf": _infos_without, b"iloc": _places_without, b"iref": _references_without}.get(
            box.kind
        )
        kept += rewrite(file, box, notes) if rewrite else file[box.start : box.end]
    room = meta.end - meta.start - len(kept)
    header = meta.content - meta.start
    kept[0:4] = len(kept).to_bytes(4, "big")
    if header != 8:
        raise ValueError("A description of more than four gigabytes.")
    file[meta.start : meta.end] = kept + room.to_bytes(4, "big") + b"free" + bytes(room - 8)


def _child(file: bytearray, meta: Box, kind: bytes) -> Box | None:
    return next((box for box in _boxes(file, meta.content + 4, meta.end) if box.kind == kind), None)


def _infos(file: bytearray, box: Box):
    """Yield each entry of an `iinf` box with the number and the type of its item."""
    wide = file[box.content] > 0
    for entry in _boxes(file, box.content + (8 if wide else 6), box.end):
        version = file[entry.content]
        item, _protection, kind = unpack_from(">IH4s" if version > 2 else ">HH4s", file, entry.content + 4)
        yield entry, item, kind


def _items(file: bytearray, meta: Box) -> list[tuple[int, bytes]]:
    box = _child(file, meta, b"iinf")
    return [(item, kind) for _entry, item, kind in _infos(file, box)] if box else []


def _infos_without(file: bytearray, box: Box, notes: set[int]) -> bytes:
    wide = file[box.content] > 0
    kept = [file[entry.start : entry.end] for entry, item, _kind in _infos(file, box) if item not in notes]
    count = len(kept).to_bytes(4 if wide else 2, "big")
    return _written(box, bytes(file[box.content : box.content + 4]) + count + b"".join(kept))


def _places(file: bytearray, box: Box):
    """Yield each entry of an `iloc` box: its item, its bytes, and where the item's content lies:
    (whether in `idat`, position, length)."""
    version, sizes = file[box.content], file[box.content + 4 : box.content + 6]
    offset, length, base = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4
    index = sizes[1] & 15 if version else 0
    number = 4 if version > 1 else 2
    position = box.content + 6

    def read(size: int) -> int:
        nonlocal position
        position += size
        if position > box.end:
            raise ValueError("A list of places is cut off.")
        return int.from_bytes(file[position - size : position], "big")

    for _entry in range(read(number)):
        start = position
        item = read(number)
        method = read(2) & 15 if version else 0
        if method > 1:
            raise ValueError("An item is a part of another.")
        read(2)
        origin = read(base)
        extents = []
        for _extent in range(read(2)):
            read(index)
            first = origin + read(offset)
            extents.append((method == 1, first, read(length)))
        yield item, bytes(file[start:position]), extents


def _places_without(file: bytearray, box: Box, notes: set[int]) -> bytes:
    kept = [entry for item, entry, _extents in _places(file, box) if item not in notes]
    count = len(kept).to_bytes(4 if file[box.content] > 1 else 2, "big")
    return _written(box, bytes(file[box.content : box.content + 6]) + count + b"".join(kept))


def _references_without(file: bytearray, box: Box, notes: set[int]) -> bytes:
    size = 4 if file[box.content] else 2
    kept = [
        file[entry.start : entry.end]
        for entry in _boxes(file, box.content + 4, box.end)
        if int.from_bytes(file[entry.content : entry.content + size], "big") not in notes
    ]
    return _written(box, bytes(file[box.content : box.content + 4]) + b"".join(kept)) if kept else b""


def _erase(file: bytearray, meta: Box, items: set[int]) -> None:
    """Overwrite the content of items with zeros."""
    places, data = _child(file, meta, b"iloc"), _child(file, meta, b"idat")
    for item, _entry, extents in _places(file, places) if places else ():
        if item in items:
            for inside, start, length in extents:
                start += data.content if inside and data else 0
                if not length or start + length > len(file):
                    raise ValueError("An item lies outside of the file.")
                file[start : start + length] = bytes(length)


def _written(box: Box, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + box.kind + content
