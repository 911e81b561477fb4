from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock as SpreadsheetBlock
from wagtail_localize.segments import StringSegmentValue

from .language import WordsBlock


class CellsBlock(SpreadsheetBlock):
    """Cells of plain text that a translator translates one by one; Wagtail's own table gives them none.

    Each cell that is not empty is one segment under the path "row-column", the caption one under "caption".
    """

    def get_translatable_segments(self, value):
        if not value:
            return []
        segments = [StringSegmentValue("caption", value.get("table_caption") or "")]
        for row, cells in enumerate(value.get("data") or []):
            for column, text in enumerate(cells):
                if isinstance(text, str) and text.strip():
                    segments.append(StringSegmentValue(f"{row}-{column}", text))
        return segments

    def restore_translated_segments(self, value, segments):
        data = [list(cells) for cells in value.get("data") or []]
        restored = value | {"data": data}
        for segment in segments:
            if segment.path == "caption":
                restored["table_caption"] = segment.render_text()
                continue
            row, column = map(int, segment.path.split("-"))
            if row < len(data) and column < len(data[row]):
                data[row][column] = segment.render_text()
        return restored

    def clean(self, value):
        value = super().clean(value)
        if value and not self.is_deferred_validation:
            if not (value.get("table_caption") or "").strip():
                raise ValidationError(_("Give the table a caption: it says what the table is about."))
            if not any(cell for cells in value.get("data") or [] for cell in cells):
                raise ValidationError(_("The table is empty."))
        return value


def cells(
    caption: str, rows: list[list[str]], *, header_row: bool = True, header_column: bool = False
) -> dict:
    """The stored value of a table with these rows of plain text; the first row and column may be headers."""
    choice = {(True, True): "both", (True, False): "row", (False, True): "column"}
    return {
        "data": [list(row) for row in rows],
        "table_caption": caption,
        "first_row_is_table_header": header_row,
        "first_col_is_header": header_column,
        "table_header_choice": choice.get((header_row, header_column), "neither"),
    }


class TableBlock(WordsBlock):
    """A small table with caption and headers."""

    cells = CellsBlock(label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("A small table; its caption and cells are translated one by one.")
        template = "blocks/table.html"
        preview_value = {
            "cells": cells(
                _("Who looks after the yard"),
                [
                    [_("Time"), _("Who uses it"), _("Who is in charge")],
                    [_("8 to 16"), _("school"), _("head teacher")],
                    [_("19 to 21"), _("everybody"), _("warden")],
                ],
            )
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        table = value["cells"] or {}
        rows = [[cell or "" for cell in row] for row in table.get("data") or []]
        has_head = table.get("first_row_is_table_header") and rows
        context["caption"] = table.get("table_caption") or ""
        context["head"], context["rows"] = (rows[0], rows[1:]) if has_head else ([], rows)
        context["first"] = bool(table.get("first_col_is_header"))
        return context
