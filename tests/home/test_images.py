"""Originals and renditions: upright, without the place they were taken, never enlarged
(domain.md#pictures)."""

import re
from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.template import Context, Template
from django.utils import translation
from PIL import Image, PngImagePlugin
from wagtail.models import UploadedFile

from authors.models import AuthorPage
from home.media.renditions import SHAPES, complete_pictures, prefetch_picture, renditions_of, specs_of
from home.media.uploads import clean_picture
from home.models import SiteImage
from tests import factories

GPS, ORIENTATION, CAMERA = 0x8825, 0x0112, 0x010F
PLACE = b"taken at home"


def exif(turned=1) -> bytes:
    """What a telephone writes: camera, orientation and the place."""
    data = Image.Exif()
    data[CAMERA] = "Telefon"
    data[ORIENTATION] = turned
    data.get_ifd(GPS).update({1: "N", 2: (51.0, 32.0, 0.0), 3: "E", 4: (7.0, 13.0, 0.0)})
    return data.tobytes()


def stored(image) -> Image.Image:
    with image.file.open() as file:
        picture = Image.open(BytesIO(file.read()))
        picture.load()
    return picture


def is_red(colour) -> bool:
    return colour[0] > 150 and colour[2] < 100


@pytest.mark.parametrize("name", ["platz.jpg", "platz.png", "platz.webp", "platz.avif"])
@pytest.mark.django_db
def test_the_place_and_the_camera_leave_the_original(name):
    upload = factories.picture_file(name, (400, 300), exif=exif())
    assert dict(Image.open(upload).getexif().get_ifd(GPS))
    upload.seek(0)
    picture = stored(SiteImage.objects.create(title="Platz", credit="Ilka Brandscheid", file=upload))
    assert dict(picture.getexif()) == {}
    assert "exif" not in picture.info
    assert picture.size == (400, 300)


@pytest.mark.django_db
def test_a_turned_photo_stands_upright_in_the_original_and_in_renditions():
    image = SiteImage.objects.create(
        title="Platz",
        credit="Ilka Brandscheid",
        file=factories.picture_file(size=(400, 300), exif=exif(turned=6), icc_profile=b"profile"),
    )
    original = stored(image)
    assert (image.width, image.height, original.size) == (300, 400, (300, 400))
    assert is_red(original.getpixel((150, 20)))
    assert not is_red(original.getpixel((150, 380)))
    assert original.info["icc_profile"] == b"profile"
    with image.get_rendition("width-150").file.open() as file:
        rendition = Image.open(file)
        assert rendition.size == (150, 200)
        assert is_red(rendition.getpixel((75, 10)))
        assert dict(rendition.getexif()) == {}


@pytest.mark.parametrize(
    ("name", "save"),
    [
        pytest.param("a.jpg", {"comment": PLACE}, id="comment"),
        pytest.param("a.jpg", {"xmp": b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>"}, id="xmp"),
        pytest.param("a.webp", {"xmp": b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>"}, id="xmp-webp"),
        pytest.param("a.gif", {"comment": PLACE}, id="comment-gif"),
    ],
)
def test_other_notes_go_as_well(name, save):
    upload = factories.picture_file(name, (40, 30), **save)
    assert PLACE in upload.read()
    assert PLACE not in clean_picture(upload).read()


def test_iptc_and_png_texts_go():
    stream = BytesIO()
    note = PngImagePlugin.PngInfo()
    note.add_text("Location", PLACE.decode())
    Image.new("RGB", (40, 30)).save(stream, "PNG", pnginfo=note)
    assert PLACE not in clean_picture(ContentFile(stream.getvalue(), "a.png")).read()
    jpeg = factories.picture_file(size=(40, 30)).read()
    iptc = b"Photoshop 3.0\x00" + PLACE
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    with_iptc = ContentFile(jpeg[:2] + segment + jpeg[2:], "a.jpg")
    assert PLACE not in clean_picture(with_iptc).read()


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif", "a.avif"])
def test_a_picture_without_notes_is_stored_byte_for_byte(name):
    upload = factories.picture_file(name, (40, 30))
    assert clean_picture(upload) is upload


def test_a_moving_picture_keeps_moving():
    stream = BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], duration=200, exif=exif())
    cleaned = Image.open(clean_picture(ContentFile(stream.getvalue(), "a.webp")))
    assert (cleaned.n_frames, dict(cleaned.getexif())) == (3, {})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "invalid_image", id="empty"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "invalid_image", id="svg"),
        pytest.param(b"\xff\xd8\xff\xe0 no more", "invalid_image", id="broken"),
        pytest.param(b"\0" * 20_971_521, "file_too_large", id="too-large"),
    ],
)
def test_what_is_no_picture_is_refused(content, code):
    with pytest.raises(ValidationError) as error:
        clean_picture(ContentFile(content, "a.jpg"))
    assert error.value.code == code


def test_a_cut_off_photo_is_refused():
    whole = factories.picture_file().read()
    with pytest.raises(ValidationError) as error:
        clean_picture(ContentFile(whole[: len(whole) // 2], "a.jpg"))
    assert error.value.code == "invalid_image"


def test_a_huge_picture_is_refused_before_it_is_decoded(settings, monkeypatch):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
    for size in ((200, 100), (60_000, 60_000)):
        with pytest.raises(ValidationError) as error:
            clean_picture(ContentFile(png_header(*size), "a.png"))
        assert error.value.code == "file_too_many_pixels"


def png_header(width, height) -> bytes:
    """A PNG that claims so many pixels and holds none."""
    body = b"IHDR" + pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    header = pack(">I", 13) + body + pack(">I", crc32(body))
    return b"\x89PNG\r\n\x1a\n" + header + pack(">I", 9) + b"IDAT" + b"\0" * 13


@pytest.mark.django_db
def test_a_picture_that_waits_for_its_credit_is_clean_already():
    user = get_user_model().objects.create(username="redaktion")
    waiting = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(SiteImage),
        file=factories.picture_file("balkon.jpg", (40, 30), exif=exif()),
        uploaded_by_user=user,
    )
    assert waiting.file.name.startswith("wagtail_uploads/balkon")
    with waiting.file.open() as file:
        assert dict(Image.open(file).getexif()) == {}
    document = SimpleUploadedFile("satzung.txt", b"text")
    other = UploadedFile.objects.create(file=document, uploaded_by_user=user)
    with other.file.open() as file:
        assert file.read() == b"text"


@pytest.mark.django_db
def test_a_photo_needs_a_credit_in_the_form_and_in_the_database():
    """domain.md#pictures: the photographer is named."""
    photo = SiteImage(title="Platz", file=factories.picture_file(size=(40, 30)), credit="  ")
    with pytest.raises(ValidationError) as error:
        photo.full_clean()
    assert list(error.value.message_dict) == ["credit"]
    SiteImage.objects.create(title="Plan", kind="drawing", file=factories.picture_file("a.png", (40, 30)))
    with pytest.raises(IntegrityError):
        SiteImage.objects.create(title="Platz", file=factories.picture_file("b.png", (40, 30)))


@pytest.mark.django_db
def test_alternative_texts_per_language():
    """domain.md#pictures: never the file's name."""
    image = SiteImage(title="avatar.jpg", alt_de="Ein Platz", alt_nl="Een plein")
    assert (image.alt_for("de"), image.alt_for("nl")) == (("Ein Platz", ""), ("Een plein", ""))
    image.alt_nl = ""
    assert image.alt_for("nl") == ("Ein Platz", "de")
    with translation.override("nl"):
        assert image.default_alt_text == "Ein Platz"
    image.alt_de = ""
    assert (image.alt_for("nl"), image.default_alt_text) == (("", ""), "")


def render(image, arguments):
    template = Template("{% load pictures %}{% site_picture image " + arguments + " %}")
    return template.render(Context({"image": image}))


@pytest.mark.django_db
def test_a_picture_has_formats_sizes_and_dimensions():
    html = render(factories.image(), '"list" alt="Ein Platz"')
    assert html.count("<source") == 2
    assert html.count("image/avif") == html.count("image/webp") == 1
    assert html.count("1080w") == 3
    assert 'alt="Ein Platz"' in html
    assert 'height="240"' in html
    assert 'width="360"' in html
    assert 'loading="lazy"' in html
    assert "lang=" not in html
    eager = render(factories.image(), '"wide" alt="Ein Platz" alt_lang="de" eager=True')
    assert 'lang="de"' in eager
    assert 'fetchpriority="high"' in eager
    assert "lazy" not in eager
    assert render(None, '"list"') == ""


@pytest.mark.django_db
def test_a_small_original_is_never_enlarged():
    image = factories.image(size=(500, 400))
    html = render(image, '"list"')
    assert "360w" in html
    assert "500w" in html
    assert "720w" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(500, 400), (401, 1003), (1601, 997)])
def test_a_promised_picture_has_the_size_of_the_one_that_is_made(size):
    image = factories.image(size=size)
    specs = [spec for shape in SHAPES.values() for spec in shape.specs if not spec.startswith("format-avif")]
    promises = {spec: renditions_of(image, [spec])[spec] for spec in specs}
    made = image.get_renditions(*specs)
    assert not any(each.pk for each in promises.values())
    assert {spec: (each.width, each.height) for spec, each in promises.items()} == {
        spec: (each.width, each.height) for spec, each in made.items()
    }


@pytest.mark.django_db
def test_no_page_waits_for_pictures(client):
    """They are made when a browser asks for them; then the page names the files."""
    image = factories.image(size=(500, 400))
    address = re.search(r'src="([^"]+)"', render(image, '"square"'))[1]
    assert not image.renditions.exists()

    answer = client.get(address)
    made = image.renditions.get()
    assert (answer.status_code, answer.url) == (302, made.url)
    assert made.url in render(SiteImage.objects.get(pk=image.pk), '"square"')
    assert client.get(address.replace("fill-288x288", "fill-9999x9999")).status_code == 403


@pytest.mark.django_db
def test_sizes_that_no_browser_asks_for_are_made_for_pictures_that_are_shown():
    shown, other = factories.image(size=(500, 400)), factories.image("b.jpg", (500, 400))
    shown.get_rendition("format-avif|fill-288x288")

    assert complete_pictures() == len(SHAPES["square"].specs) - 1
    assert "/pictures/" not in render(SiteImage.objects.get(pk=shown.pk), '"square"')
    assert not other.renditions.exists()
    assert complete_pictures() == 0


@pytest.mark.django_db
def test_the_crop_keeps_the_focal_point():
    image = factories.image(size=(1600, 400), focal_point_x=1550, focal_point_y=200)
    image.focal_point_width = image.focal_point_height = 40
    with image.get_rendition("fill-192x192|format-png").file.open() as file:
        crop = Image.open(file)
        assert not is_red(crop.convert("RGB").getpixel((10, 90)))


@pytest.mark.django_db
def test_lists_prefetch_renditions(django_assert_num_queries):
    for _number in range(3):
        image = factories.image(size=(400, 300))
        image.get_renditions(*SHAPES["square"].specs)
    network = factories.Network()
    people = [
        factories.author(network.authors["de"], title=f"P {image.pk}", portrait=image)
        for image in SiteImage.objects.all()
    ]
    with django_assert_num_queries(3):
        for person in AuthorPage.objects.prefetch_related(prefetch_picture("portrait", "square")):
            assert render(person.portrait, '"square"')
    assert len(people) == 3
    assert len(specs_of(["list", "sheet"])) == 9
    assert all(len(shape.operations) <= 3 for shape in SHAPES.values())
