"""Pictures of every accepted format, depth and mode, each with what it must not be stored with."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms

PLACE = b"taken at home"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DURATIONS = [1000, 2000, 500, 300]  # milliseconds
SIZE = (48, 32)


def exif(orientation: int = 1) -> bytes:
    data = Image.Exif()
    data[0x010E] = PLACE.decode()
    data[0x0112] = orientation
    return data.tobytes()


def picture(mode: str, shift: int = 0) -> Image.Image:
    """Stripes that no two modes show alike; `P4` is a palette of sixteen colours, `P2` one of four."""
    places = [(x, y) for y in range(SIZE[1]) for x in range(SIZE[0])]
    if mode == "I;16":
        image = Image.new(mode, SIZE)
        image.putdata([(x * 1000 + y * 77 + shift) % 65536 for x, y in places])
        return image
    image = Image.new("RGB", SIZE)
    image.putdata([((x * 5 + shift) % 256, y * 7 % 256, x * y % 256) for x, y in places])
    if mode in ("P4", "P2"):
        return image.quantize(16 if mode == "P4" else 4)
    image = image.convert(mode)
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.linear_gradient("L").resize(SIZE))
    return image


def saved(mode: str, kind: str, *, frames: int = 1, **options) -> bytes:
    """The file that Pillow writes, with EXIF (a comment in GIFs) and, if wanted, several frames."""
    notes = {"comment": PLACE} if kind == "GIF" else {"exif": options.pop("exif", exif())}
    if frames > 1:
        others = [picture(mode, shift=40 * number) for number in range(1, frames)]
        notes |= {"save_all": True, "append_images": others, "duration": DURATIONS[:frames]}
    stream = BytesIO()
    picture(mode).save(stream, kind, **notes | options)
    return stream.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def deep_png(colour: int, channels: int, *between: bytes, orientation: int = 1) -> bytes:
    """A PNG of sixteen bits a channel, which Pillow reads as eight."""
    numbers = struct.iter_unpack(">H", bytes(range(256)) * channels)
    values = [value for (value,) in numbers]  # as many as a picture of 16 by 8 has
    rows = [values[start : start + 16 * channels] for start in range(0, len(values), 16 * channels)]
    content = b"".join(b"\0" + struct.pack(f">{len(row)}H", *row) for row in rows)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 8, 16, colour, 0, 0, 0))
    notes = chunk(b"eXIf", exif(orientation)[6:])
    body = chunk(b"IDAT", zlib.compress(content)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + notes + b"".join(between) + body


SEEN_AS = (
    chunk(b"gAMA", struct.pack(">I", 100_000)),
    chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)),
    chunk(b"pHYs", struct.pack(">IIB", 3000, 3000, 1)),
)

SAMPLES = {
    **{f"jpeg {mode}": saved(mode, "JPEG") for mode in ("L", "RGB", "CMYK")},
    **{f"jpeg {mode} progressive": saved(mode, "JPEG", progressive=True) for mode in ("L", "RGB", "CMYK")},
    "jpeg profile": saved("RGB", "JPEG", icc_profile=PROFILE, dpi=(300, 300)),
    "jpeg 4:2:0": saved("RGB", "JPEG", subsampling="4:2:0", quality=40),
    "jpeg without YCbCr": saved("RGB", "JPEG", keep_rgb=True),
    "jpeg restarts": saved("RGB", "JPEG", restart_marker_rows=1),
    "jpeg xmp and comment": saved("RGB", "JPEG", xmp=b"<x>" + PLACE + b"</x>", comment=PLACE),
    **{
        f"png {mode}": saved(mode, "PNG") for mode in ("1", "L", "LA", "P", "P4", "P2", "RGB", "RGBA", "I;16")
    },
    "png profile": saved("RGBA", "PNG", icc_profile=PROFILE, dpi=(300, 300)),
    "png transparent colour": saved("RGB", "PNG", transparency=(5, 7, 1)),
    "png transparent entry": saved("P", "PNG", transparency=3),
    "png transparent palette": saved("P4", "PNG", transparency=bytes(range(0, 256, 16))),
    **{f"png 16 bit {colour}": deep_png(colour, n) for colour, n in ((0, 1), (2, 3), (4, 2), (6, 4))},
    "png seen as": deep_png(2, 3, *SEEN_AS),
    "apng": saved("RGB", "PNG", frames=4, loop=2),
    "apng RGBA": saved("RGBA", "PNG", frames=4, loop=0, disposal=[0, 1, 2, 0], blend=[0, 1, 1, 0]),
    "apng with a still": saved("RGB", "PNG", frames=4, default_image=True),
    "gif": saved("RGB", "GIF"),
    "gif moving": saved("RGB", "GIF", frames=4, loop=2),
    "gif once": saved("RGB", "GIF", frames=4),
    "gif transparent": saved("RGBA", "GIF", frames=4, loop=0, disposal=2),
    **{
        f"webp {mode} {'lossless' if lossless else 'lossy'} {frames}": saved(
            mode, "WEBP", lossless=lossless, frames=frames, **({"loop": 1} if frames > 1 else {})
        )
        for mode in ("RGB", "RGBA")
        for lossless in (True, False)
        for frames in (1, 4)
    },
    "webp exact": saved("RGBA", "WEBP", lossless=True, exact=True),
    "webp profile and xmp": saved("RGB", "WEBP", icc_profile=PROFILE, xmp=b"<x>" + PLACE + b"</x>"),
    **{
        f"avif {mode} {frames}": saved(mode, "AVIF", frames=frames)
        for mode in ("L", "RGB", "RGBA")
        for frames in (1, 4)
    },
    "avif profile and xmp": saved("RGB", "AVIF", icc_profile=PROFILE, xmp=b"<x>" + PLACE + b"</x>"),
    "avif whole chroma": saved("RGB", "AVIF", quality=100, subsampling="4:4:4"),
}
