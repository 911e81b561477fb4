"""Forms of the admin that know which language facts are entered in."""

from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from .choosers import fetch_chosen
from .facts import is_original
from .search.words import fold

ON_THE_ORIGINAL = _("Entered on the original page, the same in every language.")


class FactsMixin:
    """Locks the facts of a translation: they are entered on the original and shared at its publication."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or is_original(self.instance):
            return
        model = type(self.instance)
        for name in (*model.shared_fields, *getattr(model, "synchronised_fields", ())):
            if name in self.fields:
                lock(self.fields[name])
        for name in model.shared_relations:
            self._lock_rows(name)
        for name in getattr(model, "shared_child_facts", ()):
            self._lock_child_facts(name)

    def _lock_rows(self, name):
        """Replace the rows of a relation by ones that show the present state and take nothing in."""
        formset = self.formsets.get(name)
        if formset is None:
            return
        read_only = type(f"ReadOnly{type(formset).__name__}", (ReadOnlyRows, type(formset)), {})
        self.formsets[name] = rows = read_only(
            instance=self.instance, prefix=formset.prefix, form_kwargs=formset.form_kwargs
        )
        for form in rows.forms:
            for field in form.fields.values():
                lock(field)

    def _lock_child_facts(self, name):
        formset = self.formsets.get(name)
        for form in formset.forms if formset is not None else ():
            if form.instance.pk:
                for field in formset.model.shared_fields:
                    if field in form.fields:
                        lock(form.fields[field])


class ReadOnlyRows:
    """A formset that was never posted: valid, unchanged, and without room for another row."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = 0
        self.max_num = self.initial_form_count()

    def is_valid(self):
        return True

    def has_changed(self):
        return False

    def save(self, commit=True):
        return []


class PageForm(FactsMixin, WagtailAdminPageForm):
    """The form of every page of ours."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # what was posted is shown again after a mistake only
            rows = (form for formset in self.formsets.values() for form in formset.forms)
            fetch_chosen([self, *rows])


class RecordForm(FactsMixin, WagtailAdminModelForm):
    """The form of every shared record. An address that is left empty is made of the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            if not self.fields["slug"].disabled:
                self.fields["slug"].help_text = _("Empty: made of the name.")

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slugify(fold(cleaned.get("name", "")))[:80]
            if cleaned.get("name") and not cleaned["slug"]:  # "!?" and the like
                self.add_error("slug", self.fields["slug"].error_messages["required"])
        return cleaned


def lock(field) -> None:
    """Show a field's value, ignore what is posted for it, and say why."""
    field.disabled = True
    field.required = False
    field.help_text = (
        format_lazy("{} {}", field.help_text, ON_THE_ORIGINAL) if field.help_text else ON_THE_ORIGINAL
    )
