from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .language import LanguageBlock


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        required=False,
        default="",
        max_length=160,
        label=_("Title"),
        help_text=_("Else the title of the file."),
    )
    language = LanguageBlock(label=_("Language of the file"))


class DocumentsBlock(blocks.StructBlock):
    """Files to download, with kind and size."""

    documents = blocks.ListBlock(DocumentBlock(label=_("File")), min_num=1, label=_("Files"))

    class Meta:
        icon = "doc-full"
        label = _("Files")
        description = _("Files to download, with their kind and size.")
        template = "blocks/documents.html"

    def get_preview_value(self):
        newest = get_document_model().objects.order_by("-pk")[:2]
        return self.normalize({"documents": [{"document": document} for document in newest]})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["documents"] = [
            {
                "title": item["title"] or item["document"].title,
                "url": item["document"].url,
                "kind": item["document"].file_extension.upper(),
                "size": filesizeformat(item["document"].file_size) if item["document"].file_size else "",
                "lang": item["language"],
            }
            for item in value["documents"]
            if item["document"] is not None
        ]
        return context
