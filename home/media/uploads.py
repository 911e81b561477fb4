"""What happens to a picture before it is stored: its size is known before it is decoded, it stands upright,
and it carries nothing but itself.

A photo from a telephone holds the place where it was taken, often a face's or a home's. Cameras write it in
EXIF, editors in XMP and IPTC; all of them go, from the original as well, whose address is public, and so
does what lies behind the end of the picture. The picture itself stays bit for bit (`home.media.metadata`),
unless it has to be turned.
"""

import struct
import zlib
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField

from home.media import avif, png, webp
from home.media.metadata import without_metadata

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]  # a JPEG of several pictures opens as "MPO"

_ORIENTATION = 0x0112
# What describes how a turned picture looks. Everything else in a file's description goes.
_KEPT = {"icc_profile", "transparency", "dpi"}
_SAVE = {
    "JPEG": {"quality": 95, "subsampling": "4:4:4", "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 95, "method": 4},
    "AVIF": {"quality": 90, "subsampling": "4:4:4", "speed": 8},
}
# What Pillow's readers raise for damaged files; zlib.error and struct.error have no common name.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    zlib.error,
    struct.error,
)


def open_picture(file) -> Image.Image:
    """Open an upload and read its header only, whatever its name says it is.

    Raises ValidationError for what is no picture of ours, for more bytes than
    WAGTAILIMAGES_MAX_UPLOAD_SIZE and for more pixels (times frames) than WAGTAILIMAGES_MAX_IMAGE_PIXELS:
    a small file can unfold to gigabytes.
    """
    if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("The picture is too big (%(size)s). At most %(limit)s can be stored.")
            % {
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
            },
            code="file_too_large",
        )
    file.seek(0)
    try:
        picture = Image.open(file, formats=FORMATS)
        pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    except UnidentifiedImageError as error:
        raise _no_picture() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _DAMAGED as error:
        raise _no_picture() from error
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    return picture


def clean_picture(file: File) -> File:
    """Return the picture upright, without EXIF, XMP, IPTC and comments and without what lies behind its end,
    or itself if there is none of it.

    Only what has to be turned is compressed anew. Raises ValidationError as `open_picture` does, for a
    damaged file, and for one that cannot be turned without a loss.
    """
    picture = open_picture(file)
    try:
        picture.load()
        file.seek(0)
        original = file.read()
        content = without_metadata(original, picture.format)
        if picture.getexif().get(_ORIENTATION, 1) != 1:
            content = without_metadata(_turned(picture, original), picture.format)
        elif content == original:
            return file
        elif not _same_picture(content, picture):
            raise _no_picture()
    except _DAMAGED as error:
        raise _no_picture() from error
    finally:
        file.seek(0)
    return ContentFile(content, name=PurePath(file.name or "").name)


class PictureFormField(WagtailImageField):
    """Wagtail's field, which decodes a picture to learn its size, behind a look at the header."""

    def to_python(self, data):
        if hasattr(data, "seek") and hasattr(data, "size"):
            picture = open_picture(data)
            if picture.format in ("PNG", "AVIF") and picture.is_animated:  # Willow opens neither
                raise ValidationError(
                    _("A moving PNG or AVIF cannot be used. Save it as WebP or GIF."), code="moving"
                )
            data.seek(0)
        try:
            file = super().to_python(data)
        except _DAMAGED as error:  # a file cut off in the middle: Wagtail decodes it without a net
            raise _no_picture() from error
        if file is None or not hasattr(file, "image"):
            return file
        cleaned = clean_picture(file)
        if cleaned is not file:
            cleaned.content_type = file.content_type
        return cleaned


def _same_picture(content: bytes, picture: Image.Image) -> bool:
    """Return whether the file shows the same: as many frames, and of the first each pixel."""
    with Image.open(BytesIO(content), formats=FORMATS) as cleaned:
        frames = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
        return getattr(cleaned, "n_frames", 1) == frames and cleaned.tobytes() == picture.tobytes()


def _turned(picture: Image.Image, content: bytes) -> bytes:
    """Return the picture upright. It is compressed anew, which what moves or is deeper than eight bits would
    not survive unchanged: that is refused."""
    kind = "JPEG" if picture.format == "MPO" else picture.format
    moving = kind != "JPEG" and getattr(picture, "n_frames", 1) > 1
    if moving or (kind == "PNG" and png.is_deep(content)) or (kind == "AVIF" and avif.is_deep(content)):
        raise ValidationError(
            _("This picture is stored on its side or upside down. Turn it upright, save it and try again."),
            code="turned",
        )
    options = dict(_SAVE[kind])
    if kind == "WEBP" and webp.is_lossless(content):
        options = {"lossless": True, "exact": True, "quality": 80}
    upright = ImageOps.exif_transpose(picture)
    upright.info = {key: value for key, value in picture.info.items() if key in _KEPT}
    if "icc_profile" in upright.info:
        options["icc_profile"] = upright.info["icc_profile"]
    if kind == "JPEG" and "dpi" in upright.info:
        options["dpi"] = upright.info["dpi"]
    stream = BytesIO()
    upright.save(stream, kind, **options)
    written = stream.getvalue()
    return png.with_colours_of(written, content) if kind == "PNG" else written


def _no_picture() -> ValidationError:
    return ValidationError(
        _("This file is no picture, or it is damaged. Save it anew as JPEG, PNG, WebP or AVIF."),
        code="invalid_image",
    )


def _too_many_pixels() -> ValidationError:
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    return ValidationError(
        _("The picture has too many pixels. Make it smaller: at most %(limit)s million, all frames together.")
        % {"limit": number_format(limit // 1_000_000)},
        code="file_too_many_pixels",
    )
