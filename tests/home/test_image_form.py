"""The upload form of the admin: what is wrong is said at its field, and the rest of the form stays."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.users.models import UserProfile

from home.models import SiteImage
from tests import factories
from tests.home.media.samples import PLACE, SAMPLES, deep_png
from tests.home.media.test_metadata import frames

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org", "kwartier"))
    return client


def post(client, **values):
    data = {
        "title": "Der Platz",
        "kind": "photo",
        "credit": "Ilka Brandscheid",
        "licence": "CC BY 4.0",
        "link": "https://example.org/platz",
        "alt_de": "Menschen auf dem Platz",
        "alt_nl": "Mensen op het plein",
        "file": factories.picture_file(size=(40, 30)),
    }
    return client.post(reverse("wagtailimages:add"), data | values)


def refused(response, field) -> str:
    """The one error at the field; everything else that was typed is still there."""
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert SiteImage.objects.count() == 0
    for name, value in (("licence", "CC BY 4.0"), ("alt_nl", "Mensen op het plein"), ("title", "Der Platz")):
        assert form[name].value() == value
        assert value in response.text
    (message,) = form.errors[field]
    assert message in response.text.replace("&quot;", '"')
    return message


def test_a_photo_is_stored_with_its_rights(editor):
    assert post(editor).status_code == 302
    image = SiteImage.objects.get()
    assert (image.credit, image.licence, image.link) == (
        "Ilka Brandscheid",
        "CC BY 4.0",
        "https://example.org/platz",
    )
    assert (image.alt_de, image.alt_nl) == ("Menschen auf dem Platz", "Mensen op het plein")
    assert (image.width, image.height) == (40, 30)


@pytest.mark.parametrize("credit", ["", "   "])
def test_a_photo_without_credit(editor, credit):
    message = refused(post(editor, credit=credit), "credit")
    assert message == "Ein Foto braucht den Namen der Person, die es aufgenommen hat."


def test_a_drawing_needs_no_credit(editor):
    assert post(editor, kind="drawing", credit="").status_code == 302


def test_a_dangerous_link(editor):
    refused(post(editor, link="javascript:alert(1)"), "link")


def test_a_file_of_50_megabytes(editor):
    big = SimpleUploadedFile("platz.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50 * 1024 * 1024, "image/jpeg")
    message = refused(post(editor, file=big), "file")
    assert message == "Das Bild ist zu groß (50,0\xa0MB). Höchstens 20,0\xa0MB sind möglich."


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no picture", id="text"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", id="cut-off-header"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", id="svg"),
    ],
)
def test_a_broken_file(editor, content):
    message = refused(post(editor, file=SimpleUploadedFile("platz.jpg", content, "image/jpeg")), "file")
    assert message.startswith("Diese Datei ist kein Bild oder sie ist beschädigt.")


def test_a_photo_cut_off_in_the_middle(editor):
    whole = factories.picture_file(size=(800, 600)).read()
    half = SimpleUploadedFile("platz.jpg", whole[: len(whole) // 2], "image/jpeg")
    assert refused(post(editor, file=half), "file").startswith("Diese Datei ist kein Bild")


def test_too_many_pixels(editor, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    message = refused(post(editor, file=factories.picture_file(size=(1200, 1000))), "file")
    assert "höchstens 1 Millionen" in message


def test_a_name_that_lies_about_the_content(editor):
    png = factories.picture_file("platz.png", (40, 30)).read()
    refused(post(editor, file=SimpleUploadedFile("platz.jpg", png, "image/jpeg")), "file")


def test_the_place_leaves_the_upload_before_its_size_is_noted(editor):
    exif = Image.Exif()
    exif[0x010F] = "Telefon"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 32.0, 0.0)})
    upload = factories.picture_file(size=(40, 30), exif=exif.tobytes())
    assert post(editor, file=upload).status_code == 302
    image = SiteImage.objects.get()
    assert (image.width, image.height) == (30, 40)
    with image.file.open() as file:
        content = file.read()
    assert b"Telefon" not in content
    assert image.file_size == len(content)


@pytest.mark.parametrize("name", ["webp RGB lossy 4", "webp RGBA lossless 4", "gif moving"])
def test_a_moving_picture_is_stored_with_its_tempo(editor, name):
    content = SAMPLES[name] + b"GPS+52.5"
    kind = name.split()[0]
    assert post(editor, file=SimpleUploadedFile(f"platz.{kind}", content, f"image/{kind}")).status_code == 302
    with SiteImage.objects.get().file.open() as file:
        stored = file.read()
    assert frames(stored) == frames(SAMPLES[name])
    assert PLACE not in stored
    assert b"GPS" not in stored


def test_a_picture_that_cannot_be_turned(editor):
    upload = SimpleUploadedFile("platz.png", deep_png(2, 3, orientation=6), "image/png")
    assert refused(post(editor, file=upload), "file").startswith("Dieses Bild ist liegend oder auf dem Kopf")


@pytest.mark.parametrize(("name", "kind"), [("apng", "png"), ("avif RGB 4", "avif")])
def test_a_moving_picture_that_willow_does_not_open(editor, name, kind):
    """Renditions could not be made of it: the reason is told, not that it is damaged."""
    message = refused(
        post(editor, file=SimpleUploadedFile(f"platz.{kind}", SAMPLES[name], f"image/{kind}")), "file"
    )
    assert message == "Ein bewegtes PNG oder AVIF ist nicht möglich. Speichern Sie es als WebP oder GIF."


def test_a_damaged_avif(editor):
    """Pillow answers with an error of its own for what it cannot decode."""
    content = SAMPLES["avif RGB 1"].replace(b"av01", b"av09")
    upload = SimpleUploadedFile("platz.avif", content, "image/avif")
    assert refused(post(editor, file=upload), "file").startswith("Diese Datei ist kein Bild")


def test_several_pictures_wait_for_their_credits(editor):
    """The multiple upload: the file is kept, and the form asks for what is missing."""
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Platz", "files[]": factories.picture_file(size=(40, 30))},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert response["success"]
    number = response["uploaded_file_id"]
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    prefix = f"uploaded-image-{number}"
    words = {f"{prefix}-title": "Platz", f"{prefix}-kind": "photo", f"{prefix}-alt_de": "Ein Platz"}
    answer = editor.post(url, words, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert not answer["success"]
    assert "Ein Foto braucht den Namen der Person" in answer["form"]
    words[f"{prefix}-credit"] = "Ilka Brandscheid"
    answer = editor.post(url, words, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert answer["success"]
    assert SiteImage.objects.get().credit == "Ilka Brandscheid"


def test_the_form_speaks_dutch(editor):
    UserProfile.objects.create(user=get_user_model().objects.get(), preferred_language="nl")
    response = post(editor, credit="")
    with translation.override("nl"):  # the message is lazy: it speaks the language it is asked in
        message = refused(response, "credit")
    assert message == "Een foto heeft de naam nodig van degene die de foto heeft gemaakt."
