"""Taking the metadata out of a picture changes nothing else, whatever its format, depth and mode."""

import random
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageOps

from home.media.uploads import clean_picture

from .samples import PLACE, SAMPLES, SEEN_AS, deep_png, exif, saved

# What a telephone puts behind a picture: a film, the picture before it was cropped, or anything at all.
FILM = b"\0\0\0\x14ftypmp42\0\0\0\0mp42" + b"\0\0\0\x15mdat" + PLACE
TAILS = {"text": PLACE, "film": FILM, "picture": SAMPLES["jpeg RGB"], "zeros": bytes(9) + PLACE}


def clean(content: bytes) -> bytes:
    return clean_picture(ContentFile(content, "platz")).read()


def frames(content: bytes) -> list[tuple]:
    """Each frame as it is shown, with its duration in milliseconds."""
    with Image.open(BytesIO(content)) as opened:
        found = []
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            found.append((opened.convert("RGBA").tobytes(), opened.info.get("duration")))
        return found


def look(content: bytes) -> dict:
    """What else decides how a picture is shown."""
    with Image.open(BytesIO(content)) as opened:
        opened.load()
        names = (
            "loop",
            "icc_profile",
            "transparency",
            "gamma",
            "chromaticity",
            "background",
            "adobe_transform",
        )
        known = {name: opened.info.get(name) for name in names}
        return known | {
            "format": opened.format,
            "mode": opened.mode,
            "size": opened.size,
            "frames": getattr(opened, "n_frames", 1),
            "tables": getattr(opened, "quantization", None),
        }


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_not_metadata_is_equal(name):
    content = SAMPLES[name]
    assert PLACE in content
    cleaned = clean(content)
    assert PLACE not in cleaned
    assert look(cleaned) == look(content)
    assert frames(cleaned) == frames(content)
    with Image.open(BytesIO(cleaned)) as opened:
        assert dict(opened.getexif()) == {}
        assert not {"exif", "xmp", "comment"} & set(opened.info)
    again = ContentFile(cleaned, "platz")
    assert clean_picture(again) is again


@pytest.mark.parametrize("colour", [(0, 1), (2, 3), (4, 2), (6, 4)])
def test_sixteen_bits_stay_sixteen(colour):
    """Pillow reads eight of them, so that the compressed data are compared."""
    before, after = deep_png(*colour, *SEEN_AS), clean(deep_png(*colour, *SEEN_AS))
    assert after[:33] == before[:33]
    assert after[after.index(b"gAMA") :] == before[before.index(b"gAMA") :]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("tail", TAILS)
def test_what_lies_behind_the_end_is_cut(name, tail):
    cleaned = clean(SAMPLES[name])
    assert clean(SAMPLES[name] + TAILS[tail]) == cleaned
    assert clean(cleaned + TAILS[tail]) == cleaned


def test_pictures_within_a_photo_go():
    """Thumbnails and further pictures show what was cropped."""
    plain = clean(SAMPLES["jpeg RGB"])
    jfif = plain.index(b"JFIF\0") - 4
    thumbnail = b"\xff\xe0\x00\x13JFIF\0\1\1\0\0\1\0\1\1\1" + b"\1\2\3"
    extension = b"\xff\xe0\x00\x15JFXX\0\x10" + PLACE
    assert clean(plain[:jfif] + thumbnail + extension + plain[jfif + 18 :]) == plain
    stream = BytesIO()
    with Image.open(BytesIO(plain)) as first, Image.open(BytesIO(SAMPLES["jpeg L"])) as second:
        first.save(stream, "MPO", save_all=True, append_images=[second])
    assert look(clean(stream.getvalue()))["format"] == "JPEG"
    assert b"MPF" not in clean(stream.getvalue())


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize(
    ("kind", "mode", "options", "loss"),
    [
        ("JPEG", "RGB", {}, 12),
        ("JPEG", "CMYK", {}, 12),
        ("PNG", "RGBA", {}, 0),
        ("PNG", "P", {}, 0),
        ("PNG", "1", {}, 0),
        ("WEBP", "RGBA", {"lossless": True, "exact": True}, 0),
        ("WEBP", "RGB", {}, 40),
        ("AVIF", "RGB", {}, 40),
    ],
)
def test_a_turned_picture_stands_upright(kind, mode, options, loss, orientation):
    """Only then is it compressed anew: without a loss, or with one that nobody sees."""
    content = saved(mode, kind, exif=exif(orientation), **options)
    with Image.open(BytesIO(content)) as opened, Image.open(BytesIO(clean(content))) as cleaned:
        upright = ImageOps.exif_transpose(opened)
        assert (cleaned.mode, cleaned.size) == (upright.mode, upright.size)
        difference = ImageChops.difference(cleaned.convert("RGBA"), upright.convert("RGBA"))
        assert max(most for _least, most in difference.getextrema()) <= loss
        assert dict(cleaned.getexif()) == {}


def test_a_turned_png_is_seen_as_before():
    stream = BytesIO(saved("RGB", "PNG", exif=exif(6)))
    content = stream.getvalue()[:33] + b"".join(SEEN_AS) + stream.getvalue()[33:]
    assert look(clean(content))["gamma"] == look(content)["gamma"] == 1.0
    assert look(clean(content))["chromaticity"] == look(content)["chromaticity"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(saved("RGB", "PNG", frames=4, exif=exif(6)), id="apng"),
        pytest.param(saved("RGB", "WEBP", frames=4, exif=exif(6)), id="webp"),
        pytest.param(deep_png(2, 3, orientation=6), id="16 bit"),
    ],
)
def test_what_turning_would_change_is_refused(content):
    with pytest.raises(ValidationError) as error:
        clean(content)
    assert error.value.code == "turned"


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow on damaged EXIF
@pytest.mark.parametrize("seed", range(4))
def test_damaged_pictures_are_refused_or_cleaned(seed):
    """Cut off and with bytes turned over: an answer in words, and never the place."""
    chance, refusals = random.Random(seed), set()
    for _number in range(400):
        name = chance.choice(list(SAMPLES))
        content = bytearray(SAMPLES[name])
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        for _byte in range(chance.randrange(3)):
            place = chance.randrange(max(len(content), 1))
            content[place : place + 1] = bytes([chance.randrange(256)])
        try:
            cleaned = clean(bytes(content))
        except ValidationError as refused:
            refusals.add(refused.code)
        else:
            assert look(cleaned)["format"] == look(SAMPLES[name])["format"], name
    assert refusals <= {"invalid_image", "file_too_many_pixels", "turned"}
