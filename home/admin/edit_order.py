"""Posts to the edit form of one page or record are taken one after the other.

The admin posts the form by itself while somebody types, and again when a button is pressed. Wagtail 8.0.1
writes back the whole row of what is not published, as it was when the post began: a draft that saved itself
took a page off the site again that was published meanwhile. And a row of a price or an author that such a
draft had stored was stored once more by the button, which did not know it yet.
"""

from functools import wraps

from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import COMMENTS_RELATION_NAME, Page


class InTurn:
    """An edit view that loads what it edits when no other post to that form is under way."""

    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        model = initkwargs.get("model", Page)

        @wraps(view)
        def in_turn(request, *args, **kwargs):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            with transaction.atomic():
                wait_for(model, kwargs["page_id"] if model is Page else unquote(str(kwargs["pk"])))
                return view(request, *args, **kwargs)

        return in_turn


def wait_for(model, key) -> None:
    """Hold the row till the transaction ends; on SQLite, which begins IMMEDIATE, it holds everything."""
    rows = model._base_manager.select_for_update(no_key=True).filter(pk=key)
    list(rows.values_list("pk"))


class WholeForm:
    """The edit view of a page, for which a form names all rows that its user wants."""

    def post(self, request, *args, **kwargs):
        if self.knows_less_than_its_user_saved():
            self.leave_out_unknown_rows()
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except IntegrityError:  # a row of somebody else says the same
            return self.refuse()

    def knows_less_than_its_user_saved(self) -> bool:
        """Tell whether the newest version is this user's and not the one that the form shows."""
        newest = self.latest_revision
        return bool(newest and newest.user_id == self.request.user.pk and self.is_out_of_date)

    def leave_out_unknown_rows(self) -> None:
        """Take rows for new ones that the form gives no number: those that an earlier post made of them go.

        Comments are left alone: other people write them.
        """
        for name, formset in self.form_class.formsets.items():
            forms = self.request.POST.get(f"{name}-TOTAL_FORMS", "")
            relation = formset.fk.remote_field.get_accessor_name()
            if relation == COMMENTS_RELATION_NAME or not forms.isdecimal():
                continue
            key = formset.model._meta.pk.name
            known = {self.request.POST.get(f"{name}-{number}-{key}") for number in range(int(forms))}
            rows = getattr(self.page, relation)
            rows.set([row for row in rows.all() if str(row.pk) in known])

    def refuse(self):
        words = _(
            "Somebody has saved a row meanwhile that says the same as one of yours. Please open this page"
            " anew in another tab and enter there what is missing."
        )
        if self.expects_json_response:
            return self.json_error_response("invalid_revision", words)
        self.form.add_error(None, words)
        return self.form_invalid(self.form)


class PageEdit(InTurn, WholeForm, EditView):
    pass


class PageRevert(InTurn, WholeForm, RevisionsRevertView):
    pass
