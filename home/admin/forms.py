"""Forms of the admin that know which language facts are entered in."""

from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from ..localize.shared_fields import is_original
from ..slugs import available_slug, first_free, is_numbered, slug_input, slug_of
from .choosers import fetch_chosen
from .creation_key import CreationKeyMixin

# Sent with `page` and `moment` when a page's form asks that it goes offline then; receivers refuse it with a
# ValidationError.
expiry_asked_for = Signal()

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


class SlugMixin:
    """Makes an empty slug of the title or name, by the rule of home.slugs."""

    slug_source = "title"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("slug")
        if field is not None and not field.disabled:
            field.required = False
            field.widget = slug_input(self.instance.slug, self.slug_language)
            field.widget.attrs |= field.widget_attrs(field.widget)

    @property
    def slug_language(self) -> str:
        return self.instance.locale.language_code if self.instance.locale_id else get_language()

    def clean(self):
        field = self.fields.get("slug")
        if field is not None and not field.disabled and "slug" not in self.errors:
            self._settle_slug(self.cleaned_data.get("slug") or "", self.initial.get("slug") or "")
        return super().clean()

    def _settle_slug(self, typed: str, stored: str) -> None:
        if typed and typed == stored:
            return  # URLs that exist stay, however they are spelled
        source = self.cleaned_data.get(self.slug_source) or ""
        longest = self.fields["slug"].max_length
        made = slug_of(source, self.slug_language, longest=longest)
        slug = slug_of(typed, self.slug_language, longest=longest) or made
        if slug and slug == made:
            slug = self.next_free(made)
            if slug != made and is_numbered(stored, made):
                slug = stored
        if slug:
            self.cleaned_data["slug"] = slug
        elif source or typed:  # "!?" and the like
            self.add_error("slug", _("No URL can be made of this. Type letters from a to z or digits."))

    def next_free(self, slug: str) -> str:
        """Return the slug with a number behind it where another page or record has it."""
        return slug

    def get_field_updates_for_resave(self):
        """Show the slug that was stored, so that the open form posts no other one again."""
        updates = super().get_field_updates_for_resave()
        slug = self.cleaned_data.get("slug", "") if "slug" in self.fields else ""
        if slug and slug != self.data.get(self.add_prefix("slug")):
            updates.append((self.add_prefix("slug"), slug))
        return updates


class PageForm(CreationKeyMixin, SlugMixin, FactsMixin, WagtailAdminPageForm):
    """The form of every page of ours."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # what was posted is shown again after a mistake only
            rows = (form for formset in self.formsets.values() for form in formset.forms)
            fetch_chosen([self, *rows])

    def clean(self):
        cleaned = super().clean()
        moment = self.cleaned_data.get("expire_at")
        if moment and self.instance.pk:
            try:
                expiry_asked_for.send(type(self.instance), page=self.instance, moment=moment)
            except ValidationError as error:
                self.add_error("expire_at", error)
        return cleaned

    def next_free(self, slug):
        return available_slug(self.parent_page, slug, page=self.instance) if self.parent_page else slug


class PageCopyForm(CopyForm):
    """Offers a slug that is free where the copy goes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, language = self.fields["new_slug"], self.page.locale.language_code
        self.base = slug_of(self.page.slug, language)
        field.initial = available_slug(self.page.get_parent(), self.base)
        field.widget = slug_input("", language)

    def clean(self):
        slug = self.cleaned_data.get("new_slug", "")
        if slug == self.base or is_numbered(slug, self.base):
            parent = self.cleaned_data.get("new_parent_page") or self.page.get_parent()
            self.cleaned_data["new_slug"] = available_slug(parent, self.base)
        return super().clean()


class RecordForm(CreationKeyMixin, SlugMixin, FactsMixin, WagtailAdminModelForm):
    """The form of every shared record."""

    slug_source = "name"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and not self.fields["slug"].disabled:
            self.fields["slug"].help_text = _("Empty: made of the name.")

    def next_free(self, slug):
        others = type(self.instance)._default_manager.filter(locale=self.instance.locale_id)
        taken = set(others.exclude(pk=self.instance.pk).values_list("slug", flat=True))
        return first_free(slug, taken, longest=self.fields["slug"].max_length)


def lock(field) -> None:
    """Show a field's value, ignore what is posted for it, and say why."""
    field.disabled = True
    field.required = False
    field.help_text = (
        format_lazy("{} {}", field.help_text, ON_THE_ORIGINAL) if field.help_text else ON_THE_ORIGINAL
    )
