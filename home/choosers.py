"""Choosers of shared records whose words are in the language of whoever looks."""

from django.utils.functional import lazystr
from django.utils.translation import gettext
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class Words:
    """A text about a kind of record, made when it is printed."""

    def __init__(self, text: str, name):
        self.text, self.name = text, name

    def __str__(self):
        return gettext(self.text) % {"object": self.name}


class RecordChooser(AdminSnippetChooser):
    """Wagtail 8.0 makes these words once, in the language of the first person who opens a form, and shows
    them to everybody until the process ends."""

    def __init__(self, model=None, **kwargs):
        super().__init__(model, **kwargs)
        name = self.model._meta.verbose_name
        self.choose_one_text = lazystr(Words("Choose %(object)s", name))
        self.choose_another_text = lazystr(Words("Choose another %(object)s", name))
        self.link_to_chosen_text = lazystr(Words("Edit this %(object)s", name))


class RecordChooserViewSet(SnippetChooserViewSet):
    base_widget_class = RecordChooser
