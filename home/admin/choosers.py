"""Choosers in the language of whoever looks, and what those of a form show, fetched at once."""

from collections import defaultdict

from django.forms import BaseForm, ModelChoiceField
from django.utils.functional import lazystr
from django.utils.translation import gettext
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Page
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


def fetch_chosen(forms: list[BaseForm]) -> None:
    """Fetch what the choosers of these forms show, one query for each kind of record or page. Each chooser
    would ask for itself, in three queries for a page."""
    choosers = defaultdict(list)  # model -> (widget, key)
    for form in forms:
        for name, field in form.fields.items():
            key = form.get_initial_for_field(field, name)
            if key and isinstance(field, ModelChoiceField) and isinstance(field.widget, BaseChooser):
                choosers[field.widget.model_class].append((field.widget, field.prepare_value(key)))
    for model, found in choosers.items():
        shown = _with_parents if issubclass(model, Page) else _plain
        rows = {row.pk: row for row in shown(model.objects.filter(pk__in={key for _widget, key in found}))}
        for widget, _key in found:
            _know(widget, rows)


def _know(widget: BaseChooser, rows: dict) -> None:
    """Let one chooser of one form find these rows without asking; others it asks for as always."""
    ask = widget.get_instance
    widget.get_instance = lambda value: rows.get(value) or ask(value)


def _plain(rows):
    return rows


def _with_parents(pages) -> list[Page]:
    """The pages as what they are, each with the parent that a chooser opens at."""
    pages = pages.specific()
    parents = {page.path[: -page.steplen]: None for page in pages}
    for parent in Page.objects.filter(path__in=parents):
        parents[parent.path] = parent
    for page in pages:
        page._cached_parent_obj = parents[page.path[: -page.steplen]]
    return pages
