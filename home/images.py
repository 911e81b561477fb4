"""What happens to a picture before it is stored: its size is known before it is decoded, it stands upright,
and it carries nothing but itself.

A photo from a telephone holds the place where it was taken, often a face's or a home's. Cameras write it in
EXIF, editors in XMP and IPTC; all of them go, from the original as well, whose address is public. A picture
without any of that is stored byte for byte.
"""

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

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]  # a JPEG of several pictures opens as "MPO"

_ORIENTATION = 0x0112
# What describes how a picture looks or moves. Everything else in a file's description goes.
_KEPT = {"icc_profile", "transparency", "gamma", "dpi", "duration", "loop", "background", "disposal"}
_SAVE = {
    "JPEG": {"quality": 95, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 95, "method": 4},
    "AVIF": {"quality": 90, "speed": 8},
    "GIF": {},
}


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
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _no_picture() from error
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    return picture


def clean_picture(file: File) -> File:
    """Return the picture upright and without EXIF, XMP, IPTC and comments, or itself if it has none.

    JPEGs that need not be turned keep their quantisation, PNGs and lossless WebPs are written losslessly.
    Raises ValidationError as `open_picture` does, and for a damaged file.
    """
    picture = open_picture(file)
    try:
        picture.load()
        if not _says_more(picture):
            return file
        content = _written_anew(picture, file)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _no_picture() from error
    finally:
        file.seek(0)
    return ContentFile(content, name=PurePath(file.name or "").name)


class PictureFormField(WagtailImageField):
    """Wagtail's field, which decodes a picture to learn its size, behind a look at the header."""

    def to_python(self, data):
        if hasattr(data, "seek") and hasattr(data, "size"):
            open_picture(data)
            data.seek(0)
        try:
            file = super().to_python(data)
        except OSError as error:  # a file cut off in the middle: Wagtail decodes it without a net
            raise _no_picture() from error
        if file is None or not hasattr(file, "image"):
            return file
        cleaned = clean_picture(file)
        if cleaned is not file:
            cleaned.content_type = file.content_type
        return cleaned


def _says_more(picture: Image.Image) -> bool:
    if picture.format == "MPO" or getattr(picture, "text", None) or picture.getexif():
        return True
    applications = (marker for marker, content in getattr(picture, "applist", []) if _tells(marker, content))
    return any(applications) or bool(
        {"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment"} & set(picture.info)
    )


def _tells(marker: str, content: bytes) -> bool:
    """Whether a JPEG's application segment says more than how to show it (JFIF, colour profile, Adobe's)."""
    return not (marker in ("APP0", "APP14") or content.startswith(b"ICC_PROFILE\0"))


def _written_anew(picture: Image.Image, file: File) -> bytes:
    kind = "JPEG" if picture.format == "MPO" else picture.format
    options = dict(_SAVE[kind])
    moving = kind != "JPEG" and getattr(picture, "n_frames", 1) > 1
    turned = picture.getexif().get(_ORIENTATION, 1) != 1
    upright = ImageOps.exif_transpose(picture) if turned and not moving else picture
    if picture.format == "JPEG" and not turned:
        options["quality"] = "keep"
    if kind == "WEBP" and _is_lossless_webp(file):
        options = {"lossless": True, "quality": 80}
    upright.info = {key: value for key, value in picture.info.items() if key in _KEPT}
    if "icc_profile" in upright.info:
        options["icc_profile"] = upright.info["icc_profile"]
    if moving:
        options["save_all"] = True
    stream = BytesIO()
    upright.save(stream, kind, **options)
    return stream.getvalue()


def _is_lossless_webp(file: File) -> bool:
    file.seek(0)
    return b"VP8L" in file.read(4096)


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
