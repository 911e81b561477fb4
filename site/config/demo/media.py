"""The demo's images and documents, drawn and written for it."""

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .files import FOLDER, Shelf, table


def load_images(shelf: Shelf) -> None:
    model = get_image_model()
    for record in table("images")["image"]:
        x, y, width, height = record["focal"]
        with (FOLDER / "images" / record["file"]).open("rb") as file:
            image = model(
                title=record["title"],
                file=File(file, name=record["file"]),
                kind=record["kind"],
                credit=record["credit"],
                licence=record["licence"],
                alt_de=record["alt_de"],
                alt_nl=record["alt_nl"],
                focal_point_x=x,
                focal_point_y=y,
                focal_point_width=width,
                focal_point_height=height,
            )
            image.save()
        shelf.images[record["key"]] = image


def load_documents(shelf: Shelf) -> None:
    model = get_document_model()
    for record in table("documents")["document"]:
        with (FOLDER / "documents" / record["file"]).open("rb") as file:
            document = model(title=record["title"], file=File(file, name=record["file"]))
            document.save()
        # For the blocks and materials that point at it.
        document.language = record["language"]
        document.labels = {"de": record["title"], "nl": record.get("title_nl", record["title"])}
        shelf.documents[record["key"]] = document
