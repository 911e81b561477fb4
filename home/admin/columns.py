"""Columns of lists in the admin."""

from wagtail.admin.ui.tables import Column

from ..formatting.times import moment


class MomentColumn(Column):
    """A moment in house style, as screens tell it.

    Not Wagtail's DateColumn: that says how long ago it was, and in German leaves out the word for "ago".
    """

    def get_value(self, instance):
        value = super().get_value(instance)
        return moment(value) if value else ""
